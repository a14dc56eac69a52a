/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of people that the desk shows: searched, filtered, sorted, and changed as soon as the journal changes. */
#pragma once

#include "store/fair-store.h"
#include "store/people/fair-people-query.h"
#include "store/people/fair-person-item.h"

G_BEGIN_DECLS

#define FAIR_TYPE_PEOPLE_LIST (fair_people_list_get_type ())
/* A #GListModel of #FairPersonItem. Threading: the main thread. */
G_DECLARE_FINAL_TYPE (FairPeopleList, fair_people_list, FAIR, PEOPLE_LIST, GObject)

FairPeopleList       *fair_people_list_new (FairStore             *store,
                                            const FairPeopleQuery *query);
void                  fair_people_list_set_query (FairPeopleList        *self,
                                                  const FairPeopleQuery *query);
gboolean              fair_people_list_get_loading (FairPeopleList *self);
double                fair_people_list_get_progress (FairPeopleList *self,
                                                     guint64        *n_lines);
gboolean              fair_people_list_get_searching (FairPeopleList *self);
const GError         *fair_people_list_get_error (FairPeopleList *self);
const FairReadReport *fair_people_list_get_report (FairPeopleList *self);
const char           *fair_people_list_get_id (FairPeopleList *self,
                                               guint           position);
gboolean              fair_people_list_find (FairPeopleList *self,
                                             const char     *id,
                                             guint          *position);

G_END_DECLS
