/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which children of a widget a layout manager has to place. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GPtrArray *fair_layout_collect_children (GtkWidget *widget);

G_END_DECLS
