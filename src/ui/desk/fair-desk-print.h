/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints how those are reached who are shown on the desk. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void fair_desk_print_install (GtkWidgetClass *desk_class);

G_END_DECLS
