/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Follows one form of one visitor: whether it was begun, at which question it was left, or that it was finished. */
#pragma once

#include "booth/fair-visit-recorder.h"
#include "form/fair-form-view.h"

G_BEGIN_DECLS

#define FAIR_TYPE_FORM_VISIT (fair_form_visit_get_type ())
G_DECLARE_FINAL_TYPE (FairFormVisit, fair_form_visit, FAIR, FORM_VISIT, GObject)

FairFormVisit *fair_form_visit_new (FairVisitRecorder *recorder,
                                    FairFormView      *view);
void           fair_form_visit_carry_over (FairFormVisit *self,
                                           FairFormVisit *from);
void           fair_form_visit_leave (FairFormVisit *self);
void           fair_form_visit_finish (FairFormVisit *self);

G_END_DECLS
