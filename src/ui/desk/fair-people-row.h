/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the table of people: who stands in it may change, and what a view has made for the row is used again. */
#pragma once

#include "store/people/fair-person-item.h"

G_BEGIN_DECLS

#define FAIR_TYPE_PEOPLE_ROW (fair_people_row_get_type ())
/* Threading: the main thread. */
G_DECLARE_FINAL_TYPE (FairPeopleRow, fair_people_row, FAIR, PEOPLE_ROW, GObject)

FairPeopleRow  *fair_people_row_new (FairPersonItem *item);
FairPersonItem *fair_people_row_get_item (FairPeopleRow *self);
void            fair_people_row_set_item (FairPeopleRow  *self,
                                          FairPersonItem *item);

G_END_DECLS
