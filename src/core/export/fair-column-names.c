/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of columns, none of which is there twice. */
#include "export/fair-column-names.h"

/** Returns: (transfer full) (element-type utf8): no names yet */
GHashTable *
fair_column_names_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * fair_column_names_take:
 * @names: (element-type utf8): those that are taken
 * @name: one more
 *
 * Returns: (transfer none): @name, with as many "answer_" before it as it takes to be another one; it is taken now, and @names' own
 */
const char *
fair_column_names_take (GHashTable *names,
                        const char *name)
{
  char *own = g_strdup (name);

  while (g_hash_table_contains (names, own))
    {
      g_autofree char *taken = g_steal_pointer (&own);

      own = g_strconcat ("answer_", taken, NULL);
    }
  g_hash_table_add (names, own);
  return own;
}
