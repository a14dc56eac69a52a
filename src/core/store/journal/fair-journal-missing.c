/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of some lines a journal has lost that somebody else put in the place of the one that they were written to. */
#include "store/journal/fair-journal-missing.h"

#include "store/journal/fair-journal-line.h"
#include <string.h>

/* The lines, as text without newline (which holds no NUL: it is JSON). */
static GPtrArray *
split (const char *lines,
       gsize       length)
{
  GPtrArray *result = g_ptr_array_new_with_free_func (g_free);
  const char *end = lines + length, *newline;

  for (; lines < end && (newline = memchr (lines, '\n', (gsize) (end - lines))) != NULL; lines = newline + 1)
    g_ptr_array_add (result, g_strndup (lines, (gsize) (newline - lines)));
  return result;
}

static gboolean
is_tombstone (const FairRawLine *line,
              FairFrame         *frame)
{
  g_auto (FairRecord) record = { 0 };

  return fair_journal_line_scan (line->text, line->length, frame) && frame->op == FAIR_OP_ERASE &&
         fair_journal_line_decode (line->text, line->length, NULL, &record, NULL);
}

static void
take_line (const FairRawLine *line,
           GHashTable        *missing,
           GHashTable        *erased)
{
  g_autofree char *text = line->text != NULL ? g_strndup (line->text, line->length) : NULL;
  FairFrame frame;

  if (text == NULL)
    return;
  if (is_tombstone (line, &frame))
    g_hash_table_add (erased, g_strdup (frame.id));
  g_hash_table_remove (missing, text);
}

static gboolean
was_erased (GHashTable *erased,
            const char *line)
{
  FairFrame frame;

  return fair_journal_line_scan (line, strlen (line), &frame) && g_hash_table_contains (erased, frame.id);
}

static GString *
list_missing (GPtrArray  *lines,
              GHashTable *missing,
              GHashTable *erased)
{
  GString *result = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const char *line = g_ptr_array_index (lines, i);

      if (!g_hash_table_contains (missing, line) || was_erased (erased, line))
        continue;
      g_string_append (result, line);
      g_string_append_c (result, '\n');
    }
  return result;
}

/**
 * fair_journal_find_missing:
 * @reader: a reader at the beginning of a journal
 * @lines: whole lines of sign-ups, each with its newline
 * @length: how long they are together, in bytes
 * @error: %FAIR_STORE_ERROR: why it cannot be told
 *
 * Who was erased since is not missing.
 *
 * Threading: one thread at a time; reads the whole journal.
 *
 * Returns: (transfer full): those that the journal does not have, in their order, or NULL with @error set
 */
GString *
fair_journal_find_missing (FairJournalReader  *reader,
                           const char         *lines,
                           gsize               length,
                           GError            **error)
{
  g_autoptr (GPtrArray) wanted = split (lines, length);
  g_autoptr (GHashTable) missing = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) erased = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) local_error = NULL;
  FairRawLine line;

  for (guint i = 0; i < wanted->len; i++)
    g_hash_table_add (missing, g_ptr_array_index (wanted, i));
  while (fair_journal_reader_next (reader, &line, &local_error))
    take_line (&line, missing, erased);
  if (local_error == NULL)
    return list_missing (wanted, missing, erased);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}
