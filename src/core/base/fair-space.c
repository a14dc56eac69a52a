/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much room the disk of the sign-ups has left, and from when on that is too little. */
#include "config.h"

#include "base/fair-space.h"

#include "base/fair-file-ops.h"
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* The level if all limits were @percent of what they are: at least %FAIR_SPACE_LOW_BYTES, or %FAIR_SPACE_LOW_PERCENT of a disk
 * where that is less, are enough. */
static FairSpaceLevel
get_level (const FairSpace *self,
           guint64          percent)
{
  guint64 low = MIN (FAIR_SPACE_LOW_BYTES, self->total / 100 * FAIR_SPACE_LOW_PERCENT);

  if (self->free < FAIR_SPACE_FULL_BYTES * percent / 100)
    return FAIR_SPACE_FULL;
  if (self->free < FAIR_SPACE_URGENT_BYTES * percent / 100)
    return FAIR_SPACE_URGENT;
  return self->free < low * percent / 100 ? FAIR_SPACE_LOW : FAIR_SPACE_ENOUGH;
}

/**
 * fair_space_get_next_level:
 * @self: how much room there is now
 * @last: what was said of it before; %FAIR_SPACE_ENOUGH if nothing was
 *
 * A warning is given at once, and taken back only when there is %FAIR_SPACE_RELIEF_PERCENT more room than it was given
 * for: around a limit, where files come and go, it does not flicker.
 *
 * Returns: what is to be said now
 */
FairSpaceLevel
fair_space_get_next_level (const FairSpace *self,
                           FairSpaceLevel   last)
{
  FairSpaceLevel now = get_level (self, 100);
  FairSpaceLevel relieved = get_level (self, 100 + FAIR_SPACE_RELIEF_PERCENT);

  return MAX (now, MIN (last, relieved));
}

/* Where nothing may be written, the room that is there is of no use. */
static void
measure_in_thread (GTask        *task,
                   gpointer      source,
                   gpointer      folder,
                   GCancellable *cancellable)
{
  struct statvfs status;
  GError *error = NULL;
  FairSpace space;

  if (access (folder, R_OK | W_OK | X_OK) != 0 || statvfs (folder, &status) != 0)
    {
      fair_file_ops_set_error (&error, folder, _("No sign-up can be saved"));
      g_task_return_error (task, error);
      return;
    }
  space = (FairSpace) { (guint64) status.f_bavail * status.f_frsize, (guint64) status.f_blocks * status.f_frsize };
  g_task_return_pointer (task, g_memdup2 (&space, sizeof space), g_free);
}

/**
 * fair_space_measure_async:
 * @folder: the folder of the sign-ups
 * @cancellable: (nullable): gives up waiting
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Measures in a thread how much room there is.
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
 * @error: as of fair_file_ops_set_error(): why no sign-up can be saved there, however much room there is;
 *   %G_IO_ERROR_READ_ONLY or %G_IO_ERROR_PERMISSION_DENIED if the folder is there and may not be written to
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
