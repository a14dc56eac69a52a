/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file that keeps, byte for byte and with the reason, what could not be read. */
#include "config.h"

#include "base/fair-json.h"
#include "store/journal/fair-quarantine-known.h"
#include "store/journal/fair-quarantine.h"
#include "store/journal/fair-store-error.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* What is written at once, in bytes. */
#define CHUNK_SIZE (640 * 1024)
#define JOURNAL_NAME "signups.jsonl"

struct _FairQuarantine
{
  const FairFileOps *ops;
  const FairClock *clock;
  char *folder;
  char *path;
  int fd;
  goffset size; /* of the file when it was opened, in bytes */
  FairQuarantineKnown *known;
  goffset doubtful; /* where what begins that the disk did not confirm and that could not be cut off; or -1 */
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
  self->known = fair_quarantine_known_new ();
  self->fd = -1;
  self->doubtful = -1;
  return self;
}

/**
 * fair_quarantine_free:
 * @self: (transfer full): a quarantine
 */
void
fair_quarantine_free (FairQuarantine *self)
{
  fair_quarantine_known_free (self->known);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

/* An entry that a crash tore gets its newline, so that the next one begins on a line of its own. */
static gboolean
end_last_line (FairQuarantine *self,
               goffset         size)
{
  char last = '\n';

  if (size > 0 && !fair_file_ops_pread_exact (self->ops, self->fd, &last, 1, size - 1))
    return FALSE;
  return last == '\n' || fair_file_ops_write_all (self->ops, self->fd, "\n", 1);
}

static gboolean
open_file (FairQuarantine *self,
           GError        **error)
{
  g_autoptr (GError) io_error = NULL;
  struct stat status;

  self->fd = fair_file_ops_open_regular (self->ops, self->path, O_RDWR | O_APPEND | O_CREAT, 0600, &status);
  if (self->fd < 0 || !end_last_line (self, status.st_size))
    {
      fair_store_error_set (error, self->path, _("What could not be read could not be set aside"));
      return FALSE;
    }
  if (status.st_size == 0 && !fair_file_ops_sync_folder (self->ops, self->folder, &io_error))
    {
      fair_store_error_propagate (error, g_steal_pointer (&io_error));
      return FALSE;
    }
  self->size = status.st_size;
  return fair_quarantine_known_update (self->known, self->ops, self->path, &status,
                                       self->doubtful < 0 ? status.st_size : MIN (status.st_size, self->doubtful),
                                       error);
}

/*
 * What a disk did not confirm is not on it, even if it is read from memory: nobody may take it for kept. The descriptor
 * whose sync failed is not used again.
 */
static void
take_back (FairQuarantine *self)
{
  goffset size = self->doubtful < 0 ? self->size : MIN (self->size, self->doubtful);
  int fd;

  fair_file_ops_close (self->ops, &self->fd);
  fair_quarantine_known_forget (self->known);
  fd = fair_file_ops_open (self->ops, self->path, O_WRONLY, 0);
  self->doubtful = fd >= 0 && self->ops->ftruncate (fd, size, self->ops->user_data) == 0 ? -1 : size;
  fair_file_ops_close (self->ops, &fd);
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

/* A line may be as long as the journal: it is never in memory as a whole. */
static GChecksum *
compute_checksum (FairQuarantine    *self,
                  int                fd,
                  const FairBadLine *line,
                  guchar            *piece)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (gsize done = 0; done < line->length; done += FAIR_QUARANTINE_PIECE_SIZE)
    {
      gsize n = MIN (FAIR_QUARANTINE_PIECE_SIZE, line->length - done);

      if (!fair_file_ops_pread_exact (self->ops, fd, piece, n, line->offset + (goffset) done))
        return NULL;
      g_checksum_update (checksum, piece, (gssize) n);
    }
  return g_steal_pointer (&checksum);
}

static gboolean
flush (FairQuarantine *self,
       GString        *out)
{
  if (!fair_file_ops_write_all (self->ops, self->fd, out->str, out->len))
    return FALSE;
  g_string_truncate (out, 0);
  return TRUE;
}

static gboolean
copy_line (FairQuarantine    *self,
           int                fd,
           const FairBadLine *line,
           guchar            *piece,
           GString           *out)
{
  for (gsize done = 0; done < line->length; done += FAIR_QUARANTINE_PIECE_SIZE)
    {
      goffset offset = line->offset + (goffset) done;
      gsize n = MIN (FAIR_QUARANTINE_PIECE_SIZE, line->length - done);

      if (!fair_file_ops_pread_exact (self->ops, fd, piece, n, offset))
        return FALSE;
      append_entry (self, out, line, offset, piece, n);
      if (out->len >= CHUNK_SIZE && !flush (self, out))
        return FALSE;
    }
  return TRUE;
}

/* Adds a line to @out if it is not in the file yet, and writes @out when it has grown large. */
static gboolean
keep_line (FairQuarantine    *self,
           int                fd,
           const FairBadLine *line,
           GString           *out)
{
  g_autofree guchar *piece = g_malloc (FAIR_QUARANTINE_PIECE_SIZE);
  g_autoptr (GChecksum) checksum = compute_checksum (self, fd, line, piece);

  if (checksum == NULL)
    return FALSE;
  if (line->length == 0 || fair_quarantine_known_contains (self->known, checksum))
    return TRUE;
  fair_quarantine_known_add (self->known, checksum);
  return copy_line (self, fd, line, piece, out);
}

static gboolean
keep_lines (FairQuarantine     *self,
            int                 fd,
            const FairBadLine  *const *lines,
            gsize               n_lines)
{
  g_autoptr (GString) out = g_string_new (NULL);
  struct stat status;

  for (gsize i = 0; i < n_lines; i++)
    if (!keep_line (self, fd, lines[i], out))
      return FALSE;
  if (!flush (self, out) || self->ops->fdatasync (self->fd, self->ops->user_data) != 0)
    return FALSE;
  if (self->ops->fstat (self->fd, &status, self->ops->user_data) == 0)
    fair_quarantine_known_confirm (self->known, &status);
  else
    fair_quarantine_known_forget (self->known);
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
 * Copies lines of the journal into the quarantine, durably. What is there already, wherever it was, is not copied again:
 * the same bytes say the same thing. An empty line has nothing to copy.
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
  gboolean done;

  if (!open_file (self, error))
    {
      fair_file_ops_close (self->ops, &self->fd);
      return FALSE;
    }
  done = keep_lines (self, fd, lines, n_lines);
  if (done)
    self->doubtful = -1;
  else
    {
      fair_store_error_set (error, self->path, _("What could not be read could not be set aside"));
      take_back (self);
    }
  fair_file_ops_close (self->ops, &self->fd);
  return done;
}
