/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A photo of a content pack: where it lies, what it shows, and its shape before it is decoded. */
#include "config.h"
#include "program/fair-program-private.h"

G_DEFINE_FINAL_TYPE (FairPhoto, fair_photo, G_TYPE_OBJECT)

static void
fair_photo_finalize (GObject *object)
{
  FairPhoto *self = FAIR_PHOTO (object);

  g_free (self->id);
  g_free (self->color);
  g_strfreev (self->albums);
  g_clear_object (&self->file);
  g_clear_pointer (&self->caption, fair_localized_unref);
  g_clear_pointer (&self->alt, fair_localized_unref);

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
 * fair_photo_get_id:
 * @self: a photo
 *
 * Returns: its id
 */
const char *
fair_photo_get_id (FairPhoto *self)
{
  g_return_val_if_fail (FAIR_IS_PHOTO (self), NULL);
  return self->id;
}

/**
 * fair_photo_get_file:
 * @self: a photo
 *
 * Returns: (transfer none): the file, which was there, inside the pack, when the pack was read
 */
GFile *
fair_photo_get_file (FairPhoto *self)
{
  g_return_val_if_fail (FAIR_IS_PHOTO (self), NULL);
  return self->file;
}

/**
 * fair_photo_get_caption:
 * @self: a photo
 * @language: (nullable): a language tag
 *
 * Returns: (nullable): what to say beneath it
 */
const char *
fair_photo_get_caption (FairPhoto  *self,
                        const char *language)
{
  g_return_val_if_fail (FAIR_IS_PHOTO (self), NULL);
  return fair_localized_get (self->caption, language);
}

/**
 * fair_photo_get_alt:
 * @self: a photo
 * @language: (nullable): a language tag
 *
 * Returns: what it shows, for those who do not see it; never %NULL
 */
const char *
fair_photo_get_alt (FairPhoto  *self,
                    const char *language)
{
  g_return_val_if_fail (FAIR_IS_PHOTO (self), NULL);
  return fair_localized_get (self->alt, language);
}

/**
 * fair_photo_get_color:
 * @self: a photo
 *
 * Returns: (nullable): its overall colour as "#rrggbb", to show until it is decoded
 */
const char *
fair_photo_get_color (FairPhoto *self)
{
  g_return_val_if_fail (FAIR_IS_PHOTO (self), NULL);
  return self->color;
}

/**
 * fair_photo_get_aspect:
 * @self: a photo
 *
 * Returns: its width by its height, between 0.2 and 5; 1.5 where the pack does not say
 */
double
fair_photo_get_aspect (FairPhoto *self)
{
  g_return_val_if_fail (FAIR_IS_PHOTO (self), 1.5);
  return self->aspect;
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
  return g_strv_contains ((const char *const *) self->albums, album);
}
