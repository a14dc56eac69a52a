/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errors of the store, and what errors of files become among them. */
#include "base/fair-file-ops.h"
#include "store/journal/fair-store-error.h"
#include <gio/gio.h>

G_DEFINE_QUARK (fair-store-error-quark, fair_store_error)

static int
code_of_io_error (int code)
{
  switch (code)
    {
    case G_IO_ERROR_NO_SPACE:
      return FAIR_STORE_ERROR_FULL;
    case G_IO_ERROR_READ_ONLY:
    case G_IO_ERROR_PERMISSION_DENIED:
      return FAIR_STORE_ERROR_READ_ONLY;
    case G_IO_ERROR_TIMED_OUT:
      return FAIR_STORE_ERROR_BUSY;
    default:
      return FAIR_STORE_ERROR_IO;
    }
}

/**
 * fair_store_error_propagate:
 * @error: (optional): where to put the error
 * @io_error: (transfer full): an error in the domain %G_IO_ERROR, as the file operations set them
 *
 * Passes an error on in the domain %FAIR_STORE_ERROR, with its words unchanged. Returns: FALSE
 */
gboolean
fair_store_error_propagate (GError **error,
                            GError  *io_error)
{
  if (io_error->domain == G_IO_ERROR)
    {
      io_error->code = code_of_io_error (io_error->code);
      io_error->domain = FAIR_STORE_ERROR;
    }
  g_propagate_error (error, io_error);
  return FALSE;
}

/**
 * fair_store_error_set:
 * @error: (optional): where to put the error
 * @path: the file or folder that refused
 * @doing: what could not be done, translated, as a sentence without a full stop
 *
 * Describes `errno` in the domain %FAIR_STORE_ERROR, in words that say what to do. Returns: FALSE
 */
gboolean
fair_store_error_set (GError    **error,
                      const char *path,
                      const char *doing)
{
  GError *io_error = NULL;

  fair_file_ops_set_error (&io_error, path, doing);
  return fair_store_error_propagate (error, io_error);
}
