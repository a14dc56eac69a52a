/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file, or a folder of files, that an export goes to: complete and on the disk under its name, or not there at all.
 *
 * Until then it is a part beside it, which whoever writes it has locked. So a part that can be locked is nobody's any
 * longer, and holds what nobody will look for: personal data. The next export into that folder removes it. A folder is
 * made beside such a part, which is empty then, has the same name with FOLDER_SUFFIX behind it, and goes and is swept
 * before its part.
 */
#include "config.h"

#include "export/fair-export-file.h"

#include "base/fair-file.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#define PREFIX ".fairbook-"
#define SUFFIX ".part"
#define RANDOM_DIGITS 16
#define FOLDER_SUFFIX ".d"
/* How often a part that was just made may be swept away before it is locked. */
#define MAX_ATTEMPTS 10
/* Bytes that are copied at once. */
#define PIECE (256 * 1024)

struct _FairExportFile
{
  char *path;    /* where it will stand */
  char *part;    /* where it is written; NULL for a pipe or a device, which no file must replace */
  FairFile file;
  FairFile lock; /* the part once more, since @file is closed before it is renamed */
  char *folder;  /* where its files are written; NULL for a file */
  FairFile spool; /* what somebody else writes, until it can go down the pipe */
  char *handed;  /* the path under which somebody else writes */
};

G_DEFINE_QUARK (fair-export-error-quark, fair_export_error)

static gboolean
is_part (const char *name)
{
  const char *digits = name + strlen (PREFIX);

  return g_str_has_prefix (name, PREFIX) && strspn (digits, "0123456789abcdef") == RANDOM_DIGITS
         && g_str_equal (digits + RANDOM_DIGITS, SUFFIX);
}

/* Whatever is in it: nothing but files was put there. What cannot be removed stays. */
static void
remove_folder (const FairFileOps *ops,
               const char        *path)
{
  g_auto (GStrv) names = NULL;
  struct stat status;

  if (ops->lstat (path, &status, ops->user_data) != 0 || !S_ISDIR (status.st_mode) || status.st_uid != geteuid ())
    return;
  names = ops->list (path, ops->user_data);
  for (char **name = names; name != NULL && *name != NULL; name++)
    {
      g_autofree char *file = g_build_filename (path, *name, NULL);

      ops->unlink (file, ops->user_data);
    }
  ops->rmdir (path, ops->user_data);
}

static char *
dup_folder (const char *part)
{
  return g_strconcat (part, FOLDER_SUFFIX, NULL);
}

/* Removes it if nobody has it locked, and it is a file of the person who runs this. */
static void
remove_left_over (const FairFileOps *ops,
                  const char        *path)
{
  g_auto (FairFile) file = FAIR_FILE_CLOSED;
  g_autofree char *inner = dup_folder (path);
  struct stat status;

  if (!fair_file_open (&file, ops, path, O_WRONLY | O_NOFOLLOW, &status) || status.st_uid != geteuid () ||
      ops->lock (file.fd, ops->user_data) != 0)
    return;
  remove_folder (ops, inner);
  if (ops->lstat (inner, &status, ops->user_data) != 0)
    ops->unlink (path, ops->user_data);
}

/* What cannot be removed stays; it is no hindrance to anything. */
static void
sweep (const FairFileOps *ops,
       const char        *folder)
{
  g_auto (GStrv) names = ops->list (folder, ops->user_data);

  for (char **name = names; name != NULL && *name != NULL; name++)
    if (is_part (*name))
      {
        g_autofree char *path = g_build_filename (folder, *name, NULL);

        remove_left_over (ops, path);
      }
}

/* FALSE if somebody was quicker, and takes it for a left-over. Where there are no locks nobody sweeps either. */
static gboolean
lock_part (FairExportFile *self)
{
  const FairFileOps *ops = self->lock.ops;

  if (ops->lock (self->lock.fd, ops->user_data) != 0)
    return errno != EAGAIN;
  return fair_file_is_at (&self->lock, self->part);
}

/* Keeps `errno`. A part of which nothing is open was not made: its name is somebody else's. */
static void
discard (FairExportFile *self)
{
  int saved_errno = errno;

  if (self->folder != NULL)
    remove_folder (self->lock.ops, self->folder);
  g_clear_pointer (&self->folder, g_free);
  if (self->part != NULL && (self->file.fd >= 0 || self->lock.fd >= 0))
    self->file.ops->unlink (self->part, self->file.ops->user_data);
  fair_file_clear (&self->file);
  fair_file_clear (&self->lock);
  g_clear_pointer (&self->part, g_free);
  errno = saved_errno;
}

/* Without one, `errno` says why. */
static void
make_part (FairExportFile *self)
{
  const FairFileOps *ops = self->file.ops;
  g_autofree char *folder = g_path_get_dirname (self->path);
  gboolean is_error = FALSE;

  sweep (ops, folder);
  for (int i = 0; i < MAX_ATTEMPTS && !is_error; i++)
    {
      gboolean is_swept = FALSE;

      self->part = g_strdup_printf ("%s/" PREFIX "%08x%08x" SUFFIX, folder, g_random_int (), g_random_int ());
      if (fair_file_open (&self->file, ops, self->part, O_WRONLY | O_CREAT | O_EXCL, NULL))
        is_swept = !fair_file_open (&self->lock, ops, self->part, O_WRONLY, NULL) && errno == ENOENT;
      if (self->lock.fd >= 0 && lock_part (self))
        return;
      is_error = self->lock.fd < 0 && !is_swept;
      discard (self);
    }
}

/**
 * fair_export_file_new_for_descriptor:
 * @ops: (transfer none): must outlive the result
 * @fd: (transfer full): what is written to at once
 * @name: (type filename): what errors call it
 *
 * Returns: (transfer full): a file that is there already, such as standard output
 */
FairExportFile *
fair_export_file_new_for_descriptor (const FairFileOps *ops,
                                     int                fd,
                                     const char        *name)
{
  FairExportFile *self = g_new0 (FairExportFile, 1);

  self->path = g_strdup (name);
  self->file = (FairFile) { .ops = ops, .fd = fd };
  self->lock = self->spool = (FairFile) FAIR_FILE_CLOSED;
  return self;
}

/* A slash behind a name would follow a link that has it. */
static char *
dup_without_slashes (const char *path)
{
  gsize length = strlen (path);

  while (length > 1 && path[length - 1] == '/')
    length--;
  return g_strndup (path, length);
}

/* What no export goes through, or over: a link, and a folder or a file in the place of the other. */
static gboolean
check_place (const FairFileOps  *ops,
             const char         *path,
             gboolean            is_folder,
             struct stat        *status,
             GError            **error)
{
  g_autofree char *name = g_filename_display_name (path);
  gboolean is_there = ops->lstat (path, status, ops->user_data) == 0;

  if (is_there && S_ISLNK (status->st_mode))
    g_set_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_WRITE,
                 _("“%s” is a link to another place, and an export goes through none. Nothing was written. Give the name of "
                   "that place itself."), name);
  else if (is_there && !is_folder && S_ISDIR (status->st_mode))
    g_set_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_WRITE,
                 _("“%s” is a folder. Give the name of a file to export to."), name);
  else if (is_there && is_folder && !S_ISDIR (status->st_mode))
    g_set_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_WRITE,
                 _("“%s” is there already, and is no folder. Give a folder a name that nothing has yet."), name);
  else
    return TRUE;
  return FALSE;
}

/**
 * fair_export_file_open:
 * @ops: (transfer none): must outlive the result
 * @path: (type filename): where the file will stand; what stands there now stays until fair_export_file_commit()
 * @error: #FairExportError, or as of fair_file_ops_set_error()
 *
 * Begins a file with mode 0600 beside @path, and removes what earlier exports left there when they were killed. Where
 * @path is a pipe or a device, writes to it at once instead; a symbolic link is refused. Blocks.
 *
 * Returns: (transfer full): the file, or %NULL
 */
FairExportFile *
fair_export_file_open (const FairFileOps  *ops,
                       const char         *path,
                       GError            **error)
{
  g_autoptr (FairExportFile) self = fair_export_file_new_for_descriptor (ops, -1, path);
  struct stat status = { 0 };

  if (!check_place (ops, path, FALSE, &status, error))
    return NULL;
  if (status.st_mode != 0 && !S_ISREG (status.st_mode))
    self->file.fd = fair_file_ops_open (ops, path, O_WRONLY | O_NOCTTY | O_NOFOLLOW, 0600);
  else
    make_part (self);
  if (self->file.fd >= 0)
    return g_steal_pointer (&self);
  fair_file_ops_set_error (error, path, _("The file could not be saved"));
  return NULL;
}

static gboolean
check_empty (const FairFileOps  *ops,
             const char         *path,
             GError            **error)
{
  g_auto (GStrv) names = ops->list (path, ops->user_data);
  g_autofree char *name = g_filename_display_name (path);

  if (names == NULL)
    fair_file_ops_set_error (error, path, _("The folder could not be made"));
  else if (*names != NULL)
    g_set_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_WRITE,
                 _("The folder “%s” is there already, and is not empty. Give a folder a name that nothing has yet."), name);
  else
    return TRUE;
  return FALSE;
}

/**
 * fair_export_file_open_folder:
 * @ops: (transfer none): must outlive the result
 * @path: (type filename): where the folder will stand; nothing, or an empty folder, may stand there now
 * @error: as of fair_export_file_open()
 *
 * Begins a folder with mode 0700 beside @path, for the files of fair_export_file_add(). Blocks.
 *
 * Returns: (transfer full): the folder, or %NULL
 */
FairExportFile *
fair_export_file_open_folder (const FairFileOps  *ops,
                              const char         *path,
                              GError            **error)
{
  g_autofree char *place = dup_without_slashes (path);
  g_autoptr (FairExportFile) self = fair_export_file_new_for_descriptor (ops, -1, place);
  g_autofree char *folder = NULL;
  struct stat status = { 0 };

  if (!check_place (ops, place, TRUE, &status, error) || (status.st_mode != 0 && !check_empty (ops, place, error)))
    return NULL;
  make_part (self);
  folder = self->part != NULL ? dup_folder (self->part) : NULL;
  if (folder != NULL && ops->mkdir (folder, 0700, ops->user_data) == 0)
    {
      self->folder = g_steal_pointer (&folder);
      return g_steal_pointer (&self);
    }
  fair_file_ops_set_error (error, place, _("The folder could not be made"));
  return NULL;
}

static gboolean
fail (FairExportFile  *self,
      GError         **error)
{
  fair_file_ops_set_error (error, self->path, _("The file could not be saved"));
  return FALSE;
}

/**
 * fair_export_file_write:
 * @data: @length bytes
 * @error: as of fair_file_ops_set_error(), %G_IO_ERROR_BROKEN_PIPE among them
 *
 * Writes all of it, after what was written before. Blocks.
 *
 * Returns: FALSE if it could not
 */
gboolean
fair_export_file_write (FairExportFile  *self,
                        const char      *data,
                        gsize            length,
                        GError         **error)
{
  return fair_file_write (&self->file, data, length) || fail (self, error);
}

/** Returns: whether there will be a file, or a folder, and not a pipe or a device */
gboolean
fair_export_file_stays (const FairExportFile *self)
{
  return self->part != NULL;
}

/** Returns: (type filename) (transfer none): where it will stand, for errors of whoever was handed it */
const char *
fair_export_file_get_path (const FairExportFile *self)
{
  return self->path;
}

/**
 * fair_export_file_dup_spool_folder:
 *
 * Returns: (type filename) (transfer full): where whoever writes it may have files without a name meanwhile: on the same disk, whose room
 *   people know of; of a pipe, the folder for temporary files
 */
char *
fair_export_file_dup_spool_folder (const FairExportFile *self)
{
  return self->part != NULL ? g_path_get_dirname (self->part) : g_strdup (g_get_tmp_dir ());
}

/* A file without a name: nobody finds it, and it is gone with its descriptor. */
static gboolean
open_spool (FairExportFile *self)
{
  const FairFileOps *ops = self->file.ops;
  g_autofree char *path = g_strdup_printf ("%s/" PREFIX "%08x%08x" SUFFIX, g_get_tmp_dir (), g_random_int (), g_random_int ());

  if (!fair_file_open (&self->spool, ops, path, O_RDWR | O_CREAT | O_EXCL, NULL))
    return FALSE;
  ops->unlink (path, ops->user_data);
  return TRUE;
}

/**
 * fair_export_file_hand_out:
 * @error: as of fair_file_ops_set_error()
 *
 * For a library that wants to write a whole file by itself: it may open the path for writing, as often as it likes, and cut it. It leads
 * to the very file that fair_export_file_commit() puts in place, whatever is done to the folder meanwhile; of a pipe, to a file without
 * a name that is copied then. Nothing else is written to it: the format appends nothing. The library's own errors are for the format to
 * tell. Blocks.
 *
 * Returns: (transfer none) (nullable): the path, as long as @self is, or %NULL with @error set
 */
const char *
fair_export_file_hand_out (FairExportFile  *self,
                           GError         **error)
{
  g_return_val_if_fail (self->folder == NULL, NULL);

  if (self->part == NULL && self->spool.fd < 0 && !open_spool (self))
    {
      fair_file_ops_set_error (error, g_get_tmp_dir (), _("The file could not be saved"));
      return NULL;
    }
  g_free (self->handed);
  self->handed = g_strdup_printf ("/proc/self/fd/%d", self->part != NULL ? self->file.fd : self->spool.fd);
  return self->handed;
}

/**
 * fair_export_file_add:
 * @name: (type filename): without a slash, and not the name of a file that was added before
 * @data: @length bytes
 * @error: as of fair_file_ops_set_error(); `EEXIST` for a name that is there already
 *
 * Adds a file, with mode 0600, to a folder of fair_export_file_open_folder(). Blocks.
 *
 * Returns: FALSE if it could not
 */
gboolean
fair_export_file_add (FairExportFile  *self,
                      const char      *name,
                      const char      *data,
                      gsize            length,
                      GError         **error)
{
  const FairFileOps *ops = self->file.ops;
  g_auto (FairFile) file = FAIR_FILE_CLOSED;
  g_autofree char *path = NULL, *place = NULL;

  g_return_val_if_fail (self->folder != NULL && *name != '\0' && strchr (name, '/') == NULL, FALSE);

  path = g_build_filename (self->folder, name, NULL);
  if (fair_file_open (&file, ops, path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, NULL) && fair_file_write (&file, data, length) &&
      fair_file_finish (&file))
    return TRUE;
  place = g_build_filename (self->path, name, NULL);
  fair_file_ops_set_error (error, place, _("The file could not be saved"));
  return FALSE;
}

/**
 * fair_export_file_open_part:
 * @file: (out caller-allocates): what was written so far, open for reading
 * @error: as of fair_file_ops_set_error()
 *
 * Puts what was written to a file on the disk, before fair_export_file_commit(): somebody wants to look at it first. Blocks.
 *
 * Returns: FALSE if it could not
 */
gboolean
fair_export_file_open_part (FairExportFile  *self,
                            FairFile        *file,
                            GError         **error)
{
  const FairFileOps *ops = self->file.ops;

  g_return_val_if_fail (self->part != NULL, FALSE);

  return (ops->fsync (self->file.fd, ops->user_data) == 0 && fair_file_open (file, ops, self->part, O_RDONLY, NULL)) ||
         fail (self, error);
}

static gboolean
confirm (FairExportFile  *self,
         GError         **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *name = g_filename_display_name (self->path);

  if (fair_file_ops_sync_folder (self->file.ops, folder, NULL))
    return TRUE;
  g_set_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_UNCERTAIN,
               /* Translators: a file, the system's words */
               _("“%s” is complete, but the disk did not confirm that it keeps it: a power cut might still lose it. Export "
                 "again; if this happens again, use another disk. (%s)"),
               name, g_strerror (errno));
  return FALSE;
}

/* What somebody else has written goes down the pipe. */
static gboolean
send_spool (FairExportFile  *self,
            GError         **error)
{
  g_autofree char *piece = NULL;
  struct stat status;

  if (self->spool.fd < 0)
    return TRUE;
  if (self->spool.ops->fstat (self->spool.fd, &status, self->spool.ops->user_data) != 0)
    return fail (self, error);
  piece = g_malloc (PIECE);
  for (goffset at = 0; at < status.st_size; at += PIECE)
    {
      gsize length = (gsize) MIN (status.st_size - at, PIECE);

      if (!fair_file_read (&self->spool, piece, length, at) || !fair_file_write (&self->file, piece, length))
        return fail (self, error);
    }
  return TRUE;
}

/* The names of its files reach the disk before its own does. */
static gboolean
commit_folder (FairExportFile  *self,
               GError         **error)
{
  const FairFileOps *ops = self->file.ops;

  if (!fair_file_ops_sync_folder (ops, self->folder, NULL) || ops->rename (self->folder, self->path, ops->user_data) != 0)
    return fail (self, error);
  g_clear_pointer (&self->folder, g_free);
  return confirm (self, error);
}

/**
 * fair_export_file_commit:
 * @error: as of fair_file_ops_set_error(), or %FAIR_EXPORT_ERROR_UNCERTAIN
 *
 * Puts the file, or the folder, in place, after what was written to it has reached the disk; ends a pipe. Blocks.
 *
 * Returns: FALSE if what stood there before still stands, or, with %FAIR_EXPORT_ERROR_UNCERTAIN, if the new file stands
 *   there but may not outlive a power cut
 */
gboolean
fair_export_file_commit (FairExportFile  *self,
                         GError         **error)
{
  const FairFileOps *ops = self->file.ops;

  if (self->folder != NULL)
    return commit_folder (self, error);
  if (self->part == NULL)
    return send_spool (self, error) && (ops->close (g_steal_fd (&self->file.fd), ops->user_data) == 0 || fail (self, error));
  if (!fair_file_finish (&self->file) || ops->rename (self->part, self->path, ops->user_data) != 0)
    return fail (self, error);
  g_clear_pointer (&self->part, g_free);
  return confirm (self, error);
}

/**
 * fair_export_file_free:
 * @self: (transfer full):
 *
 * Releases @self. What was not committed is removed.
 */
void
fair_export_file_free (FairExportFile *self)
{
  discard (self);
  fair_file_clear (&self->spool);
  g_free (self->handed);
  g_free (self->path);
  g_free (self);
}
