/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file that an export goes to: complete and on the disk under its name, or not there at all.
 *
 * Until then it is a part beside it, which whoever writes it has locked. So a part that can be locked is nobody's any
 * longer, and holds what nobody will look for: personal data. The next export into that folder removes it.
 */
#include "config.h"

#include "export/fair-export-file.h"

#include "base/fair-file.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PREFIX ".fairbook-"
#define SUFFIX ".part"
#define RANDOM_DIGITS 16
/* How often a part that was just made may be swept away before it is locked. */
#define MAX_ATTEMPTS 10

struct _FairExportFile
{
  char *path;    /* where it will stand */
  char *part;    /* where it is written; NULL for a pipe or a device, which no file must replace */
  FairFile file;
  FairFile lock; /* the part once more, since @file is closed before it is renamed */
};

G_DEFINE_QUARK (fair-export-error-quark, fair_export_error)

/* A link stays a link: what it points to is replaced. */
static char *
resolve (const FairFileOps *ops,
         const char        *path)
{
  char *real = ops->realpath (path, ops->user_data);
  char *resolved = g_strdup (real != NULL ? real : path);

  free (real);
  return resolved;
}

static gboolean
is_part (const char *name)
{
  const char *digits = name + strlen (PREFIX);

  return g_str_has_prefix (name, PREFIX) && strspn (digits, "0123456789abcdef") == RANDOM_DIGITS
         && g_str_equal (digits + RANDOM_DIGITS, SUFFIX);
}

/* Removes it if nobody has it locked, and it is a file of the person who runs this. */
static void
remove_left_over (const FairFileOps *ops,
                  const char        *path)
{
  g_auto (FairFile) file = FAIR_FILE_CLOSED;
  struct stat status;

  if (fair_file_open (&file, ops, path, O_WRONLY | O_NOFOLLOW, &status) && status.st_uid == geteuid () &&
      ops->lock (file.fd, ops->user_data) == 0)
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
      self->part = g_strdup_printf ("%s/" PREFIX "%08x%08x" SUFFIX, folder, g_random_int (), g_random_int ());
      if (fair_file_open (&self->file, ops, self->part, O_WRONLY | O_CREAT | O_EXCL, NULL))
        fair_file_open (&self->lock, ops, self->part, O_WRONLY, NULL);
      if (self->lock.fd >= 0 && lock_part (self))
        return;
      is_error = self->lock.fd < 0;
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
  self->lock = (FairFile) FAIR_FILE_CLOSED;
  return self;
}

/**
 * fair_export_file_open:
 * @ops: (transfer none): must outlive the result
 * @path: (type filename): where the file will stand; what stands there now stays until fair_export_file_commit()
 * @error: #FairExportError, or as of fair_file_ops_set_error()
 *
 * Begins a file with mode 0600 beside @path, and removes what earlier exports left there when they were killed. Where
 * @path is a pipe or a device, writes to it at once instead. Blocks.
 *
 * Returns: (transfer full): the file, or %NULL
 */
FairExportFile *
fair_export_file_open (const FairFileOps  *ops,
                       const char         *path,
                       GError            **error)
{
  g_autofree char *resolved = resolve (ops, path);
  g_autoptr (FairExportFile) self = fair_export_file_new_for_descriptor (ops, -1, resolved);
  struct stat status;
  gboolean is_there = ops->stat (resolved, &status, ops->user_data) == 0;

  if (is_there && S_ISDIR (status.st_mode))
    {
      g_set_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_WRITE,
                   _("“%s” is a folder. Give the name of a file to export to."), resolved);
      return NULL;
    }
  if (is_there && !S_ISREG (status.st_mode))
    self->file.fd = fair_file_ops_open (ops, resolved, O_WRONLY | O_NOCTTY, 0600);
  else
    make_part (self);
  if (self->file.fd >= 0)
    return g_steal_pointer (&self);
  fair_file_ops_set_error (error, resolved, _("The file could not be saved"));
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

/**
 * fair_export_file_commit:
 * @error: as of fair_file_ops_set_error(), or %FAIR_EXPORT_ERROR_UNCERTAIN
 *
 * Puts the file in place, after what was written to it has reached the disk. Blocks.
 *
 * Returns: FALSE if what stood there before still stands, or, with %FAIR_EXPORT_ERROR_UNCERTAIN, if the new file stands
 *   there but may not outlive a power cut
 */
gboolean
fair_export_file_commit (FairExportFile  *self,
                         GError         **error)
{
  const FairFileOps *ops = self->file.ops;

  if (self->part == NULL)
    return ops->close (g_steal_fd (&self->file.fd), ops->user_data) == 0 || fail (self, error);
  if (!fair_file_finish (&self->file) || ops->rename (self->part, self->path, ops->user_data) != 0)
    return fail (self, error);
  g_clear_pointer (&self->part, g_free);
  return confirm (self, error);
}

/**
 * fair_export_file_free:
 * @self: (transfer full):
 *
 * Releases @self. A file that was not committed is removed.
 */
void
fair_export_file_free (FairExportFile *self)
{
  discard (self);
  g_free (self->path);
  g_free (self);
}
