/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person in a list: made when the list shows them, and filled as soon as their line has been read. */
#pragma once

#include "store/people/fair-people.h"
#include <gio/gio.h>

G_BEGIN_DECLS

#define FAIR_TYPE_PERSON_ITEM (fair_person_item_get_type ())
G_DECLARE_FINAL_TYPE (FairPersonItem, fair_person_item, FAIR, PERSON_ITEM, GObject)

FairPersonItem    *fair_person_item_new (FairPeople       *people,
                                         const FairPerson *person,
                                         GHashTable       *items);
FairPersonItem    *fair_person_item_read (FairPeople       *people,
                                          const FairPerson *person);
void               fair_person_item_enter (FairPersonItem *self,
                                           GHashTable     *items);
const char        *fair_person_item_get_id (FairPersonItem *self);
const FairVersion *fair_person_item_get_version (FairPersonItem *self);

G_END_DECLS
