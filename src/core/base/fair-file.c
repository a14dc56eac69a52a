/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An ordinary file that is open: operations, descriptor and path in one. */
#include "config.h"

#include "base/fair-file.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>

/**
 * fair_file_open:
 * @self: (out caller-allocates): the file
 * @ops: the operations; they must outlive it
 * @path: where it is
 * @flags: as of open(2); a file that is made is its owner's only (0600)
 * @status: (optional) (out caller-allocates): what is known of it
 *
 * Opens an ordinary file; never waits for a pipe or a device that somebody put in its place.
 *
 * Returns: FALSE with `errno` set, to `EISDIR` where a folder is, to `ESPIPE` where something else is that is no file; and
 *   @self closed
 */
gboolean
fair_file_open (FairFile          *self,
                const FairFileOps *ops,
                const char        *path,
                int                flags,
                struct stat       *status)
{
  struct stat own_status;

  if (status == NULL)
    status = &own_status;
  *self = (FairFile) { ops, fair_file_ops_open (ops, path, flags | O_NONBLOCK | O_NOCTTY, 0600), NULL };
  if (self->fd < 0 && errno == ENXIO)
    errno = ESPIPE;
  if (self->fd < 0)
    return FALSE;
  if (ops->fstat (self->fd, status, ops->user_data) == 0)
    {
      if (S_ISREG (status->st_mode))
        {
          self->path = g_strdup (path);
          return TRUE;
        }
      errno = S_ISDIR (status->st_mode) ? EISDIR : ESPIPE;
    }
  fair_file_clear (self);
  return FALSE;
}

/**
 * fair_file_clear:
 * @self: a file; it is closed, as fair_file_ops_close() does
 */
void
fair_file_clear (FairFile *self)
{
  if (self->ops != NULL)
    fair_file_ops_close (self->ops, &self->fd);
  g_clear_pointer (&self->path, g_free);
}

/**
 * fair_file_finish:
 * @self: a file that was written to; it is closed
 *
 * Puts what was written to a file on the disk, and closes it. Some file systems (of a network, with a quota) tell only
 * then that they could not keep it: nothing may take its name before.
 *
 * Returns: FALSE with `errno` set
 */
gboolean
fair_file_finish (FairFile *self)
{
  const FairFileOps *ops = self->ops;
  /* one that was interrupted is closed all the same, on Linux */
  gboolean finished = ops->fsync (self->fd, ops->user_data) == 0 &&
                      (ops->close (g_steal_fd (&self->fd), ops->user_data) == 0 || errno == EINTR);

  fair_file_clear (self);
  return finished;
}

/* How many bytes were read, fewer than @length only at the end of the file; -1 with `errno` set. */
static gssize
read_all (const FairFile *self,
          void           *buffer,
          gsize           length,
          goffset         offset)
{
  int interruptions = 0;
  gsize filled = 0;

  while (filled < length)
    {
      gssize n = self->ops->pread (self->fd, (char *) buffer + filled, length - filled, offset + (goffset) filled,
                                   self->ops->user_data);

      if (fair_file_ops_was_interrupted (n, &interruptions))
        continue;
      if (n < 0)
        return -1;
      if (n == 0)
        break;
      filled += (gsize) n;
    }
  return (gssize) filled;
}

/* What a file says that ended before it should: it became shorter, or the disk does not give what it has. */
static int
explain_early_end (const FairFile *self,
                   goffset         end)
{
  struct stat status;

  return self->ops->fstat (self->fd, &status, self->ops->user_data) == 0 && status.st_size < end ? ENODATA : EIO;
}

/**
 * fair_file_read:
 * @self: a file
 * @buffer: (out caller-allocates): room for @length bytes
 * @length: how many bytes are wanted
 * @offset: where they begin, in bytes
 *
 * Reads what is known to be there: an end of the file in the middle of it is an error, never an end.
 *
 * Returns: FALSE with `errno` set: to `ENODATA` if the file became shorter meanwhile, to `EIO` if it ended all the same
 */
gboolean
fair_file_read (const FairFile *self,
                void           *buffer,
                gsize           length,
                goffset         offset)
{
  gssize n = read_all (self, buffer, length, offset);

  if (n >= 0 && (gsize) n < length)
    errno = explain_early_end (self, offset + (goffset) length);
  return n == (gssize) length;
}

/**
 * fair_file_write:
 * @self: a file
 * @data: the bytes
 * @length: how many
 *
 * Writes all of @data, in one call where the system lets it; goes on after a short or interrupted write.
 *
 * Returns: FALSE with `errno` set; some of @data may have been written then
 */
gboolean
fair_file_write (const FairFile *self,
                 const void     *data,
                 gsize           length)
{
  const char *bytes = data;
  int interruptions = 0;

  while (length > 0)
    {
      gssize written = self->ops->write (self->fd, bytes, length, self->ops->user_data);

      if (fair_file_ops_was_interrupted (written, &interruptions))
        continue;
      if (written == 0)
        errno = EIO;
      if (written <= 0)
        return FALSE;
      bytes += written;
      length -= (gsize) written;
    }
  return TRUE;
}

/**
 * fair_file_sync_data:
 * @self: a file
 *
 * Returns: FALSE with `errno` set if what was written may not be on the disk
 */
gboolean
fair_file_sync_data (const FairFile *self)
{
  return self->ops->fdatasync (self->fd, self->ops->user_data) == 0;
}

/**
 * fair_file_cut:
 * @self: a file
 * @length: how long it shall be, in bytes
 *
 * Cuts off the end, durably.
 *
 * Returns: FALSE with `errno` set
 */
gboolean
fair_file_cut (const FairFile *self,
               goffset         length)
{
  return self->ops->ftruncate (self->fd, length, self->ops->user_data) == 0 && fair_file_sync_data (self);
}

/**
 * fair_file_is_at:
 * @self: a file
 * @path: a path
 *
 * Returns: whether @path leads to the very file that is open, by whatever links
 */
gboolean
fair_file_is_at (const FairFile *self,
                 const char     *path)
{
  struct stat opened, named;

  return self->ops->fstat (self->fd, &opened, self->ops->user_data) == 0 &&
         self->ops->stat (path, &named, self->ops->user_data) == 0 && opened.st_dev == named.st_dev &&
         opened.st_ino == named.st_ino;
}

static gboolean
write_new_file (const FairFileOps *ops,
                const char        *path,
                const void        *data,
                gsize              length)
{
  g_auto (FairFile) file = FAIR_FILE_CLOSED;

  return fair_file_open (&file, ops, path, O_WRONLY | O_CREAT | O_EXCL, NULL) && fair_file_write (&file, data, length) &&
         fair_file_finish (&file);
}

/**
 * fair_file_replace:
 * @ops: the operations
 * @path: the file to make or to replace
 * @data: its new bytes
 * @length: how many
 * @error: why it was not replaced, in the domain %G_IO_ERROR
 *
 * Replaces a file durably and at once (temporary file beside it, sync, rename, sync of the folder): whatever happens,
 * @path holds the old bytes or the new ones. The new file is its owner's only (0600).
 *
 * Returns: FALSE with @error set; the new bytes may be in place if only the folder could not be synced
 */
gboolean
fair_file_replace (const FairFileOps *ops,
                   const char        *path,
                   const void        *data,
                   gsize              length,
                   GError           **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *temporary = fair_file_ops_make_temporary_path (path);

  if (!write_new_file (ops, temporary, data, length) || ops->rename (temporary, path, ops->user_data) != 0)
    {
      fair_file_ops_set_error (error, path, _("The file could not be saved"));
      ops->unlink (temporary, ops->user_data);
      return FALSE;
    }
  return fair_file_ops_sync_folder (ops, folder, error);
}
