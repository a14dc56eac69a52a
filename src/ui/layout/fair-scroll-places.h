/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far one has scrolled, carried from widgets to others that take their place. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void fair_scroll_places_carry_over (GtkWidget *to,
                                    GtkWidget *from);

G_END_DECLS
