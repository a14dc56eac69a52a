/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A photo of the pack on screen: its colour at once, the picture as soon as it is decoded, at the size that is needed. */
#pragma once

#include "program/fair-photo.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FAIR_TYPE_PICTURE (fair_picture_get_type ())
/* Properties: photo (FairPhoto), content-fit (GtkContentFit, cover), xalign (float, 0.5: where a picture stands that is
 * narrower than its room), max-height (int, 0: if not 0, it asks for room of its own shape, at most as high), aspect
 * (double, readable: its shape as far as it is known), failed (boolean, readable: it cannot be shown) */
G_DECLARE_FINAL_TYPE (FairPicture, fair_picture, FAIR, PICTURE, GtkWidget)

GtkWidget  *fair_picture_new (void);
void        fair_picture_set_photo (FairPicture *self,
                                    FairPhoto   *photo);
FairPhoto  *fair_picture_get_photo (FairPicture *self);
double      fair_picture_get_aspect (FairPicture *self);
GdkTexture *fair_picture_get_texture (FairPicture *self);

G_END_DECLS
