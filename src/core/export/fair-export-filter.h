/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who goes out with an export. */
#pragma once

#include "export/fair-exported.h"

G_BEGIN_DECLS

/**
 * FairExportFilter:
 * @event: (nullable): only the people of this fair; "" are those of none
 * @interest: (nullable): only those who chose this code among their interests
 * @interests_field: (nullable): the id of the field with these, which fair_export() finds in the form; as %NULL it is "interests"
 * @stage: (nullable): only who stands at the stage with this id
 * @is_first_stage: whether @stage is the first, where everybody stands of whom nothing else was noted
 * @ids: (nullable): a set of strings: only those with these ids, such as a selection, or what a search found
 * @is_new: only who has not left with an export yet, or was changed since
 *
 * Whoever is all that is asked for; without anything everybody. Borrowed.
 */
typedef struct
{
  const char *event;
  const char *interest;
  const char *interests_field;
  const char *stage;
  gboolean is_first_stage;
  GHashTable *ids;
  gboolean is_new;
} FairExportFilter;

gboolean fair_export_filter_takes (const FairExportFilter *self,
                                   const FairExported     *exported,
                                   const FairVersion      *version);
gboolean fair_export_filter_is_whole (const FairExportFilter *self);

G_END_DECLS
