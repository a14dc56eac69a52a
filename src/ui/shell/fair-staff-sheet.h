/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What staff find behind the corner in kiosk mode: how many signed up, whether the laptop is well, pause, note, end. */
#pragma once

#include "booth/fair-booth.h"
#include "shell/fair-health.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_STAFF_SHEET (fair_staff_sheet_get_type ())
G_DECLARE_FINAL_TYPE (FairStaffSheet, fair_staff_sheet, FAIR, STAFF_SHEET, AdwDialog)

AdwDialog *fair_staff_sheet_new (FairBooth  *booth,
                                 FairHealth *health);

G_END_DECLS
