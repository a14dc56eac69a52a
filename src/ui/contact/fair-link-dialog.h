/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows where a link leads, for visitors to take along. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean fair_link_dialog_activate (GtkLabel   *label,
                                    const char *uri,
                                    gpointer    user_data);

G_END_DECLS
