/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gallery/fair-photo-tile.h"

#include "gallery/fair-picture.h"

struct _FairPhotoTile
{
  GtkButton parent_instance;

  FairPicture *picture;
  GtkLabel *caption;
};

G_DEFINE_FINAL_TYPE (FairPhotoTile, fair_photo_tile, GTK_TYPE_BUTTON)

static void
fair_photo_tile_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FAIR_TYPE_PHOTO_TILE);

  G_OBJECT_CLASS (fair_photo_tile_parent_class)->dispose (object);
}

static void
fair_photo_tile_class_init (FairPhotoTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_photo_tile_dispose;
  g_type_ensure (FAIR_TYPE_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/gallery/fair-photo-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, FairPhotoTile, picture);
  gtk_widget_class_bind_template_child (widget_class, FairPhotoTile, caption);
}

static void
fair_photo_tile_init (FairPhotoTile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Its place in the row depends on the picture's shape. */
  g_signal_connect_swapped (self->picture, "notify::aspect", G_CALLBACK (gtk_widget_queue_resize), self);
}

/**
 * fair_photo_tile_new:
 *
 * Returns: (transfer floating): a tile; its accessible name is the caption, its description the alt text
 */
GtkWidget *
fair_photo_tile_new (FairPhoto *photo)
{
  FairPhotoTile *self = g_object_new (FAIR_TYPE_PHOTO_TILE, NULL);

  fair_picture_set_photo (self->picture, photo);
  gtk_label_set_label (self->caption, photo->caption != NULL ? photo->caption : "");
  gtk_widget_set_visible (GTK_WIDGET (self->caption), photo->caption != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, photo->caption != NULL ? photo->caption : photo->alt,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, photo->alt,
                                  -1);

  return GTK_WIDGET (self);
}

/** Returns: (transfer none): the photo */
FairPhoto *
fair_photo_tile_get_photo (FairPhotoTile *self)
{
  g_return_val_if_fail (FAIR_IS_PHOTO_TILE (self), NULL);

  return fair_picture_get_photo (self->picture);
}

/** Returns: (transfer none) (nullable): what is shown of the photo, as long as it is on screen and decoded */
GdkTexture *
fair_photo_tile_get_texture (FairPhotoTile *self)
{
  g_return_val_if_fail (FAIR_IS_PHOTO_TILE (self), NULL);

  return fair_picture_get_texture (self->picture);
}

/** Returns: width / height of the photo, as far as it is known */
double
fair_photo_tile_get_aspect (FairPhotoTile *self)
{
  g_return_val_if_fail (FAIR_IS_PHOTO_TILE (self), 1.0);

  return fair_picture_get_aspect (self->picture);
}
