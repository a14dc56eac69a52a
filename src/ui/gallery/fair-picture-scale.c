/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gallery/fair-picture-scale.h"

#include <math.h>

/* The texture's pixels as a cairo surface, which shares them: GDK's default format is cairo's ARGB32. */
static cairo_surface_t *
to_surface (GdkTexture *texture,
            GBytes    **pixels)
{
  g_autoptr (GdkTextureDownloader) downloader = gdk_texture_downloader_new (texture);
  gsize stride;

  gdk_texture_downloader_set_format (downloader, GDK_MEMORY_DEFAULT);
  *pixels = gdk_texture_downloader_download_bytes (downloader, &stride);

  return cairo_image_surface_create_for_data ((guchar *) g_bytes_get_data (*pixels, NULL), CAIRO_FORMAT_ARGB32,
                                              gdk_texture_get_width (texture), gdk_texture_get_height (texture),
                                              (int) stride);
}

static GdkTexture *
from_surface (cairo_surface_t *surface)
{
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  g_autoptr (GBytes) bytes = NULL;

  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), stride * (gsize) height);

  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

/**
 * fair_picture_scale_to_cover:
 * @width: in pixels
 * @height: in pixels
 *
 * Threading: any thread; this is the slow part of showing a picture and belongs in a worker.
 *
 * Returns: (transfer full): @texture in its own proportions, just large enough to cover @width x @height; @texture
 *   itself if it is no larger than that already
 */
GdkTexture *
fair_picture_scale_to_cover (GdkTexture *texture,
                             int         width,
                             int         height)
{
  int from_width = gdk_texture_get_width (texture);
  int from_height = gdk_texture_get_height (texture);
  double factor = MAX ((double) width / from_width, (double) height / from_height);
  g_autoptr (GBytes) pixels = NULL;
  GdkTexture *scaled;
  cairo_surface_t *source, *target;
  cairo_t *cr;

  if (factor >= 1.0 || width <= 0 || height <= 0)
    return g_object_ref (texture);

  source = to_surface (texture, &pixels);
  target = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) ceil (from_width * factor), (int) ceil (from_height * factor));
  cr = cairo_create (target);
  cairo_scale (cr, (double) cairo_image_surface_get_width (target) / from_width,
               (double) cairo_image_surface_get_height (target) / from_height);
  cairo_set_source_surface (cr, source, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_GOOD);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_destroy (cr);
  scaled = from_surface (target);
  cairo_surface_destroy (target);
  cairo_surface_destroy (source);

  return scaled;
}
