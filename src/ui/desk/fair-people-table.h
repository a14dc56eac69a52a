/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of people: its columns can be chosen, moved, sized and sorted by, and the settings remember how. */
#pragma once

#include "desk/fair-desk-model.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_PEOPLE_TABLE (fair_people_table_get_type ())
/*
 * Property, writable: narrow: whether there is room for names and times alone.
 * Signals:
 * - sorted: another order is wanted
 * - activated: a row was pressed twice, or Enter on it
 */
G_DECLARE_FINAL_TYPE (FairPeopleTable, fair_people_table, FAIR, PEOPLE_TABLE, AdwBin)

GtkWidget     *fair_people_table_new (FairDeskModel *model);
FairPeopleSort fair_people_table_get_sort (FairPeopleTable *self,
                                           gboolean        *descending);
void           fair_people_table_show_selected (FairPeopleTable *self);
void           fair_people_table_focus (FairPeopleTable *self);
GActionGroup  *fair_people_table_get_columns (FairPeopleTable *self);
GMenuModel    *fair_people_table_get_columns_menu (FairPeopleTable *self);

G_END_DECLS
