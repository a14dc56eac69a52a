/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a dialog has to make do with a low window, or with very large text in it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean fair_is_cramped (GtkWidget *content);

G_END_DECLS
