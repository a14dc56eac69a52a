/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays photo tiles out in justified rows. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FAIR_TYPE_JUSTIFIED_LAYOUT (fair_justified_layout_get_type ())
G_DECLARE_FINAL_TYPE (FairJustifiedLayout, fair_justified_layout, FAIR, JUSTIFIED_LAYOUT, GtkLayoutManager)

G_END_DECLS
