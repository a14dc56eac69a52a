/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Removes a person for good: from the journal, of which a tombstone remains, and from what lies beside it. */
#include "config.h"

#include "store/fair-erase-lines.h"
#include "store/fair-erase.h"
#include "store/fair-file-rewrite.h"
#include "store/fair-journal-line.h"
#include "store/fair-journal-rewrite.h"
#include "store/fair-revision.h"
#include "store/fair-store-private.h"
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

typedef struct
{
  FairStore *store;
  const char *id;
  char *folder;       /* of the journal */
  GPtrArray *strays;  /* paths of what lies beside the journal */
  GPtrArray *stray_lines; /* of FairEraseLines, for each of @strays */
  FairEraseLines *lines;  /* of the journal */
  FairMention *mention;
  FairHlc latest; /* of the person's versions */
} Erasure;

static void
erasure_clear (Erasure *self)
{
  g_free (self->folder);
  g_clear_pointer (&self->strays, g_ptr_array_unref);
  g_clear_pointer (&self->stray_lines, g_ptr_array_unref);
  g_clear_pointer (&self->lines, fair_erase_lines_free);
  g_clear_pointer (&self->mention, fair_mention_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Erasure, erasure_clear)

static gboolean
is_regular_file (const char *path)
{
  GStatBuf status;

  return g_lstat (path, &status) == 0 && S_ISREG (status.st_mode);
}

static gboolean
is_stray (const char *name)
{
  return (g_str_has_prefix (name, "signups.jsonl") && !g_str_equal (name, "signups.jsonl")) ||
         g_str_has_prefix (name, "quarantine.jsonl");
}

static gboolean
find_strays (Erasure  *self,
             GError  **error)
{
  g_autoptr (GError) io_error = NULL;
  g_autoptr (GDir) entries = g_dir_open (self->folder, 0, &io_error);
  const char *name;

  if (entries == NULL)
    {
      g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO,
                   _("Nobody was erased: the folder could not be read. Try again. (%s)"), io_error->message);
      return FALSE;
    }
  while ((name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      if (is_stray (name) && is_regular_file (path))
        g_ptr_array_add (self->strays, g_steal_pointer (&path));
    }
  return TRUE;
}

static FairJournalReader *
open_file (const FairFileOps  *ops,
           const char         *path,
           GError            **error)
{
  struct stat status;
  int fd = fair_file_ops_open (ops, path, O_RDONLY | O_NOFOLLOW, 0);

  if (fd >= 0 && ops->fstat (fd, &status, ops->user_data) == 0)
    return fair_journal_reader_new (ops, fd, status.st_size, path);
  fair_store_error_set (error, path, _("Nobody was erased: a file could not be read"));
  fair_file_ops_close (ops, &fd);
  return NULL;
}

static gboolean
learn (Erasure     *self,
       const char  *path,
       GError     **error)
{
  g_autoptr (FairJournalReader) reader = open_file (self->store->ops, path, error);

  return reader != NULL && fair_erase_lines_learn (reader, self->id, self->mention, &self->latest, error);
}

/* All that the person was ever called, here or in a copy. */
static gboolean
learn_all (Erasure  *self,
           GError  **error)
{
  gboolean done = learn (self, fair_journal_get_path (self->store->journal), error);

  for (guint i = 0; done && i < self->strays->len; i++)
    done = learn (self, g_ptr_array_index (self->strays, i), error);
  return done;
}

static FairEraseLines *
find_lines (Erasure     *self,
            const char  *path,
            gboolean     is_journal,
            GError     **error)
{
  g_autoptr (FairJournalReader) reader = open_file (self->store->ops, path, error);

  if (reader == NULL)
    return NULL;
  return fair_erase_lines_find (self->store->ops, reader, path, self->id, self->mention, is_journal, error);
}

static gboolean
find_all_lines (Erasure  *self,
                GError  **error)
{
  self->lines = find_lines (self, fair_journal_get_path (self->store->journal), TRUE, error);
  if (self->lines == NULL)
    return FALSE;
  for (guint i = 0; i < self->strays->len; i++)
    {
      FairEraseLines *lines = find_lines (self, g_ptr_array_index (self->strays, i), FALSE, error);

      if (lines == NULL)
        return FALSE;
      g_ptr_array_add (self->stray_lines, lines);
    }
  return TRUE;
}

static gboolean
is_known (Erasure *self)
{
  guint n = self->lines->numbers->len - self->lines->n_tombstones;

  for (guint i = 0; n == 0 && i < self->stray_lines->len; i++)
    n = ((FairEraseLines *) g_ptr_array_index (self->stray_lines, i))->numbers->len;
  return n > 0;
}

/* Nothing is left to do, unless it was not certain the last time: then the disk has to confirm it now. */
static gboolean
refuse_unknown (Erasure  *self,
                GError  **error)
{
  g_autoptr (GError) io_error = NULL;

  if (!fair_file_ops_sync_folder (self->store->ops, self->folder, &io_error))
    {
      fair_store_error_propagate (error, g_steal_pointer (&io_error));
      return FALSE;
    }
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND,
               self->lines->n_tombstones > 0 ? _("The sign-up “%s” was erased.")
                                             : _("There is no sign-up “%s”. Look for its id with “fairctl list”."),
               self->id);
  return FALSE;
}

static gboolean
copy_others (FairFileRewrite       *rewrite,
             const FairEraseLines  *lines,
             GError               **error)
{
  g_autoptr (GError) local_error = NULL;
  FairRawLine line;

  while (fair_file_rewrite_next (rewrite, &line, &local_error))
    {
      if (!fair_erase_lines_must_go (lines, line.number) && !fair_file_rewrite_keep (rewrite, &line, error))
        return FALSE;
    }
  if (local_error == NULL)
    return lines->tail || fair_file_rewrite_copy (rewrite, lines->tail_offset, lines->tail_length, error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
clean_stray (Erasure               *self,
             const char            *path,
             const FairEraseLines  *lines,
             GError               **error)
{
  g_autoptr (FairFileRewrite) rewrite = NULL;

  if (lines->numbers->len == 0)
    return TRUE;
  rewrite = fair_file_rewrite_new (self->store->ops, path, error);
  return rewrite != NULL && copy_others (rewrite, lines, error) && fair_file_rewrite_commit (rewrite, error);
}

static gboolean
clean_strays (Erasure  *self,
              GError  **error)
{
  for (guint i = 0; i < self->strays->len; i++)
    {
      if (!clean_stray (self, g_ptr_array_index (self->strays, i), g_ptr_array_index (self->stray_lines, i), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
copy_other_people (FairJournalRewrite    *rewrite,
                   const FairEraseLines  *lines,
                   GError               **error)
{
  g_autoptr (GError) local_error = NULL;
  FairRawLine line;

  while (fair_journal_rewrite_next (rewrite, &line, &local_error))
    {
      if (!fair_erase_lines_must_go (lines, line.number) && !fair_journal_rewrite_keep (rewrite, &line, error))
        return FALSE;
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* A tombstone wins whatever its time stamp is: a time that nothing can follow is no hindrance. */
static gboolean
make_tombstone (Erasure  *self,
                GString  *out,
                GError  **error)
{
  FairStore *store = self->store;
  FairHlc hlc;

  if (!fair_hlc_can_be_followed (&self->latest))
    self->latest = (FairHlc) { 0 };
  fair_revision_make_hlc (&hlc, &self->latest, fair_journal_get_last_hlc (store->journal),
                          fair_clock_now (store->clock), store->device.id);
  return fair_journal_line_encode_erase (out, self->id, &hlc, error);
}

static gboolean
rewrite_journal (Erasure  *self,
                 GError  **error)
{
  g_autoptr (GString) tombstone = g_string_new (NULL);
  g_autoptr (FairJournalRewrite) rewrite = NULL;

  if (!make_tombstone (self, tombstone, error))
    return FALSE;
  rewrite = fair_journal_rewrite_new (self->store->journal, error);
  return rewrite != NULL && copy_other_people (rewrite, self->lines, error) &&
         fair_journal_rewrite_add (rewrite, tombstone->str, tombstone->len, error) &&
         fair_journal_rewrite_commit (rewrite, error);
}

static gboolean
look_around (Erasure  *self,
             GError  **error)
{
  return fair_file_rewrite_sweep (self->store->ops, self->folder, error) && find_strays (self, error) &&
         learn_all (self, error) && find_all_lines (self, error);
}

static void
erasure_init (Erasure    *self,
              FairStore  *store,
              const char *id)
{
  self->store = store;
  self->id = id;
  self->folder = g_path_get_dirname (fair_journal_get_path (store->journal));
  self->strays = g_ptr_array_new_with_free_func (g_free);
  self->stray_lines = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_erase_lines_free);
  self->mention = fair_mention_new (id);
}

/**
 * fair_erase_clean_beside:
 * @store: a store after fair_store_begin()
 * @id: the id of a person who is about to be erased
 * @error: %FAIR_STORE_ERROR: why not everything is clean
 *
 * Does the first half of fair_store_erase(): what lies beside the journal is rewritten without the person. The journal
 * is the caller's.
 *
 * Returns: (transfer full): the lines of the journal that must go, or NULL with @error set
 */
FairEraseLines *
fair_erase_clean_beside (FairStore   *store,
                         const char  *id,
                         GError     **error)
{
  g_auto (Erasure) erasure = { 0 };

  erasure_init (&erasure, store, id);
  return look_around (&erasure, error) && clean_strays (&erasure, error) ? g_steal_pointer (&erasure.lines) : NULL;
}

static gboolean
erase_in_turn (Erasure  *self,
               GError  **error)
{
  if (!look_around (self, error))
    return FALSE;
  if (!is_known (self))
    return refuse_unknown (self, error);
  return clean_strays (self, error) && rewrite_journal (self, error);
}

static void
look_into_file (Erasure     *self,
                const char  *path,
                GPtrArray   *found)
{
  g_autoptr (FairJournalReader) reader = open_file (self->store->ops, path, NULL);

  if (reader == NULL || fair_erase_lines_mention (self->store->ops, reader, self->mention))
    g_ptr_array_add (found, g_strdup (path));
}

/* Links are not followed: what they lead to may be anywhere. */
static void
look_into_folder (Erasure     *self,
                  const char  *folder,
                  GPtrArray   *found)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf status;

      if (g_lstat (path, &status) != 0)
        continue;
      if (S_ISDIR (status.st_mode))
        look_into_folder (self, path, found);
      else if (S_ISREG (status.st_mode))
        look_into_file (self, path, found);
    }
}

static GStrv
find_mentions (Erasure *self)
{
  GPtrArray *found = g_ptr_array_new ();

  look_into_folder (self, self->store->data_folder, found);
  g_ptr_array_add (found, NULL);
  return (GStrv) g_ptr_array_free (found, FALSE);
}

/**
 * fair_store_erase:
 * @self: the store
 * @id: a person's id
 * @mentions: (out) (optional) (transfer full): the files of the data folder that give the person's address or name all
 *   the same, or could not be read: other people's sign-ups, exports. Somebody should look at them
 * @error: %FAIR_STORE_ERROR_NOT_FOUND if there is nobody of that id, or not any longer; %FAIR_STORE_ERROR_UNCERTAIN if
 *   the disk did not confirm it: erasing again makes it certain; otherwise why nobody was erased
 *
 * Removes a person for good. The journal is rewritten without them and with a tombstone, which has nothing personal in
 * it, so that no import brings them back. Its quarantine, and files beside it whose names begin like either (copies,
 * left-over temporary files), are rewritten without their lines. Of lines that cannot be read, those go that mention the
 * person; a sound line of somebody else never does.
 *
 * What a disk keeps of files that are gone is out of its reach, and so are copies elsewhere.
 *
 * Threading: any thread; blocks, reads the whole journal some times and all of the data folder once. Others may read
 * meanwhile and wait with adding.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_store_erase (FairStore   *self,
                  const char  *id,
                  GStrv       *mentions,
                  GError     **error)
{
  g_auto (Erasure) erasure = { 0 };
  gboolean done;

  g_return_val_if_fail (FAIR_IS_STORE (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  erasure_init (&erasure, self, id);
  if (!fair_store_begin (self, error))
    return FALSE;
  done = erase_in_turn (&erasure, error);
  fair_store_end (self);
  if (done && mentions != NULL)
    *mentions = find_mentions (&erasure);
  return done;
}

static void
erase_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      id,
                 GCancellable *cancellable)
{
  GError *error = NULL;
  GStrv mentions;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (fair_store_erase (source, id, &mentions, &error))
    g_task_return_pointer (task, mentions, (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (task, error);
}

/**
 * fair_store_erase_async:
 * @self: the store
 * @id: a person's id
 * @cancellable: (nullable): keeps it from beginning; once begun it is finished
 * @callback: called when it is done, or has failed
 * @user_data: for @callback
 *
 * Does what fair_store_erase() does, in a thread.
 */
void
fair_store_erase_async (FairStore           *self,
                        const char          *id,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, fair_store_erase_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_strdup (id), g_free);
  g_task_run_in_thread (task, erase_in_thread);
}

/**
 * fair_store_erase_finish:
 * @self: the store
 * @result: what the callback got
 * @error: as of fair_store_erase()
 *
 * Returns: (transfer full): the files that mention the person all the same, or NULL with @error set
 */
GStrv
fair_store_erase_finish (FairStore     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
