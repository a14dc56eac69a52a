/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What decoding a photo has taught, for whoever shows it next: its shape, and a picture of it that is at hand. */
#pragma once

#include "program/fair-photo.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

void        fair_picture_lore_learn (FairPhoto  *photo,
                                     GdkTexture *texture);
double      fair_picture_lore_get_aspect (FairPhoto *photo);
GdkTexture *fair_picture_lore_dup_texture (FairPhoto *photo);

G_END_DECLS
