/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The file that keeps, byte for byte and with the reason, what could not be read.
 *
 * A line is known by its SHA-256, wherever it was: a rewrite of the journal moves its lines, and says nothing new. One that is
 * long takes several entries, and is there when the bytes of all of them make up its length.
 */
#include "config.h"
#include "store/journal/fair-quarantine.h"

#include "base/fair-json.h"
#include "store/journal/fair-lines.h"
#include "store/journal/fair-read-report.h"
#include "store/journal/fair-store-error.h"
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* How many bytes an entry holds at most: with them, it is no longer than a line may be. */
#define PIECE_SIZE (40 * 1024)
/* What is written at once, in bytes. */
#define CHUNK_SIZE (640 * 1024)

typedef struct
{
  FairFile file;
  const FairFile *journal;
  const FairClock *clock;
  GHashTable *known; /* how many bytes are kept of a line, by its SHA-256 */
  GString *out;      /* what is to be written next */
} Quarantine;

static void
quarantine_clear (Quarantine *self)
{
  fair_file_clear (&self->file);
  g_hash_table_unref (self->known);
  g_string_free (self->out, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Quarantine, quarantine_clear)

/* An entry of Fairbook 0.1 does not say which line it is of: the bytes are all of it, or it is not known. */
static char *
get_name (yyjson_val *entry,
          gsize      *length)
{
  const char *name = yyjson_get_str (yyjson_obj_get (entry, "sha256"));
  const char *base64 = yyjson_get_str (yyjson_obj_get (entry, "bytes"));
  g_autofree guchar *bytes = base64 != NULL ? g_base64_decode (base64, length) : NULL;

  if (bytes == NULL)
    return NULL;
  return name != NULL ? g_strdup (name) : g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, *length);
}

/* A line that is no entry (torn by a crash, say) is passed over. */
static gboolean
learn (const FairLine *line,
       gpointer        user_data,
       GError        **error)
{
  Quarantine *self = user_data;
  g_autoptr (yyjson_doc) doc = line->text != NULL ? fair_json_read_line (line->text, line->length, NULL, NULL) : NULL;
  gsize length = 0;
  char *name = get_name (yyjson_doc_get_root (doc), &length);

  if (name != NULL)
    {
      length += GPOINTER_TO_SIZE (g_hash_table_lookup (self->known, name));
      g_hash_table_replace (self->known, name, GSIZE_TO_POINTER (length));
    }
  return TRUE;
}

/* {"v":1,"at":"…","file":"signups.jsonl","line":12|null,"offset":4711,"reason":"…","sha256":"…","bytes":"<base64>"} */
static void
append_entry (Quarantine        *self,
              const FairBadLine *line,
              goffset            offset,
              const char        *name,
              const guchar      *bytes,
              gsize              length)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  g_autofree char *at = fair_time_format_utc (fair_clock_now (self->clock));
  g_autofree char *file = g_path_get_basename (self->journal->path);
  g_autofree char *base64 = g_base64_encode (bytes, length);
  char *json;

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_int (doc, root, "v", 1);
  yyjson_mut_obj_add_str (doc, root, "at", at);
  yyjson_mut_obj_add_str (doc, root, "file", file);
  if (line->line_number > 0)
    yyjson_mut_obj_add_uint (doc, root, "line", line->line_number);
  else
    yyjson_mut_obj_add_null (doc, root, "line");
  yyjson_mut_obj_add_sint (doc, root, "offset", offset);
  yyjson_mut_obj_add_str (doc, root, "reason", line->reason);
  yyjson_mut_obj_add_str (doc, root, "sha256", name);
  yyjson_mut_obj_add_str (doc, root, "bytes", base64);
  json = yyjson_mut_write_opts (doc, YYJSON_WRITE_ALLOW_INVALID_UNICODE, NULL, NULL, NULL);
  g_string_append (self->out, json);
  g_string_append_c (self->out, '\n');
  free (json);
}

static gboolean
flush (Quarantine *self)
{
  if (!fair_file_write (&self->file, self->out->str, self->out->len))
    return FALSE;
  g_string_truncate (self->out, 0);
  return TRUE;
}

/* A line may be as long as the journal: it is never in memory as a whole. With @name NULL, only its SHA-256 is taken. */
static gboolean
read_pieces (Quarantine        *self,
             const FairBadLine *line,
             GChecksum         *checksum,
             const char        *name)
{
  g_autofree guchar *piece = g_malloc (PIECE_SIZE);

  for (gsize done = 0; done < line->length; done += PIECE_SIZE)
    {
      goffset offset = line->offset + (goffset) done;
      gsize length = MIN (PIECE_SIZE, line->length - done);

      if (!fair_file_read (self->journal, piece, length, offset))
        return FALSE;
      if (name == NULL)
        g_checksum_update (checksum, piece, (gssize) length);
      else
        append_entry (self, line, offset, name, piece, length);
      if (self->out->len >= CHUNK_SIZE && !flush (self))
        return FALSE;
    }
  return TRUE;
}

/* A torn line is about to be cut off: what is read of an earlier copy need not be on the disk. */
static gboolean
is_kept (Quarantine        *self,
         const FairBadLine *line,
         const char        *name)
{
  return !line->torn && GPOINTER_TO_SIZE (g_hash_table_lookup (self->known, name)) >= line->length;
}

/* An empty line has nothing to keep. */
static gboolean
keep_line (Quarantine        *self,
           const FairBadLine *line)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *name;

  if (!read_pieces (self, line, checksum, NULL))
    return FALSE;
  name = g_checksum_get_string (checksum);
  if (is_kept (self, line, name))
    return TRUE;
  g_hash_table_replace (self->known, g_strdup (name), GSIZE_TO_POINTER (line->length));
  return read_pieces (self, line, checksum, name);
}

/* An entry that a crash tore gets its newline, so that the next one begins on a line of its own. */
static gboolean
end_last_line (Quarantine *self,
               goffset     size)
{
  char last = '\n';

  if (size > 0 && !fair_file_read (&self->file, &last, 1, size - 1))
    return FALSE;
  return last == '\n' || fair_file_write (&self->file, "\n", 1);
}

static gboolean
keep_lines (Quarantine      *self,
            const GPtrArray *bad_lines,
            goffset          size)
{
  FairLines lines = { .file = &self->file, .kind = FAIR_LINES_RAW, .end = size };

  if (!fair_lines_foreach (&lines, learn, self, NULL, NULL) || !end_last_line (self, size))
    return FALSE;
  for (guint i = 0; i < bad_lines->len; i++)
    if (!keep_line (self, g_ptr_array_index (bad_lines, i)))
      return FALSE;
  return flush (self) && fair_file_sync_data (&self->file);
}

/* What a disk did not confirm is not on it, even if it is read from memory: nobody may take it for kept. The descriptor
 * whose sync failed is not used again. */
static void
take_back (Quarantine *self,
           const char *path,
           goffset     size)
{
  const FairFileOps *ops = self->file.ops;
  FairFile again = FAIR_FILE_CLOSED;

  fair_file_clear (&self->file);
  if (fair_file_open (&again, ops, path, O_WRONLY, NULL))
    fair_file_cut (&again, size);
  fair_file_clear (&again);
}

static gboolean
fail (const char  *path,
      GError     **error)
{
  return fair_store_error_set (error, path, _("What could not be read could not be set aside"));
}

/**
 * fair_quarantine_keep:
 * @ops: the operations
 * @clock: the clock
 * @folder: the folder of the journal, whose lock is held
 * @journal: the file that the lines are in
 * @bad_lines: (element-type FairBadLine): the lines to copy
 * @error: %FAIR_STORE_ERROR: why they were not all copied
 *
 * Copies lines into the quarantine, durably. What is there already is not copied again.
 *
 * Threading: any; blocks.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_quarantine_keep (const FairFileOps  *ops,
                      const FairClock    *clock,
                      const char         *folder,
                      const FairFile     *journal,
                      const GPtrArray    *bad_lines,
                      GError            **error)
{
  g_autofree char *path = g_build_filename (folder, FAIR_QUARANTINE_NAME, NULL);
  g_auto (Quarantine) self = { FAIR_FILE_CLOSED, journal, clock,
                               g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), g_string_new (NULL) };
  g_autoptr (GError) io_error = NULL;
  struct stat status;

  if (!fair_file_open (&self.file, ops, path, O_RDWR | O_APPEND | O_CREAT, &status))
    return fail (path, error);
  if (status.st_size == 0 && !fair_file_ops_sync_folder (ops, folder, &io_error))
    return fair_store_error_propagate (error, g_steal_pointer (&io_error));
  if (keep_lines (&self, bad_lines, status.st_size))
    return TRUE;
  fail (path, error);
  take_back (&self, path, status.st_size);
  return FALSE;
}
