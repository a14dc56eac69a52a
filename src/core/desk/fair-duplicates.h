/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds sign-ups that may be of the same person. Whether they are is for a person to say. */
#pragma once

#include "store/fair-store.h"

G_BEGIN_DECLS

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
  gconstpointer by_email; /* their group by their address, or NULL */
} FairDuplicatePerson;

/** Sign-ups that may be of the same person: two or more, in the order of the journal. */
typedef struct
{
  FairDuplicateReason reason;
  GPtrArray *people; /* of FairDuplicatePerson */
} FairDuplicateGroup;

void       fair_duplicate_group_free (FairDuplicateGroup *self);

GPtrArray *fair_store_find_duplicates (FairStore       *self,
                                       FairReadReport  *report,
                                       GCancellable    *cancellable,
                                       GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairDuplicateGroup, fair_duplicate_group_free)

G_END_DECLS
