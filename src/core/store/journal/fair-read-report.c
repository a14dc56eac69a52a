/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What reading a journal met: how many lines of each kind, and which could not be read. */
#include "store/journal/fair-read-report.h"

/**
 * fair_bad_line_new:
 * @line_number: from 1, or 0 for a torn tail
 * @offset: where it begins in the file, in bytes
 * @length: how long it is, in bytes
 * @torn: whether the newline at its end is missing
 * @reason: what is wrong with it, translated
 *
 * Returns: (transfer full): the description
 */
FairBadLine *
fair_bad_line_new (guint64     line_number,
                   goffset     offset,
                   gsize       length,
                   gboolean    torn,
                   const char *reason)
{
  FairBadLine *self = g_new (FairBadLine, 1);

  *self = (FairBadLine) { line_number, offset, length, torn, g_strdup (reason) };
  return self;
}

/**
 * fair_bad_line_copy:
 * @self: a description
 *
 * Returns: (transfer full): a copy of it
 */
FairBadLine *
fair_bad_line_copy (const FairBadLine *self)
{
  return fair_bad_line_new (self->line_number, self->offset, self->length, self->torn, self->reason);
}

/**
 * fair_bad_line_free:
 * @self: (transfer full): a description
 */
void
fair_bad_line_free (FairBadLine *self)
{
  g_free (self->reason);
  g_free (self);
}

/**
 * fair_read_report_new:
 *
 * Returns: (transfer full): an empty report
 */
FairReadReport *
fair_read_report_new (void)
{
  FairReadReport *self = g_new0 (FairReadReport, 1);

  self->bad_lines = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_bad_line_free);
  return self;
}

/**
 * fair_read_report_free:
 * @self: (transfer full): a report
 */
void
fair_read_report_free (FairReadReport *self)
{
  g_ptr_array_unref (self->bad_lines);
  g_free (self->unkept);
  g_free (self);
}

/**
 * fair_read_report_add_line:
 * @self: a report
 * @line: a line that was read
 *
 * Counts the line; which of the puts stand is for others to count.
 */
void
fair_read_report_add_line (FairReadReport *self,
                           const FairLine *line)
{
  self->n_lines++;
  self->n_bytes += line->length + 1;
  if (line->error != NULL)
    g_ptr_array_add (self->bad_lines,
                     fair_bad_line_new (line->number, line->offset, line->length, FALSE, line->error->message));
  else if (line->version.op == FAIR_OP_ERASE)
    self->n_erased++;
  else if (line->version.op == FAIR_OP_UNKNOWN)
    self->n_unknown++;
  else if (line->version.op == FAIR_OP_WORDING)
    self->n_wordings++;
}
