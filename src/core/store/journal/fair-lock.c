/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lock of a journal's folder: held for one append, rewrite or import, by one thread of one process. */
#include "config.h"

#include "store/journal/fair-lock.h"

#include "base/fair-file.h"
#include "store/journal/fair-store-error.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>

/* How often the lock's file may be replaced while it is waited for, before that is an error. */
#define MAX_ATTEMPTS 10

struct _FairLock
{
  const FairFileOps *ops;
  char *folder;
  char *path;
  FairFile file;
  gboolean held;
  gboolean was_held; /* whether the folder was there before */
};

/**
 * fair_lock_new:
 * @ops: the operations; they must outlive the lock
 * @folder: the folder that it guards
 *
 * Threading: one thread at a time.
 *
 * Returns: (transfer full): the lock, not held
 */
FairLock *
fair_lock_new (const FairFileOps *ops,
               const char        *folder)
{
  FairLock *self = g_new0 (FairLock, 1);

  self->ops = ops;
  self->folder = g_strdup (folder);
  self->path = g_build_filename (folder, "lock", NULL);
  self->file.fd = -1;
  return self;
}

/**
 * fair_lock_free:
 * @self: (transfer full): a lock; it is let go of
 */
void
fair_lock_free (FairLock *self)
{
  fair_file_clear (&self->file);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

/*
 * A folder that was there and is gone is not made again: its disk was pulled out, or somebody moved it, and what is saved
 * in another one of that name would be out of sight when it comes back.
 */
static gboolean
open_file (FairLock *self,
           GError  **error)
{
  g_autoptr (GError) io_error = NULL;

  if (!self->was_held && !fair_file_ops_make_folder (self->ops, self->folder, &io_error))
    return fair_store_error_propagate (error, g_steal_pointer (&io_error));
  return fair_file_open (&self->file, self->ops, self->path, O_RDWR | O_CREAT, NULL) ||
         fair_store_error_set (error, self->path, _("The sign-ups could not be opened"));
}

/**
 * fair_lock_is_current:
 * @self: a lock
 *
 * Returns: whether the file that was locked is still the one that others lock; FALSE if somebody removed or replaced it
 */
gboolean
fair_lock_is_current (const FairLock *self)
{
  return fair_file_is_at (&self->file, self->path);
}

static gboolean
fail (FairLock *self,
      GError  **error)
{
  g_autofree char *name = g_filename_display_name (self->path);

  if (errno != ETIMEDOUT)
    return fair_store_error_set (error, self->path, _("The sign-ups could not be locked"));
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_BUSY,
               /* Translators: a file name */
               _("The sign-ups are busy: another program has been writing to them all the time. Wait until it is done, "
                 "or close it, then try again. (%s)"),
               name);
  return FALSE;
}

/**
 * fair_lock_take:
 * @self: a lock that is not held
 * @patience: how long to wait for it at most, in microseconds
 * @error: %FAIR_STORE_ERROR, %FAIR_STORE_ERROR_BUSY if somebody else has had it all the time
 *
 * Waits until nobody else holds the lock, and takes it. Makes the folder if it is missing, unless it was there when
 * the lock was taken before.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_lock_take (FairLock  *self,
                gulong     patience,
                GError   **error)
{
  g_return_val_if_fail (!self->held, FALSE);

  errno = EIO;
  for (int i = 0; i < MAX_ATTEMPTS; i++)
    {
      if (self->file.fd < 0 && !open_file (self, error))
        return FALSE;
      if (!fair_file_ops_lock (self->ops, self->file.fd, patience))
        return fail (self, error);
      self->held = fair_lock_is_current (self);
      if (self->held)
        {
          self->was_held = TRUE;
          return TRUE;
        }
      /* closing it lets go of the lock as well */
      fair_file_clear (&self->file);
    }
  return fail (self, error);
}

/**
 * fair_lock_is_held:
 * @self: a lock
 *
 * Returns: whether it was taken through @self
 */
gboolean
fair_lock_is_held (const FairLock *self)
{
  return self->held;
}

/**
 * fair_lock_release:
 * @self: a lock
 *
 * Lets others take it; nothing happens if it is not held.
 */
void
fair_lock_release (FairLock *self)
{
  if (!self->held)
    return;
  /* A lock that cannot be let go of goes with its descriptor. */
  if (self->ops->unlock (self->file.fd, self->ops->user_data) != 0)
    fair_file_clear (&self->file);
  self->held = FALSE;
}
