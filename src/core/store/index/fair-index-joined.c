/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps those out of an index's sight whom staff have joined into somebody who is in sight. */
#include "store/index/fair-index-private.h"
#include "store/standing/fair-joined.h"

static gboolean
get_target (const char  *id,
            const char **target,
            gpointer     user_data)
{
  FairIndex *self = user_data;
  const FairIndexJoin *join;
  guint32 row;

  if (!fair_index_find_winner (self, id, &row))
    return FALSE;
  join = g_hash_table_lookup (self->joined, GUINT_TO_POINTER (row));
  *target = join != NULL ? fair_index_names_get (self->names, join->target) : NULL;
  return TRUE;
}

/* To be called when rows have been taken: whoever came or went may bring those joined into them out of sight or back. */
void
fair_index_review_joined (FairIndex       *self,
                          FairIndexChange *change)
{
  g_autoptr (GHashTable) decided = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->joined);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const FairIndexJoin *join = value;
      guint32 row = GPOINTER_TO_UINT (key);
      gboolean hidden = fair_joined_find_hidden (fair_index_names_get (self->names, join->id),
                                                 fair_index_names_get (self->names, join->target), get_target, self,
                                                 decided);

      if (fair_index_is_standing (self, row) == hidden)
        fair_index_set_standing (self, row, !hidden, change);
    }
}

/* How many are out of sight. */
guint64
fair_index_count_joined (FairIndex *self)
{
  GHashTableIter iter;
  gpointer key;
  guint64 n = 0;

  g_hash_table_iter_init (&iter, self->joined);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    n += !fair_index_is_standing (self, GPOINTER_TO_UINT (key));
  return n;
}
