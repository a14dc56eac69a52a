/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-code-reader.h"

#include <string.h>
#include <zbar.h>

/* The only code in a picture of one byte a pixel, 0 for black; NULL where there is none, or more than one. */
char *
test_read_picture (const guint8 *gray,
                   guint         width,
                   guint         height)
{
  zbar_image_scanner_t *scanner = zbar_image_scanner_create ();
  zbar_image_t *image = zbar_image_create ();
  char *text = NULL;

  zbar_image_set_format (image, zbar_fourcc ('Y', '8', '0', '0'));
  zbar_image_set_size (image, width, height);
  zbar_image_set_data (image, gray, (gulong) width * height, NULL);
  zbar_image_scanner_set_config (scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
  zbar_image_scanner_set_config (scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
  if (zbar_scan_image (scanner, image) == 1)
    {
      const zbar_symbol_t *symbol = zbar_image_first_symbol (image);

      text = g_strndup (zbar_symbol_get_data (symbol), zbar_symbol_get_data_length (symbol));
    }
  zbar_image_destroy (image);
  zbar_image_scanner_destroy (scanner);
  return text;
}

/* A picture of the code with its quiet zone on something dark, so that it is its own light margin that counts. */
char *
test_read_code (const FairQrCode *code)
{
  enum { MODULE = 4, FRAME = 8 };
  const guint margin = FRAME + MODULE * FAIR_QR_CODE_QUIET_ZONE;
  const guint size = fair_qr_code_get_size (code) * MODULE + 2 * margin;
  g_autofree guint8 *gray = g_malloc0 ((gsize) size * size);

  for (guint y = FRAME; y < size - FRAME; y++)
    for (guint x = FRAME; x < size - FRAME; x++)
      {
        const gboolean is_inside = x >= margin && y >= margin && x < size - margin && y < size - margin;

        gray[y * size + x] = is_inside && fair_qr_code_is_dark (code, (x - margin) / MODULE, (y - margin) / MODULE) ? 0 : 255;
      }
  return test_read_picture (gray, size, size);
}
