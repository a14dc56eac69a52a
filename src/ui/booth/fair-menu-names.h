/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names for the items of a menu that is opened. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void fair_menu_names_set (GtkMenuButton *button);

G_END_DECLS
