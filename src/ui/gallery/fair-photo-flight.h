/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies behind a photo that is open; on it the photo comes out of its place in the grid, and goes back into it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FAIR_TYPE_PHOTO_FLIGHT (fair_photo_flight_get_type ())
/* Property: progress (double, readable, from 0: in its place, to 1: open). Signal: landed: it is where it was to go */
G_DECLARE_FINAL_TYPE (FairPhotoFlight, fair_photo_flight, FAIR, PHOTO_FLIGHT, GtkWidget)

void     fair_photo_flight_fly (FairPhotoFlight *self,
                                GdkTexture      *texture,
                                GtkWidget       *place,
                                gboolean         out);
void     fair_photo_flight_skip (FairPhotoFlight *self);
void     fair_photo_flight_let_go (FairPhotoFlight *self);
double   fair_photo_flight_get_progress (FairPhotoFlight *self);
gboolean fair_photo_flight_get_bounds (FairPhotoFlight *self,
                                       graphene_rect_t *bounds);

G_END_DECLS
