/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ten-second note in the window: reads the last visitors of the fair, and saves what staff note about one. */
#pragma once

#include "booth/fair-booth.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_NOTE_DIALOG (fair_note_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FairNoteDialog, fair_note_dialog, FAIR, NOTE_DIALOG, AdwDialog)

AdwDialog *fair_note_dialog_new (FairBooth *booth);
char      *fair_note_dialog_dup_time (FairBooth *booth,
                                      gint64     at_ms);

G_END_DECLS
