/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small file that is one JSON object, such as what a program remembers beside the sign-ups. */
#include "base/fair-json-file.h"

#include "base/fair-file.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>

/**
 * fair_json_file_read:
 * @ops: through which operations
 * @path: (type filename): the file, of %FAIR_JSON_MAX_FILE bytes at most
 *
 * Threading: any thread; blocks.
 *
 * Returns: (transfer full) (nullable): what is in it, or NULL with `errno` set, to `EIO` where that is no JSON
 */
yyjson_doc *
fair_json_file_read (const FairFileOps *ops,
                     const char        *path)
{
  g_auto (FairFile) file = FAIR_FILE_CLOSED;
  g_autofree char *text = NULL;
  struct stat status;
  yyjson_doc *doc;
  gsize length;

  if (!fair_file_open (&file, ops, path, O_RDONLY, &status))
    return NULL;
  length = (gsize) MIN (status.st_size, FAIR_JSON_MAX_FILE + 1);
  text = g_malloc (length + 1);
  if (!fair_file_read (&file, text, length, 0))
    return NULL;
  doc = fair_json_read_text (text, length, FAIR_JSON_MAX_FILE, path, NULL);
  errno = EIO;
  return doc;
}

/**
 * fair_json_file_replace:
 * @ops: through which operations
 * @path: (type filename): the file
 * @doc: all that it is to have
 * @error: as of fair_file_replace()
 *
 * Replaces the file, durably and at once; what a crash left of an earlier attempt goes. Two must not do so at a time. Threading: any
 * thread; blocks.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_json_file_replace (const FairFileOps     *ops,
                        const char            *path,
                        const yyjson_mut_doc  *doc,
                        GError               **error)
{
  g_autofree char *folder = g_path_get_dirname (path), *name = g_path_get_basename (path);
  size_t length;
  char *json = yyjson_mut_write (doc, YYJSON_WRITE_NEWLINE_AT_END, &length);
  gboolean replaced;

  fair_file_ops_sweep (ops, folder, name);
  replaced = fair_file_replace (ops, path, json, length, error);
  free (json);
  return replaced;
}
