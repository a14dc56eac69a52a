/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Merges what other laptops have handed over, remembers what that added, so that it can be taken back, and whose it was.
 *
 * The merge is the store's, all or nothing. What is remembered goes into files of its own, before and after it: see
 * fair-import-records.c.
 */
#include "config.h"

#include "collect/fair-collect.h"

#include "base/fair-laptop-file.h"
#include "collect/fair-collect-visits.h"
#include "collect/fair-collected.h"
#include "collect/fair-import-records.h"
#include "collect/fair-laptop-spans.h"
#include "import/fair-import-files.h"
#include "import/fair-import-kind.h"
#include "store/fair-store-private.h"
#include "visits/fair-visits.h"
#include <string.h>

typedef struct
{
  FairStore *store;
  FairCollectResult *result;
  GHashTable *files; /* of FairLaptopSpans, by the path of the file that has their lines */
  FairLineSet *added;
  gint64 now;
  FairRefusedLineFunc refused_func;
  gpointer refused_data;
  FairProgress *progress;
  GCancellable *cancellable;
} Collection;

typedef struct
{
  FairStore *store;
  GStrv paths;
  FairProgress *progress;
} Job;

static void
collection_clear (Collection *self)
{
  g_clear_pointer (&self->result, fair_collect_result_free);
  g_clear_pointer (&self->files, g_hash_table_unref);
  g_clear_pointer (&self->added, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Collection, collection_clear)

static void
line_free (gpointer data)
{
  FairCollectLine *self = data;

  g_free (self->file);
  g_free (self->reason);
  g_free (self);
}

static FairCollectResult *
result_new (void)
{
  FairCollectResult *self = g_new0 (FairCollectResult, 1);

  self->report = fair_import_report_new ();
  self->refused = g_ptr_array_new_with_free_func (line_free);
  return self;
}

void
fair_collect_result_free (FairCollectResult *self)
{
  fair_import_report_free (self->report);
  g_ptr_array_unref (self->refused);
  g_free (self->unrecorded);
  g_free (self);
}

static void
take_refused (const char *file,
              guint64     line_number,
              const char *reason,
              gpointer    user_data)
{
  Collection *self = user_data;
  FairCollectLine *line;

  if (self->refused_func != NULL)
    self->refused_func (file, line_number, reason, self->refused_data);
  if (self->result->refused->len == FAIR_COLLECT_MAX_LINES)
    return;
  line = g_new (FairCollectLine, 1);
  *line = (FairCollectLine) { g_strdup (file), line_number, g_strdup (reason) };
  g_ptr_array_add (self->result->refused, line);
}

static FairLaptopSpans *
get_spans (Collection *self,
           const char *path)
{
  FairLaptopSpans *spans = g_hash_table_lookup (self->files, path);

  if (spans == NULL)
    {
      spans = fair_laptop_spans_new ();
      g_hash_table_insert (self->files, g_strdup (path), spans);
    }
  return spans;
}

static void
take_read (const char        *path,
           const FairVersion *version,
           gsize              length,
           gpointer           user_data)
{
  Collection *self = user_data;

  fair_progress_add (self->progress, length + 1);
  if (version != NULL && !g_str_equal (path, fair_store_get_journal_path (self->store)))
    fair_laptop_spans_add (get_spans (self, path), version, self->now);
}

/* A tombstone stands above all, and a wording may be one that somebody here has agreed to since: both stay. */
static void
take_added (const char        *path,
            const FairVersion *version,
            gsize              length,
            gpointer           user_data)
{
  Collection *self = user_data;
  FairLineMark mark;

  if (version->op != FAIR_OP_PUT && version->op != FAIR_OP_UNKNOWN)
    return;
  mark = fair_line_mark (version->line, version->length);
  g_array_append_val (self->added, mark);
}

/* Of a file that whoever imports takes: how long it is, and whether nobody is in there. */
static void
expect_file (Collection *self,
             const char *path)
{
  const FairFileOps *ops = self->store->ops;
  g_autofree char *name = g_path_get_basename (path);
  struct stat status;

  if (ops->stat (path, &status, ops->user_data) != 0 || !S_ISREG (status.st_mode))
    return;
  fair_progress_expect (self->progress, (guint64) status.st_size);
  if (status.st_size == 0 && fair_laptop_file_parse_name (name, NULL, NULL))
    get_spans (self, path);
}

static void
expect (Collection *self,
        const char *path)
{
  const FairFileOps *ops = self->store->ops;
  g_auto (GStrv) names = ops->list (path, ops->user_data);

  if (names == NULL)
    expect_file (self, path);
  for (char **name = names; name != NULL && *name != NULL; name++)
    {
      g_autofree char *file = g_build_filename (path, *name, NULL);

      if (fair_import_kind_has_name (*name))
        expect_file (self, file);
    }
}

static void
note (Collection *self,
      GError     *error)
{
  if (self->result->unrecorded == NULL)
    self->result->unrecorded = g_strdup (error->message);
  g_error_free (error);
}

static void
remember_laptop (Collection      *self,
                 GPtrArray       *collected,
                 const char      *path,
                 FairLaptopSpans *spans,
                 gint64           at)
{
  g_autofree char *laptop = NULL, *file = g_path_get_basename (path), *name = g_filename_display_name (file);
  g_autofree char *device = fair_laptop_spans_find_owner (spans, path, &laptop);

  if (device != NULL && !g_str_equal (device, fair_store_get_device_id (self->store)))
    fair_collected_put (collected, device, laptop, name, at, fair_laptop_spans_get (spans, device)->n_sign_ups);
}

static void
remember_laptops (Collection *self,
                  gint64      at)
{
  g_autoptr (GPtrArray) collected = fair_collected_load (self->store);
  GError *error = NULL;
  GHashTableIter iter;
  gpointer path, spans;

  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, &path, &spans))
    remember_laptop (self, collected, path, spans, at);
  if (!fair_collected_save (self->store, collected, &error))
    note (self, error);
}

static GStrv
list_names (Collection *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_null_terminated (0, g_free, TRUE);
  GHashTableIter iter;
  gpointer path;

  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    {
      g_autofree char *name = g_path_get_basename (path);

      g_ptr_array_add (names, g_filename_display_name (name));
    }
  g_ptr_array_sort_values (names, (GCompareFunc) strcmp);
  return (GStrv) g_ptr_array_steal (names, NULL);
}

/* What is merged is merged, whatever becomes of what is remembered. */
static gboolean
remember (Collection       *self,
          FairImportRecord *record)
{
  const FairImportReport *report = self->result->report;
  GError *error = NULL;

  remember_laptops (self, record->at);
  if (report->n_lines == report->n_refused)
    {
      fair_import_records_remove (self->store, record->number, NULL);
      return TRUE;
    }
  record->files = list_names (self);
  record->n_new = report->n_new;
  record->n_newer = report->n_newer;
  record->n_erased = report->n_erased;
  if (fair_import_records_finish (self->store, record, self->added, &error))
    self->result->import = record->number;
  else
    note (self, error);
  return TRUE;
}

static gboolean
merge (Collection         *self,
       const char *const  *paths,
       GError            **error)
{
  FairImportReport *report = self->result->report;
  gboolean done;

  report->refused_func = take_refused;
  report->refused_data = self;
  report->read_func = take_read;
  report->added_func = take_added;
  report->lines_data = self;
  done = fair_import_files (self->store, paths, report, self->cancellable, error);
  report->refused_func = NULL;
  report->read_func = report->added_func = NULL;
  return done;
}

/* If the disk did not confirm the import, nobody knows whether it was made: the record stays unfinished. */
static gboolean
collect (Collection         *self,
         const char *const  *paths,
         GError            **error)
{
  g_autoptr (FairLock) lock = fair_import_records_lock (self->store, error);
  g_autoptr (FairImportRecord) record = g_new0 (FairImportRecord, 1);
  GError *local_error = NULL;

  if (lock == NULL || !fair_import_records_begin (self->store, record, error))
    return FALSE;
  self->now = record->at;
  for (gsize i = 0; paths[i] != NULL; i++)
    expect (self, paths[i]);
  expect_file (self, fair_store_get_journal_path (self->store));
  if (merge (self, paths, &local_error))
    return remember (self, record);
  if (!g_error_matches (local_error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_UNCERTAIN))
    fair_import_records_remove (self->store, record->number, NULL);
  g_propagate_error (error, local_error);
  return FALSE;
}

/* A file that is not taken is named, and keeps nobody from the others. */
static void
merge_visits (Collection         *self,
              const char *const  *paths)
{
  for (; *paths != NULL; paths++)
    {
      g_autoptr (GError) error = NULL;

      if (fair_visits_import (self->store, *paths, &error))
        self->result->n_visits++;
      else
        {
          self->result->report->n_refused_files++;
          take_refused (*paths, 0, error->message, self);
        }
    }
}

/**
 * fair_collect:
 * @store: the store
 * @paths: (array zero-terminated=1): as for fair_import_files()
 * @refused_func: (nullable): is told of each line and file that is not taken, at once
 * @refused_data: for @refused_func
 * @progress: (nullable): is told how far it has got
 * @cancellable: (nullable): stops it as long as nothing has been changed
 * @error: as of fair_import_files()
 *
 * Merges files and folders, as fair_import_files() does, and remembers which lines that added and whose files it were. Then it takes in
 * the counts of visits that are among them.
 *
 * Threading: any thread; blocks, and nobody appends while the journal is rewritten.
 *
 * Returns: (transfer full): what came of it, or NULL with @error set
 */
FairCollectResult *
fair_collect (FairStore           *store,
              const char *const   *paths,
              FairRefusedLineFunc  refused_func,
              gpointer             refused_data,
              FairProgress        *progress,
              GCancellable        *cancellable,
              GError             **error)
{
  g_auto (Collection) self = { .store = store, .refused_func = refused_func, .refused_data = refused_data,
                               .progress = progress, .cancellable = cancellable };

  g_auto (GStrv) visits = NULL, others = NULL;

  g_return_val_if_fail (FAIR_IS_STORE (store), NULL);
  g_return_val_if_fail (paths != NULL, NULL);

  visits = fair_collect_visits_find (store, paths, &others);
  self.result = result_new ();
  self.files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  self.added = fair_line_set_new ();
  if ((*others != NULL || *visits == NULL) && !collect (&self, (const char *const *) others, error))
    return NULL;
  merge_visits (&self, (const char *const *) visits);
  return g_steal_pointer (&self.result);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->store);
  fair_progress_free (job->progress);
  g_strfreev (job->paths);
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
  FairCollectResult *result =
    fair_collect (job->store, (const char *const *) job->paths, NULL, NULL, job->progress, cancellable, &error);

  if (result != NULL)
    g_task_return_pointer (task, result, (GDestroyNotify) fair_collect_result_free);
  else
    g_task_return_error (task, error);
}

/**
 * fair_collect_async:
 * @store: the store
 * @paths: (array zero-terminated=1): as for fair_collect(): what fair_collect_preview_list_paths() gives
 * @progress: (nullable): is told how far it has got
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it as long as nothing has been changed
 * @callback: called in the thread's default main context
 * @user_data: for @callback
 *
 * As fair_collect(), in a thread.
 */
void
fair_collect_async (FairStore           *store,
                    const char *const   *paths,
                    FairProgressFunc     progress,
                    gpointer             progress_data,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (FAIR_IS_STORE (store));
  g_return_if_fail (paths != NULL);

  job = g_new0 (Job, 1);
  *job = (Job) { g_object_ref (store), g_strdupv ((GStrv) paths), fair_progress_new (progress, progress_data) };
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, fair_collect_async);
  /* what is merged is no less merged for a late cancellation */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run_job);
}

/**
 * fair_collect_finish:
 * @result: what the callback got
 * @error: as of fair_collect()
 *
 * Returns: (transfer full): what came of it, or NULL with @error set
 */
FairCollectResult *
fair_collect_finish (GAsyncResult  *result,
                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
