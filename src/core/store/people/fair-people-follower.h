/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Follows a store's journal in a thread of its own, where it answers what is asked of the people in it. */
#pragma once

#include "store/fair-store.h"
#include "store/people/fair-people-query.h"

G_BEGIN_DECLS

typedef struct _FairPeopleFollower FairPeopleFollower;

/** Who is listed, or how far the reading is. The persons and the list never change. */
typedef struct
{
  FairPeopleFollower *follower; /* whose it is */
  guint question;               /* the number of the latest question that the thread had begun to answer */
  FairPeople *people;           /* the table that they are in; NULL: there is no other list than before */
  GPtrArray *listed;            /* of FairPerson: who is listed from now on */
  GArray *changes;              /* of FairPeopleChange: in what that differs from the update before, in order */
  GPtrArray *first;             /* of FairPersonItem: the first of them, who have been read */
  FairPeopleSort sort;          /* what they are sorted by */
  gboolean descending;          /* whether the order is turned round */
  gboolean is_early;            /* whether the journal is still being read, so that they are only the latest, if any */
  guint64 n_read;               /* how many lines of it were read then, about, */
  double part_read;             /* and which part of it they are, from 0 to 1 */
  FairReadReport *report;       /* what the reading of the whole journal met, or NULL if it was not read */
  GError *error;                /* why the list may not be what the journal has; NULL: it is */
} FairPeopleUpdate;

/** Takes @update over, and keeps it as long as its list is shown. */
typedef void (*FairPeopleUpdateFunc) (FairPeopleUpdate *update,
                                      gpointer          user_data);

void                fair_people_update_free (FairPeopleUpdate *self);

FairPeopleFollower *fair_people_follower_start (FairStore            *store,
                                                FairPeopleUpdateFunc  func,
                                                gpointer              user_data);
guint               fair_people_follower_ask (FairPeopleFollower    *self,
                                              const FairPeopleQuery *query);
const FairPerson   *fair_people_follower_find (FairPeopleFollower *self,
                                               FairPeople         *people,
                                               const char         *id);
void                fair_people_follower_stop (FairPeopleFollower *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairPeopleUpdate, fair_people_update_free)

G_END_DECLS
