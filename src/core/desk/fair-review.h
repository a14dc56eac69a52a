/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a coordinator wants to know of everybody before anybody is opened: how many of what, and who needs a second look. */
#pragma once

#include "base/fair-time-zones.h"
#include "desk/fair-duplicates.h"
#include "form/fair-form.h"

G_BEGIN_DECLS

/** Why somebody needs a second look: bits. */
typedef enum
{
  FAIR_LOOK_ADDRESS = 1 << 0,    /* their email address is none, or looks like a slip of the finger */
  FAIR_LOOK_SCHOOL = 1 << 1,     /* no suggestion of the form has their school */
  FAIR_LOOK_CLOCK = 1 << 2,      /* the laptop's clock was wrong when they signed up */
  FAIR_LOOK_UNFINISHED = 1 << 3, /* they left without signing up: see fair_version_is_unfinished() */
} FairLook;

/**
 * FairReview:
 * @n_people: how many are listed, forms left unfinished among them
 * @n_starred: how many of them staff have marked
 * @events: (element-type utf8 gsize): how many at each fair, by its id
 * @days: (element-type utf8 GHashTable): by the id of each fair, how many on each day there: "2026-11-22"
 * @schools: (element-type utf8 gsize): how many of each school, by its one name: see fair_store_set_form()
 * @interests: (element-type utf8 gsize): how many with each interest, by its code
 * @groups: (element-type FairDuplicateGroup): sign-ups that may be of the same person
 * @duplicates: (element-type utf8): a set: the ids of all who are in @groups
 * @looks: (element-type utf8 FairLook): why those need a second look who do, by their ids; also a set
 * @fresh: (element-type utf8): a set: the ids of those who have not left with an export since they signed up, or were changed; NULL
 *   where nothing was ever exported
 * @report: what the reading met
 *
 * Never changes.
 */
typedef struct
{
  guint n_people;
  guint n_starred;
  GHashTable *events;
  GHashTable *days;
  GHashTable *schools;
  GHashTable *interests;
  GPtrArray *groups;
  GHashTable *duplicates;
  GHashTable *looks;
  GHashTable *fresh;
  FairReadReport *report;
} FairReview;

FairReview *fair_review_make (FairStore            *store,
                              FairForm             *form,
                              const FairTimeZones  *zones,
                              gint64                now_ms,
                              GCancellable         *cancellable,
                              GError              **error);
void        fair_review_make_async (FairStore           *store,
                                    FairForm            *form,
                                    FairTimeZones       *zones,
                                    gint64               now_ms,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
FairReview *fair_review_make_finish (GAsyncResult *result,
                                     GError      **error);
void        fair_review_free (FairReview *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairReview, fair_review_free)

G_END_DECLS
