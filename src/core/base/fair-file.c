/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An ordinary file that is open: operations, descriptor and path in one. */
#include "config.h"

#include "base/fair-file.h"

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
 * Returns: FALSE with `errno` set as by fair_file_ops_open_regular(), and @self closed
 */
gboolean
fair_file_open (FairFile          *self,
                const FairFileOps *ops,
                const char        *path,
                int                flags,
                struct stat       *status)
{
  struct stat own_status;
  int fd = fair_file_ops_open_regular (ops, path, flags, 0600, status != NULL ? status : &own_status);

  *self = (FairFile) { ops, fd, fd >= 0 ? g_strdup (path) : NULL };
  return fd >= 0;
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
 * As fair_file_ops_finish().
 *
 * Returns: FALSE with `errno` set
 */
gboolean
fair_file_finish (FairFile *self)
{
  gboolean finished = fair_file_ops_finish (self->ops, &self->fd);

  fair_file_clear (self);
  return finished;
}

/**
 * fair_file_read:
 * @self: a file
 * @buffer: (out caller-allocates): room for @length bytes
 * @length: how many bytes are wanted
 * @offset: where they begin, in bytes
 *
 * Reads what is known to be there, as fair_file_ops_pread_exact().
 *
 * Returns: FALSE with `errno` set
 */
gboolean
fair_file_read (const FairFile *self,
                void           *buffer,
                gsize           length,
                goffset         offset)
{
  return fair_file_ops_pread_exact (self->ops, self->fd, buffer, length, offset);
}

/**
 * fair_file_write:
 * @self: a file
 * @data: the bytes
 * @length: how many
 *
 * As fair_file_ops_write_all().
 *
 * Returns: FALSE with `errno` set; some of @data may have been written then
 */
gboolean
fair_file_write (const FairFile *self,
                 const void     *data,
                 gsize           length)
{
  return fair_file_ops_write_all (self->ops, self->fd, data, length);
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
