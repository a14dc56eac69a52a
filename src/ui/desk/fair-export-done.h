/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of an export: how many are in it, who is not, and why; and where people are written to with it, that this is noted. */
#pragma once

#include "desk/fair-desk-model.h"
#include "export/fair-export-format.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_EXPORT_DONE (fair_export_done_get_type ())
/*
 * Signal: said (const char *text, gboolean can_undo): something is to be said in passing; whether fair_export_done_undo() takes back
 * what it is about.
 * Threading: the main thread.
 */
G_DECLARE_FINAL_TYPE (FairExportDone, fair_export_done, FAIR, EXPORT_DONE, AdwBin)

void       fair_export_done_set_model (FairExportDone *self,
                                       FairDeskModel  *model,
                                       gboolean        has_desk);
void       fair_export_done_show (FairExportDone         *self,
                                  const FairExportFormat *format,
                                  FairExportReport       *report,
                                  GFile                  *file);
GtkWidget *fair_export_done_get_focus (FairExportDone *self);
void       fair_export_done_undo (FairExportDone *self);

G_END_DECLS
