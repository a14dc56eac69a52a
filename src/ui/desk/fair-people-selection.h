/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is selected in the list of people: by id, so that nothing is lost when the order changes, and nobody is looked at for it. */
#pragma once

#include "store/people/fair-people-list.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FAIR_TYPE_PEOPLE_SELECTION (fair_people_selection_get_type ())
/* A #GtkSelectionModel over a #FairPeopleList. Threading: the main thread. */
G_DECLARE_FINAL_TYPE (FairPeopleSelection, fair_people_selection, FAIR, PEOPLE_SELECTION, GObject)

FairPeopleSelection *fair_people_selection_new (FairPeopleList *list);
void                 fair_people_selection_complete (FairPeopleSelection *self);
gboolean             fair_people_selection_has_all (FairPeopleSelection *self);
gboolean             fair_people_selection_has_several (FairPeopleSelection *self);
void                 fair_people_selection_select_only (FairPeopleSelection *self,
                                                        const char          *id);
GtkBitset           *fair_people_selection_get_listed (FairPeopleSelection *self);
GStrv                fair_people_selection_dup_ids (FairPeopleSelection *self);
char                *fair_people_selection_dup_only_id (FairPeopleSelection *self);
char                *fair_people_selection_dup_next_id (FairPeopleSelection *self);

G_END_DECLS
