/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of a table of people: whom to list, and in which order; and in what one answer differs from another. */
#pragma once

#include "store/people/fair-people.h"

G_BEGIN_DECLS

/** What people are sorted by; those who are alike by when they signed up, then by their ids. */
typedef enum
{
  FAIR_PEOPLE_SORT_SIGNED_UP,
  FAIR_PEOPLE_SORT_NAME,      /* these by a part of what is said of them: see #FairPersonPart */
  FAIR_PEOPLE_SORT_SCHOOL,
  FAIR_PEOPLE_SORT_EMAIL,
  FAIR_PEOPLE_SORT_DEGREE,
  FAIR_PEOPLE_SORT_INTERESTS,
  FAIR_PEOPLE_SORT_YEAR,      /* of graduation; those without one first */
  FAIR_PEOPLE_SORT_EVENT,     /* by the id of the fair */
  FAIR_PEOPLE_SORT_STARRED,   /* those that staff have marked last */
} FairPeopleSort;

/** Whom to list, and how. */
typedef struct
{
  const char *typed;     /* what somebody typed to search for: each word of it is to occur in what is said of a person; or NULL */
  const char *event;     /* the fair they are to be from; "" for those who chose none, NULL for any */
  const char *school;    /* their school, by its one name; or NULL */
  const char *interest;  /* the code of what they are to be interested in; or NULL */
  gboolean starred_only; /* whether staff are to have marked them */
  gint64 since;          /* when they are to have signed up at the earliest, in milliseconds since 1970-01-01T00:00:00Z, */
  gint64 until;          /* and before when; 0 for any time */
  GHashTable *ids;       /* (element-type utf8): a set that they are to be in, which never changes again; or NULL */
  FairPeopleSort sort;   /* what they are sorted by */
  gboolean descending;   /* whether the order is turned round */
} FairPeopleQuery;

/** A difference between two lists: in place of some people of the one, some of the other. */
typedef struct
{
  guint removed_at; /* in the one before */
  guint n_removed;
  guint added_at; /* in the other */
  guint n_added;
} FairPeopleChange;

#define FAIR_PEOPLE_QUERY_ALL { .since = G_MININT64 }

FairPeopleQuery *fair_people_query_copy (const FairPeopleQuery *self);
void             fair_people_query_free (FairPeopleQuery *self);
gboolean         fair_people_query_narrows (const FairPeopleQuery *self,
                                            const FairPeopleQuery *earlier);
gboolean         fair_people_query_matches (const FairPeopleQuery *self,
                                            GStrv                  words,
                                            const FairPerson      *person);

gboolean         fair_person_text_matches (const FairPersonText *self,
                                           const char *const    *words);
int              fair_person_compare (const FairPerson *a,
                                      const FairPerson *b,
                                      FairPeopleSort    sort);

GArray          *fair_people_order_new (const FairPeople *people,
                                        FairPeopleSort    sort);
void             fair_people_order_insert (GArray           *order,
                                           const FairPeople *people,
                                           FairPeopleSort    sort,
                                           guint32           number);

GArray *fair_people_change_find (GPtrArray *before,
                                 GPtrArray *after,
                                 gboolean   moved);
GArray *fair_people_change_split (GArray       *whole,
                                  GPtrArray    *before,
                                  GPtrArray    *after,
                                  const guint8 *flags,
                                  guint8        matching);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairPeopleQuery, fair_people_query_free)

G_END_DECLS
