/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which laptop this is: an id that its versions of sign-ups carry, made once. */
#include "config.h"

#include "base/fair-file.h"
#include "base/fair-json.h"
#include "store/journal/fair-device.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>

#define MAX_FILE (64 * 1024)
#define FALLBACK_NAME "Fairbook laptop"

/* {"v":1,"id":"0123456789abcdef","name":"…"}; of a newer version the id alone matters too. Returns 0, or as `errno` why there is
 * no id: EILSEQ if the file is damaged. */
static int
read_file (FairDevice        *self,
           const FairFileOps *ops,
           const char        *path)
{
  g_auto (FairFile) file = FAIR_FILE_CLOSED;
  g_autofree char *text = g_malloc (MAX_FILE);
  g_autoptr (yyjson_doc) doc = NULL;
  yyjson_val *id;
  struct stat status;
  gsize length;

  if (!fair_file_open (&file, ops, path, O_RDONLY, &status))
    return errno;
  length = (gsize) MIN (status.st_size, MAX_FILE);
  if (!fair_file_read (&file, text, length, 0))
    return errno;
  doc = fair_json_read_text (text, length, MAX_FILE, "device.json", NULL);
  id = yyjson_obj_get (yyjson_doc_get_root (doc), "id");
  if (!yyjson_is_str (id) || !fair_hlc_is_device (yyjson_get_str (id), yyjson_get_len (id)))
    return EILSEQ;
  g_strlcpy (self->id, yyjson_get_str (id), sizeof self->id);
  return 0;
}

/**
 * fair_device_load:
 * @self: (out caller-allocates): the device
 * @ops: the operations
 * @data_folder: the data folder
 *
 * Reads `device.json`.
 *
 * Returns: FALSE if it is not there or cannot be read; fair_device_make() is next
 */
gboolean
fair_device_load (FairDevice        *self,
                  const FairFileOps *ops,
                  const char        *data_folder)
{
  g_autofree char *path = g_build_filename (data_folder, "device.json", NULL);

  *self = (FairDevice) { 0 };
  self->saved = read_file (self, ops, path) == 0;
  return self->saved;
}

static gboolean
set_damaged_aside (const FairFileOps *ops,
                   const FairClock   *clock,
                   const char        *path)
{
  g_autofree char *aside = fair_file_ops_make_aside_path (path, fair_clock_now (clock));

  return ops->rename (path, aside, ops->user_data) == 0;
}

static gboolean
write_file (const FairDevice  *self,
            const FairFileOps *ops,
            const char        *path)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  const char *host = g_get_host_name ();
  g_autofree char *name = g_utf8_make_valid (host != NULL && *host != '\0' ? host : FALLBACK_NAME, -1);
  size_t length;
  char *json;
  gboolean written;

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_int (doc, root, "v", 1);
  yyjson_mut_obj_add_str (doc, root, "id", self->id);
  yyjson_mut_obj_add_str (doc, root, "name", name);
  json = yyjson_mut_write (doc, YYJSON_WRITE_NEWLINE_AT_END, &length);
  written = fair_file_replace (ops, path, json, length, NULL);
  free (json);
  return written;
}

/**
 * fair_device_make:
 * @self: (inout): a device that was not loaded
 * @ops: the operations
 * @clock: the clock
 * @data_folder: the data folder, which must exist
 *
 * Gives this laptop an id, and saves it durably. What a crash left of an earlier attempt goes. A damaged file is kept
 * beside the new one, its name telling when. The caller holds the journal's lock, so that two programs that start at once
 * agree. An id need only be unlike any other: where the file can be neither read nor written a new one serves for as long
 * as the program runs, @saved is FALSE, and another call tries again to save the same id.
 */
void
fair_device_make (FairDevice        *self,
                  const FairFileOps *ops,
                  const FairClock   *clock,
                  const char        *data_folder)
{
  g_autofree char *path = g_build_filename (data_folder, "device.json", NULL);
  FairDevice theirs = { 0 };
  int state = read_file (&theirs, ops, path);
  gboolean is_new = *self->id == '\0';

  if (state == 0)
    {
      if (is_new)
        *self = theirs;
      self->saved = TRUE;
      return;
    }
  if (is_new)
    g_snprintf (self->id, sizeof self->id, "%08x%08x", g_random_int (), g_random_int ());
  fair_file_ops_sweep (ops, data_folder, "device.json");
  if (state != ENOENT && (state != EILSEQ || !set_damaged_aside (ops, clock, path)))
    return;
  self->saved = write_file (self, ops, path);
}
