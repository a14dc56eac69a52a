/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Removes a person for good, with whoever was joined into them: from the journal, and from what lies beside it. */
#include "config.h"

#include "store/change/fair-revision.h"
#include "store/erase/fair-erase-folder.h"
#include "store/erase/fair-erase.h"
#include "store/fair-store-private.h"
#include "store/journal/fair-journal-line.h"
#include "store/journal/fair-journal-rewrite.h"
#include "store/standing/fair-standing-people.h"
#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  FairStore *store;
  FairEraseReport *report;
  FairEraseSet *people; /* the one who was named, and those who were joined into that one */
  FairEraseFolder *folder;
} Erasure;

static void
erasure_clear (Erasure *self)
{
  g_clear_pointer (&self->folder, fair_erase_folder_free);
  g_clear_pointer (&self->people, fair_erase_set_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Erasure, erasure_clear)

static gboolean
set_unknown (GError     **error,
             const char  *id)
{
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND,
               _("There is no sign-up “%s”. Look for its id with “fairctl list”."), id);
  return FALSE;
}

/* Nothing is left to do, unless it was not certain the last time: then the disk has to confirm it now. */
static gboolean
refuse_unknown (Erasure     *self,
                const char  *id,
                GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (fair_journal_get_path (self->store->journal));
  g_autoptr (GError) io_error = NULL;

  if (!fair_file_ops_sync_folder (self->store->ops, folder, &io_error))
    {
      fair_store_error_propagate (error, g_steal_pointer (&io_error));
      return FALSE;
    }
  if (!fair_erase_set_find (self->people, id)->was_erased)
    return set_unknown (error, id);
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND, _("The sign-up “%s” was erased."), id);
  return FALSE;
}

/* The same person's other sign-ups: somebody has said so by joining them. Who wants to be gone wants all of them gone. */
static gboolean
find_people (Erasure     *self,
             const char  *id,
             GError     **error)
{
  g_autoptr (FairJournalReader) reader = fair_journal_read (self->store->journal, error);
  g_autoptr (FairStandingPeople) people = NULL;

  if (reader != NULL)
    people = fair_standing_people_new (reader, NULL, error);
  if (people == NULL)
    return FALSE;
  g_ptr_array_unref (self->report->erased);
  self->report->erased = fair_standing_people_list_joined (people, id);
  g_ptr_array_insert (self->report->erased, 0, g_strdup (id));
  self->report->keeper = g_strdup (fair_standing_people_get_keeper (people, id));
  if (self->report->keeper != NULL &&
      g_ptr_array_find_with_equal_func (self->report->erased, self->report->keeper, g_str_equal, NULL))
    g_clear_pointer (&self->report->keeper, g_free);
  for (guint i = 0; i < self->report->erased->len; i++)
    fair_erase_set_add (self->people, g_ptr_array_index (self->report->erased, i));
  return TRUE;
}

static gboolean
look (Erasure  *self,
      GError  **error)
{
  g_clear_pointer (&self->folder, fair_erase_folder_free);
  self->folder = fair_erase_folder_new (self->store, self->people, NULL);
  return fair_erase_folder_look (self->folder, error);
}

/* Who was joined into somebody who has been erased already is seen again, and stays. */
static gboolean
look_for_named_alone (Erasure     *self,
                      const char  *id,
                      GError     **error)
{
  g_clear_pointer (&self->folder, fair_erase_folder_free);
  g_clear_pointer (&self->people, fair_erase_set_free);
  self->people = fair_erase_set_new ();
  fair_erase_set_add (self->people, id);
  g_ptr_array_set_size (self->report->erased, 1);
  return look (self, error);
}

/* Only who is there, or was and has left something behind, is erased: a word that is in somebody's line is nobody. */
static gboolean
clean_beside (Erasure     *self,
              const char  *id,
              GError     **error)
{
  if (!look (self, error) ||
      (!fair_erase_set_find (self->people, id)->found && fair_erase_set_get_size (self->people) > 1 &&
       !look_for_named_alone (self, id, error)))
    return FALSE;
  if (!fair_erase_set_find (self->people, id)->found &&
      !(fair_erase_set_find (self->people, id)->was_erased && fair_erase_folder_must_change (self->folder)))
    return refuse_unknown (self, id, error);
  return fair_erase_folder_clean (self->folder, error);
}

static gboolean
copy_line (Erasure             *self,
           FairJournalRewrite  *rewrite,
           const FairRawLine   *line,
           GError             **error)
{
  const FairEraseChange *change = fair_erase_folder_get_change (self->folder, line->number);

  if (change == NULL)
    return fair_journal_rewrite_keep (rewrite, line, error);
  return change->replacement == NULL ||
         fair_journal_rewrite_add (rewrite, change->replacement, change->length, error);
}

static gboolean
copy_other_people (Erasure             *self,
                   FairJournalRewrite  *rewrite,
                   GError             **error)
{
  g_autoptr (GError) local_error = NULL;
  FairRawLine line;

  while (fair_journal_rewrite_next (rewrite, &line, &local_error))
    if (!copy_line (self, rewrite, &line, error))
      return FALSE;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* A tombstone wins whatever its time stamp is: a time that nothing can follow is no hindrance. */
static gboolean
append_tombstone (Erasure     *self,
                  FairErased  *erased,
                  GString     *out,
                  GError     **error)
{
  FairStore *store = self->store;
  FairHlc hlc;

  if (!fair_hlc_can_be_followed (&erased->latest))
    erased->latest = (FairHlc) { 0 };
  fair_revision_make_hlc (&hlc, &erased->latest, fair_journal_get_last_hlc (store->journal),
                          fair_clock_now (store->clock), store->device.id);
  return fair_journal_line_encode_erase (out, erased->id, &hlc, error);
}

static gboolean
rewrite_journal (Erasure  *self,
                 GError  **error)
{
  const GPtrArray *people = fair_erase_set_list (self->people);
  g_autoptr (GString) tombstones = g_string_new (NULL);
  g_autoptr (FairJournalRewrite) rewrite = NULL;

  for (guint i = 0; i < people->len; i++)
    if (!append_tombstone (self, g_ptr_array_index (people, i), tombstones, error))
      return FALSE;
  rewrite = fair_journal_rewrite_new (self->store->journal, error);
  return rewrite != NULL && copy_other_people (self, rewrite, error) &&
         fair_journal_rewrite_add (rewrite, tombstones->str, tombstones->len, error) &&
         fair_journal_rewrite_commit (rewrite, error);
}

static gboolean
erase (Erasure     *self,
       const char  *id,
       GError     **error)
{
  gboolean done;

  if (!fair_store_begin (self->store, error))
    return FALSE;
  done = find_people (self, id, error) && clean_beside (self, id, error) && rewrite_journal (self, error);
  fair_store_end (self->store);
  return done;
}

/* Ids are lower case as Fairbook makes them, and other programs like to change that. */
static void
hint_at_case (FairStore  *store,
              const char *id,
              GError    **error)
{
  g_autofree char *lower = g_ascii_strdown (id, -1);
  g_autofree char *line = g_str_equal (id, lower) ? NULL : fair_store_find_line (store, lower, NULL);

  if (line == NULL || !g_error_matches (*error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND))
    return;
  g_clear_error (error);
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND,
               _("There is no sign-up “%s”. There is one with the same id in lower case: “%s”."), id, lower);
}

/**
 * fair_store_erase:
 * @self: the store
 * @id: a person's id
 * @report: (nullable): takes what was erased, and what somebody should look at; a fresh one
 * @error: %FAIR_STORE_ERROR_NOT_FOUND if there is nobody of that id, or not any longer; %FAIR_STORE_ERROR_UNCERTAIN if
 *   the disk did not confirm it: erasing again makes it certain; otherwise why nobody was erased
 *
 * Removes a person for good, together with all sign-ups that were joined into this one: these are of the same person,
 * and would be seen again otherwise. The journal is rewritten without them and with a tombstone for each, which has
 * nothing personal in it, so that no import brings them back. Its quarantine, and every file beside it, are rewritten
 * without their lines, or removed where that is impossible and nobody else would be lost; what had to be left is in
 * @report. Of lines that cannot be read, those go that mention the person and have nobody else's id; a sound line of
 * somebody else never does.
 *
 * What a disk keeps of files that are gone is out of its reach, and so are copies elsewhere.
 *
 * Threading: any thread; blocks, reads the whole journal some times and all of the data folder twice. Others may read
 * meanwhile and wait with adding.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_store_erase (FairStore        *self,
                  const char       *id,
                  FairEraseReport  *report,
                  GError          **error)
{
  g_autoptr (FairEraseReport) own_report = fair_erase_report_new ();
  g_autoptr (GError) local_error = NULL;
  g_auto (Erasure) erasure = { .store = self, .report = report != NULL ? report : own_report };

  g_return_val_if_fail (FAIR_IS_STORE (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  if (!fair_id_is_valid (id, strlen (id)))
    return set_unknown (error, id);
  erasure.people = fair_erase_set_new ();
  if (!erase (&erasure, id, &local_error))
    {
      hint_at_case (self, id, &local_error);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (report != NULL)
    fair_erase_folder_report (erasure.folder, report);
  return TRUE;
}

static void
erase_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      id,
                 GCancellable *cancellable)
{
  g_autoptr (FairEraseReport) report = fair_erase_report_new ();
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (fair_store_erase (source, id, report, &error))
    g_task_return_pointer (task, g_steal_pointer (&report), (GDestroyNotify) fair_erase_report_free);
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
 * Returns: (transfer full): what was erased, and what somebody should look at, or NULL with @error set
 */
FairEraseReport *
fair_store_erase_finish (FairStore     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
