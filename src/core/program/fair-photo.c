/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A photo of a content pack: where it lies, what it shows, and its shape before it is decoded. */
#include "config.h"
#include "program/fair-photo.h"

G_DEFINE_FINAL_TYPE (FairPhoto, fair_photo, G_TYPE_OBJECT)

static void
fair_photo_finalize (GObject *object)
{
  FairPhoto *self = FAIR_PHOTO (object);

  g_free (self->place);
  g_free ((gpointer) self->albums);
  g_clear_object (&self->file);
  g_clear_pointer (&self->source, json_object_unref);

  G_OBJECT_CLASS (fair_photo_parent_class)->finalize (object);
}

static void
fair_photo_class_init (FairPhotoClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fair_photo_finalize;
}

static void
fair_photo_init (FairPhoto *self)
{
}

/**
 * fair_photo_is_in_album:
 * @self: a photo
 * @album: an album's id
 *
 * Returns: whether it belongs to that album
 */
gboolean
fair_photo_is_in_album (FairPhoto  *self,
                        const char *album)
{
  g_return_val_if_fail (FAIR_IS_PHOTO (self), FALSE);
  g_return_val_if_fail (album != NULL, FALSE);
  return g_strv_contains (self->albums, album);
}
