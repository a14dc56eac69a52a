/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts with links that visitors take home. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *fair_link_label_new (GtkAccessibleRole  role,
                                const char        *markup,
                                const char        *css_class,
                                const char        *title);

G_END_DECLS
