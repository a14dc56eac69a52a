/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a form goes to the sign-ups: as it is sent, or, where staff keep such, as somebody has left it. */
#pragma once

#include "booth/fair-booth.h"
#include "form/fair-form-view.h"

G_BEGIN_DECLS

FairDraft fair_sign_up_draft_make (FairBooth         *booth,
                                   FairForm          *form,
                                   const FairAnswers *answers,
                                   GArray            *consents);
FairForm *fair_sign_up_draft_dup_form (FairBooth *booth);
void      fair_sign_up_draft_keep_unfinished (FairBooth    *booth,
                                              FairFormView *view);

G_END_DECLS
