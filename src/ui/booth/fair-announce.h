/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells those who hear the window what others see happen in it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void fair_announce (GtkWidget                         *widget,
                    const char                        *text,
                    GtkAccessibleAnnouncementPriority  priority);

G_END_DECLS
