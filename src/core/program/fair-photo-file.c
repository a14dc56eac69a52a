/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be said of a photo's file without decoding it: its limits, and whether it is there to its end. */
#include "config.h"
#include "program/fair-photo-file.h"

#include "base/fair-regular-file.h"
#include <glib/gi18n-lib.h>

/* Markers of ITU-T T.81, table B.1; each stands behind a byte 0xFF. */
enum
{
  MARKER_STUFFED = 0x00, /* a byte 0xFF of the picture itself */
  MARKER_TEM = 0x01,
  MARKER_RST0 = 0xD0,
  MARKER_SOI = 0xD8,
  MARKER_EOI = 0xD9,
  MARKER_FILL = 0xFF,
};

static gboolean
stands_alone (guint8 marker)
{
  return marker == MARKER_STUFFED || marker == MARKER_TEM || (marker >= MARKER_RST0 && marker <= MARKER_SOI);
}

/* Walks from marker to marker, over the segments between them (T.81, annex B): previews in there have ends of their own. */
static gboolean
has_end (const guint8 *data,
         gsize         length)
{
  gsize i = 0;

  while (i + 1 < length)
    {
      guint8 marker = data[i + 1];

      if (data[i] != 0xFF || marker == MARKER_FILL)
        i++;
      else if (marker == MARKER_EOI)
        return TRUE;
      else if (stands_alone (marker))
        i += 2;
      else if (i + 3 < length)
        i += 2 + ((gsize) data[i + 2] << 8 | data[i + 3]);
      else
        return FALSE;
    }
  return FALSE;
}

/**
 * fair_photo_file_is_whole:
 * @file: a picture
 * @error: where a #GIOErrorEnum goes
 *
 * Decoders paint what they have of a JPEG that was cut off and leave the rest black or grey, without a word. Files of other
 * kinds are not looked at: their decoders complain.
 *
 * Threading: blocks on the disk; not for the main thread.
 *
 * Returns: whether the file is no JPEG, or one with its end
 */
gboolean
fair_photo_file_is_whole (GFile   *file,
                          GError **error)
{
  g_autoptr (GBytes) bytes = fair_regular_file_read (g_file_peek_path (file), NULL, FAIR_PHOTO_MAX_BYTES, error);
  const guint8 *data = NULL;
  gsize length = 0;

  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &length);
  if (length < 2 || data[0] != 0xFF || data[1] != MARKER_SOI || has_end (data, length))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, _("the picture is cut off: part of its file is missing; copy or save it anew"));
  return FALSE;
}

/**
 * fair_photo_file_check_size:
 * @width: of a picture, in pixels
 * @height: of the picture, in pixels
 * @error: where a #GIOErrorEnum goes
 *
 * Returns: whether it may be decoded
 */
gboolean
fair_photo_file_check_size (guint32  width,
                            guint32  height,
                            GError **error)
{
  if ((guint64) width * height <= FAIR_PHOTO_MAX_PIXELS)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, _("the picture has more than %d megapixels; make it smaller"),
               FAIR_PHOTO_MAX_PIXELS / 1000000);
  return FALSE;
}
