/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A photo of a content pack: where it lies, what it shows, and its shape before it is decoded. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** What is narrower or wider is shown as if it had this shape. */
#define FAIR_PHOTO_MIN_ASPECT 0.2
#define FAIR_PHOTO_MAX_ASPECT 5.0

#define FAIR_TYPE_PHOTO (fair_photo_get_type ())
G_DECLARE_FINAL_TYPE (FairPhoto, fair_photo, FAIR, PHOTO, GObject)

/**
 * FairPhoto:
 * @place: where it stands in program.json: "photos[3]"
 * @id: its id
 * @file: was there, inside the pack, when the pack was read
 * @caption: (nullable): what to say beneath it
 * @alt: what it shows, for those who do not see it
 * @color: (nullable): its overall colour as "#rrggbb", to show until it is decoded
 * @width: its width in pixels by what the pack says; 0 where it does not
 * @height: its height in pixels, likewise
 * @aspect: its width by its height by what the pack says, between 0.2 and 5; 1.5 where it does not. The picture itself decides
 * @albums: the ids of the albums that it is in
 *
 * Immutable once read; may be used from any thread.
 */
struct _FairPhoto
{
  GObject parent_instance;

  char *place;
  const char *id;
  GFile *file;
  const char *caption;
  const char *alt;
  const char *color;
  guint width;
  guint height;
  double aspect;
  const char *const *albums;
  /*< private >*/
  JsonObject *source; /* holds the texts */
};

gboolean fair_photo_is_in_album (FairPhoto  *self,
                                 const char *album);

G_END_DECLS
