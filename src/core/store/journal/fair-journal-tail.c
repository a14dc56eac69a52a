/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of a journal's file: where its last whole line ends, and what its last lines say. */
#include "base/fair-json.h"
#include "store/journal/fair-journal-line.h"
#include "store/journal/fair-journal-tail.h"
#include <string.h>

#define BLOCK_SIZE (64 * 1024)
/* How much of the end is looked at for the latest time stamp: at least one line, however long. */
#define TAIL_SIZE (2 * FAIR_JSON_MAX_LINE)

/**
 * fair_journal_tail_find_end:
 * @ops: the operations
 * @fd: an open file
 * @lower: where a line is known to begin, in bytes
 * @size: how long the file is, in bytes
 * @end: (out): where its last whole line ends, at least @lower
 *
 * Looks backwards for the last newline, in blocks: what it costs does not depend on how long the file is.
 *
 * Returns: FALSE with `errno` set
 */
gboolean
fair_journal_tail_find_end (const FairFileOps *ops,
                            int                fd,
                            goffset            lower,
                            goffset            size,
                            goffset           *end)
{
  g_autofree char *block = g_malloc (BLOCK_SIZE);

  while (size > lower)
    {
      goffset from = MAX (lower, size - BLOCK_SIZE);
      char *newline;

      if (!fair_file_ops_pread_exact (ops, fd, block, (gsize) (size - from), from))
        return FALSE;
      newline = memrchr (block, '\n', (gsize) (size - from));
      if (newline != NULL)
        {
          *end = from + (newline - block) + 1;
          return TRUE;
        }
      size = from;
    }
  *end = lower;
  return TRUE;
}

static void
set_mark (FairJournalTail *self,
          const char      *bytes,
          gsize            length)
{
  self->mark_length = MIN (length, FAIR_JOURNAL_MARK_SIZE);
  memcpy (self->mark, bytes + length - self->mark_length, self->mark_length);
}

static void
observe_line (const char *text,
              gsize       length,
              gint64      now_ms,
              FairHlc    *last)
{
  g_auto (FairRecord) record = { 0 };

  if (fair_journal_line_decode (text, length, NULL, &record, NULL) && record.op != FAIR_OP_UNKNOWN)
    fair_hlc_observe (last, &record.hlc, now_ms);
}

/* Takes in the time stamps of the last lines between @lower, where a line begins, and the end. */
static gboolean
observe (FairJournalTail   *self,
         const FairFileOps *ops,
         int                fd,
         goffset            lower,
         gint64             now_ms,
         FairHlc           *last)
{
  goffset from = MAX (lower, self->end - TAIL_SIZE);
  g_autofree char *bytes = g_malloc (TAIL_SIZE);
  gsize n = (gsize) (self->end - from);
  const char *line = bytes, *newline;

  if (!fair_file_ops_pread_exact (ops, fd, bytes, n, from))
    return FALSE;
  if (n > 0 || self->end == 0)
    set_mark (self, bytes, n);
  if (from > lower)
    {
      newline = memchr (bytes, '\n', n);
      line = newline != NULL ? newline + 1 : bytes + n;
    }
  for (; (newline = memchr (line, '\n', (gsize) (bytes + n - line))) != NULL; line = newline + 1)
    observe_line (line, (gsize) (newline - line), now_ms, last);
  return TRUE;
}

/**
 * fair_journal_tail_examine:
 * @self: the tail
 * @ops: the operations
 * @fd: the journal, open for reading
 * @lower: where a line is known to begin, in bytes; what is before it has been examined
 * @size: how long the file is, in bytes
 * @now_ms: what the clock says, in milliseconds since 1970-01-01T00:00:00Z
 * @last: (inout): the latest time stamp; later ones among the last lines are taken in, as fair_hlc_observe() does
 *
 * What it costs does not depend on how long the file is.
 *
 * Returns: FALSE with `errno` set
 */
gboolean
fair_journal_tail_examine (FairJournalTail   *self,
                           const FairFileOps *ops,
                           int                fd,
                           goffset            lower,
                           goffset            size,
                           gint64             now_ms,
                           FairHlc           *last)
{
  return fair_journal_tail_find_end (ops, fd, lower, size, &self->end) &&
         observe (self, ops, fd, lower, now_ms, last);
}

/**
 * fair_journal_tail_extend:
 * @self: the tail
 * @lines: whole lines that were appended and acknowledged
 * @length: how long they are, in bytes
 */
void
fair_journal_tail_extend (FairJournalTail *self,
                          const char      *lines,
                          gsize            length)
{
  self->end += (goffset) length;
  set_mark (self, lines, length);
}

/**
 * fair_journal_tail_is_there:
 * @self: the tail
 * @ops: the operations
 * @fd: the journal, open for reading
 *
 * Returns: whether the file still has the remembered bytes where they were
 */
gboolean
fair_journal_tail_is_there (const FairJournalTail *self,
                            const FairFileOps     *ops,
                            int                    fd)
{
  char bytes[FAIR_JOURNAL_MARK_SIZE];

  return fair_file_ops_pread_exact (ops, fd, bytes, self->mark_length, self->end - (goffset) self->mark_length) &&
         memcmp (bytes, self->mark, self->mark_length) == 0;
}
