/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of many things by their words: which of them somebody means who types some of the words, or nearly. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairNameIndex:
 *
 * Does not change once every name is in it; may then be used from any thread.
 */
typedef struct _FairNameIndex FairNameIndex;

/**
 * FairNameMatch:
 * @thing: what may be meant
 * @share: how much of what was typed its names have, from 0 to 1: a rare word counts for more, a beginning or a slip for less
 * @score: by what matches are sorted, the greatest first
 * @is_all: whether its names have every typed word but for those that many have
 */
typedef struct
{
  guint thing;
  double share;
  double score;
  gboolean is_all;
} FairNameMatch;

FairNameIndex *fair_name_index_new (void);
void           fair_name_index_free (FairNameIndex *self);
void           fair_name_index_add (FairNameIndex *self,
                                    guint          thing,
                                    const char    *name);
GArray        *fair_name_index_search (const FairNameIndex *self,
                                       const char          *typed);
gboolean       fair_name_index_identify (const FairNameIndex *self,
                                         const char          *typed,
                                         guint               *thing);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairNameIndex, fair_name_index_free)

G_END_DECLS
