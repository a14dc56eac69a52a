/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kiosk mode in the window: what stands over the pages, the way in for staff, a screen that stays on, and nothing to leave by. */
#pragma once

#include "booth/fair-booth.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FAIR_TYPE_KIOSK_MODE (fair_kiosk_mode_get_type ())
G_DECLARE_FINAL_TYPE (FairKioskMode, fair_kiosk_mode, FAIR, KIOSK_MODE, GObject)

FairKioskMode *fair_kiosk_mode_new (GtkWindow  *window,
                                    GtkOverlay *overlay,
                                    FairBooth  *booth);
void           fair_kiosk_mode_open_staff (FairKioskMode *self);

G_END_DECLS
