/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Merges other laptops' journals, or exports as JSON Lines, into the store: all of them at once, or nothing.
 *
 * First the files are read, without the lock: of each person the version that wins is found. Then, under the lock, the
 * journal is read against it, and rewritten with what is new at its end. If nothing is new it is not touched.
 */
#include "config.h"

#include "store/erase/fair-erase-folder.h"
#include "store/fair-store-private.h"
#include "store/import/fair-import-plan.h"
#include "store/import/fair-import.h"
#include "store/journal/fair-journal-line.h"
#include "store/journal/fair-journal-rewrite.h"
#include "store/standing/fair-joined.h"

/* How many lines are read between two looks at whether to stop. */
#define CANCEL_INTERVAL 1024
/* How much is written at once, in bytes. */
#define CHUNK_SIZE (1024 * 1024)

typedef struct
{
  FairStore *store;
  GPtrArray *files; /* of FairImportFile */
  FairImportFile *journal;
  FairImportPlan *plan;
  FairEraseSet *erased; /* those who are erased, be it by this import or before; or NULL if there are none */
  FairEraseFolder *folder; /* all that there is of them */
  FairImportReport *report;
  GCancellable *cancellable;
} Import;

static void
import_clear (Import *self)
{
  g_clear_pointer (&self->folder, fair_erase_folder_free);
  g_clear_pointer (&self->erased, fair_erase_set_free);
  g_clear_pointer (&self->plan, fair_import_plan_free);
  g_clear_pointer (&self->journal, fair_import_file_free);
  g_clear_pointer (&self->files, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Import, import_clear)

static gboolean
open_files (Import             *self,
            const char *const  *paths,
            GError            **error)
{
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_import_file_free);
  for (; *paths != NULL; paths++)
    {
      FairImportFile *file = fair_import_file_open (self->store->ops, *paths, FALSE, error);

      if (file == NULL)
        return FALSE;
      g_ptr_array_add (self->files, file);
    }
  return TRUE;
}

static gboolean
next_line (Import          *self,
           FairImportFile  *file,
           FairImportLine  *line,
           GError         **error)
{
  return fair_import_file_next (file, line, error) &&
         (line->number % CANCEL_INTERVAL != 0 || !g_cancellable_set_error_if_cancelled (self->cancellable, error));
}

static gboolean
take_file (Import          *self,
           FairImportFile  *file,
           GError         **error)
{
  g_autoptr (GError) local_error = NULL;
  FairImportLine line;

  while (local_error == NULL && next_line (self, file, &line, &local_error))
    {
      self->report->n_lines++;
      if (line.record == NULL)
        fair_import_report_refuse (self->report, fair_import_file_get_path (file), line.number, line.refusal->message);
      else
        fair_import_plan_take (self->plan, file, &line, &local_error);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
take_files (Import  *self,
            GError **error)
{
  self->plan = fair_import_plan_new ();
  for (guint i = 0; i < self->files->len; i++)
    if (!take_file (self, self->files->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* What the journal itself cannot read is nothing that anybody could compete with. */
static gboolean
meet_journal (Import  *self,
              GError **error)
{
  g_autoptr (GError) local_error = NULL;
  FairImportLine line;

  self->journal = fair_import_file_open (self->store->ops, fair_store_get_journal_path (self->store), TRUE, error);
  if (self->journal == NULL)
    return FALSE;
  while (local_error == NULL && next_line (self, self->journal, &line, &local_error))
    {
      if (line.record != NULL)
        fair_import_plan_meet (self->plan, self->journal, &line, &local_error);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Who is erased elsewhere is erased here as if it had been done here; and whoever was erased here before, and is found
 * all the same, too. */
static gboolean
find_erased (Import  *self,
             GError **error)
{
  g_autoptr (GPtrArray) ids = fair_import_plan_list_erased (self->plan);

  if (ids->len == 0)
    return TRUE;
  self->erased = fair_erase_set_new ();
  for (guint i = 0; i < ids->len; i++)
    fair_erase_set_add (self->erased, g_ptr_array_index (ids, i));
  self->folder = fair_erase_folder_new (self->store, self->erased, self->cancellable);
  return fair_erase_folder_look (self->folder, error);
}

static gboolean
changes (Import *self)
{
  return fair_import_plan_changes (self->plan) ||
         (self->folder != NULL && fair_erase_folder_must_change (self->folder));
}

static gboolean
copy_line (Import              *self,
           FairJournalRewrite  *rewrite,
           const FairRawLine   *line,
           GError             **error)
{
  const FairEraseChange *change = self->folder != NULL ? fair_erase_folder_get_change (self->folder, line->number)
                                                       : NULL;
  g_auto (FairRecord) record = { 0 };

  if (line->text != NULL && fair_journal_line_decode (line->text, line->length, NULL, &record, NULL))
    {
      record.offset = line->offset;
      /* an earlier tombstone stays, unless a later one comes */
      if (!fair_import_plan_keeps (self->plan, &record) || (change != NULL && record.op != FAIR_OP_ERASE))
        return TRUE;
    }
  else if (change != NULL)
    return change->replacement == NULL ||
           fair_journal_rewrite_add (rewrite, change->replacement, change->length, error);
  return fair_journal_rewrite_keep (rewrite, line, error);
}

static gboolean
copy_journal (Import              *self,
              FairJournalRewrite  *rewrite,
              GError             **error)
{
  g_autoptr (GError) local_error = NULL;
  FairRawLine line;

  while (fair_journal_rewrite_next (rewrite, &line, &local_error))
    {
      if (!copy_line (self, rewrite, &line, error))
        return FALSE;
      if (line.number % CANCEL_INTERVAL == 0 && g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
flush (FairJournalRewrite  *rewrite,
       GString             *lines,
       GError             **error)
{
  if (lines->len > 0 && !fair_journal_rewrite_add (rewrite, lines->str, lines->len, error))
    return FALSE;
  g_string_truncate (lines, 0);
  return TRUE;
}

/* The line is read again, and so is checked again: the file may be another one by now. */
static gboolean
append_line (const FairImportPlace  *place,
             GString                *lines,
             FairHlc                *last,
             gint64                  now,
             GError                **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (FairRecord) record = { 0 };

  if (!fair_import_file_reread (place->file, place->offset, place->length, text, &record, error))
    return FALSE;
  if (record.op != FAIR_OP_UNKNOWN)
    fair_hlc_observe (last, &record.hlc, now);
  g_string_append_len (lines, text->str, (gssize) text->len);
  g_string_append_c (lines, '\n');
  return TRUE;
}

static gboolean
append_additions (Import              *self,
                  FairJournalRewrite  *rewrite,
                  FairHlc             *last,
                  GError             **error)
{
  g_autoptr (GArray) places = fair_import_plan_list_additions (self->plan);
  g_autoptr (GString) lines = g_string_new (NULL);
  gint64 now = fair_clock_now (self->store->clock);

  for (guint i = 0; i < places->len; i++)
    {
      if (!append_line (&g_array_index (places, FairImportPlace, i), lines, last, now, error) ||
          (lines->len >= CHUNK_SIZE && !flush (rewrite, lines, error)))
        return FALSE;
    }
  return flush (rewrite, lines, error);
}

static gboolean
rewrite_journal (Import  *self,
                 GError **error)
{
  FairHlc last = *fair_journal_get_last_hlc (self->store->journal);
  g_autoptr (FairJournalRewrite) rewrite = fair_journal_rewrite_new (self->store->journal, error);

  if (rewrite == NULL || !copy_journal (self, rewrite, error) || !append_additions (self, rewrite, &last, error) ||
      g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
      !fair_journal_rewrite_commit (rewrite, error))
    return FALSE;
  *fair_journal_get_last_hlc (self->store->journal) = last;
  return TRUE;
}

/* Nothing is new; but whoever brought it here may have been killed before the disk had confirmed it. */
static gboolean
confirm (Import  *self,
         GError **error)
{
  g_autofree char *folder = g_path_get_dirname (fair_journal_get_path (self->store->journal));
  g_autoptr (GError) io_error = NULL;

  if (fair_file_ops_sync_folder (self->store->ops, folder, &io_error))
    return TRUE;
  fair_store_error_propagate (error, g_steal_pointer (&io_error));
  return FALSE;
}

/* What a merge does depends on the versions alone, so who was joined into somebody else is not erased with them. */
static gboolean
note_returned (const FairRecord  *record,
               gpointer           user_data,
               GError           **error)
{
  Import *self = user_data;
  const char *target = fair_joined_get_target (record->staff);
  const FairErased *gone = fair_erase_set_find (self->erased, target);

  if (gone != NULL && gone->found)
    fair_import_report_return (self->report, record->id, target);
  return TRUE;
}

/* What was merged is merged, even if the journal cannot be read once more. */
static void
report_erased (Import *self)
{
  if (self->erased == NULL)
    return;
  fair_store_foreach (self->store, note_returned, self, NULL, NULL, NULL);
  fair_erase_folder_report (self->folder, self->report->erasure);
}

/* Under the lock: nobody appends between the look at the journal and its replacement. */
static gboolean
merge (Import  *self,
       GError **error)
{
  if (!meet_journal (self, error) || !find_erased (self, error))
    return FALSE;
  if (self->folder != NULL && !fair_erase_folder_clean (self->folder, error))
    return FALSE;
  if (changes (self) ? !rewrite_journal (self, error) : !confirm (self, error))
    return FALSE;
  fair_import_plan_report (self->plan, fair_clock_now (self->store->clock), self->erased, self->report);
  return TRUE;
}

/**
 * fair_store_import:
 * @self: the store
 * @files: (array zero-terminated=1): paths of journals, or of exports as JSON Lines; this store's own does no harm
 * @report: takes what the import did; a fresh one
 * @cancellable: (nullable): stops it as long as nothing has been changed
 * @error: %FAIR_STORE_ERROR, %G_IO_ERROR_CANCELLED; %FAIR_STORE_ERROR_UNCERTAIN if everything is in place but a power
 *   cut may still undo it
 *
 * Merges files into the store. Of each person the version with the latest time stamp wins, here as on any other laptop
 * that merges the same files in any order; who was erased anywhere is erased here. A line that cannot be read is
 * refused and named in @report, and nothing else is affected. Lines of a newer version of Fairbook are kept, once.
 *
 * Either all of it is in the journal afterwards, durably, or the journal is as it was.
 *
 * Threading: any thread; blocks, and nobody appends while the journal is rewritten.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_store_import (FairStore          *self,
                   const char *const  *files,
                   FairImportReport   *report,
                   GCancellable       *cancellable,
                   GError            **error)
{
  g_auto (Import) import = { .store = self, .report = report, .cancellable = cancellable };
  gboolean done;

  g_return_val_if_fail (FAIR_IS_STORE (self), FALSE);
  g_return_val_if_fail (files != NULL && report != NULL, FALSE);

  if (!open_files (&import, files, error) || !take_files (&import, error))
    return FALSE;
  if (fair_import_plan_is_empty (import.plan))
    return TRUE;
  if (!fair_store_begin (self, error))
    return FALSE;
  done = merge (&import, error);
  fair_store_end (self);
  if (done)
    report_erased (&import);
  return done;
}

static void
import_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      files,
                  GCancellable *cancellable)
{
  g_autoptr (FairImportReport) report = fair_import_report_new ();
  GError *error = NULL;

  if (fair_store_import (source, files, report, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&report), (GDestroyNotify) fair_import_report_free);
  else
    g_task_return_error (task, error);
}

/**
 * fair_store_import_async:
 * @self: the store
 * @files: (array zero-terminated=1): as of fair_store_import(); they are copied
 * @cancellable: (nullable): as of fair_store_import()
 * @callback: called when it is done, or has failed
 * @user_data: for @callback
 *
 * Does what fair_store_import() does, in a thread. What was merged is never reported as cancelled.
 */
void
fair_store_import_async (FairStore           *self,
                         const char *const   *files,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, fair_store_import_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_strdupv ((GStrv) files), (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (task, import_in_thread);
}

/**
 * fair_store_import_finish:
 * @self: the store
 * @result: what the callback got
 * @error: as of fair_store_import()
 *
 * Returns: (transfer full): what the import did, or NULL with @error set
 */
FairImportReport *
fair_store_import_finish (FairStore     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
