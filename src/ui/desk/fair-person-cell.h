/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One cell of the table of people: a line of text, or somebody's marks. */
#pragma once

#include "desk/fair-desk-model.h"
#include "desk/fair-people-columns.h"
#include "desk/fair-people-row.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FAIR_TYPE_PERSON_CELL (fair_person_cell_get_type ())
G_DECLARE_FINAL_TYPE (FairPersonCell, fair_person_cell, FAIR, PERSON_CELL, GtkWidget)

GtkWidget  *fair_person_cell_new (FairDeskModel          *model,
                                  const FairPeopleColumn *column);
void        fair_person_cell_set_row (FairPersonCell *self,
                                      FairPeopleRow  *row);
const char *fair_person_cell_get_text (FairPersonCell *self);

G_END_DECLS
