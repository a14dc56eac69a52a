/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Takes the last import back, as long as nothing depends on it.
 *
 * An import adds at most one line of each person, the one that wins, and removes nothing but of people who were erased. So the
 * journal without the lines that it added says of everybody what it said before, and of who came to this laptop since what it says
 * now. Something depends on such a line if it does not stand any more, though the person does: then a later version was made of
 * it. Corrections, notes and joins all make one, of each who is joined. That goes for imports too, which may also have had a line
 * that was here already: so the last one goes first.
 *
 * Wordings stay, and tombstones, which stand above all. There is one rewrite, or none: after a crash it is undone, or it is not.
 */
#include "config.h"

#include "collect/fair-import-undo.h"

#include "collect/fair-collected.h"
#include "collect/fair-import-records.h"
#include "store/fair-store-private.h"
#include "store/people/fair-people-read.h"
#include <glib/gi18n-lib.h>

#define JOURNAL 0

typedef struct
{
  FairStore *store;
  FairUndoReport *report;
  FairLineSet *lines;  /* that were added */
  FairPeople *people;
  GHashTable *numbers; /* a set: of the lines that go */
  GHashTable *ids;     /* whose they are */
  GHashTable *back;    /* of whom there are others */
  GCancellable *cancellable;
} Undo;

typedef struct
{
  FairStore *store;
  guint64 number;
  FairUndoReport *report;
} Job;

G_DEFINE_QUARK (fair-undo-error-quark, fair_undo_error)

/** Returns: (transfer full): an empty report */
FairUndoReport *
fair_undo_report_new (void)
{
  FairUndoReport *self = g_new0 (FairUndoReport, 1);

  self->changed = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
fair_undo_report_free (FairUndoReport *self)
{
  g_ptr_array_unref (self->changed);
  g_free (self);
}

static void
undo_clear (Undo *self)
{
  g_clear_pointer (&self->lines, g_array_unref);
  g_clear_pointer (&self->people, fair_people_unref);
  g_clear_pointer (&self->numbers, g_hash_table_unref);
  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_clear_pointer (&self->back, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Undo, undo_clear)

/* Of two lines with one time stamp it does not matter which stands: nothing was made of either. */
static gboolean
has_changed (const FairPerson  *person,
             const FairVersion *version)
{
  FairHlc hlc = { .ms = person->ms, .counter = person->counter };

  if (person->erased)
    return FALSE;
  g_strlcpy (hlc.device, person->device, sizeof hlc.device);
  return fair_hlc_compare (&hlc, &version->hlc) != 0;
}

static gboolean
look_at_line (const FairLine *line,
              gpointer        user_data,
              GError        **error)
{
  Undo *self = user_data;
  const FairVersion *version = &line->version;

  if (line->error != NULL || !fair_line_set_has (self->lines, line->text, line->length))
    return TRUE;
  g_hash_table_add (self->numbers, GSIZE_TO_POINTER (line->number));
  if (version->op != FAIR_OP_PUT)
    return TRUE;
  g_hash_table_add (self->ids, g_strdup (version->id));
  if (has_changed (fair_people_find (self->people, version->id), version))
    g_ptr_array_add (self->report->changed, g_strdup (version->id));
  return TRUE;
}

/* In turn: nobody appends between the look and the rewrite. */
static gboolean
look (Undo    *self,
      GError **error)
{
  FairLines lines = { .kind = FAIR_LINES_JOURNAL };
  struct stat status;

  self->people = fair_store_load_in_turn (self->store, error);
  if (self->people == NULL)
    return FALSE;
  lines.file = &self->people->sources[JOURNAL].file;
  if (self->store->ops->fstat (lines.file->fd, &status, self->store->ops->user_data) != 0)
    return fair_store_error_set (error, lines.file->path, _("The import could not be taken back"));
  lines.end = status.st_size;
  if (!fair_lines_foreach (&lines, look_at_line, self, self->cancellable, error))
    return FALSE;
  if (self->report->changed->len == 0)
    return TRUE;
  g_set_error (error, FAIR_UNDO_ERROR, FAIR_UNDO_ERROR_CHANGED,
               g_dngettext (GETTEXT_PACKAGE,
                            "The import was not taken back, and nothing was changed: %u person who came with it was corrected, noted or "
                            "joined since. Erase those whom you do not want one by one.",
                            "The import was not taken back, and nothing was changed: %u people who came with it were corrected, noted or "
                            "joined since. Erase those whom you do not want one by one.", self->report->changed->len),
               self->report->changed->len);
  return FALSE;
}

static gboolean
is_kept (const FairLine *line,
         gpointer        user_data)
{
  Undo *self = user_data;

  if (g_hash_table_contains (self->numbers, GSIZE_TO_POINTER (line->number)))
    return FALSE;
  if (line->error == NULL && line->version.op == FAIR_OP_PUT && g_hash_table_contains (self->ids, line->version.id))
    g_hash_table_add (self->back, g_strdup (line->version.id));
  return TRUE;
}

static gboolean
rewrite (Undo    *self,
         GError **error)
{
  g_autoptr (FairTurn) turn = fair_store_begin (self->store, error);
  g_autoptr (FairRewrite) rewrite = NULL;

  if (turn == NULL || !look (self, error))
    return FALSE;
  /* it may have been taken back already, by who did not live to say so */
  if (g_hash_table_size (self->numbers) == 0)
    return fair_journal_confirm (self->store->journal, error);
  rewrite = fair_journal_rewrite (self->store->journal, error);
  return rewrite != NULL && fair_rewrite_copy (rewrite, is_kept, self, self->cancellable, error) &&
         fair_journal_commit (self->store->journal, rewrite, error);
}

static gboolean
refuse_not_last (const GPtrArray  *records,
                 GError          **error)
{
  if (records->len == 0)
    g_set_error (error, FAIR_UNDO_ERROR, FAIR_UNDO_ERROR_NOT_LAST,
                 _("There is no import that could be taken back; nothing was changed."));
  else
    g_set_error (error, FAIR_UNDO_ERROR, FAIR_UNDO_ERROR_NOT_LAST,
                 _("The import was not taken back, and nothing was changed: others came after it. Take those back first, the last "
                   "one at first."));
  return FALSE;
}

/* That it was taken back is done, whatever becomes of what is remembered: then it can be taken back once more, to no effect. */
static void
forget (FairStore              *store,
        const FairImportRecord *record)
{
  g_autoptr (GPtrArray) collected = fair_collected_load (store);

  fair_import_records_remove (store, record->number, NULL);
  fair_collected_forget (collected, record->at, (const char *const *) record->files);
  fair_collected_save (store, collected, NULL);
}

/**
 * fair_import_undo:
 * @store: the store
 * @number: which import: the last one that fair_import_records_list() has, or 0 for that
 * @report: takes what came of it; a fresh one
 * @cancellable: (nullable): stops it as long as nothing has been changed
 * @error: %FAIR_UNDO_ERROR, %FAIR_STORE_ERROR, %G_IO_ERROR_CANCELLED; %FAIR_STORE_ERROR_UNCERTAIN if it is taken back, but a power
 *   cut may still bring it back
 *
 * Takes out of the journal what an import added, all of it or nothing. Who was erased by it or since stays erased. If the same files
 * are merged again, they are here again; so they are if this laptop's journal was handed over meanwhile and comes back.
 *
 * Threading: any thread; blocks, and nobody appends while the journal is rewritten.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_import_undo (FairStore       *store,
                  guint64          number,
                  FairUndoReport  *report,
                  GCancellable    *cancellable,
                  GError         **error)
{
  g_auto (Undo) self = { .store = store, .report = report, .cancellable = cancellable };
  g_autoptr (FairLock) lock = NULL;
  g_autoptr (GPtrArray) records = NULL;
  const FairImportRecord *record;

  g_return_val_if_fail (FAIR_IS_STORE (store), FALSE);
  g_return_val_if_fail (report != NULL, FALSE);

  lock = fair_import_records_lock (store, error);
  records = lock != NULL ? fair_import_records_list (store, error) : NULL;
  if (records == NULL)
    return FALSE;
  record = records->len > 0 ? g_ptr_array_index (records, 0) : NULL;
  if (record == NULL || (number != 0 && number != record->number))
    return refuse_not_last (records, error);
  self.lines = fair_import_records_load_lines (store, record->number, error);
  self.numbers = g_hash_table_new (NULL, NULL);
  self.ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.back = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (self.lines == NULL || !rewrite (&self, error))
    return FALSE;
  report->n_back = g_hash_table_size (self.back);
  report->n_gone = g_hash_table_size (self.ids) - report->n_back;
  report->n_erased = record->n_erased;
  forget (store, record);
  return TRUE;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->store);
  g_free (job);
}

static void
run_job (GTask        *task,
         gpointer      source,
         gpointer      data,
         GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (fair_import_undo (job->store, job->number, job->report, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * fair_import_undo_async:
 * @store: the store
 * @number: as for fair_import_undo()
 * @report: as for fair_import_undo(); it must live until @callback is called
 * @cancellable: (nullable): stops it as long as nothing has been changed
 * @callback: called in the thread's default main context
 * @user_data: for @callback
 *
 * As fair_import_undo(), in a thread.
 */
void
fair_import_undo_async (FairStore           *store,
                        guint64              number,
                        FairUndoReport      *report,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (FAIR_IS_STORE (store));
  g_return_if_fail (report != NULL);

  job = g_new0 (Job, 1);
  *job = (Job) { g_object_ref (store), number, report };
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, fair_import_undo_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run_job);
}

/**
 * fair_import_undo_finish:
 * @result: what the callback got
 * @error: as of fair_import_undo()
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_import_undo_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
