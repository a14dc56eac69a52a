/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A photo of a content pack: where it lies, what it shows, and its shape before it is decoded. */
#pragma once

#include "base/fair-localized.h"
#include <gio/gio.h>

G_BEGIN_DECLS

#define FAIR_TYPE_PHOTO (fair_photo_get_type ())
G_DECLARE_FINAL_TYPE (FairPhoto, fair_photo, FAIR, PHOTO, GObject)

const char *fair_photo_get_id (FairPhoto *self);
GFile      *fair_photo_get_file (FairPhoto *self);
const char *fair_photo_get_caption (FairPhoto *self, const char *language);
const char *fair_photo_get_alt (FairPhoto *self, const char *language);
const char *fair_photo_get_color (FairPhoto *self); /* "#rrggbb", or NULL */
double      fair_photo_get_aspect (FairPhoto *self); /* width / height; 1.5 where the pack does not say */
gboolean    fair_photo_is_in_album (FairPhoto *self, const char *album);

G_END_DECLS
