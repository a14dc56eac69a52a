/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One fact: a value that is read from two metres away, a caption that is read from half a metre. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FAIR_TYPE_FACT_TILE (fair_fact_tile_get_type ())
G_DECLARE_FINAL_TYPE (FairFactTile, fair_fact_tile, FAIR, FACT_TILE, GtkBox)

GtkWidget *fair_fact_tile_new (const char *value,
                               const char *caption);

G_END_DECLS
