/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people agreed to, word for word, as the journal keeps it. */
#include "store/fair-store-private.h"

static gboolean
take_wording (const FairLine *line,
              gpointer        wordings,
              GError        **error)
{
  if (line->error == NULL && line->version.op == FAIR_OP_WORDING)
    g_hash_table_insert (wordings, g_strdup (line->version.id), g_strndup (line->text, line->length));
  return TRUE;
}

static gboolean
read_wordings (FairStore  *self,
               GError    **error)
{
  g_auto (FairFile) journal = FAIR_FILE_CLOSED;
  FairLines lines = { .file = &journal, .only = "wording" };

  g_hash_table_remove_all (self->wordings);
  self->wordings_generation = self->journal->generation;
  return fair_journal_snapshot (self->journal, &journal, &lines.end, error) &&
         fair_lines_foreach (&lines, take_wording, self->wordings, NULL, error);
}

/* Returns "" for what the journal did not have when it was last read, and NULL with @error set. */
static const char *
find_wording (FairStore   *self,
              const char  *id,
              GError     **error)
{
  const char *line = self->wordings_generation == self->journal->generation
                       ? g_hash_table_lookup (self->wordings, id)
                       : NULL;

  if (line == NULL && !read_wordings (self, error))
    return NULL;
  if (line == NULL && !g_hash_table_contains (self->wordings, id))
    g_hash_table_insert (self->wordings, g_strdup (id), g_strdup (""));
  return g_hash_table_lookup (self->wordings, id);
}

/**
 * fair_store_dup_wording:
 * @self: the store
 * @id: the id of a wording that somebody agreed to
 * @error: %FAIR_STORE_ERROR: why it cannot be looked for
 *
 * Threading: any thread; may read the whole journal.
 *
 * Returns: (transfer full) (nullable): the wording's line, without its newline; NULL without @error set if there is none
 */
char *
fair_store_dup_wording (FairStore   *self,
                        const char  *id,
                        GError     **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  const char *line;

  g_return_val_if_fail (FAIR_IS_STORE (self), NULL);

  locker = g_mutex_locker_new (&self->mutex);
  line = find_wording (self, id, error);
  return line != NULL && *line != '\0' ? g_strdup (line) : NULL;
}

/**
 * fair_store_encode_wordings_in_turn:
 * @self: a store after fair_store_begin()
 * @draft: a sign-up that is about to be saved
 * @lines: where the lines go of what the person agrees to, as far as the journal does not have them
 * @error: %FAIR_STORE_ERROR
 *
 * A wording stands in the journal once, before the first sign-up that agrees to it.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_store_encode_wordings_in_turn (FairStore        *self,
                                    const FairDraft  *draft,
                                    GString          *lines,
                                    GError          **error)
{
  for (gsize i = 0; i < draft->n_consents; i++)
    {
      const char *id = draft->consents[i].id;
      const char *line = g_hash_table_lookup (self->wordings, id);
      gsize start = lines->len;

      /* somebody else may have written it since */
      if (line != NULL && *line == '\0')
        g_hash_table_remove (self->wordings, id);
      line = find_wording (self, id, error);
      if (line == NULL || (*line == '\0' && !fair_line_encode_wording (lines, &draft->consents[i], error)))
        return FALSE;
      if (lines->len > start)
        g_hash_table_insert (self->wordings, g_strdup (id), g_strndup (lines->str + start, lines->len - start - 1));
    }
  return TRUE;
}
