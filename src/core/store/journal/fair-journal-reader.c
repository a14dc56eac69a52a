/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a file line by line in constant memory, as it was when the reading began. */
#include "config.h"

#include "base/fair-json.h"
#include "store/journal/fair-journal-reader.h"
#include "store/journal/fair-store-error.h"
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define BUFFER_SIZE (1024 * 1024)

struct _FairJournalReader
{
  const FairFileOps *ops;
  int fd;
  char *name;
  goffset end;
  char *buffer;
  gsize start;     /* of what is unread in the buffer */
  gsize filled;    /* where the buffer's contents end */
  goffset offset;  /* of the buffer's beginning in the file */
  goffset line_end; /* of the last line, behind its newline */
  gboolean finished; /* whether there is no further line */
  guint64 number;  /* of the last line */
};

/**
 * fair_journal_reader_new:
 * @ops: the operations; they must outlive the reader
 * @fd: (transfer full): an open file, closed with the reader
 * @end: how far to read, in bytes; what is appended later is not seen
 * @name: the file's path, for errors
 *
 * The file may be renamed, replaced or appended to meanwhile. Threading: one thread at a time.
 *
 * Returns: (transfer full): a reader at the beginning of the file
 */
FairJournalReader *
fair_journal_reader_new (const FairFileOps *ops,
                         int                fd,
                         goffset            end,
                         const char        *name)
{
  FairJournalReader *self = g_new0 (FairJournalReader, 1);

  self->ops = ops;
  self->fd = fd;
  self->end = end;
  self->name = g_strdup (name);
  self->buffer = g_malloc (BUFFER_SIZE);
  return self;
}

/**
 * fair_journal_reader_open:
 * @ops: the operations; they must outlive the reader
 * @path: an ordinary file
 * @flags: of open(2), beside `O_RDONLY`
 *
 * Never waits for a pipe or a device that somebody put in the file's place. What is appended later is not seen.
 *
 * Returns: (transfer full): a reader at the beginning of the file, or NULL with `errno` set
 */
FairJournalReader *
fair_journal_reader_open (const FairFileOps *ops,
                          const char        *path,
                          int                flags)
{
  struct stat status;
  int fd = fair_file_ops_open_regular (ops, path, O_RDONLY | flags, 0, &status);

  return fd >= 0 ? fair_journal_reader_new (ops, fd, status.st_size, path) : NULL;
}

/**
 * fair_journal_reader_free:
 * @self: (transfer full): a reader
 */
void
fair_journal_reader_free (FairJournalReader *self)
{
  fair_file_ops_close (self->ops, &self->fd);
  g_free (self->buffer);
  g_free (self->name);
  g_free (self);
}

/**
 * fair_journal_reader_rewind:
 * @self: a reader
 *
 * Goes back to the first line.
 */
void
fair_journal_reader_rewind (FairJournalReader *self)
{
  fair_journal_reader_start_at (self, 0);
}

/**
 * fair_journal_reader_start_at:
 * @self: a reader
 * @offset: where a line begins, in bytes
 *
 * Goes to that line, and counts from there.
 */
void
fair_journal_reader_start_at (FairJournalReader *self,
                              goffset            offset)
{
  self->start = self->filled = 0;
  self->offset = offset;
  self->number = 0;
  self->line_end = offset;
  self->finished = FALSE;
}

/**
 * fair_journal_reader_get_end:
 * @self: a reader
 *
 * Returns: how far it reads, in bytes
 */
goffset
fair_journal_reader_get_end (const FairJournalReader *self)
{
  return self->end;
}

/**
 * fair_journal_reader_get_fd:
 * @self: a reader
 *
 * Returns: the file that it reads, open as long as the reader exists
 */
int
fair_journal_reader_get_fd (const FairJournalReader *self)
{
  return self->fd;
}

/**
 * fair_journal_reader_is_finished:
 * @self: a reader
 *
 * Returns: whether all lines were read, to the end of what there is to read
 */
gboolean
fair_journal_reader_is_finished (const FairJournalReader *self)
{
  return self->finished;
}

/**
 * fair_journal_reader_has_tail:
 * @self: a reader that is finished
 *
 * Returns: whether there are bytes without a newline after the last line
 */
gboolean
fair_journal_reader_has_tail (const FairJournalReader *self)
{
  return self->line_end < self->end;
}

/* Moves what is unread to the front and fills the rest. Returns FALSE at the end, or with @error set. */
static gboolean
fill (FairJournalReader *self,
      GError           **error)
{
  gsize unread = self->filled - self->start;
  goffset from = self->offset + (goffset) self->filled;
  gsize length = MIN (BUFFER_SIZE - unread, (gsize) (self->end - from));

  memmove (self->buffer, self->buffer + self->start, unread);
  self->offset += (goffset) self->start;
  self->start = 0;
  self->filled = unread;
  self->finished = from >= self->end;
  if (self->finished)
    return FALSE;
  if (!fair_file_ops_pread_exact (self->ops, self->fd, self->buffer + unread, length, from))
    {
      fair_store_error_set (error, self->name, _("The sign-ups could not be read"));
      return FALSE;
    }
  self->filled += length;
  return TRUE;
}

/* Drops the rest of a line that is too long, piece by piece; @line already has its beginning. */
static gboolean
skip_line (FairJournalReader *self,
           FairRawLine       *line,
           GError           **error)
{
  char *newline = NULL;

  line->text = NULL;
  line->length = 0;
  while (newline == NULL)
    {
      gsize unread = self->filled - self->start;

      newline = memchr (self->buffer + self->start, '\n', unread);
      if (newline != NULL)
        unread = (gsize) (newline - self->buffer) - self->start;
      line->length += unread;
      self->start += unread;
      if (newline == NULL && !fill (self, error))
        return FALSE;
    }
  self->start++;
  return TRUE;
}

/**
 * fair_journal_reader_next:
 * @self: a reader
 * @line: (out caller-allocates): the next line
 * @error: %FAIR_STORE_ERROR: why it could not be read
 *
 * Reads the next line. Bytes without a newline at the end are no line: somebody is writing them, or was.
 *
 * Returns: FALSE at the end, and with @error set on failure
 */
gboolean
fair_journal_reader_next (FairJournalReader  *self,
                          FairRawLine        *line,
                          GError            **error)
{
  gsize seen = 0;

  for (;;)
    {
      const char *unread = self->buffer + self->start;
      gsize n = self->filled - self->start;
      const char *newline = n > seen ? memchr (unread + seen, '\n', n - seen) : NULL;

      *line = (FairRawLine) { unread, n, self->offset + (goffset) self->start, self->number + 1 };
      if (newline != NULL)
        {
          line->length = (gsize) (newline - unread);
          if (line->length > FAIR_JSON_MAX_LINE)
            line->text = NULL;
          self->start += line->length + 1;
          break;
        }
      if (n > FAIR_JSON_MAX_LINE)
        {
          if (!skip_line (self, line, error))
            return FALSE;
          break;
        }
      seen = n;
      if (!fill (self, error))
        return FALSE;
    }
  self->number++;
  self->line_end = self->offset + (goffset) self->start;
  return TRUE;
}

/**
 * fair_journal_reader_reread:
 * @self: a reader
 * @offset: where bytes begin that were read before
 * @length: how many there are
 * @error: %FAIR_STORE_ERROR: why they cannot be read again
 *
 * Where the reading is does not change by it. Threading: any; blocks.
 *
 * Returns: (transfer full): the bytes, and a NUL after them, or NULL with @error set
 */
char *
fair_journal_reader_reread (const FairJournalReader  *self,
                            goffset                   offset,
                            gsize                     length,
                            GError                  **error)
{
  g_autofree char *bytes = g_malloc (length + 1);

  bytes[length] = '\0';
  if (fair_file_ops_pread_exact (self->ops, self->fd, bytes, length, offset))
    return g_steal_pointer (&bytes);
  fair_store_error_set (error, self->name, _("The sign-ups could not be read"));
  return NULL;
}
