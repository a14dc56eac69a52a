/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a visitor leaves behind outside of the form: a copied or selected text that the next one could paste. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void fair_leavings_clear (GtkWidget *widget);

G_END_DECLS
