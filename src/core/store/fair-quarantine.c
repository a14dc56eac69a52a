/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file that keeps, byte for byte and with the reason, what could not be read. */
#include "config.h"

#include "base/fair-json.h"
#include "store/fair-journal-reader.h"
#include "store/fair-quarantine.h"
#include "store/fair-store-error.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* What is kept in one entry: in base64 it fits into a line like any other. Longer ones take several. */
#define PIECE_SIZE (40 * 1024)
#define JOURNAL_NAME "signups.jsonl"

struct _FairQuarantine
{
  const FairFileOps *ops;
  const FairClock *clock;
  char *folder;
  char *path;
  int fd;
  GHashTable *kept; /* fingerprints of what is in the file; NULL until they are needed */
};

/**
 * fair_quarantine_new:
 * @ops: the operations; they must outlive it
 * @clock: the clock; it must outlive it
 * @folder: the folder of the journal
 *
 * Nothing is opened before something is to be kept.
 *
 * Threading: one thread at a time, and one process at a time: whoever keeps holds the journal's lock.
 *
 * Returns: (transfer full): the quarantine of that journal
 */
FairQuarantine *
fair_quarantine_new (const FairFileOps *ops,
                     const FairClock   *clock,
                     const char        *folder)
{
  FairQuarantine *self = g_new0 (FairQuarantine, 1);

  self->ops = ops;
  self->clock = clock;
  self->folder = g_strdup (folder);
  self->path = g_build_filename (folder, "quarantine.jsonl", NULL);
  self->fd = -1;
  return self;
}

static void
forget (FairQuarantine *self)
{
  fair_file_ops_close (self->ops, &self->fd);
  g_clear_pointer (&self->kept, g_hash_table_unref);
}

/**
 * fair_quarantine_free:
 * @self: (transfer full): a quarantine
 */
void
fair_quarantine_free (FairQuarantine *self)
{
  forget (self);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

/* The first 64 bits of a SHA-256 of the place and the bytes. */
static gint64 *
fingerprint (goffset     offset,
             const void *bytes,
             gsize       length)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gint64 place = offset;
  guint8 digest[32];
  gsize digest_length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) &place, sizeof place);
  g_checksum_update (checksum, bytes, (gssize) length);
  g_checksum_get_digest (checksum, digest, &digest_length);
  return g_memdup2 (digest, sizeof (gint64));
}

/* Takes in an entry; a line that is none (torn by a crash, say) is passed over. */
static void
take_entry (FairQuarantine    *self,
            const FairRawLine *line)
{
  g_autoptr (yyjson_doc) doc = line->text == NULL ? NULL : fair_json_read_line (line->text, line->length, NULL, NULL);
  yyjson_val *root = yyjson_doc_get_root (doc);
  yyjson_val *offset = yyjson_obj_get (root, "offset");
  const char *base64 = yyjson_get_str (yyjson_obj_get (root, "bytes"));
  g_autofree guchar *bytes = NULL;
  gsize length = 0;

  if (base64 == NULL || !yyjson_is_int (offset))
    return;
  bytes = g_base64_decode (base64, &length);
  g_hash_table_add (self->kept, fingerprint (yyjson_get_sint (offset), bytes, length));
}

static gboolean
load (FairQuarantine *self,
      goffset         size,
      GError        **error)
{
  g_autoptr (FairJournalReader) reader = NULL;
  g_autoptr (GError) local_error = NULL;
  FairRawLine line;
  int fd = fair_file_ops_open (self->ops, self->path, O_RDONLY, 0);

  if (fd < 0)
    {
      fair_store_error_set (error, self->path, _("What could not be read could not be set aside"));
      return FALSE;
    }
  self->kept = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  reader = fair_journal_reader_new (self->ops, fd, size, self->path);
  while (fair_journal_reader_next (reader, &line, &local_error))
    take_entry (self, &line);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* An entry that a crash tore gets its newline, so that the next one begins on a line of its own. */
static gboolean
end_last_line (FairQuarantine *self,
               goffset         size)
{
  char last = '\n';

  if (size > 0 && fair_file_ops_pread_all (self->ops, self->fd, &last, 1, size - 1) < 0)
    return FALSE;
  return last == '\n' || fair_file_ops_write_all (self->ops, self->fd, "\n", 1);
}

static gboolean
open_file (FairQuarantine *self,
           GError        **error)
{
  g_autoptr (GError) io_error = NULL;
  struct stat status;

  self->fd = fair_file_ops_open (self->ops, self->path, O_RDWR | O_APPEND | O_CREAT, 0600);
  if (self->fd < 0 || self->ops->fstat (self->fd, &status, self->ops->user_data) != 0 ||
      !end_last_line (self, status.st_size))
    {
      fair_store_error_set (error, self->path, _("What could not be read could not be set aside"));
      return FALSE;
    }
  if (status.st_size == 0 && !fair_file_ops_sync_folder (self->ops, self->folder, &io_error))
    {
      fair_store_error_propagate (error, g_steal_pointer (&io_error));
      return FALSE;
    }
  return load (self, status.st_size, error);
}

/* {"v":1,"at":"…","file":"signups.jsonl","line":12|null,"offset":4711,"reason":"…","bytes":"<base64>"} */
static void
append_entry (FairQuarantine    *self,
              GString           *out,
              const FairBadLine *line,
              goffset            offset,
              const guchar      *bytes,
              gsize              length)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  g_autofree char *at = fair_time_format_utc (fair_clock_now (self->clock));
  g_autofree char *base64 = g_base64_encode (bytes, length);
  char *json;

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_int (doc, root, "v", 1);
  yyjson_mut_obj_add_str (doc, root, "at", at);
  yyjson_mut_obj_add_str (doc, root, "file", JOURNAL_NAME);
  if (line->line_number > 0)
    yyjson_mut_obj_add_uint (doc, root, "line", line->line_number);
  else
    yyjson_mut_obj_add_null (doc, root, "line");
  yyjson_mut_obj_add_sint (doc, root, "offset", offset);
  yyjson_mut_obj_add_str (doc, root, "reason", line->reason);
  yyjson_mut_obj_add_str (doc, root, "bytes", base64);
  json = yyjson_mut_write_opts (doc, YYJSON_WRITE_ALLOW_INVALID_UNICODE, NULL, NULL, NULL);
  g_string_append (out, json);
  g_string_append_c (out, '\n');
  free (json);
}

/* Adds to @out what of one line is not in the file yet, and writes @out when it has grown large. */
static gboolean
keep_line (FairQuarantine    *self,
           int                fd,
           const FairBadLine *line,
           GString           *out)
{
  g_autofree guchar *piece = g_malloc (PIECE_SIZE);

  for (gsize done = 0; done < line->length; done += PIECE_SIZE)
    {
      goffset offset = line->offset + (goffset) done;
      gssize n = fair_file_ops_pread_all (self->ops, fd, piece, MIN (PIECE_SIZE, line->length - done), offset);
      g_autofree gint64 *print = NULL;

      if (n < 0)
        return FALSE;
      print = fingerprint (offset, piece, (gsize) n);
      if (n == 0 || g_hash_table_contains (self->kept, print))
        continue;
      append_entry (self, out, line, offset, piece, (gsize) n);
      g_hash_table_add (self->kept, g_steal_pointer (&print));
      if (out->len < PIECE_SIZE * 16)
        continue;
      if (!fair_file_ops_write_all (self->ops, self->fd, out->str, out->len))
        return FALSE;
      g_string_truncate (out, 0);
    }
  return TRUE;
}

/**
 * fair_quarantine_keep:
 * @self: the quarantine
 * @fd: the journal, open for reading
 * @lines: (array length=n_lines): the lines to copy
 * @n_lines: how many
 * @error: %FAIR_STORE_ERROR: why they were not all copied
 *
 * Copies lines of the journal into the quarantine, durably. What is there already (the same bytes of the same place)
 * is not copied again; an empty line has nothing to copy.
 *
 * Returns: FALSE with @error set; some may have been copied then, and the next call begins afresh
 */
gboolean
fair_quarantine_keep (FairQuarantine     *self,
                      int                 fd,
                      const FairBadLine  *const *lines,
                      gsize               n_lines,
                      GError            **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean done = TRUE;

  /* Another process may have written since: what is known of the file holds for one call only. */
  forget (self);
  if (!open_file (self, error))
    {
      forget (self);
      return FALSE;
    }
  for (gsize i = 0; done && i < n_lines; i++)
    done = keep_line (self, fd, lines[i], out);
  done = done && fair_file_ops_write_all (self->ops, self->fd, out->str, out->len) &&
         self->ops->fdatasync (self->fd, self->ops->user_data) == 0;
  if (!done)
    fair_store_error_set (error, self->path, _("What could not be read could not be set aside"));
  forget (self);
  return done;
}
