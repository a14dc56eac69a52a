/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sees whether anybody is there: every key, touch and movement in a window, and every second without one. */
#pragma once

#include "booth/fair-booth.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FAIR_TYPE_IDLE_WATCH (fair_idle_watch_get_type ())
/* Signal "chord": the staff's key chord was pressed in kiosk mode. Threading: main thread only. */
G_DECLARE_FINAL_TYPE (FairIdleWatch, fair_idle_watch, FAIR, IDLE_WATCH, GObject)

FairIdleWatch *fair_idle_watch_new (GtkWidget *window,
                                    FairBooth *booth);
void           fair_idle_watch_tick (FairIdleWatch *self);
void           fair_idle_watch_stop (FairIdleWatch *self);

G_END_DECLS
