/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import did: how many people came, which lines were refused, and whose clocks are wrong. */
#include "store/import/fair-import-report.h"

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

static void
free_returned (gpointer data)
{
  FairReturned *returned = data;

  g_free (returned->id);
  g_free (returned->keeper);
  g_free (returned);
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
  self->erasure = fair_erase_report_new ();
  self->returned = g_ptr_array_new_with_free_func (free_returned);
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
  fair_erase_report_free (self->erasure);
  g_ptr_array_unref (self->returned);
  g_free (self);
}

/**
 * fair_import_report_refuse:
 * @self: a report
 * @file: the file's path
 * @line_number: the line, from 1
 * @reason: why it was not taken, translated
 *
 * Counts a refused line, tells whoever wants to hear of it, and describes it as long as there is room.
 */
void
fair_import_report_refuse (FairImportReport *self,
                           const char       *file,
                           guint64           line_number,
                           const char       *reason)
{
  const FairRefusedLine told = { (char *) file, line_number, (char *) reason };
  FairRefusedLine *line;

  self->n_refused++;
  if (self->refused_func != NULL)
    self->refused_func (&told, self->refused_data);
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

/**
 * fair_import_report_return:
 * @self: a report
 * @id: the id of a sign-up that is seen again
 * @keeper: the id of the erased one that it had been joined into
 */
void
fair_import_report_return (FairImportReport *self,
                           const char       *id,
                           const char       *keeper)
{
  FairReturned *returned = g_new (FairReturned, 1);

  *returned = (FairReturned) { g_strdup (id), g_strdup (keeper) };
  g_ptr_array_add (self->returned, returned);
}
