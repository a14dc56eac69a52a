/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page that says "Saved", and when it makes way for the next visitor. */
#pragma once

#include "program/fair-program.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_THANK_YOU (fair_thank_you_get_type ())
/* Signal: done, once for each start: the visitor is, or the time is over. */
G_DECLARE_FINAL_TYPE (FairThankYou, fair_thank_you, FAIR, THANK_YOU, AdwBin)

void  fair_thank_you_set_program (FairThankYou *self,
                                  FairProgram  *program);
void  fair_thank_you_start (FairThankYou *self,
                            const char   *name,
                            guint         seconds);
void  fair_thank_you_stop (FairThankYou *self);
void  fair_thank_you_tick (FairThankYou *self);
guint fair_thank_you_get_seconds_left (FairThankYou *self);

G_END_DECLS
