/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much room the disk of the sign-ups has left, and from when on that is too little. */
#include "config.h"

#include "store/fair-space.h"
#include "store/fair-store-error.h"
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <sys/statvfs.h>

/* Of a folder that is not there yet, the one in which it would be made. */
static int
measure_nearest (const char     *folder,
                 struct statvfs *status)
{
  g_autofree char *parent = g_path_get_dirname (folder);

  if (statvfs (folder, status) == 0)
    return 0;
  return errno == ENOENT && !g_str_equal (parent, folder) ? measure_nearest (parent, status) : -1;
}

/**
 * fair_space_measure:
 * @folder: the data folder; it need not be there yet
 * @space: (out caller-allocates): how much room there is
 * @error: %FAIR_STORE_ERROR: why that cannot be told
 *
 * Threading: any thread; may block where the disk is somewhere else.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_space_measure (const char  *folder,
                    FairSpace   *space,
                    GError     **error)
{
  struct statvfs status;

  g_return_val_if_fail (folder != NULL && space != NULL, FALSE);

  if (measure_nearest (folder, &status) != 0)
    {
      fair_store_error_set (error, folder, _("The free space on the disk could not be told"));
      return FALSE;
    }
  *space = (FairSpace) { (guint64) status.f_bavail * status.f_frsize, (guint64) status.f_blocks * status.f_frsize };
  return TRUE;
}

/**
 * fair_space_get_level:
 * @self: how much room there is
 *
 * Returns: whether that is enough: at least %FAIR_SPACE_LOW_BYTES, or %FAIR_SPACE_LOW_PERCENT of a disk where that is
 *   less; below %FAIR_SPACE_URGENT_BYTES it is urgent on any disk
 */
FairSpaceLevel
fair_space_get_level (const FairSpace *self)
{
  guint64 low = MIN (FAIR_SPACE_LOW_BYTES, self->total / 100 * FAIR_SPACE_LOW_PERCENT);

  if (self->free < FAIR_SPACE_URGENT_BYTES)
    return FAIR_SPACE_URGENT;
  return self->free < low ? FAIR_SPACE_LOW : FAIR_SPACE_ENOUGH;
}

static void
measure_in_thread (GTask        *task,
                   gpointer      source,
                   gpointer      folder,
                   GCancellable *cancellable)
{
  GError *error = NULL;
  FairSpace space;

  if (fair_space_measure (folder, &space, &error))
    g_task_return_pointer (task, g_memdup2 (&space, sizeof space), g_free);
  else
    g_task_return_error (task, error);
}

/**
 * fair_space_measure_async:
 * @folder: the data folder
 * @cancellable: (nullable): gives up waiting
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Does what fair_space_measure() does, in a thread.
 */
void
fair_space_measure_async (const char          *folder,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, fair_space_measure_async);
  g_task_set_task_data (task, g_strdup (folder), g_free);
  g_task_run_in_thread (task, measure_in_thread);
}

/**
 * fair_space_measure_finish:
 * @result: what the callback got
 * @space: (out caller-allocates): how much room there is
 * @error: as of fair_space_measure()
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_space_measure_finish (GAsyncResult  *result,
                           FairSpace     *space,
                           GError       **error)
{
  g_autofree FairSpace *measured = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  measured = g_task_propagate_pointer (G_TASK (result), error);
  if (measured == NULL)
    return FALSE;
  *space = *measured;
  return TRUE;
}
