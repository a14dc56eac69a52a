/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form as a visitor fills it in: one column of sections and rows, judged as one goes. One visitor, one view. */
#pragma once

#include "form/fair-field-row.h"
#include "form/fair-form.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_FORM_VIEW (fair_form_view_get_type ())
/*
 * Signals:
 * - changed: an answer is another one
 * - submit: Enter was pressed in the last field
 */
G_DECLARE_FINAL_TYPE (FairFormView, fair_form_view, FAIR, FORM_VIEW, AdwBin)

GtkWidget    *fair_form_view_new (FairForm *form);
void          fair_form_view_set_head (FairFormView *self,
                                       const char   *title,
                                       const char   *intro);
FairForm     *fair_form_view_get_form (FairFormView *self);
FairAnswers  *fair_form_view_dup_answers (FairFormView *self);
void          fair_form_view_load_answers (FairFormView      *self,
                                           const FairAnswers *answers);
void          fair_form_view_carry_over (FairFormView *self,
                                         FairFormView *from);
guint         fair_form_view_count_filled (FairFormView *self);
FairFieldRow *fair_form_view_find_row (FairFormView *self,
                                       const char   *field);
char         *fair_form_view_dup_missing_fields (FairFormView *self);
void          fair_form_view_focus_missing_field (FairFormView *self);
void          fair_form_view_focus_first (FairFormView *self);
const char   *fair_form_view_get_needed (FairFormView *self);
gboolean      fair_form_view_judge_all (FairFormView *self);
void          fair_form_view_set_staff_note (FairFormView *self,
                                             gboolean      visible);

G_END_DECLS
