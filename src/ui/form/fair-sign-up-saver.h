/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saves what one visitor has filled in: once, however often it is tried, and as a further version of it what they correct. */
#pragma once

#include "booth/fair-booth.h"

G_BEGIN_DECLS

#define FAIR_TYPE_SIGN_UP_SAVER (fair_sign_up_saver_get_type ())
/*
 * Signals: saved: it is on the disk; failed (reason: why it is not, and what to do, in whole sentences); erased: staff have erased
 * whoever wants to correct it, and it is forgotten here. Main thread only.
 */
G_DECLARE_FINAL_TYPE (FairSignUpSaver, fair_sign_up_saver, FAIR, SIGN_UP_SAVER, GObject)

FairSignUpSaver   *fair_sign_up_saver_new (FairBooth *booth);
void               fair_sign_up_saver_save (FairSignUpSaver   *self,
                                            FairForm          *form,
                                            const FairAnswers *answers);
gboolean           fair_sign_up_saver_is_saving (FairSignUpSaver *self);
const FairAnswers *fair_sign_up_saver_get_saved (FairSignUpSaver *self);
void               fair_sign_up_saver_forget (FairSignUpSaver *self);
void               fair_sign_up_saver_carry_over (FairSignUpSaver *self,
                                                  FairSignUpSaver *from);

G_END_DECLS
