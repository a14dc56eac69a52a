/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that there is of one person: each version of their sign-up, what they agreed to, and who was joined into them. */
#pragma once

#include "store/fair-store.h"

G_BEGIN_DECLS

/** What one version of a sign-up says otherwise than another. The values are borrowed from the versions. */
typedef struct
{
  gboolean is_staff;  /* whether staff noted it; else the person answered it */
  const char *member; /* its name: of an answer the id of the field */
  yyjson_val *before; /* (nullable): NULL where there was none */
  yyjson_val *after;  /* (nullable): NULL where it is gone */
} FairPersonChange;

/**
 * FairPersonRecord:
 * @versions: (element-type FairVersion): the versions of the sign-up, the one that stands last; at least one
 * @wordings: (element-type FairVersion): what the person agreed to in the one that stands, word for word, as far as the journal has it
 * @joined: (element-type utf8): the ids of the sign-ups that were joined into this one
 *
 * Never changes.
 */
typedef struct
{
  GPtrArray *versions;
  GPtrArray *wordings;
  GPtrArray *joined;
} FairPersonRecord;

void              fair_person_record_free (FairPersonRecord *self);
const FairVersion *fair_person_record_get_standing (const FairPersonRecord *self);
GArray           *fair_person_list_changes (const FairVersion *before,
                                            const FairVersion *after);
FairPersonRecord *fair_person_record_load (FairStore     *store,
                                           const char    *id,
                                           GCancellable  *cancellable,
                                           GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairPersonRecord, fair_person_record_free)

G_END_DECLS
