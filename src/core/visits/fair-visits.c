/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The counts of visits in the data folder: a file for each laptop, this one's and those of whom it has collected from.
 *
 * What is to be added is added to what the file has by then, with the lock: so it does not matter how many programs count.
 */
#include "config.h"

#include "visits/fair-visits.h"

#include "base/fair-file.h"
#include "base/fair-laptop-file.h"
#include "store/fair-store-private.h"
#include "store/journal/fair-lock.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define FOLDER "visits"

static char *
dup_folder (FairStore *store)
{
  return g_build_filename (store->data_folder, FOLDER, NULL);
}

static char *
dup_path (FairStore  *store,
          const char *device)
{
  g_autofree char *name = g_strconcat (device, FAIR_LAPTOP_FILE_VISITS, NULL);

  return g_build_filename (store->data_folder, FOLDER, name, NULL);
}

static char *
read_text (const FairFileOps *ops,
           const char        *path,
           gsize             *length)
{
  g_auto (FairFile) file = FAIR_FILE_CLOSED;
  g_autofree char *text = NULL;
  struct stat status;

  if (!fair_file_open (&file, ops, path, O_RDONLY, &status))
    return NULL;
  /* a byte more than may be read is enough to be refused */
  *length = (gsize) MIN (status.st_size, FAIR_VISIT_COUNTS_MAX_FILE + 1);
  text = g_malloc (*length + 1);
  return fair_file_read (&file, text, *length, 0) ? g_steal_pointer (&text) : NULL;
}

/**
 * fair_visits_read:
 * @path: a file of counts, of whatever laptop
 * @device: (out) (optional) (transfer full): whose it is
 * @error: %FAIR_STORE_ERROR: as of fair_visit_counts_read(), or it could not be read
 *
 * Threading: any thread; blocks.
 *
 * Returns: (transfer full): the counts, or NULL with @error set
 */
FairVisitCounts *
fair_visits_read (FairStore   *store,
                  const char  *path,
                  char       **device,
                  GError     **error)
{
  gsize length;
  g_autofree char *text = read_text (store->ops, path, &length);

  if (text != NULL)
    return fair_visit_counts_read (text, length, device, error);
  fair_store_error_set (error, path, _("The counts of visits could not be read"));
  return NULL;
}

static gboolean
is_there (FairStore  *store,
          const char *path)
{
  struct stat status;

  return store->ops->lstat (path, &status, store->ops->user_data) == 0 || errno != ENOENT;
}

/**
 * fair_visits_read_own:
 * @error: as of fair_visits_read(); not set if this laptop has counted nothing
 *
 * Threading: any thread; blocks.
 *
 * Returns: (transfer full) (nullable): what this laptop has counted
 */
FairVisitCounts *
fair_visits_read_own (FairStore  *store,
                      GError    **error)
{
  g_autofree char *path = dup_path (store, store->device.id);

  return is_there (store, path) ? fair_visits_read (store, path, NULL, error) : NULL;
}

/* What is damaged is kept beside the new file, its name telling when. */
static FairVisitCounts *
read_or_begin (FairStore   *store,
               const char  *path,
               GError     **error)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *aside = NULL;
  FairVisitCounts *counts;

  if (!is_there (store, path))
    return fair_visit_counts_new ();
  counts = fair_visits_read (store, path, NULL, &problem);
  if (counts != NULL)
    return counts;
  aside = fair_file_ops_make_aside_path (path, fair_clock_now (store->clock));
  if (g_error_matches (problem, FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE) &&
      store->ops->rename (path, aside, store->ops->user_data) == 0)
    return fair_visit_counts_new ();
  g_propagate_error (error, g_steal_pointer (&problem));
  return NULL;
}

static gboolean
write_file (FairStore        *store,
            const char       *path,
            const char       *device,
            FairVisitCounts  *counts,
            GError          **error)
{
  g_autofree char *folder = dup_folder (store), *name = g_path_get_basename (path), *text = fair_visit_counts_write (counts, device);
  GError *io_error = NULL;

  fair_file_ops_sweep (store->ops, folder, name);
  return fair_file_replace (store->ops, path, text, strlen (text), &io_error) || fair_store_error_propagate (error, io_error);
}

/* The data folder itself is not made again once it is gone: see fair-lock.c. */
static FairLock *
lock (FairStore  *store,
      GError    **error)
{
  g_autofree char *folder = dup_folder (store);
  g_autoptr (FairLock) lock = fair_lock_new (store->ops, folder);
  struct stat status;

  if (store->ops->stat (store->data_folder, &status, store->ops->user_data) != 0)
    fair_store_error_set (error, store->data_folder, _("The counts of visits could not be saved"));
  else if (fair_lock_take (lock, FAIR_LOCK_PATIENCE, error))
    return g_steal_pointer (&lock);
  return NULL;
}

/* If nothing but the folder could not be synced, the numbers are in the file: to add them once more would count them twice. */
static gboolean
is_in_place (FairStore       *store,
             const char      *path,
             FairVisitCounts *counts)
{
  g_autoptr (FairVisitCounts) there = fair_visits_read (store, path, NULL, NULL);
  g_autofree char *found = NULL, *wanted = NULL;

  if (there == NULL)
    return FALSE;
  found = fair_visit_counts_write (there, store->device.id);
  wanted = fair_visit_counts_write (counts, store->device.id);
  return g_str_equal (found, wanted);
}

/**
 * fair_visits_add:
 * @more: what was counted since
 * @error: %FAIR_STORE_ERROR: nothing of it is in the file
 *
 * Adds to what this laptop has counted, at once, and durably unless the disk did not confirm it. Threading: any thread; blocks.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_visits_add (FairStore        *store,
                 FairVisitCounts  *more,
                 GError          **error)
{
  g_autofree char *path = dup_path (store, store->device.id);
  g_autoptr (FairLock) held = lock (store, error);
  g_autoptr (FairVisitCounts) counts = held != NULL ? read_or_begin (store, path, error) : NULL;
  GError *problem = NULL;

  if (counts == NULL)
    return FALSE;
  fair_visit_counts_add_all (counts, more);
  if (write_file (store, path, store->device.id, counts, &problem))
    return TRUE;
  if (!is_in_place (store, path, counts))
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  g_error_free (problem);
  return TRUE;
}

/**
 * fair_visits_import:
 * @path: a file of counts that a laptop has handed over
 * @error: as of fair_visits_read() and fair_visits_add()
 *
 * Keeps the greater of each count of that laptop, in a file of its own. Threading: any thread; blocks.
 *
 * Returns: FALSE with @error set; then nothing has changed
 */
gboolean
fair_visits_import (FairStore   *store,
                    const char  *path,
                    GError     **error)
{
  g_autofree char *device = NULL, *own = NULL;
  g_autoptr (FairVisitCounts) theirs = fair_visits_read (store, path, &device, error);
  g_autoptr (FairVisitCounts) ours = NULL;
  g_autoptr (FairLock) held = theirs != NULL ? lock (store, error) : NULL;

  if (held == NULL)
    return FALSE;
  own = dup_path (store, device);
  ours = read_or_begin (store, own, error);
  if (ours == NULL)
    return FALSE;
  return !fair_visit_counts_take_greatest (ours, theirs) || write_file (store, own, device, ours, error);
}

/**
 * fair_visits_load:
 * @problems: (element-type utf8) (nullable): takes what is wrong with files that could not be read
 *
 * Threading: any thread; blocks.
 *
 * Returns: (transfer full): what all laptops have counted
 */
FairVisitCounts *
fair_visits_load (FairStore *store,
                  GPtrArray *problems)
{
  FairVisitCounts *all = fair_visit_counts_new ();
  g_autofree char *folder = dup_folder (store);
  g_auto (GStrv) names = store->ops->list (folder, store->ops->user_data);

  for (char **name = names; name != NULL && *name != NULL; name++)
    {
      g_autofree char *path = g_build_filename (folder, *name, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (FairVisitCounts) counts = NULL;

      if (!fair_laptop_file_is_visits (*name))
        continue;
      counts = fair_visits_read (store, path, NULL, &error);
      if (counts != NULL)
        fair_visit_counts_add_all (all, counts);
      else if (problems != NULL)
        g_ptr_array_add (problems, g_strdup_printf ("%s: %s", path, error->message));
    }
  return all;
}

static void
run_add (GTask        *task,
         gpointer      source,
         gpointer      data,
         GCancellable *cancellable)
{
  GError *error = NULL;

  if (fair_visits_add (source, data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/** As fair_visits_add(), in a thread, which has @more: (transfer full) until fair_visits_add_finish(). */
void
fair_visits_add_async (FairStore           *store,
                       FairVisitCounts     *more,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (store, NULL, callback, user_data);

  g_task_set_source_tag (task, fair_visits_add_async);
  g_task_set_task_data (task, more, (GDestroyNotify) fair_visit_counts_free);
  g_task_run_in_thread (task, run_add);
}

/**
 * fair_visits_add_finish:
 * @more: (out) (transfer none): what was to be added; it lives as long as @result
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_visits_add_finish (GAsyncResult     *result,
                        FairVisitCounts **more,
                        GError          **error)
{
  *more = g_task_get_task_data (G_TASK (result));
  return g_task_propagate_boolean (G_TASK (result), error);
}
