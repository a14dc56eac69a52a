/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of a journal's file: where its last whole line ends, and the latest time stamp of its last lines. */
#include "store/journal/fair-tail.h"

#include "base/fair-json.h"
#include "store/journal/fair-lines.h"
#include <string.h>

#define BLOCK_SIZE (64 * 1024)
/* How much of the end is looked at for the latest time stamp: at least one line, however long. */
#define TAIL_SIZE (2 * FAIR_JSON_MAX_LINE)

typedef struct
{
  gint64 now_ms;
  FairHlc *last;
} Observing;

/**
 * fair_tail_find_end:
 * @file: an open file
 * @lower: where a line is known to begin, in bytes
 * @size: how long the file is, in bytes
 * @end: (out): where its last whole line ends, at least @lower
 *
 * Looks backwards for the last newline, in blocks: what it costs does not depend on how long the file is.
 *
 * Returns: FALSE with `errno` set
 */
gboolean
fair_tail_find_end (const FairFile *file,
                    goffset         lower,
                    goffset         size,
                    goffset        *end)
{
  g_autofree char *block = g_malloc (BLOCK_SIZE);

  while (size > lower)
    {
      goffset from = MAX (lower, size - BLOCK_SIZE);
      const char *newline;

      if (!fair_file_read (file, block, (gsize) (size - from), from))
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

static gboolean
observe_line (const FairLine *line,
              gpointer        user_data,
              GError        **error)
{
  const Observing *self = user_data;

  if (line->error == NULL && (line->version.op == FAIR_OP_PUT || line->version.op == FAIR_OP_ERASE))
    fair_hlc_observe (self->last, &line->version.hlc, self->now_ms);
  return TRUE;
}

/**
 * fair_tail_observe:
 * @file: an open file
 * @lower: where a line is known to begin, in bytes; what is before it has been observed
 * @end: where its last whole line ends, in bytes
 * @now_ms: what the clock says, in milliseconds since 1970-01-01T00:00:00Z
 * @last: (inout): the latest time stamp; later ones among the last lines are taken in, as fair_hlc_observe() does
 *
 * Returns: FALSE if the lines could not be read
 */
gboolean
fair_tail_observe (const FairFile *file,
                   goffset         lower,
                   goffset         end,
                   gint64          now_ms,
                   FairHlc        *last)
{
  FairLines lines = { .file = file, .kind = FAIR_LINES_JOURNAL, .end = end };
  Observing observing = { now_ms, last };

  return fair_tail_find_end (file, lower, MAX (lower, end - TAIL_SIZE), &lines.from) &&
         fair_lines_foreach (&lines, observe_line, &observing, NULL, NULL);
}
