/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports into a file, at once or in a thread. */
#include "config.h"

#include "export/fair-exporter.h"
#include "store/fair-store.h"
#include <glib/gi18n-lib.h>

typedef struct
{
  FairStore *store;
  FairForm *form;
  GFile *file;
  FairExportOptions options;
} Job;

static gboolean
refuse_own_file (FairStore   *store,
                 const char  *path,
                 GError     **error)
{
  g_autofree char *name = g_filename_display_name (path);

  if (!fair_store_owns_path (store, path))
    return TRUE;
  g_set_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_WRITE,
               _("“%s” is where Fairbook keeps its own files: an export there would destroy them. Nothing was "
                 "written. Export to another folder, such as your documents or a USB stick."),
               name);
  return FALSE;
}

/**
 * fair_export_to_path:
 * @ops: (transfer none): how files are written; fair_file_ops_get_default() but in tests
 * @path: (type filename): the file
 *
 * As fair_export_to_file().
 */
gboolean
fair_export_to_path (FairStore                *store,
                     FairForm                 *form,
                     const FairExportOptions  *options,
                     const FairFileOps        *ops,
                     const char               *path,
                     FairExportReport         *report,
                     GCancellable             *cancellable,
                     GError                  **error)
{
  g_autoptr (FairExportFile) file = NULL;
  g_autoptr (FairExported) exported = NULL;
  FairExportOptions noting = *options;
  gboolean stays;

  if (!refuse_own_file (store, path, error))
    return FALSE;
  file = options->format->extension != NULL ? fair_export_file_open (ops, path, error) : fair_export_file_open_folder (ops, path, error);
  if (file == NULL)
    return FALSE;
  stays = fair_export_file_stays (file);
  exported = noting.exported = fair_exported_load (store);
  fair_exported_begin (exported, fair_clock_now (fair_clock_get_default ()), options->format->name, options->format->preset);
  if (!fair_export (store, form, &noting, file, report, cancellable, error) || !fair_export_file_commit (file, error))
    return FALSE;
  /* where it cannot be remembered, the file is there all the same, and who is in it counts as new once more */
  if ((options->format->flags & FAIR_EXPORT_HAS_NOBODY) == 0 && stays)
    fair_exported_save (exported, store, NULL);
  return TRUE;
}

/**
 * fair_export_to_file:
 * @form: (nullable): as for fair_export()
 * @file: a file on this machine; it is replaced only when everything is written and on the disk. For a format that makes a folder,
 *   a folder that is not there yet, or is empty
 * @report: (nullable): is told what became of it
 * @cancellable: (nullable):
 * @error: as for fair_export(), or as of fair_file_ops_set_error(); %FAIR_EXPORT_ERROR_WRITE if @file is one of the
 *   store's own or in the folder of its journal; %FAIR_EXPORT_ERROR_UNCERTAIN if the export is at @file but may not
 *   outlive a power cut
 *
 * Exports into a file that nobody else on this machine may read (mode 0600), and remembers that (#FairExported). Blocks: call
 * it from a worker thread.
 *
 * Returns: FALSE if what stood at @file before is still there, unchanged, but for %FAIR_EXPORT_ERROR_UNCERTAIN
 */
gboolean
fair_export_to_file (FairStore                *store,
                     FairForm                 *form,
                     const FairExportOptions  *options,
                     GFile                    *file,
                     FairExportReport         *report,
                     GCancellable             *cancellable,
                     GError                  **error)
{
  const char *path;
  g_autofree char *name = NULL;

  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  path = g_file_peek_path (file);
  if (path != NULL)
    return fair_export_to_path (store, form, options, fair_file_ops_get_default (), path, report, cancellable, error);

  name = g_file_get_parse_name (file);
  g_set_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_WRITE,
               _("“%s” is not on this machine. Choose a folder on this laptop or on a USB stick."), name);
  return FALSE;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->store);
  g_clear_object (&job->form);
  g_clear_object (&job->file);
  g_free ((char *) job->options.filter.event);
  g_free ((char *) job->options.filter.interest);
  g_free ((char *) job->options.filter.stage);
  g_free ((char *) job->options.template_path);
  g_clear_pointer (&job->options.filter.ids, g_hash_table_unref);
  g_clear_object (&job->options.program);
  g_clear_pointer (&job->options.zones, fair_time_zones_unref);
  fair_progress_free (job->options.progress);
  g_free (job);
}

static Job *
job_new (FairStore               *store,
         FairForm                *form,
         const FairExportOptions *options,
         GFile                   *file)
{
  Job *job = g_new0 (Job, 1);

  job->store = g_object_ref (store);
  if (form != NULL)
    job->form = g_object_ref (form);
  job->file = g_object_ref (file);
  job->options = *options;
  job->options.filter.event = g_strdup (options->filter.event);
  job->options.filter.interest = g_strdup (options->filter.interest);
  job->options.filter.stage = g_strdup (options->filter.stage);
  job->options.template_path = g_strdup (options->template_path);
  if (options->filter.ids != NULL)
    g_hash_table_ref (options->filter.ids);
  if (options->program != NULL)
    g_object_ref (options->program);
  if (options->zones != NULL)
    fair_time_zones_ref (options->zones);
  return job;
}

static void
run_job (GTask        *task,
         gpointer      source,
         gpointer      data,
         GCancellable *cancellable)
{
  g_autoptr (FairExportReport) report = fair_export_report_new ();
  g_autoptr (GError) error = NULL;
  Job *job = data;

  if (fair_export_to_file (job->store, job->form, &job->options, job->file, report, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&report), (GDestroyNotify) fair_export_report_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * fair_export_to_file_async:
 * @options: (transfer none): copied, but for its set of ids, which nobody must change meanwhile; its progress and exports are NULL
 * @progress: (nullable): is told how far it is, in the thread's default main context
 * @progress_data: for @progress
 * @cancellable: (nullable): once the callback runs, a cancelled export has left nothing behind
 *
 * As fair_export_to_file(), in a worker thread.
 */
void
fair_export_to_file_async (FairStore               *store,
                           FairForm                *form,
                           const FairExportOptions *options,
                           GFile                   *file,
                           FairProgressFunc         progress,
                           gpointer                 progress_data,
                           GCancellable            *cancellable,
                           GAsyncReadyCallback      callback,
                           gpointer                 user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (FAIR_IS_STORE (store));
  g_return_if_fail (options != NULL);
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, fair_export_to_file_async);
  /* A file that is already in place is no less there for a late cancellation. */
  g_task_set_check_cancellable (task, FALSE);
  job = job_new (store, form, options, file);
  job->options.progress = fair_progress_new (progress, progress_data);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run_job);
}

/**
 * fair_export_to_file_finish:
 * @error: as for fair_export_to_file()
 *
 * Returns: (transfer full): what became of it, or %NULL
 */
FairExportReport *
fair_export_to_file_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
