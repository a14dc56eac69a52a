/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What would come of merging files and folders, file by file, before anything is written.
 *
 * The journal is read once, into the table of who stands. Each line of a file is compared with whom it is about, and the best that
 * comes of a person's lines is what comes of the person: so it does not matter how often a file has somebody, and no file needs
 * a table of its own.
 */
#include "config.h"

#include "collect/fair-collect-preview.h"

#include "collect/fair-collect-files.h"
#include "import/fair-import-json.h"
#include "import/fair-import-kind.h"
#include "store/fair-store-private.h"
#include "store/people/fair-people-read.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* What comes of a line, or of a person. Of several the greatest counts. */
typedef enum
{
  OUTCOME_NONE,
  OUTCOME_OLDER,
  OUTCOME_AWAY,
  OUTCOME_SAME,
  OUTCOME_NEW,
  OUTCOME_NEWER,
  OUTCOME_NOBODY, /* erased elsewhere, and not here: a tombstone stands above all */
  OUTCOME_ERASED,
  N_OUTCOMES,
} Outcome;

typedef struct
{
  FairStore *store;
  FairPeople *people;   /* who stands here */
  GHashTable *outcomes; /* by id: of all files */
  GHashTable *here;     /* by id: of the file that is read */
  FairCollectFile *file;
  GArray *numbers; /* (nullable): where lines that were made of JSON begin */
  gint64 now;
  FairProgress *progress;
  GCancellable *cancellable;
} Look;

typedef struct
{
  FairStore *store;
  GStrv paths;
  FairProgress *progress;
} Job;

static void
look_clear (Look *self)
{
  g_clear_pointer (&self->people, fair_people_unref);
  g_clear_pointer (&self->here, g_hash_table_unref);
  g_clear_pointer (&self->outcomes, g_hash_table_unref);
  g_clear_pointer (&self->numbers, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

/* By the bytes of the lines, as the store decides it too: see fair_people_merge(). */
static gboolean
compare_bytes (Look               *self,
               const FairVersion  *theirs,
               const FairPerson   *ours,
               Outcome            *outcome,
               GError            **error)
{
  g_autofree char *line = fair_lines_reread (&self->people->sources[ours->place.source].file, ours->place.offset,
                                             ours->place.length, error);
  gsize length = ours->place.length;
  int order;

  if (line == NULL)
    return FALSE;
  order = memcmp (theirs->line, line, MIN (theirs->length, length));
  if (order == 0)
    order = (theirs->length > length) - (theirs->length < length);
  *outcome = order == 0 ? OUTCOME_SAME : order > 0 ? OUTCOME_NEWER : OUTCOME_OLDER;
  return TRUE;
}

static gboolean
compare (Look               *self,
         const FairVersion  *theirs,
         Outcome            *outcome,
         GError            **error)
{
  const FairPerson *ours = fair_people_find (self->people, theirs->id);
  FairHlc hlc;
  int order;

  if (theirs->op == FAIR_OP_ERASE)
    *outcome = ours == NULL || ours->erased ? OUTCOME_NOBODY : OUTCOME_ERASED;
  else if (ours == NULL || ours->erased)
    *outcome = ours == NULL ? OUTCOME_NEW : OUTCOME_AWAY;
  else
    {
      hlc = (FairHlc) { .ms = ours->ms, .counter = ours->counter };
      g_strlcpy (hlc.device, ours->device, sizeof hlc.device);
      order = fair_hlc_compare (&theirs->hlc, &hlc);
      if (order == 0)
        return compare_bytes (self, theirs, ours, outcome, error);
      *outcome = order > 0 ? OUTCOME_NEWER : OUTCOME_OLDER;
    }
  return TRUE;
}

/* Of several the greatest counts. Takes over @id. */
static void
take_outcome (GHashTable *outcomes,
              char       *id,
              Outcome     outcome)
{
  if (outcome > GPOINTER_TO_UINT (g_hash_table_lookup (outcomes, id)))
    g_hash_table_insert (outcomes, id, GUINT_TO_POINTER (outcome));
  else
    g_free (id);
}

static void
refuse (Look       *self,
        guint64     line_number,
        const char *reason)
{
  FairCollectFile *file = self->file;
  FairCollectRefused *refused;

  file->counts.n_refused++;
  if (file->refused->len == FAIR_COLLECT_MAX_REFUSED)
    return;
  refused = g_new (FairCollectRefused, 1);
  *refused = (FairCollectRefused) { line_number, g_strdup (reason) };
  g_ptr_array_add (file->refused, refused);
}

/* Of JSON that no line was made of. */
static void
refuse_element (const char *path,
                guint64     line_number,
                const char *reason,
                gpointer    user_data)
{
  refuse (user_data, line_number, reason);
}

static guint64
map_number (Look   *self,
            guint64 number)
{
  return self->numbers != NULL && number <= self->numbers->len ? g_array_index (self->numbers, guint64, number - 1) : number;
}

static gboolean
take_line (const FairLine *line,
           gpointer        user_data,
           GError        **error)
{
  Look *self = user_data;
  const FairVersion *version = &line->version;
  Outcome outcome = OUTCOME_NONE;

  fair_progress_add (self->progress, line->length + 1);
  if (line->error != NULL)
    refuse (self, map_number (self, line->number), line->error->message);
  else if (version->op == FAIR_OP_UNKNOWN)
    self->file->counts.n_unknown++;
  if (line->error != NULL || (version->op != FAIR_OP_PUT && version->op != FAIR_OP_ERASE))
    return TRUE;
  fair_laptop_spans_add (self->file->owned_spans, version, self->now);
  if (!compare (self, version, &outcome, error))
    return FALSE;
  take_outcome (self->here, g_strdup (version->id), outcome);
  return TRUE;
}

static void
count_outcomes (GHashTable        *outcomes,
                FairCollectCounts *counts)
{
  guint64 n[N_OUTCOMES] = { 0 };
  GHashTableIter iter;
  gpointer outcome;

  g_hash_table_iter_init (&iter, outcomes);
  while (g_hash_table_iter_next (&iter, NULL, &outcome))
    n[GPOINTER_TO_UINT (outcome)]++;
  counts->n_new = n[OUTCOME_NEW];
  counts->n_newer = n[OUTCOME_NEWER];
  counts->n_same = n[OUTCOME_SAME] + n[OUTCOME_NOBODY];
  counts->n_older = n[OUTCOME_OLDER];
  counts->n_erased = n[OUTCOME_ERASED];
  counts->n_away = n[OUTCOME_AWAY];
}

static void
add_outcomes (Look *self)
{
  GHashTableIter iter;
  gpointer id, outcome;

  g_hash_table_iter_init (&iter, self->here);
  while (g_hash_table_iter_next (&iter, &id, &outcome))
    {
      g_hash_table_iter_steal (&iter);
      take_outcome (self->outcomes, id, GPOINTER_TO_UINT (outcome));
    }
}

static void
finish_file (Look *self)
{
  FairCollectFile *file = self->file;

  if (file->state == FAIR_COLLECT_SIGN_UPS)
    {
      count_outcomes (self->here, &file->counts);
      add_outcomes (self);
    }
  g_hash_table_remove_all (self->here);
  file->spans = fair_laptop_spans_list (file->owned_spans);
  file->device = fair_laptop_spans_find_owner (file->owned_spans, file->path, &file->laptop);
  file->is_own = g_strcmp0 (file->device, fair_store_get_device_id (self->store)) == 0;
  for (guint i = 0; i < file->spans->len; i++)
    {
      const FairLaptopSpan *span = g_ptr_array_index (file->spans, i);

      file->first = i == 0 ? span->first : MIN (file->first, span->first);
      file->last = MAX (file->last, span->last);
    }
}

/* Returns FALSE with @error set only if all has to stop. */
static gboolean
read_lines (Look      *self,
            FairFile  *file,
            GError   **error)
{
  FairLines lines = { .file = file, .kind = FAIR_LINES_FOREIGN };
  struct stat status;

  if (file->ops->fstat (file->fd, &status, file->ops->user_data) != 0)
    return fair_store_error_set (error, file->path, _("It could not be read"));
  lines.end = status.st_size;
  return fair_lines_foreach (&lines, take_line, self, self->cancellable, error);
}

static gboolean
make_lines (Look      *self,
            FairFile  *json,
            FairFile  *lines,
            GError   **error)
{
  g_autoptr (FairImportReport) report = fair_import_report_new ();

  report->refused_func = refuse_element;
  report->refused_data = self;
  return fair_import_json_to_lines (json, self->file->size, fair_store_get_journal_path (self->store), report, lines,
                                    &self->numbers, self->cancellable, error);
}

static gboolean
look_into_file (Look    *self,
                GError **error)
{
  g_auto (FairFile) file = FAIR_FILE_CLOSED, lines = FAIR_FILE_CLOSED;
  g_autofree char *reason = NULL;
  FairImportKind kind;

  g_clear_pointer (&self->numbers, g_array_unref);
  if (!fair_import_kind_open (fair_store_get_ops (self->store), self->file->path, &file, &self->file->size, &kind, &reason))
    return fair_store_error_set (error, self->file->path, _("It could not be read"));
  if (kind != FAIR_IMPORT_EXPORT)
    return read_lines (self, &file, error);
  return make_lines (self, &file, &lines, error) && read_lines (self, &lines, error);
}

/* What is wrong with one file keeps nobody from the others. */
static gboolean
look_at_file (Look            *self,
              FairCollectFile *file,
              GError         **error)
{
  g_autoptr (GError) problem = NULL;

  self->file = file;
  if (file->state == FAIR_COLLECT_SIGN_UPS && !look_into_file (self, &problem))
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      file->problem = g_strdup (problem->message);
      file->state = FAIR_COLLECT_UNREADABLE;
    }
  finish_file (self);
  return TRUE;
}

static void
expect_files (Look               *self,
              FairCollectPreview *preview)
{
  for (guint i = 0; i < preview->files->len; i++)
    {
      const FairCollectFile *file = g_ptr_array_index (preview->files, i);

      if (file->state == FAIR_COLLECT_SIGN_UPS)
        fair_progress_expect (self->progress, (guint64) file->size);
    }
}

static gboolean
look (Look                *self,
      FairCollectPreview  *preview,
      GError             **error)
{
  goffset end;

  self->now = fair_clock_now (self->store->clock);
  self->outcomes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->here = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->people = fair_store_load_people (self->store, FALSE, &end, NULL, self->cancellable, error);
  if (self->people == NULL)
    return FALSE;
  expect_files (self, preview);
  for (guint i = 0; i < preview->files->len; i++)
    {
      FairCollectFile *file = g_ptr_array_index (preview->files, i);

      if (!look_at_file (self, file, error))
        return FALSE;
      preview->total.n_unknown += file->counts.n_unknown;
      preview->total.n_refused += file->counts.n_refused;
    }
  count_outcomes (self->outcomes, &preview->total);
  return TRUE;
}

/**
 * fair_collect_preview:
 * @store: the store
 * @paths: (array zero-terminated=1): files and folders, as for fair_collect()
 * @progress: (nullable): is told how far it has got
 * @cancellable: (nullable): stops it
 * @error: %FAIR_STORE_ERROR: the journal or a folder could not be read; %G_IO_ERROR_CANCELLED
 *
 * Says what fair_collect() would do with the same files, as long as neither they nor the sign-ups change. Nothing is merged,
 * and the lock is not held meanwhile. A file that cannot be read is one that says so, and no error.
 *
 * Threading: any thread; blocks.
 *
 * Returns: (transfer full): what would come of it, or NULL with @error set
 */
FairCollectPreview *
fair_collect_preview (FairStore          *store,
                      const char *const  *paths,
                      FairProgress       *progress,
                      GCancellable       *cancellable,
                      GError            **error)
{
  g_autoptr (FairCollectPreview) preview = NULL;
  g_auto (Look) self = { .store = store, .progress = progress, .cancellable = cancellable };

  g_return_val_if_fail (FAIR_IS_STORE (store), NULL);
  g_return_val_if_fail (paths != NULL, NULL);

  preview = fair_collect_files_find (store, paths, error);
  return preview != NULL && look (&self, preview, error) ? g_steal_pointer (&preview) : NULL;
}

/** Returns: (transfer full): the paths of the files that can be merged: what fair_collect() gets */
GStrv
fair_collect_preview_list_paths (const FairCollectPreview *self)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();

  for (guint i = 0; i < self->files->len; i++)
    {
      const FairCollectFile *file = g_ptr_array_index (self->files, i);

      if (file->state == FAIR_COLLECT_SIGN_UPS || file->state == FAIR_COLLECT_NOBODY)
        g_strv_builder_add (paths, file->path);
    }
  for (guint i = 0; i < self->visits->len; i++)
    g_strv_builder_add (paths, ((FairCollectVisits *) self->visits->pdata[i])->path);
  return g_strv_builder_end (paths);
}

/** Returns: whether something would come of merging it */
gboolean
fair_collect_file_has_news (const FairCollectFile *self)
{
  return self->counts.n_new + self->counts.n_newer + self->counts.n_erased > 0;
}

/** Returns: how many files have something new, each of which is another laptop's in a folder of files that were handed over */
guint
fair_collect_preview_count_news (const FairCollectPreview *self)
{
  guint n = 0;

  for (guint i = 0; i < self->files->len; i++)
    n += fair_collect_file_has_news (g_ptr_array_index (self->files, i));
  return n;
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
  FairCollectPreview *preview =
    fair_collect_preview (job->store, (const char *const *) job->paths, job->progress, cancellable, &error);

  if (preview != NULL)
    g_task_return_pointer (task, preview, (GDestroyNotify) fair_collect_preview_free);
  else
    g_task_return_error (task, error);
}

/**
 * fair_collect_preview_async:
 * @store: the store
 * @paths: (array zero-terminated=1): as for fair_collect_preview()
 * @progress: (nullable): is told how far it has got
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it
 * @callback: called in the thread's default main context
 * @user_data: for @callback
 *
 * As fair_collect_preview(), in a thread.
 */
void
fair_collect_preview_async (FairStore           *store,
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
  g_task_set_source_tag (task, fair_collect_preview_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run_job);
}

/**
 * fair_collect_preview_finish:
 * @result: what the callback got
 * @error: as of fair_collect_preview()
 *
 * Returns: (transfer full): what would come of it, or NULL with @error set
 */
FairCollectPreview *
fair_collect_preview_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
