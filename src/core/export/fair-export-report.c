/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of an export: how many are in the file, and who is not, and why. */
#include "export/fair-export-report.h"

static void
left_out_free (gpointer data)
{
  FairLeftOut *self = data;

  g_free (self->id);
  g_free (self->reason);
  g_free (self);
}

/** Returns: (transfer full): an empty report */
FairExportReport *
fair_export_report_new (void)
{
  FairExportReport *self = g_new0 (FairExportReport, 1);

  self->read = fair_read_report_new ();
  self->left_out = g_ptr_array_new_with_free_func (left_out_free);
  self->reached = g_ptr_array_new_with_free_func (g_free);
  self->missing = g_ptr_array_new_with_free_func (g_free);
  self->alike = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/** Frees a report. */
void
fair_export_report_free (FairExportReport *self)
{
  fair_read_report_free (self->read);
  g_ptr_array_unref (self->left_out);
  g_ptr_array_unref (self->reached);
  g_ptr_array_unref (self->missing);
  g_ptr_array_unref (self->alike);
  g_free (self);
}

/** Says that the format could not take somebody. @reason: without any of their details; both are copied */
void
fair_export_report_add_left_out (FairExportReport *self,
                                 const char       *id,
                                 const char       *reason)
{
  FairLeftOut *left_out = g_new (FairLeftOut, 1);

  *left_out = (FairLeftOut) { g_strdup (id), g_strdup (reason) };
  g_ptr_array_add (self->left_out, left_out);
}

/** Says that the program that reads the file will take somebody for one who stands before them. @id: is copied */
void
fair_export_report_add_alike (FairExportReport *self,
                              const char       *id)
{
  self->n_alike++;
  if (self->alike->len < FAIR_EXPORT_ALIKE_MAX)
    g_ptr_array_add (self->alike, g_strdup (id));
}
