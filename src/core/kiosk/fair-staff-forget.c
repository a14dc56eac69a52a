/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way out for whoever owns the account and has forgotten the PINs: they go, a trace of that stays. */
#include "config.h"

#include "kiosk/fair-staff-file.h"
#include <errno.h>
#include <glib/gi18n-lib.h>

static gboolean
set_aside (const FairFileOps  *ops,
           const char         *path,
           const char         *aside,
           GError            **error)
{
  if (ops->rename (path, aside, ops->user_data) == 0)
    return TRUE;
  fair_file_ops_set_error (error, path, _("The damaged file could not be set aside"));
  return FALSE;
}

static guint
take_hashes (FairStaffFile *file)
{
  guint n = 0;

  for (guint role = 0; role < FAIR_N_ROLES; role++)
    {
      n += file->hashes[role] != NULL;
      fair_staff_file_set_hash (file, (FairRole) role, NULL);
    }
  return n;
}

/* What was set aside comes back when nothing could take its place: nothing has changed then. */
static gboolean
replace (const FairFileOps  *ops,
         const char         *path,
         FairStaffFile      *file,
         gint64              now,
         const char         *aside,
         GError            **error)
{
  if (aside != NULL && !set_aside (ops, path, aside, error))
    return FALSE;
  file->failed = 0;
  fair_staff_file_add_trace (file, now, FAIR_STAFF_TRACE_FORGOTTEN, FAIR_ROLE_VISITOR);
  if (fair_staff_file_write (file, ops, path, error))
    return TRUE;
  if (aside != NULL)
    ops->rename (aside, path, ops->user_data);
  return FALSE;
}

/* Whether the PINs are gone although the disk did not confirm it. */
static gboolean
are_gone (const FairFileOps *ops,
          const char        *path)
{
  g_autoptr (FairStaffFile) file = fair_staff_file_read (ops, path, NULL);

  return file != NULL && take_hashes (file) == 0;
}

static gboolean
forget (const FairFileOps  *ops,
        const char         *path,
        gint64              now,
        guint              *n_forgotten,
        char              **aside,
        GError            **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (FairStaffFile) file = fair_staff_file_read (ops, path, &problem);
  g_autofree char *damaged = NULL;
  gboolean done;
  guint n;

  if (g_error_matches (problem, FAIR_STAFF_ERROR, FAIR_STAFF_ERROR_DAMAGED))
    damaged = fair_file_ops_make_aside_path (path, now);
  else if (file == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (file == NULL)
    file = fair_staff_file_new ();
  n = take_hashes (file);
  if (n == 0 && damaged == NULL)
    return TRUE;
  done = replace (ops, path, file, now, damaged, error);
  if (done || (damaged == NULL && are_gone (ops, path)))
    *n_forgotten = n;
  if (done)
    *aside = g_steal_pointer (&damaged);
  return done;
}

/**
 * fair_staff_forget_pins:
 * @data_folder: the data folder
 * @ops: (nullable): the operations; %NULL for the system's own
 * @wall: (nullable): the clock; %NULL for the system's
 * @n_forgotten: (out): how many PINs are gone; if that is not 0 and FALSE is returned, a power cut may bring them back
 * @aside: (out) (transfer full) (nullable): where a damaged file went, if it was damaged
 * @error: a #GIOErrorEnum: why the PINs are still there, or may come back
 *
 * Takes all PINs away, for whoever owns the account, and leaves a trace of that which the coordinator sees. Nothing else is
 * touched. A file that cannot be understood is kept under another name. Where there is no PIN nothing is changed.
 *
 * Threading: blocks on the disk.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_staff_forget_pins (const char         *data_folder,
                        const FairFileOps  *ops,
                        const FairClock    *wall,
                        guint              *n_forgotten,
                        char              **aside,
                        GError            **error)
{
  g_autofree char *path = g_build_filename (data_folder, FAIR_STAFF_FILE_NAME, NULL);
  gint64 now = fair_clock_now (wall != NULL ? wall : fair_clock_get_default ());
  g_auto (FairFile) lock = FAIR_FILE_CLOSED;
  struct stat status;

  *n_forgotten = 0;
  *aside = NULL;
  ops = ops != NULL ? ops : fair_file_ops_get_default ();
  if (ops->stat (path, &status, ops->user_data) != 0 && errno == ENOENT)
    return TRUE;
  fair_staff_file_lock (ops, data_folder, &lock);
  return forget (ops, path, now, n_forgotten, aside, error);
}
