/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One photo in the grid: the whole picture, its caption on a shade while it is pointed at or focused. */
#pragma once

#include "program/fair-photo.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FAIR_TYPE_PHOTO_TILE (fair_photo_tile_get_type ())
G_DECLARE_FINAL_TYPE (FairPhotoTile, fair_photo_tile, FAIR, PHOTO_TILE, GtkButton)

GtkWidget  *fair_photo_tile_new (FairPhoto *photo);
FairPhoto  *fair_photo_tile_get_photo (FairPhotoTile *self);
GdkTexture *fair_photo_tile_get_texture (FairPhotoTile *self);
double      fair_photo_tile_get_aspect (FairPhotoTile *self);

G_END_DECLS
