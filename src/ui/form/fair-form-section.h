/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One section of the form: its heading and a card with its rows, pairs side by side where there is room. */
#pragma once

#include "form/fair-field-row.h"
#include "form/fair-form.h"

G_BEGIN_DECLS

#define FAIR_TYPE_FORM_SECTION_VIEW (fair_form_section_view_get_type ())
G_DECLARE_FINAL_TYPE (FairFormSectionView, fair_form_section_view, FAIR, FORM_SECTION_VIEW, GtkBox)

GtkWidget *fair_form_section_view_new (const FairFormSection *section,
                                       GPtrArray             *rows);
void       fair_form_section_view_update (FairFormSectionView *self);

G_END_DECLS
