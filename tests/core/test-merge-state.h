/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What journals come to when they are merged, by a plain rule of its own that shares nothing with the import. */
#pragma once

#include "store/fair-store.h"

G_BEGIN_DECLS

/**
 * TestMergeState:
 * @lines: of each person the greatest line there is, by id
 * @erased: a set of the ids of those who were erased
 * @unknown: lines of a newer version, each with the id that it speaks of
 * @n_unknown: how many such lines were met, the same line twice counted twice
 * @n_ties: how often two different lines had the same id and time stamp
 */
typedef struct
{
  GHashTable *lines;
  GHashTable *erased;
  GHashTable *unknown;
  guint64 n_unknown;
  guint64 n_ties;
} TestMergeState;

void  test_merge_state_init (TestMergeState *self);
void  test_merge_state_clear (TestMergeState *self);
void  test_merge_state_take (TestMergeState *self,
                             FairStore      *store);
char *test_merge_state_to_text (TestMergeState *self);
char *test_sort_and_join (GPtrArray *lines);

G_END_DECLS
