/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way from the desk to the statistics. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void       fair_desk_statistics_install (GtkWidgetClass *desk_class);
GtkWidget *fair_desk_statistics_make_pages (GtkWidget *desk);
GtkWidget *fair_desk_statistics_get_desk (GtkWidget *pages);

G_END_DECLS
