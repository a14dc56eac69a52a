/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The system's own file operations as a table, and the few combinations of them that durability needs. */
#include "config.h"

#include "base/fair-file-ops.h"

#include "base/fair-clock.h"
#include "base/fair-folder-files.h"
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* How often an interrupted call is repeated before it counts as failed: a caller never hangs. */
#define MAX_INTERRUPTIONS 100
/* How long is waited between two attempts to take a lock, in microseconds. Who has the lock is not to be disturbed by all who
 * wait: with eight that save at once, asking every millisecond costs a fifth of what they save. */
#define SHORTEST_PAUSE 50
#define LONGEST_PAUSE 5000
/* The name of a new file until it takes the place of an old one: that of the old one, a point, some digits, and this. */
#define TEMPORARY_SUFFIX ".tmp"
#define RANDOM_DIGITS 8
/* makes the first of them a letter */
#define WITH_LETTER 0xa0000000u

static int
real_open (const char *path, int flags, mode_t mode, gpointer user_data)
{
  return open (path, flags, mode);
}

static int
real_close (int fd, gpointer user_data)
{
  return close (fd);
}

static gssize
real_read (int fd, void *buffer, gsize length, gpointer user_data)
{
  return read (fd, buffer, length);
}

static gssize
real_pread (int fd, void *buffer, gsize length, goffset offset, gpointer user_data)
{
  return pread (fd, buffer, length, offset);
}

static gssize
real_write (int fd, const void *buffer, gsize length, gpointer user_data)
{
  return write (fd, buffer, length);
}

static int
real_fdatasync (int fd, gpointer user_data)
{
  return fdatasync (fd);
}

static int
real_fsync (int fd, gpointer user_data)
{
  return fsync (fd);
}

static gssize
real_pwrite (int fd, const void *buffer, gsize length, goffset offset, gpointer user_data)
{
  return pwrite (fd, buffer, length, offset);
}

static int
real_ftruncate (int fd, goffset length, gpointer user_data)
{
  return ftruncate (fd, length);
}

static int
real_fstat (int fd, struct stat *status, gpointer user_data)
{
  return fstat (fd, status);
}

static int
real_stat (const char *path, struct stat *status, gpointer user_data)
{
  return stat (path, status);
}

static int
real_lstat (const char *path, struct stat *status, gpointer user_data)
{
  return lstat (path, status);
}

static char *
real_realpath (const char *path, gpointer user_data)
{
  return realpath (path, NULL);
}

static int
real_rename (const char *from, const char *to, gpointer user_data)
{
  return g_rename (from, to);
}

static int
real_unlink (const char *path, gpointer user_data)
{
  return g_unlink (path);
}

static int
real_mkdir (const char *path, mode_t mode, gpointer user_data)
{
  return g_mkdir (path, (int) mode);
}

static int
real_rmdir (const char *path, gpointer user_data)
{
  return g_rmdir (path);
}

static int
set_lock (int fd, short type, int command)
{
  struct flock lock = { .l_type = type, .l_whence = SEEK_SET };

  return fcntl (fd, command, &lock);
}

static int
real_lock (int fd, gpointer user_data)
{
  return set_lock (fd, F_WRLCK, F_OFD_SETLK);
}

static int
real_unlock (int fd, gpointer user_data)
{
  return set_lock (fd, F_UNLCK, F_OFD_SETLK);
}

static void
real_pause (gulong microseconds, gpointer user_data)
{
  g_usleep (microseconds);
}

/**
 * fair_file_ops_get_default:
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the system's own operations
 */
const FairFileOps *
fair_file_ops_get_default (void)
{
  static const FairFileOps ops = {
    .open = real_open,
    .close = real_close,
    .read = real_read,
    .pread = real_pread,
    .write = real_write,
    .fdatasync = real_fdatasync,
    .fsync = real_fsync,
    .pwrite = real_pwrite,
    .ftruncate = real_ftruncate,
    .fstat = real_fstat,
    .stat = real_stat,
    .lstat = real_lstat,
    .list = fair_folder_list,
    .realpath = real_realpath,
    .rename = real_rename,
    .unlink = real_unlink,
    .mkdir = real_mkdir,
    .rmdir = real_rmdir,
    .lock = real_lock,
    .unlock = real_unlock,
    .pause = real_pause,
  };

  return &ops;
}

/**
 * fair_file_ops_was_interrupted:
 * @result: what a call returned
 * @interruptions: (inout): how often that was so, from 0
 *
 * Returns: whether the call was merely interrupted and is to be made again
 */
gboolean
fair_file_ops_was_interrupted (gssize result,
                               int   *interruptions)
{
  return result < 0 && errno == EINTR && (*interruptions)++ < MAX_INTERRUPTIONS;
}

/**
 * fair_file_ops_open:
 * @ops: the operations
 * @path: a file or folder
 * @flags: as of open(2); `O_CLOEXEC` is added
 * @mode: the permissions of a file that is made
 *
 * Returns: a descriptor, or -1 with `errno` set; an interrupted call is repeated
 */
int
fair_file_ops_open (const FairFileOps *ops,
                    const char        *path,
                    int                flags,
                    mode_t             mode)
{
  int interruptions = 0;
  int fd;

  do
    fd = ops->open (path, flags | O_CLOEXEC, mode, ops->user_data);
  while (fair_file_ops_was_interrupted (fd, &interruptions));
  return fd;
}

/**
 * fair_file_ops_close:
 * @ops: the operations
 * @fd: (inout): a descriptor, or -1; becomes -1
 *
 * Closes without disturbing `errno`. Nothing can be done about a failure: whoever needs the bytes on the disk syncs
 * before closing.
 */
void
fair_file_ops_close (const FairFileOps *ops,
                     int               *fd)
{
  int saved_errno = errno;

  if (*fd >= 0)
    ops->close (*fd, ops->user_data);
  *fd = -1;
  errno = saved_errno;
}

/**
 * fair_file_ops_lock:
 * @ops: the operations
 * @fd: an open file
 * @patience: how long to wait for it at most, in microseconds; the time between two attempts is what counts
 *
 * Waits for the exclusive lock on the file.
 *
 * Returns: FALSE with `errno` set, to `ETIMEDOUT` if somebody else has had the lock all the time
 */
gboolean
fair_file_ops_lock (const FairFileOps *ops,
                    int                fd,
                    gulong             patience)
{
  gulong pause = SHORTEST_PAUSE, waited = 0;
  int interruptions = 0;

  while (ops->lock (fd, ops->user_data) != 0)
    {
      if (fair_file_ops_was_interrupted (-1, &interruptions))
        continue;
      if (errno != EAGAIN)
        return FALSE;
      if (waited >= patience)
        {
          errno = ETIMEDOUT;
          return FALSE;
        }
      ops->pause (pause, ops->user_data);
      waited += pause;
      pause = MIN (2 * pause, LONGEST_PAUSE);
    }
  return TRUE;
}

/**
 * fair_file_ops_sync_folder:
 * @ops: the operations
 * @path: a folder
 * @error: why its entries may not be on the disk, in the domain %G_IO_ERROR
 *
 * Makes durable which files the folder holds: needed after one was made, renamed or removed. A file system that has
 * no such operation for folders (it answers EINVAL) keeps them in order by itself.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_file_ops_sync_folder (const FairFileOps *ops,
                           const char        *path,
                           GError           **error)
{
  int fd = fair_file_ops_open (ops, path, O_RDONLY | O_DIRECTORY, 0);
  gboolean synced = fd >= 0 && (ops->fsync (fd, ops->user_data) == 0 || errno == EINVAL);

  fair_file_ops_close (ops, &fd);
  if (!synced)
    fair_file_ops_set_error (error, path, _("The folder could not be written"));
  return synced;
}

/**
 * fair_file_ops_make_folder:
 * @ops: the operations
 * @path: a folder
 * @error: why it is not there, in the domain %G_IO_ERROR
 *
 * Makes the folder and those above it where they are missing, for their owner only (0700), durably.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_file_ops_make_folder (const FairFileOps *ops,
                           const char        *path,
                           GError           **error)
{
  g_autofree char *parent = g_path_get_dirname (path);
  struct stat status;

  if (ops->stat (path, &status, ops->user_data) == 0)
    {
      if (S_ISDIR (status.st_mode))
        return TRUE;
      errno = ENOTDIR;
    }
  else if (errno == ENOENT)
    {
      if (!g_str_equal (parent, path) && !fair_file_ops_make_folder (ops, parent, error))
        return FALSE;
      if (ops->mkdir (path, 0700, ops->user_data) == 0 || errno == EEXIST)
        return fair_file_ops_sync_folder (ops, parent, error);
    }
  fair_file_ops_set_error (error, path, _("The folder could not be made"));
  return FALSE;
}

/**
 * fair_file_ops_make_temporary_path:
 * @path: a file
 *
 * Returns: (transfer full): a name beside it for a new file that is to take its place when it is finished
 */
char *
fair_file_ops_make_temporary_path (const char *path)
{
  return g_strdup_printf ("%s.%08x" TEMPORARY_SUFFIX, path, g_random_int () | WITH_LETTER);
}

/**
 * fair_file_ops_make_aside_path:
 * @path: a file that is damaged
 * @now: the time, in milliseconds since 1970-01-01T00:00:00Z
 *
 * Returns: (transfer full): a name beside it under which it is kept, and which tells since when
 */
char *
fair_file_ops_make_aside_path (const char *path,
                               gint64      now)
{
  g_autofree char *time = fair_time_format_utc (now);

  /* no colons: some file systems of memory sticks refuse them */
  g_strdelimit (time, ":", '-');
  return g_strdup_printf ("%s.damaged-%s", path, time);
}

/**
 * fair_file_ops_is_temporary:
 * @name: the name of a file, without its folder
 * @prefix: what the name has to begin with
 *
 * Eight digits that could be a date are none of ours: somebody may have given a copy that name.
 *
 * Returns: whether it is a name of fair_file_ops_make_temporary_path()
 */
gboolean
fair_file_ops_is_temporary (const char *name,
                            const char *prefix)
{
  gsize length = strlen (name);
  gsize suffix_length = 1 + RANDOM_DIGITS + strlen (TEMPORARY_SUFFIX);
  gboolean has_letter = FALSE;
  const char *suffix;

  if (length <= suffix_length || !g_str_has_suffix (name, TEMPORARY_SUFFIX) || !g_str_has_prefix (name, prefix))
    return FALSE;
  suffix = name + length - suffix_length;
  if (*suffix != '.')
    return FALSE;
  for (int i = 1; i <= RANDOM_DIGITS; i++)
    {
      gboolean is_letter = suffix[i] >= 'a' && suffix[i] <= 'f';

      if (!is_letter && !g_ascii_isdigit (suffix[i]))
        return FALSE;
      has_letter = has_letter || is_letter;
    }
  return has_letter;
}

/**
 * fair_file_ops_sweep:
 * @ops: the operations
 * @folder: a folder in which nobody else is rewriting: the lock is held
 * @name: what the names of the files begin with
 *
 * Removes the new files that a crash kept from taking the place of old ones. What cannot be removed stays, and is no
 * hindrance to anything.
 */
void
fair_file_ops_sweep (const FairFileOps *ops,
                     const char        *folder,
                     const char        *name)
{
  g_auto (GStrv) names = ops->list (folder, ops->user_data);

  for (char **other = names; other != NULL && *other != NULL; other++)
    {
      g_autofree char *path = g_build_filename (folder, *other, NULL);
      struct stat status;

      if (fair_file_ops_is_temporary (*other, name) && ops->lstat (path, &status, ops->user_data) == 0 &&
          S_ISREG (status.st_mode))
        ops->unlink (path, ops->user_data);
    }
}
