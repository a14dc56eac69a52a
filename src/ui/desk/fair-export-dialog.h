/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes sign-ups out of the laptop: whose, in which format, into which file; what became of it, and what was exported before. */
#pragma once

#include "desk/fair-export-who-row.h"

G_BEGIN_DECLS

#define FAIR_TYPE_EXPORT_DIALOG (fair_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FairExportDialog, fair_export_dialog, FAIR, EXPORT_DIALOG, AdwDialog)

AdwDialog *fair_export_dialog_new (FairBooth *booth);
AdwDialog *fair_export_dialog_new_for_desk (FairDeskModel      *model,
                                            const FairDeskView *view);
void       fair_export_dialog_set_template (FairExportDialog *self,
                                            GFile            *file);
void       fair_export_dialog_export (FairExportDialog *self,
                                      GFile            *file);

G_END_DECLS
