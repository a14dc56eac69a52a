/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds sign-ups that may be of the same person. Whether they are is for a person to say. */
#pragma once

#include "store/fair-store.h"

G_BEGIN_DECLS

/** A member of `staff`: the ids of sign-ups that look as if they were of the same person, and are not, as somebody has said. */
#define FAIR_DISTINCT_FROM "distinct_from"

/** Why two sign-ups may be of the same person. */
typedef enum
{
  FAIR_DUPLICATE_EMAIL, /* the same address, whatever its case */
  FAIR_DUPLICATE_NAME,  /* the same name at the same school, whatever their case and accents */
} FairDuplicateReason;

/** One of them, as it was typed. */
typedef struct
{
  char *id;
  char *at;
  char *event;
  char *name;
  char *email;  /* "" if there is none */
  char *school; /* "" if there is none */
  gboolean unfinished; /* see fair_version_is_unfinished() */

  /*< private >*/
  char **distinct_from;    /* (nullable) */
  gconstpointer by_email; /* their group by their address, or NULL */
} FairDuplicatePerson;

/** Sign-ups that may be of the same person: two or more, in the order of the journal. */
typedef struct
{
  FairDuplicateReason reason;
  GPtrArray *people; /* of FairDuplicatePerson */
} FairDuplicateGroup;

void       fair_duplicate_group_free (FairDuplicateGroup *self);
FairDuplicateGroup *fair_duplicate_group_copy (const FairDuplicateGroup *self);

GPtrArray *fair_store_find_duplicates (FairStore       *self,
                                       FairReadReport  *report,
                                       GCancellable    *cancellable,
                                       GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairDuplicateGroup, fair_duplicate_group_free)

G_END_DECLS
