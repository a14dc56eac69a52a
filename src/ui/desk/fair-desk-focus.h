/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the keys are anybody's at the desk. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean fair_desk_focus_is_lost (GtkWidget *desk);
gboolean fair_desk_focus_is_in (GtkWidget *part);

G_END_DECLS
