/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Puts this laptop's journal into a folder, on a stick or a synchronised one: whole and compared, or not at all.
 *
 * What is written goes to a part beside the file that it will be: it is put on the disk, read back and compared with the journal,
 * and only then takes the file's name. So a stick that does not keep what it is given never replaces a good file of yesterday.
 */
#include "config.h"

#include "collect/fair-hand-over.h"

#include "base/fair-laptop-file.h"
#include "collect/fair-collect-visits.h"
#include "collect/fair-laptop-name.h"
#include "collect/fair-older-copy.h"
#include "export/fair-export-file.h"
#include "store/journal/fair-quarantine.h"
#include "store/people/fair-people-read.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define JOURNAL 0
#define PIECE (256 * 1024)
/* How many names are tried before somebody has to tidy up. */
#define MAX_NAMES 99
/* How often the journal may be rewritten meanwhile. */
#define MAX_ATTEMPTS 3

typedef struct
{
  FairStore *store;
  const FairFileOps *ops;
  const char *folder;
  FairPeople *people; /* everybody in the journal, which is its file */
  goffset end;        /* how much of it there was */
  FairHandOver *result;
  FairProgress *progress;
  GCancellable *cancellable;
} Work;

typedef struct
{
  FairStore *store;
  char *folder;
  FairProgress *progress;
} Job;

static void
work_clear (Work *self)
{
  g_clear_pointer (&self->people, fair_people_unref);
  g_clear_pointer (&self->result, fair_hand_over_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

void
fair_hand_over_free (FairHandOver *self)
{
  g_ptr_array_unref (self->kept);
  g_free (self->visits);
  g_free (self->visits_problem);
  g_free (self->name);
  g_free (self->path);
  g_free (self);
}

static gboolean
fail (const char  *path,
      GError     **error)
{
  return fair_store_error_set (error, path, _("The sign-ups were not handed over"));
}

static gboolean
check_folder (Work    *self,
              GError **error)
{
  struct stat status;

  if (self->ops->stat (self->folder, &status, self->ops->user_data) == 0)
    {
      if (S_ISDIR (status.st_mode))
        return TRUE;
      errno = ENOTDIR;
    }
  return fail (self->folder, error);
}

static gboolean
count_line (const FairLine *line,
            gpointer        user_data,
            GError        **error)
{
  Work *self = user_data;
  const FairPerson *person;

  if (line->error != NULL)
    {
      self->result->n_bad_lines++;
      return TRUE;
    }
  person = fair_people_find_winner (self->people, &line->version);
  if (person == NULL || fair_people_is_hidden (self->people, person))
    return TRUE;
  if (fair_version_is_unfinished (&line->version))
    self->result->n_unfinished++;
  else
    self->result->n_people++;
  return TRUE;
}

/* The journal as it is now: others may append to it and rewrite it from here on. */
static gboolean
take_snapshot (Work    *self,
               GError **error)
{
  const char *journal = fair_store_get_journal_path (self->store);
  g_autofree char *folder = g_path_get_dirname (journal);
  g_autofree char *quarantine = g_build_filename (folder, FAIR_QUARANTINE_NAME, NULL);
  FairLines lines = { .kind = FAIR_LINES_JOURNAL };
  struct stat status;

  self->people = fair_store_load_people (self->store, FALSE, &self->end, NULL, self->cancellable, error);
  if (self->people == NULL)
    return FALSE;
  self->result = g_new0 (FairHandOver, 1);
  self->result->kept = g_ptr_array_new_with_free_func (g_free);
  self->result->n_bytes = (guint64) self->end;
  self->result->has_quarantine =
    self->ops->stat (quarantine, &status, self->ops->user_data) == 0 && status.st_size > 0;
  lines.file = &self->people->sources[JOURNAL].file;
  lines.end = self->end;
  fair_progress_expect (self->progress, 2 * (guint64) self->end);
  return fair_lines_foreach (&lines, count_line, self, self->cancellable, error);
}

/* What cannot be read, and what is no file, is nobody's to replace. */
static gboolean
may_replace (Work          *self,
             FairOlderCopy *copy,
             const char    *path)
{
  g_auto (FairFile) file = FAIR_FILE_CLOSED;
  gboolean is_older = FALSE;
  struct stat status;

  return fair_file_open (&file, self->ops, path, O_RDONLY | O_NOFOLLOW, &status) &&
         fair_older_copy_is (copy, &file, status.st_size, &is_older, self->cancellable, NULL) && is_older;
}

static void
keep (Work       *self,
      const char *name)
{
  g_ptr_array_add (self->result->kept, g_filename_display_name (name));
}

/* The first of its names that nobody has, or an older copy of this very journal. */
static gboolean
choose_name (Work    *self,
             GError **error)
{
  g_autoptr (FairOlderCopy) copy = fair_older_copy_new (self->people, self->end);
  g_autofree char *laptop = fair_laptop_dup_name (self->store);

  for (guint number = 1; number <= MAX_NAMES; number++)
    {
      g_autofree char *name = fair_laptop_file_make_name (laptop, fair_store_get_device_id (self->store), number);
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      struct stat status;
      gboolean is_there = self->ops->lstat (path, &status, self->ops->user_data) == 0;

      if (!is_there && errno != ENOENT)
        return fail (path, error);
      self->result->replaced = is_there && may_replace (self, copy, path);
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      if (!is_there || self->result->replaced)
        {
          self->result->path = g_steal_pointer (&path);
          self->result->name = g_steal_pointer (&name);
          return TRUE;
        }
      keep (self, name);
    }
  errno = EEXIST;
  return fail (self->folder, error);
}

/* What this laptop handed over under another name stays there, and may be of somebody who was erased since. */
static void
find_other_files (Work *self)
{
  g_auto (GStrv) names = self->ops->list (self->folder, self->ops->user_data);

  for (char **name = names; name != NULL && *name != NULL; name++)
    {
      g_autofree char *part = NULL, *shown = g_filename_display_name (*name);

      if (fair_laptop_file_parse_name (*name, NULL, &part) &&
          fair_laptop_file_is_of (part, fair_store_get_device_id (self->store)) &&
          g_ascii_strcasecmp (shown, self->result->name) != 0 &&
          !g_ptr_array_find_with_equal_func (self->result->kept, shown, g_str_equal, NULL))
        keep (self, *name);
    }
}

static gboolean
is_own_folder (Work    *self,
               GError **error)
{
  if (!fair_store_owns_path (self->store, self->result->path))
    return FALSE;
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO,
               _("“%s” is where this laptop keeps its own sign-ups. Nothing was handed over: choose a folder on a stick, or "
                 "one that is synchronised."),
               self->folder);
  return TRUE;
}

static gboolean
read_journal (Work     *self,
              char     *piece,
              gsize     length,
              goffset   at,
              GError  **error)
{
  const FairFile *journal = &self->people->sources[JOURNAL].file;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  return fair_file_read (journal, piece, length, at) || fail (journal->path, error);
}

static gboolean
write_part (Work            *self,
            FairExportFile  *file,
            GError         **error)
{
  g_autofree char *piece = g_malloc (PIECE);

  for (goffset at = 0; at < self->end; at += PIECE)
    {
      gsize length = (gsize) MIN (self->end - at, PIECE);

      if (!read_journal (self, piece, length, at, error) || !fair_export_file_write (file, piece, length, error))
        return FALSE;
      fair_progress_add (self->progress, length);
    }
  return TRUE;
}

static gboolean
refuse_difference (Work    *self,
                   GError **error)
{
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO,
               _("“%s” does not give back what was written to it. Nothing was handed over, and the sign-ups are safe on this "
                 "laptop: use another stick or disk."),
               self->folder);
  return FALSE;
}

/*
 * The kernel is asked to forget the pages that it has written, so that they come from the disk. It need not: pages that it cannot
 * drop are compared in memory, and a stick may answer out of a cache of its own. So this finds what was cut off, mixed up or
 * damaged on the way, and most sticks that hold less than they say; it does not prove that a stick keeps what it has confirmed.
 */
static gboolean
compare_part (Work            *self,
              FairExportFile  *file,
              GError         **error)
{
  g_auto (FairFile) part = FAIR_FILE_CLOSED;
  g_autofree char *written = g_malloc (PIECE), *piece = g_malloc (PIECE);

  if (!fair_export_file_open_part (file, &part, error))
    return FALSE;
  posix_fadvise (part.fd, 0, 0, POSIX_FADV_DONTNEED);
  for (goffset at = 0; at < self->end; at += PIECE)
    {
      gsize length = (gsize) MIN (self->end - at, PIECE);

      if (!read_journal (self, piece, length, at, error))
        return FALSE;
      if (!fair_file_read (&part, written, length, at))
        return fail (self->result->path, error);
      if (memcmp (written, piece, length) != 0)
        return refuse_difference (self, error);
      fair_progress_add (self->progress, length);
    }
  return TRUE;
}

/* The errors of an export, as the store has them. */
static gboolean
pass_on (Work    *self,
         GError  *local_error,
         GError **error)
{
  int saved_errno = errno;

  if (!g_error_matches (local_error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_UNCERTAIN))
    return fair_store_error_propagate (error, local_error);
  g_error_free (local_error);
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_UNCERTAIN,
               /* Translators: a file, the system's words */
               _("“%s” is written, but the disk did not confirm that it keeps it. Do not pull it out: hand over again; if this "
                 "happens again, use another stick or disk. (%s)"),
               self->result->path, g_strerror (saved_errno));
  return FALSE;
}

static gboolean
is_in_place (Work *self)
{
  struct stat status;

  if (self->ops->lstat (self->result->path, &status, self->ops->user_data) != 0)
    return FALSE;
  errno = EIO;
  return S_ISREG (status.st_mode) && status.st_size == self->end;
}

/* Sets @is_current to FALSE if nothing was handed over since somebody rewrote the journal meanwhile, perhaps to erase a person. */
static gboolean
put_in_place (Work      *self,
              gboolean  *is_current,
              GError   **error)
{
  GError *local_error = NULL;
  g_autoptr (FairExportFile) file = fair_export_file_open (self->ops, self->result->path, &local_error);

  if (file == NULL || !write_part (self, file, &local_error) || !compare_part (self, file, &local_error))
    return pass_on (self, local_error, error);
  *is_current = fair_file_is_at (&self->people->sources[JOURNAL].file, fair_store_get_journal_path (self->store));
  if (!*is_current)
    return TRUE;
  if (fair_export_file_commit (file, &local_error) && is_in_place (self))
    return TRUE;
  if (local_error == NULL)
    local_error = g_error_new_literal (FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_UNCERTAIN, "");
  return pass_on (self, local_error, error);
}

/* The sign-ups are handed over, whatever becomes of these. */
static void
hand_over_visits (Work *self)
{
  g_autoptr (GError) error = NULL;

  if (!fair_collect_visits_hand_over (self->store, self->folder, &self->result->visits, &error))
    self->result->visits_problem = g_strdup (error->message);
}

static gboolean
try (Work      *self,
     gboolean  *is_current,
     GError   **error)
{
  return take_snapshot (self, error) && choose_name (self, error) && !is_own_folder (self, error) &&
         put_in_place (self, is_current, error);
}

/**
 * fair_hand_over:
 * @store: the store
 * @folder: (type filename): a folder that is there
 * @progress: (nullable): is told how far it has got
 * @cancellable: (nullable): stops it; nothing is left behind then
 * @error: %FAIR_STORE_ERROR, %G_IO_ERROR_CANCELLED; %FAIR_STORE_ERROR_UNCERTAIN if the new file is there, but may not outlive
 *   a power cut, or that the stick is pulled out
 *
 * Puts this laptop's journal, as it is at the beginning of the call, byte for byte, into a folder under the laptop's own name. A
 * file that has that name already is replaced if it is an older copy of this journal; otherwise it stays, and this one gets a
 * number. Beside it go the counts of visits. What killed hand-overs and exports left there goes. Whoever is erased meanwhile is not in it.
 *
 * Threading: any thread; blocks. Others sign up and write meanwhile.
 *
 * Returns: (transfer full): what was handed over, or NULL with @error set; then the folder has all that it had before
 */
FairHandOver *
fair_hand_over (FairStore     *store,
                const char    *folder,
                FairProgress  *progress,
                GCancellable  *cancellable,
                GError       **error)
{
  g_return_val_if_fail (FAIR_IS_STORE (store), NULL);
  g_return_val_if_fail (folder != NULL, NULL);

  for (int i = 0; i < MAX_ATTEMPTS; i++)
    {
      g_auto (Work) work = { .store = store, .ops = fair_store_get_ops (store), .folder = folder, .progress = progress,
                             .cancellable = cancellable };
      gboolean is_current = TRUE;

      if (!check_folder (&work, error) || !try (&work, &is_current, error))
        return NULL;
      if (!is_current)
        continue;
      find_other_files (&work);
      hand_over_visits (&work);
      return g_steal_pointer (&work.result);
    }
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_BUSY,
               _("Another program rewrote the sign-ups again and again meanwhile. Nothing was handed over: try again."));
  return NULL;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->store);
  fair_progress_free (job->progress);
  g_free (job->folder);
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
  FairHandOver *result = fair_hand_over (job->store, job->folder, job->progress, cancellable, &error);

  if (result != NULL)
    g_task_return_pointer (task, result, (GDestroyNotify) fair_hand_over_free);
  else
    g_task_return_error (task, error);
}

/**
 * fair_hand_over_async:
 * @store: the store
 * @folder: (type filename): as for fair_hand_over()
 * @progress: (nullable): is told how far it has got
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it; what is in place by then stays
 * @callback: called in the thread's default main context
 * @user_data: for @callback
 *
 * As fair_hand_over(), in a thread.
 */
void
fair_hand_over_async (FairStore           *store,
                      const char          *folder,
                      FairProgressFunc     progress,
                      gpointer             progress_data,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (FAIR_IS_STORE (store));
  g_return_if_fail (folder != NULL);

  job = g_new0 (Job, 1);
  *job = (Job) { g_object_ref (store), g_strdup (folder), fair_progress_new (progress, progress_data) };
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, fair_hand_over_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run_job);
}

/**
 * fair_hand_over_finish:
 * @result: what the callback got
 * @error: as of fair_hand_over()
 *
 * Returns: (transfer full): what was handed over, or NULL with @error set
 */
FairHandOver *
fair_hand_over_finish (GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
