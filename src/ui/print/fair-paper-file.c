/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "print/fair-paper-file.h"

#include "export/fair-export-file.h"

#include <glib/gi18n-lib.h>

static const char *
get_path (FairStore *store,
          GFile     *file,
          GError   **error)
{
  const char *path = g_file_peek_path (file);
  g_autofree char *name = g_file_get_parse_name (file);

  if (path == NULL)
    g_set_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_WRITE,
                 _("“%s” is not on this machine. Choose a folder on this laptop or on a USB stick."), name);
  else if (store != NULL && fair_store_owns_path (store, path))
    g_set_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_WRITE,
                 _("“%s” is where Fairbook keeps its own files: a file there would destroy them. Nothing was written. "
                   "Choose another folder, such as your documents or a USB stick."),
                 name);
  else
    return path;
  return NULL;
}

/**
 * fair_paper_file_write:
 * @store: (nullable): whose files are not to be written over
 * @file: where it goes, with mode 0600; what stands there is replaced when all of it is written and on the disk
 *
 * Blocks: not for the main thread. @error is %G_IO_ERROR_CANCELLED, #FairExportError, or as of fair_file_ops_set_error(); with
 * %FAIR_EXPORT_ERROR_UNCERTAIN the file is there, but may not outlive a power cut.
 *
 * Returns: whether the file is there
 */
gboolean
fair_paper_file_write (FairStore     *store,
                       GFile         *file,
                       GByteArray    *bytes,
                       GCancellable  *cancellable,
                       GError       **error)
{
  const char *path = get_path (store, file, error);
  g_autoptr (FairExportFile) out = path != NULL ? fair_export_file_open (fair_file_ops_get_default (), path, error) : NULL;

  return out != NULL && fair_export_file_write (out, (const char *) bytes->data, bytes->len, error) &&
         !g_cancellable_set_error_if_cancelled (cancellable, error) && fair_export_file_commit (out, error);
}

/** Ends a task whose drawing failed: nothing was written. */
void
fair_paper_file_return_drawing_error (GTask         *task,
                                      cairo_status_t status)
{
  g_task_return_new_error (task, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_WRITE,
                           /* Translators: the graphics library's words */
                           _("The pages could not be drawn: %s. Nothing was written. Close other programs, and try again."),
                           cairo_status_to_string (status));
}
