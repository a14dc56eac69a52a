/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a data folder for the crash tests: through the store, and without most of its code, to compare the two. */
#include "crash-reading.h"

#include "base/fair-json.h"
#include "store/people/fair-people-read.h"
#include <string.h>

/** The journal of a data folder. */
char *
crash_reading_journal_path (const char *data_folder)
{
  return g_build_filename (data_folder, "signups", "signups.jsonl", NULL);
}

static char *
read_file (const char *path,
           gsize      *length)
{
  char *bytes = NULL;

  *length = 0;
  return g_file_get_contents (path, &bytes, length, NULL) ? bytes : g_strdup ("");
}

static void
compete (GHashTable        *standing,
         GHashTable        *times,
         const FairVersion *version)
{
  const FairHlc *best = g_hash_table_lookup (times, version->id);
  const char *line = g_hash_table_lookup (standing, version->id);

  if ((version->op != FAIR_OP_PUT && version->op != FAIR_OP_ERASE) || (line != NULL && *line == '\0'))
    return;
  if (version->op == FAIR_OP_PUT && best != NULL && fair_hlc_compare (&version->hlc, best) <= 0)
    return;
  g_hash_table_replace (times, g_strdup (version->id), g_memdup2 (&version->hlc, sizeof version->hlc));
  g_hash_table_replace (standing, g_strdup (version->id),
                        version->op == FAIR_OP_PUT ? g_strndup (version->line, version->length) : g_strdup (""));
}

/** Who stands: their lines by id, "" for those who were erased. */
GHashTable *
crash_reading_standing (const char *data_folder)
{
  g_autofree char *path = crash_reading_journal_path (data_folder);
  gsize length;
  g_autofree char *bytes = read_file (path, &length);
  g_autoptr (GHashTable) times = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTable *standing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const char *newline, *end = bytes + length;

  for (const char *line = bytes; (newline = memchr (line, '\n', (gsize) (end - line))) != NULL; line = newline + 1)
    {
      g_auto (FairVersion) version = { 0 };

      if (fair_line_decode (line, (gsize) (newline - line), NULL, &version, NULL))
        compete (standing, times, &version);
    }
  return standing;
}

/** How often each line is in the journal; lines with NUL in them do not matter. */
GHashTable *
crash_reading_count_lines (const char *data_folder)
{
  g_autofree char *path = crash_reading_journal_path (data_folder);
  gsize length;
  g_autofree char *bytes = read_file (path, &length);
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *newline, *end = bytes + length;

  for (const char *line = bytes; (newline = memchr (line, '\n', (gsize) (end - line))) != NULL; line = newline + 1)
    {
      char *text = g_strndup (line, (gsize) (newline - line));
      int n = GPOINTER_TO_INT (g_hash_table_lookup (counts, text));

      g_hash_table_replace (counts, text, GINT_TO_POINTER (n + 1));
    }
  return counts;
}

static gboolean
take (const FairVersion *version,
      gpointer           lines,
      GError           **error)
{
  if (g_hash_table_insert (lines, g_strdup (version->id), g_strndup (version->line, version->length)))
    return TRUE;
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE, "%s stands twice", version->id);
  return FALSE;
}

/* Whoever was joined into somebody else is not handed out, but is there. */
static void
take_joined (FairStore  *store,
             const char *data_folder,
             GHashTable *lines)
{
  g_autoptr (GHashTable) standing = crash_reading_standing (data_folder);
  GHashTableIter iter;
  gpointer id, line;

  g_hash_table_iter_init (&iter, standing);
  while (g_hash_table_iter_next (&iter, &id, &line))
    {
      if (strstr (line, "\"joined_into\":") != NULL && !g_hash_table_contains (lines, id))
        g_hash_table_insert (lines, g_strdup (id), fair_store_find_line (store, id, NULL));
    }
}

/**
 * Opens the store as the next start does, adds somebody, and reads: lines by id, without the one that was added, which
 * must be there when it is opened once more. NULL, and in @wrong what did not work.
 */
GHashTable *
crash_reading_store (const char *data_folder,
                     char      **wrong)
{
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (FairAnswers) answers = fair_answers_new ();
  FairDraft draft = { .event = "fair", .form = "interest@1", .lang = "en", .answers = answers };
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = fair_store_open (data_folder, NULL, NULL, &error);
  g_autofree char *id = NULL;

  fair_answers_set_text (answers, "given_name", "Zoë");
  if (store != NULL && (id = fair_store_add (store, &draft, &error)) != NULL)
    {
      g_object_unref (store);
      store = fair_store_open (data_folder, NULL, NULL, &error);
      if (store != NULL && fair_store_foreach (store, take, lines, NULL, NULL, &error) &&
          g_hash_table_remove (lines, id))
        {
          take_joined (store, data_folder, lines);
          return g_steal_pointer (&lines);
        }
    }
  *wrong = g_strdup (error != NULL ? error->message : "what was added after the crash is not there");
  return NULL;
}

/** All bytes that are in quarantine, one entry after the other. */
char *
crash_reading_quarantine (const char *data_folder,
                          gsize      *length)
{
  g_autofree char *path = g_build_filename (data_folder, "signups", "quarantine.jsonl", NULL);
  gsize file_length;
  g_autofree char *text = read_file (path, &file_length);
  const char *newline, *end = text + file_length;
  GString *all = g_string_new (NULL);

  for (const char *line = text; (newline = memchr (line, '\n', (gsize) (end - line))) != NULL; line = newline + 1)
    {
      g_autoptr (yyjson_doc) doc = fair_json_read_line (line, (gsize) (newline - line), NULL, NULL);
      const char *base64 = yyjson_get_str (yyjson_obj_get (yyjson_doc_get_root (doc), "bytes"));
      g_autofree guchar *bytes = NULL;
      gsize n;

      if (base64 == NULL)
        continue;
      bytes = g_base64_decode (base64, &n);
      g_string_append_len (all, (const char *) bytes, (gssize) n);
    }
  *length = all->len;
  return g_string_free (all, FALSE);
}

/** The path of a file in the folder that has @text in it, or NULL. */
char *
crash_reading_find_text (const char *folder,
                         const char *text)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      gsize length;
      g_autofree char *found = crash_reading_find_text (path, text);
      g_autofree char *bytes = read_file (path, &length);

      if (found != NULL)
        return g_steal_pointer (&found);
      if (memmem (bytes, length, text, strlen (text)) != NULL)
        return g_steal_pointer (&path);
    }
  return NULL;
}
