/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet in which the PINs are set, changed and removed, and what has become of them. */
#pragma once

#include "booth/fair-booth.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_PINS_DIALOG (fair_pins_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FairPinsDialog, fair_pins_dialog, FAIR, PINS_DIALOG, AdwDialog)

AdwDialog *fair_pins_dialog_new (FairBooth *booth);
char      *fair_pins_dialog_dup_news (FairBooth *booth);
void       fair_pins_dialog_news_seen (FairBooth *booth);

G_END_DECLS
