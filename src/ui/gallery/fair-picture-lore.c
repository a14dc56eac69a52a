/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gallery/fair-picture-lore.h"

#include <math.h>

/* How far a shape may be from what the pack says before the picture takes another: sizes are rounded. */
#define TOLERANCE 0.02

static G_DEFINE_QUARK (fair-picture-aspect, aspect)
static G_DEFINE_QUARK (fair-picture-texture, texture)

static void
free_weak_ref (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* What the pack says of the shape stands as long as the picture does not say otherwise. */
static void
learn_aspect (FairPhoto  *photo,
              GdkTexture *texture)
{
  double aspect = (double) gdk_texture_get_width (texture) / gdk_texture_get_height (texture);

  aspect = CLAMP (aspect, FAIR_PHOTO_MIN_ASPECT, FAIR_PHOTO_MAX_ASPECT);
  if (fabs (aspect / fair_picture_lore_get_aspect (photo) - 1) > TOLERANCE)
    g_object_set_qdata_full (G_OBJECT (photo), aspect_quark (), g_memdup2 (&aspect, sizeof aspect), g_free);
}

/* The smallest is the one that stays: it is in the grid, and whoever looks at it closely gives theirs back. */
static void
learn_texture (FairPhoto  *photo,
               GdkTexture *texture)
{
  GWeakRef *known = g_object_get_qdata (G_OBJECT (photo), texture_quark ());
  g_autoptr (GdkTexture) before = fair_picture_lore_dup_texture (photo);

  if (before != NULL && gdk_texture_get_width (before) <= gdk_texture_get_width (texture))
    return;
  if (known == NULL)
    {
      known = g_new0 (GWeakRef, 1);
      g_weak_ref_init (known, NULL);
      g_object_set_qdata_full (G_OBJECT (photo), texture_quark (), known, free_weak_ref);
    }
  g_weak_ref_set (known, texture);
}

/**
 * fair_picture_lore_learn:
 * @texture: all of @photo, in whatever size
 *
 * Keeps what is to be learnt from it, but not @texture itself: it is at hand for as long as somebody shows it. Main thread only.
 */
void
fair_picture_lore_learn (FairPhoto  *photo,
                         GdkTexture *texture)
{
  g_return_if_fail (FAIR_IS_PHOTO (photo));
  g_return_if_fail (GDK_IS_TEXTURE (texture));

  learn_aspect (photo, texture);
  learn_texture (photo, texture);
}

/** Returns: width / height that @photo had when it was decoded, else what the pack says; 1.5 of %NULL */
double
fair_picture_lore_get_aspect (FairPhoto *photo)
{
  const double *known = photo != NULL ? g_object_get_qdata (G_OBJECT (photo), aspect_quark ()) : NULL;

  if (known != NULL)
    return *known;
  return photo != NULL ? photo->aspect : 1.5;
}

/** Returns: (transfer full) (nullable): the smallest of the pictures of @photo that are shown somewhere; %NULL if there is none */
GdkTexture *
fair_picture_lore_dup_texture (FairPhoto *photo)
{
  GWeakRef *known;

  g_return_val_if_fail (FAIR_IS_PHOTO (photo), NULL);

  known = g_object_get_qdata (G_OBJECT (photo), texture_quark ());
  return known != NULL ? g_weak_ref_get (known) : NULL;
}
