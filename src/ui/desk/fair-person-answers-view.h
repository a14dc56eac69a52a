/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person's answers as their form asked them, each with a button that copies it. */
#pragma once

#include "desk/fair-person-details.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_PERSON_ANSWERS_VIEW (fair_person_answers_view_get_type ())
/* Signal: copied (const char *said): something is in the clipboard */
G_DECLARE_FINAL_TYPE (FairPersonAnswersView, fair_person_answers_view, FAIR, PERSON_ANSWERS_VIEW, AdwBin)

GtkWidget *fair_person_answers_view_new (void);
void       fair_person_answers_view_set_details (FairPersonAnswersView   *self,
                                                 const FairPersonDetails *details);

G_END_DECLS
