/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays tiles out in rows that fill the width: as many columns as fit, the tiles shared out evenly among the rows. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FAIR_TYPE_TILE_LAYOUT (fair_tile_layout_get_type ())
/* Properties: min-column-width, max-columns, spacing */
G_DECLARE_FINAL_TYPE (FairTileLayout, fair_tile_layout, FAIR, TILE_LAYOUT, GtkLayoutManager)

guint fair_tile_layout_count_columns (int   width,
                                      guint n_tiles,
                                      int   min_column_width,
                                      guint max_columns,
                                      int   spacing);

G_END_DECLS
