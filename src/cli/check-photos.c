/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decodes the photos of a content pack, as the window will, to find those that cannot be shown. */
#include "config.h"

#include "check-photos.h"
#include "base/fair-pack-reader.h"
#include "program/fair-photo-file.h"
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <glycin.h>
#include <math.h>

/* By how much a shape may differ from what the pack says: sizes are rounded when a picture is made smaller. */
#define TOLERANCE 0.02

/* A PNG of one white pixel: where even that cannot be decoded, the picture is not to blame. */
static const guint8 sound_png[] = {
  0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00, 0x01,
  0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3A, 0x7E, 0x9B, 0x55, 0x00, 0x00, 0x00, 0x0A, 0x49, 0x44, 0x41,
  0x54, 0x78, 0x9C, 0x63, 0xF8, 0x0F, 0x00, 0x01, 0x01, 0x01, 0x00, 0xB1, 0x38, 0xF6, 0x14, 0x00, 0x00, 0x00, 0x00, 0x49,
  0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
};

static gboolean
decode (GFile   *file,
        guint   *width,
        guint   *height,
        GError **error)
{
  g_autoptr (GlyLoader) loader = gly_loader_new (file);
  g_autoptr (GlyImage) image = gly_loader_load (loader, error);
  g_autoptr (GlyFrame) frame = NULL;

  if (image == NULL || !fair_photo_file_check_size (gly_image_get_width (image), gly_image_get_height (image), error))
    return FALSE;
  frame = gly_image_next_frame (image, error);
  if (frame == NULL)
    return FALSE;
  *width = gly_frame_get_width (frame);
  *height = gly_frame_get_height (frame);
  return fair_photo_file_is_whole (file, error);
}

static gboolean
can_decode (GError **error)
{
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("fairctl-XXXXXX.png", &stream, error);
  gboolean can = FALSE;
  guint width, height;

  if (file == NULL)
    return FALSE;
  can = g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (stream)), sound_png, sizeof sound_png, NULL, NULL,
                                   error) &&
        g_io_stream_close (G_IO_STREAM (stream), NULL, error) && decode (file, &width, &height, error);
  g_unlink (g_file_peek_path (file));
  return can;
}

static void
complain (const FairPhoto *photo,
          GPtrArray       *problems,
          const char      *member,
          const char      *message)
{
  g_autofree char *place = fair_pack_place (photo->place, member);

  fair_pack_problems_add (problems, FAIR_PROGRAM_FILE, place, "%s", message);
}

/* A decoder's own words are for those who write decoders. */
static void
complain_of_picture (const FairPhoto *photo,
                     GPtrArray       *problems,
                     const GError    *error)
{
  g_autofree char *name = g_file_get_basename (photo->file);
  g_autofree char *message = NULL;

  g_debug ("%s: %s", g_file_peek_path (photo->file), error->message);
  if (error->domain == G_IO_ERROR)
    message = g_strdup_printf (_("“%s”: %s"), name, error->message);
  else if (g_error_matches (error, GLY_LOADER_ERROR, GLY_LOADER_ERROR_UNKNOWN_IMAGE_FORMAT))
    message = g_strdup_printf (_("“%s” is no picture that can be shown; save it as PNG, JPEG, WebP, AVIF, HEIC or SVG"), name);
  else
    message = g_strdup_printf (_("“%s” is damaged and cannot be shown; copy or save it anew"), name);
  complain (photo, problems, "file", message);
}

static void
check_shape (const FairPhoto *photo,
             GPtrArray       *problems,
             guint            width,
             guint            height)
{
  g_autofree char *message = NULL;

  if (photo->width == 0 ||
      fabs ((double) width * photo->height / ((double) height * photo->width) - 1) <= TOLERANCE)
    return;
  message = g_strdup_printf (_("the picture is %u × %u pixels, not %u × %u; correct “width” and “height”, or remove both"), width,
                             height, photo->width, photo->height);
  complain (photo, problems, "width", message);
}

/**
 * cli_check_photos:
 * @program: a program
 * @problems: (element-type FairPackProblem): where mistakes go
 * @error: why pictures cannot be decoded here
 *
 * Returns: whether all photos were looked at; if not, nothing can be said of them
 */
gboolean
cli_check_photos (FairProgram *program,
                  GPtrArray   *problems,
                  GError     **error)
{
  gboolean is_sure = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (program->photos); i++)
    {
      g_autoptr (FairPhoto) photo = g_list_model_get_item (program->photos, i);
      g_autoptr (GError) problem = NULL;
      guint width = 0, height = 0;

      if (decode (photo->file, &width, &height, &problem))
        {
          check_shape (photo, problems, width, height);
          continue;
        }
      if (problem->domain != G_IO_ERROR && !is_sure && !can_decode (error))
        return FALSE;
      is_sure = TRUE;
      complain_of_picture (photo, problems, problem);
    }
  return TRUE;
}
