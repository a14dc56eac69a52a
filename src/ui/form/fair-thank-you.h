/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page that says "Saved", and for how long it stays. */
#pragma once

#include "program/fair-program.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_THANK_YOU (fair_thank_you_get_type ())
/* Signals: done: the visitor is; correct: they want to correct something; friend: somebody who is with them signs up next. */
G_DECLARE_FINAL_TYPE (FairThankYou, fair_thank_you, FAIR, THANK_YOU, AdwBin)

void fair_thank_you_set_program (FairThankYou *self,
                                 FairProgram  *program);
void fair_thank_you_start (FairThankYou *self,
                           const char   *name);
void fair_thank_you_set_seconds_left (FairThankYou *self,
                                      guint         seconds);

G_END_DECLS
