/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that an export goes to: complete and on the disk under its name, or not there at all. */
#include "config.h"

#include "export/fair-export-file.h"

#include "export/fair-export-part.h"
#include "export/fair-file-stream.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>

struct _FairExportFile
{
  const FairFileOps *ops;
  char *path;          /* where it will stand */
  FairExportPart part; /* without a path when @path is a pipe or a device, which no file must replace */
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

static gboolean
open_part (FairExportFile *self)
{
  g_autofree char *folder = g_path_get_dirname (self->path);

  fair_export_part_sweep (self->ops, folder);
  return fair_export_part_make (&self->part, self->ops, folder);
}

static gboolean
open_descriptor (FairExportFile  *self,
                 GError         **error)
{
  if (is_special (self->ops, self->path))
    self->part.fd = fair_file_ops_open (self->ops, self->path, O_WRONLY | O_NOCTTY, 0600);
  else
    open_part (self);
  if (self->part.fd >= 0)
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
  g_autoptr (FairExportFile) self = g_new0 (FairExportFile, 1);

  self->ops = ops;
  self->part = (FairExportPart) { NULL, -1, -1 };
  self->path = resolve (path);
  if (!refuse_folder (ops, self->path, error) || !open_descriptor (self, error))
    return NULL;
  self->stream = fair_file_stream_new (ops, self->part.fd, self->path);
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
fail (FairExportFile  *self,
      GError         **error)
{
  fair_file_ops_set_error (error, self->path, _("The export could not be written"));
  return FALSE;
}

static gboolean
confirm (FairExportFile  *self,
         GError         **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *name = g_filename_display_name (self->path);

  if (fair_file_ops_sync_folder (self->ops, folder, NULL))
    return TRUE;
  g_set_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_UNCERTAIN,
               /* Translators: a file, the system's words */
               _("“%s” is complete, but the disk did not confirm that it keeps it: a power cut might still lose it. Export "
                 "again; if this happens again, use another disk. (%s)"),
               name, g_strerror (errno));
  return FALSE;
}

static gboolean
put_in_place (FairExportFile  *self,
              GError         **error)
{
  if (!fair_file_ops_finish (self->ops, &self->part.fd)
      || self->ops->rename (self->part.path, self->path, self->ops->user_data) != 0)
    return fail (self, error);
  g_clear_pointer (&self->part.path, g_free);
  return confirm (self, error);
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
  if (self->part.path != NULL)
    return put_in_place (self, error);
  return self->ops->close (g_steal_fd (&self->part.fd), self->ops->user_data) == 0 || fail (self, error);
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
  if (self->part.path != NULL)
    self->ops->unlink (self->part.path, self->ops->user_data);
  fair_file_ops_close (self->ops, &self->part.fd);
  fair_file_ops_close (self->ops, &self->part.lock_fd);
  g_free (self->part.path);
  g_free (self->path);
  g_free (self);
}
