/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts this laptop's sign-ups into a folder, on a stick or a synchronised one, for whoever collects. */
#pragma once

#include "booth/fair-booth.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_HAND_OVER_DIALOG (fair_hand_over_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FairHandOverDialog, fair_hand_over_dialog, FAIR, HAND_OVER_DIALOG, AdwDialog)

AdwDialog *fair_hand_over_dialog_new (FairBooth *booth);
void       fair_hand_over_dialog_hand_over (FairHandOverDialog *self,
                                            const char         *folder);

G_END_DECLS
