/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What reading a journal met: how many lines of each kind, and which could not be read. */
#include "store/journal/fair-read-report.h"

/** Returns: (transfer full): a bad line; @reason is copied */
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

/** Frees a bad line. */
void
fair_bad_line_free (FairBadLine *self)
{
  g_free (self->reason);
  g_free (self);
}

/** Returns: (transfer full): an empty report */
FairReadReport *
fair_read_report_new (void)
{
  FairReadReport *self = g_new0 (FairReadReport, 1);

  self->bad_lines = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_bad_line_free);
  return self;
}

/** Frees a report. */
void
fair_read_report_free (FairReadReport *self)
{
  g_ptr_array_unref (self->bad_lines);
  g_free (self->unkept);
  g_free (self);
}

/** Counts a line that was read; which of the puts stand is for others to count. */
void
fair_read_report_add_line (FairReadReport *self,
                           const FairLine *line)
{
  if (self->tick != NULL)
    self->tick (self->tick_data);
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
