/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes sign-ups out of the laptop: which fair, which format, which file. */
#pragma once

#include "booth/fair-booth.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_EXPORT_DIALOG (fair_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FairExportDialog, fair_export_dialog, FAIR, EXPORT_DIALOG, AdwDialog)

AdwDialog *fair_export_dialog_new (FairBooth *booth);

G_END_DECLS
