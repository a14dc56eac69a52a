/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the laptop is ready to be left alone: one thing after the other, each with a plain result. */
#pragma once

#include "booth/fair-booth.h"
#include "shell/fair-health.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/** What is looked at. */
typedef enum
{
  FAIR_CHECK_PIN,
  FAIR_CHECK_SIGN_UP, /* a sign-up for trial, which is taken out again */
  FAIR_CHECK_SPACE,
  FAIR_CHECK_POWER,
  FAIR_CHECK_CLOCK,
  FAIR_CHECK_SLEEP,
  FAIR_CHECK_PACK,
  FAIR_N_CHECKS,
} FairCheck;

/** How it is. */
typedef enum
{
  FAIR_CHECK_RUNNING, /* nobody knows yet */
  FAIR_CHECK_GOOD,
  FAIR_CHECK_DOUBTFUL, /* the kiosk can begin, but somebody should know */
  FAIR_CHECK_BAD,      /* no sign-up can be saved */
} FairCheckLevel;

#define FAIR_TYPE_SELF_CHECK (fair_self_check_get_type ())
/* Signal: changed (FairCheck): the result of one is another. Threading: main thread only; it waits for nothing. */
G_DECLARE_FINAL_TYPE (FairSelfCheck, fair_self_check, FAIR, SELF_CHECK, GObject)

FairSelfCheck *fair_self_check_new (FairBooth *booth,
                                    GtkWindow *window);
void           fair_self_check_stop (FairSelfCheck *self);
FairCheckLevel fair_self_check_get_level (FairSelfCheck *self,
                                          FairCheck      check);
const char    *fair_self_check_get_words (FairSelfCheck *self,
                                          FairCheck      check);

G_END_DECLS
