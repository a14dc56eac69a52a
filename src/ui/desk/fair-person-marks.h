/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The marks of somebody in the table of people: starred, unfinished, what looks wrong. */
#pragma once

#include "desk/fair-desk-model.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FAIR_TYPE_PERSON_MARKS (fair_person_marks_get_type ())
G_DECLARE_FINAL_TYPE (FairPersonMarks, fair_person_marks, FAIR, PERSON_MARKS, GtkBox)

GtkWidget *fair_person_marks_new (void);
void       fair_person_marks_show (FairPersonMarks  *self,
                                   FairPersonItem   *item,
                                   const FairReview *review);

G_END_DECLS
