/* SPDX-License-Identifier: GPL-3.0-or-later */
/* File operations that write down all that they change, and that fail, or die, on demand. */
#include "recording-ops.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* What becomes of a change that is asked for. */
typedef enum
{
  FATE_DONE,
  FATE_FAILED,
  FATE_DIES,
  FATE_DEAD,
} Fate;

static const FairFileOps *
real (void)
{
  return fair_file_ops_get_default ();
}

static void
free_recorded_op (gpointer data)
{
  RecordedOp *op = data;

  g_free (op->path);
  g_free (op->to);
  g_clear_pointer (&op->bytes, g_bytes_unref);
  g_clear_pointer (&op->sector, g_bytes_unref);
  g_free (op);
}

static Fate
decide (RecordingOps *self)
{
  guint number = ++self->n_changes;

  if (self->die_at > 0 && number >= self->die_at)
    {
      errno = EIO;
      return number == self->die_at ? FATE_DIES : FATE_DEAD;
    }
  if (self->fail_at == 0 || number < self->fail_at || number - self->fail_at >= self->fail_for)
    return FATE_DONE;
  errno = self->errnum;
  return FATE_FAILED;
}

static gboolean
is_dead (RecordingOps *self)
{
  return self->die_at > 0 && self->n_changes >= self->die_at;
}

/* Below the root, "" for the root; NULL for what is elsewhere. */
static const char *
below_root (RecordingOps *self,
            const char   *path)
{
  gsize length = strlen (self->root);

  if (strncmp (path, self->root, length) != 0)
    return NULL;
  if (path[length] == '\0')
    return path + length;
  return path[length] == '/' ? path + length + 1 : NULL;
}

static RecordedOp *
record (RecordingOps *self,
        RecordKind    kind,
        int           file,
        const char   *path)
{
  RecordedOp *op = g_new0 (RecordedOp, 1);

  op->kind = kind;
  op->file = file;
  op->path = g_strdup (path);
  g_ptr_array_add (self->log, op);
  return op;
}

/* The number of a file, or -1 for what is not below the root. */
static int
find_inode (RecordingOps      *self,
            const struct stat *status)
{
  gint64 inode = (gint64) status->st_ino;
  gpointer number;

  return g_hash_table_lookup_extended (self->files, &inode, NULL, &number) ? GPOINTER_TO_INT (number) : -1;
}

static int
find_file (RecordingOps *self,
           int           fd)
{
  struct stat status;

  g_assert_cmpint (fstat (fd, &status), ==, 0);
  return find_inode (self, &status);
}

/* A new number: an inode may have been another file's before. */
static int
number_file (RecordingOps *self,
             int           fd)
{
  int number = self->n_files++;
  struct stat status;
  gint64 inode;

  g_assert_cmpint (fstat (fd, &status), ==, 0);
  inode = (gint64) status.st_ino;
  g_hash_table_replace (self->files, g_memdup2 (&inode, sizeof inode), GINT_TO_POINTER (number));
  return number;
}

static guint
count_errors (RecordingOps *self,
              int           file)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->errors, GINT_TO_POINTER (file)));
}

/* Whether a sync of the file has failed since this descriptor was opened, and it has not been told. */
static gboolean
has_error (RecordingOps *self,
           int           file,
           int           fd)
{
  return count_errors (self, file) > GPOINTER_TO_UINT (g_hash_table_lookup (self->seen, GINT_TO_POINTER (fd)));
}

static void
tell_errors (RecordingOps *self,
             int           file,
             int           fd)
{
  g_hash_table_insert (self->seen, GINT_TO_POINTER (fd), GUINT_TO_POINTER (count_errors (self, file)));
}

static void
record_sync (RecordingOps *self,
             int           file,
             gboolean      fails)
{
  if (fails && !self->only_asker)
    g_hash_table_insert (self->errors, GINT_TO_POINTER (file), GUINT_TO_POINTER (count_errors (self, file) + 1));
  if (self->forget != RECORD_SYNC)
    record (self, fails ? RECORD_SYNC_FAILED : RECORD_SYNC, file, NULL);
}

static int
recording_open (const char *path, int flags, mode_t mode, gpointer data)
{
  RecordingOps *self = data;
  const char *name = below_root (self, path);
  struct stat status;
  gboolean existed = stat (path, &status) == 0;
  int fd;

  /* To truncate by opening is not recorded: nothing in the store does so. */
  g_assert_cmpint (flags & O_TRUNC, ==, 0);
  if (is_dead (self))
    {
      errno = EIO;
      return -1;
    }
  if ((flags & O_CREAT) != 0 && !existed && decide (self) != FATE_DONE)
    return -1;
  fd = real ()->open (path, flags, mode, NULL);
  if (fd >= 0 && !existed && name != NULL)
    record (self, RECORD_CREATE, number_file (self, fd), name);
  if (fd >= 0)
    tell_errors (self, find_file (self, fd), fd);
  return fd;
}

static int
recording_close (int fd, gpointer data)
{
  return real ()->close (fd, NULL);
}

static gssize
recording_read (int fd, void *buffer, gsize length, gpointer data)
{
  return real ()->read (fd, buffer, length, NULL);
}

static gssize
recording_pread (int fd, void *buffer, gsize length, goffset offset, gpointer data)
{
  return real ()->pread (fd, buffer, length, offset, NULL);
}

static goffset
get_size (int fd)
{
  struct stat status;

  g_assert_cmpint (fstat (fd, &status), ==, 0);
  return status.st_size;
}

static goffset
get_write_offset (int fd)
{
  return (fcntl (fd, F_GETFL) & O_APPEND) != 0 ? get_size (fd) : lseek (fd, 0, SEEK_CUR);
}

/* What is before @offset in its sector. */
static GBytes *
read_sector (int     fd,
             goffset offset)
{
  g_autofree char *link = g_strdup_printf ("/proc/self/fd/%d", fd);
  gsize length = (gsize) (offset % RECORDING_OPS_SECTOR);
  char bytes[RECORDING_OPS_SECTOR];
  int own = open (link, O_RDONLY | O_CLOEXEC);

  g_assert_cmpint (own, >=, 0);
  g_assert_cmpint (pread (own, bytes, length, offset - (goffset) length), ==, (gssize) length);
  close (own);
  return g_bytes_new (bytes, length);
}

/* One that fails, or that the program dies in, is done half. */
static gssize
write_bytes (RecordingOps *self,
             int           fd,
             const void   *buffer,
             gsize         length,
             goffset       offset,
             gssize      (*write_real) (int fd, const void *buffer, gsize length, goffset offset))
{
  Fate fate = decide (self);
  int saved_errno = errno;
  gssize written = 0;

  if (fate == FATE_FAILED || fate == FATE_DIES)
    length /= 2;
  if (fate != FATE_DEAD && length > 0)
    {
      int file = find_file (self, fd);
      RecordedOp *op = record (self, RECORD_WRITE, file, NULL);

      g_assert_cmpint (file, >=, 0);
      op->offset = offset;
      op->size = get_size (fd);
      op->bytes = g_bytes_new (buffer, length);
      op->sector = read_sector (fd, offset);
      written = write_real (fd, buffer, length, offset);
      g_assert_cmpint (written, ==, (gssize) length);
    }
  errno = saved_errno;
  return fate == FATE_DONE ? written : -1;
}

static gssize
write_next (int fd, const void *buffer, gsize length, goffset offset)
{
  return real ()->write (fd, buffer, length, NULL);
}

static gssize
write_there (int fd, const void *buffer, gsize length, goffset offset)
{
  return real ()->pwrite (fd, buffer, length, offset, NULL);
}

static gssize
recording_write (int fd, const void *buffer, gsize length, gpointer data)
{
  return write_bytes (data, fd, buffer, length, get_write_offset (fd), write_next);
}

static gssize
recording_pwrite (int fd, const void *buffer, gsize length, goffset offset, gpointer data)
{
  return write_bytes (data, fd, buffer, length, offset, write_there);
}

static void
let_others_in (RecordingOps *self)
{
  void (*meanwhile) (gpointer) = self->meanwhile;

  self->meanwhile = NULL;
  if (meanwhile != NULL)
    meanwhile (self->meanwhile_data);
}

/* A program that is dead has heard nothing. */
static int
sync_file (RecordingOps *self,
           int           fd,
           int           file)
{
  gboolean had_error;
  Fate fate;

  self->will_fail = has_error (self, file, fd);
  let_others_in (self);
  had_error = has_error (self, file, fd);
  fate = decide (self);
  if (fate == FATE_DONE && had_error)
    errno = EIO;
  else if (fate == FATE_DONE || fate == FATE_FAILED)
    record_sync (self, file, fate == FATE_FAILED);
  tell_errors (self, file, fd);
  return fate == FATE_DONE && !had_error ? 0 : -1;
}

static int
recording_sync (int fd, gpointer data)
{
  RecordingOps *self = data;
  g_autofree char *link = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autofree char *path = g_file_read_link (link, NULL);
  int file = find_file (self, fd);
  Fate fate;

  if (file >= 0)
    return sync_file (self, fd, file);
  fate = decide (self);
  if (self->forget != RECORD_SYNC_FOLDER && fate == FATE_DONE && path != NULL && below_root (self, path) != NULL)
    record (self, RECORD_SYNC_FOLDER, -1, below_root (self, path));
  errno = fate == FATE_FAILED ? self->errnum : EIO;
  return fate == FATE_DONE ? 0 : -1;
}

static int
recording_ftruncate (int fd, goffset length, gpointer data)
{
  RecordingOps *self = data;
  int result;

  if (decide (self) != FATE_DONE)
    return -1;
  result = real ()->ftruncate (fd, length, NULL);
  if (result == 0)
    record (self, RECORD_TRUNCATE, find_file (self, fd), NULL)->offset = length;
  return result;
}

static int
recording_fstat (int fd, struct stat *status, gpointer data)
{
  return real ()->fstat (fd, status, NULL);
}

static int
recording_stat (const char *path, struct stat *status, gpointer data)
{
  return real ()->stat (path, status, NULL);
}

static int
recording_lstat (const char *path, struct stat *status, gpointer data)
{
  return real ()->lstat (path, status, NULL);
}

static char **
recording_list (const char *path, gpointer data)
{
  return real ()->list (path, NULL);
}

static int
recording_rename (const char *from, const char *to, gpointer data)
{
  RecordingOps *self = data;
  struct stat status;
  int result;

  if (decide (self) != FATE_DONE)
    return -1;
  if (stat (from, &status) != 0)
    return -1;
  result = real ()->rename (from, to, NULL);
  if (result == 0 && below_root (self, from) != NULL)
    record (self, RECORD_RENAME, find_inode (self, &status), below_root (self, from))->to =
      g_strdup (below_root (self, to));
  return result;
}

static int
recording_unlink (const char *path, gpointer data)
{
  RecordingOps *self = data;
  int result;

  if (decide (self) != FATE_DONE)
    return -1;
  result = real ()->unlink (path, NULL);
  if (result == 0 && below_root (self, path) != NULL)
    record (self, RECORD_UNLINK, -1, below_root (self, path));
  return result;
}

/* no folder goes on which a sign-up depends */
static int
recording_rmdir (const char *path, gpointer data)
{
  return decide (data) == FATE_DONE ? real ()->rmdir (path, NULL) : -1;
}

static int
recording_mkdir (const char *path, mode_t mode, gpointer data)
{
  RecordingOps *self = data;
  int result;

  if (decide (self) != FATE_DONE)
    return -1;
  result = real ()->mkdir (path, mode, NULL);
  if (result == 0 && below_root (self, path) != NULL)
    record (self, RECORD_MAKE_FOLDER, -1, below_root (self, path));
  return result;
}

static char *
recording_realpath (const char *path, gpointer data)
{
  return real ()->realpath (path, NULL);
}

static int
recording_lock (int fd, gpointer data)
{
  return real ()->lock (fd, NULL);
}

static int
recording_unlock (int fd, gpointer data)
{
  return real ()->unlock (fd, NULL);
}

/* Whoever waits is in the thread of whoever has what is waited for. */
static void
recording_pause (gulong microseconds, gpointer data)
{
}

/** Operations with an empty log. */
RecordingOps *
recording_ops_new (const char *root)
{
  RecordingOps *self = g_new0 (RecordingOps, 1);

  self->root = g_strdup (root);
  self->forget = -1;
  self->log = g_ptr_array_new_with_free_func (free_recorded_op);
  self->files = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->errors = g_hash_table_new (NULL, NULL);
  self->seen = g_hash_table_new (NULL, NULL);
  self->ops = (FairFileOps) {
    .user_data = self,           .open = recording_open,          .close = recording_close,
    .read = recording_read,      .pread = recording_pread,        .write = recording_write,
    .pwrite = recording_pwrite,  .fdatasync = recording_sync,     .fsync = recording_sync,
    .fstat = recording_fstat,    .ftruncate = recording_ftruncate, .stat = recording_stat,
    .lstat = recording_lstat,    .list = recording_list,          .realpath = recording_realpath,
    .rename = recording_rename,  .unlink = recording_unlink,      .mkdir = recording_mkdir,
    .lock = recording_lock,      .unlock = recording_unlock,      .pause = recording_pause,
    .rmdir = recording_rmdir,
  };
  return self;
}

void
recording_ops_free (RecordingOps *self)
{
  g_ptr_array_unref (self->log);
  g_hash_table_unref (self->files);
  g_hash_table_unref (self->errors);
  g_hash_table_unref (self->seen);
  g_free (self->root);
  g_free (self);
}

/** Gives a number to a file that was there before. */
int
recording_ops_adopt (RecordingOps *self,
                     const char   *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  int number;

  g_assert_cmpint (fd, >=, 0);
  number = number_file (self, fd);
  close (fd);
  return number;
}

/** From now on the @fail_at-th change and those after it fail, @fail_for of them; 0 mends everything. */
void
recording_ops_plan (RecordingOps *self,
                    guint         fail_at,
                    guint         fail_for,
                    int           errnum)
{
  self->n_changes = 0;
  self->fail_at = fail_at;
  self->fail_for = fail_for;
  self->errnum = errnum;
}

/** Others do something, once, while the next sync of a file is under way. */
void
recording_ops_interrupt (RecordingOps *self,
                         void        (*meanwhile) (gpointer data),
                         gpointer      data)
{
  self->meanwhile = meanwhile;
  self->meanwhile_data = data;
}
