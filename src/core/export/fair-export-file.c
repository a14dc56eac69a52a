/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that an export goes to: complete and on the disk under its name, or not there at all. */
#include "config.h"

#include "export/fair-export-file.h"

#include "export/fair-file-stream.h"
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>

struct _FairExportFile
{
  const FairFileOps *ops;
  char *path;      /* where it will stand */
  char *temporary; /* where it is written, or NULL when @path is a pipe or a device, which no file must replace */
  int fd;
  GOutputStream *stream;
};

/* A link stays a link: what it points to is replaced. */
static char *
resolve (const char *path)
{
  char *real = realpath (path, NULL);
  char *resolved = g_strdup (real != NULL ? real : path);

  free (real);
  return resolved;
}

static gboolean
is_special (const FairFileOps *ops,
            const char        *path)
{
  struct stat status;

  return ops->stat (path, &status, ops->user_data) == 0 && !S_ISREG (status.st_mode) && !S_ISDIR (status.st_mode);
}

static gboolean
refuse_folder (const FairFileOps  *ops,
               const char         *path,
               GError            **error)
{
  struct stat status;

  if (ops->stat (path, &status, ops->user_data) != 0 || !S_ISDIR (status.st_mode))
    return TRUE;
  g_set_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_WRITE,
               _("“%s” is a folder. Give the name of a file to export to."), path);
  return FALSE;
}

static char *
make_temporary_path (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_strdup_printf (".fairbook-%08x%08x.part", g_random_int (), g_random_int ());

  return g_build_filename (folder, name, NULL);
}

static gboolean
open_descriptor (FairExportFile  *self,
                 GError         **error)
{
  const FairFileOps *ops = self->ops;

  if (self->temporary != NULL)
    self->fd = fair_file_ops_open (ops, self->temporary, O_WRONLY | O_CREAT | O_EXCL, 0600);
  else
    self->fd = fair_file_ops_open (ops, self->path, O_WRONLY | O_NOCTTY, 0600);
  if (self->fd >= 0)
    return TRUE;
  fair_file_ops_set_error (error, self->path, _("The file to export to could not be made"));
  return FALSE;
}

/**
 * fair_export_file_open:
 * @ops: (transfer none): must outlive the result
 * @path: (type filename): where the file will stand; what stands there now stays until fair_export_file_commit()
 * @error: #FairExportError, or as of fair_file_ops_set_error()
 *
 * Begins a file with mode 0600 beside @path. Where @path is a pipe or a device, writes to it at once instead. Blocks.
 *
 * Returns: (transfer full): the file, or %NULL
 */
FairExportFile *
fair_export_file_open (const FairFileOps  *ops,
                       const char         *path,
                       GError            **error)
{
  g_autoptr (FairExportFile) self = g_new0 (FairExportFile, 1);

  self->ops = ops;
  self->fd = -1;
  self->path = resolve (path);
  if (!refuse_folder (ops, self->path, error))
    return NULL;
  if (!is_special (ops, self->path))
    self->temporary = make_temporary_path (self->path);
  if (!open_descriptor (self, error))
    {
      g_clear_pointer (&self->temporary, g_free);
      return NULL;
    }
  self->stream = fair_file_stream_new (ops, self->fd, self->path);
  return g_steal_pointer (&self);
}

/**
 * fair_export_file_get_stream:
 *
 * Returns: (transfer none): where to write the file's bytes
 */
GOutputStream *
fair_export_file_get_stream (FairExportFile *self)
{
  return self->stream;
}

static gboolean
close_descriptor (FairExportFile *self)
{
  int fd = g_steal_fd (&self->fd);

  return self->ops->close (fd, self->ops->user_data) == 0;
}

static gboolean
put_in_place (FairExportFile  *self,
              GError         **error)
{
  const FairFileOps *ops = self->ops;
  g_autofree char *folder = g_path_get_dirname (self->path);

  if (ops->fsync (self->fd, ops->user_data) != 0
      || !close_descriptor (self)
      || ops->rename (self->temporary, self->path, ops->user_data) != 0)
    {
      fair_file_ops_set_error (error, self->path, _("The export could not be written"));
      return FALSE;
    }
  g_clear_pointer (&self->temporary, g_free);
  return fair_file_ops_sync_folder (ops, folder, error);
}

/**
 * fair_export_file_commit:
 * @error: as of fair_file_ops_set_error()
 *
 * Puts the file in place, after what was written to it has reached the disk. Blocks.
 *
 * Returns: FALSE if what stood there before still stands, or (only after a failed sync of the folder) if it is not sure
 *   that the new file outlives a power cut
 */
gboolean
fair_export_file_commit (FairExportFile  *self,
                         GError         **error)
{
  if (self->temporary != NULL)
    return put_in_place (self, error);
  if (close_descriptor (self))
    return TRUE;
  fair_file_ops_set_error (error, self->path, _("The export could not be written"));
  return FALSE;
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
  g_clear_object (&self->stream);
  fair_file_ops_close (self->ops, &self->fd);
  if (self->temporary != NULL)
    self->ops->unlink (self->temporary, self->ops->user_data);
  g_free (self->temporary);
  g_free (self->path);
  g_free (self);
}
