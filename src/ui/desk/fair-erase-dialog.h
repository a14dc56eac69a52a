/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Erases people for good: says what goes and what stays, asks, does it in a thread, and says what somebody has to look at. */
#pragma once

#include "booth/fair-booth.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_ERASE_DIALOG (fair_erase_dialog_get_type ())
/* Signal: erased (GStrv ids): these sign-ups are gone, the joined ones included. The dialog stays until somebody has read what it says. */
G_DECLARE_FINAL_TYPE (FairEraseDialog, fair_erase_dialog, FAIR, ERASE_DIALOG, AdwDialog)

AdwDialog *fair_erase_dialog_new (FairBooth         *booth,
                                  const char *const *ids);

G_END_DECLS
