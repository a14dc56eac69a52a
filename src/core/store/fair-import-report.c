/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import did: how many people came, which lines were refused, and whose clocks are wrong. */
#include "store/fair-import-report.h"

static void
free_refused (gpointer data)
{
  FairRefusedLine *line = data;

  g_free (line->file);
  g_free (line->reason);
  g_free (line);
}

static void
free_wrong_clock (gpointer data)
{
  FairWrongClock *clock = data;

  g_free (clock->file);
  g_free (clock->id);
  g_free (clock);
}

/**
 * fair_import_report_new:
 *
 * Returns: (transfer full): an empty report
 */
FairImportReport *
fair_import_report_new (void)
{
  FairImportReport *self = g_new0 (FairImportReport, 1);

  self->refused = g_ptr_array_new_with_free_func (free_refused);
  self->wrong_clocks = g_ptr_array_new_with_free_func (free_wrong_clock);
  return self;
}

/**
 * fair_import_report_free:
 * @self: (transfer full): a report
 */
void
fair_import_report_free (FairImportReport *self)
{
  g_ptr_array_unref (self->refused);
  g_ptr_array_unref (self->wrong_clocks);
  g_free (self);
}

/**
 * fair_import_report_refuse:
 * @self: a report
 * @file: the file's path
 * @line_number: the line, from 1
 * @reason: why it was not taken, translated
 *
 * Counts a refused line, and describes it as long as there is room.
 */
void
fair_import_report_refuse (FairImportReport *self,
                           const char       *file,
                           guint64           line_number,
                           const char       *reason)
{
  FairRefusedLine *line;

  self->n_refused++;
  if (self->refused->len >= FAIR_IMPORT_MAX_NOTES)
    return;
  line = g_new (FairRefusedLine, 1);
  *line = (FairRefusedLine) { g_strdup (file), line_number, g_strdup (reason) };
  g_ptr_array_add (self->refused, line);
}

/**
 * fair_import_report_flag:
 * @self: a report
 * @file: the file's path
 * @line_number: the line, from 1
 * @id: the person's id
 * @hlc: the time stamp
 *
 * Counts a version with a wrong time, and describes it as long as there is room.
 */
void
fair_import_report_flag (FairImportReport *self,
                         const char       *file,
                         guint64           line_number,
                         const char       *id,
                         const FairHlc    *hlc)
{
  FairWrongClock *clock;

  self->n_wrong_clocks++;
  if (self->wrong_clocks->len >= FAIR_IMPORT_MAX_NOTES)
    return;
  clock = g_new (FairWrongClock, 1);
  *clock = (FairWrongClock) { g_strdup (file), line_number, g_strdup (id), *hlc };
  g_ptr_array_add (self->wrong_clocks, clock);
}
