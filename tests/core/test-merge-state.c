/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What journals come to when they are merged, by a plain rule of its own that shares nothing with the import. */
#include "test-merge-state.h"

#include "store/journal/fair-line.h"
#include "test-store-util.h"
#include <string.h>

/** A state in which nobody is. */
void
test_merge_state_init (TestMergeState *self)
{
  *self = (TestMergeState) { 0 };
  self->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->erased = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->unknown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
test_merge_state_clear (TestMergeState *self)
{
  g_hash_table_unref (self->lines);
  g_hash_table_unref (self->erased);
  g_hash_table_unref (self->unknown);
}

static gboolean
is_greater (const FairVersion *version,
            const char       *line,
            const char       *other,
            guint64          *n_ties)
{
  g_auto (FairVersion) other_version = { 0 };
  int order;

  g_assert_true (fair_line_decode (other, strlen (other), NULL, &other_version, NULL));
  order = fair_hlc_compare (&version->hlc, &other_version.hlc);
  *n_ties += order == 0 && !g_str_equal (line, other);
  return order != 0 ? order > 0 : strcmp (line, other) > 0;
}

static void
take_line (TestMergeState *self,
           const char     *line)
{
  g_auto (FairVersion) version = { 0 };
  g_autoptr (GError) error = NULL;
  const char *other;

  fair_line_decode (line, strlen (line), NULL, &version, &error);
  g_assert_no_error (error);
  if (version.op == FAIR_OP_UNKNOWN)
    {
      self->n_unknown++;
      g_hash_table_insert (self->unknown, g_strdup (line),
                           g_strdup (yyjson_get_str (yyjson_obj_get (yyjson_doc_get_root (version.doc), "id"))));
      return;
    }
  if (version.op == FAIR_OP_ERASE)
    {
      g_hash_table_add (self->erased, g_strdup (version.id));
      return;
    }
  other = g_hash_table_lookup (self->lines, version.id);
  if (other == NULL || is_greater (&version, line, other, &self->n_ties))
    g_hash_table_insert (self->lines, g_strdup (version.id), g_strdup (line));
}

/** Takes in all lines of a store's journal, each of which must be sound. */
void
test_merge_state_take (TestMergeState *self,
                       FairStore      *store)
{
  g_autofree char *text = test_read (fair_store_get_journal_path (store));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    if (**line != '\0')
      take_line (self, *line);
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/** Lines in order, one text. */
char *
test_sort_and_join (GPtrArray *lines)
{
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (GStrv) lines->pdata);
}

/** The state as lines in order: of each person the greatest one, the ids of the erased, and what speaks of neither. */
char *
test_merge_state_to_text (TestMergeState *self)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!g_hash_table_contains (self->erased, key))
      g_ptr_array_add (lines, value);
  g_hash_table_iter_init (&iter, self->erased);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (lines, key);
  g_hash_table_iter_init (&iter, self->unknown);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!g_hash_table_contains (self->erased, value))
      g_ptr_array_add (lines, key);
  return test_sort_and_join (lines);
}
