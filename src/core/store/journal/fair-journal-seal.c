/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checksum at the end of a journal's line: whether one is there, and how a line that has none gets one. */
#include "config.h"

#include "base/fair-json.h"
#include "store/journal/fair-journal-seal.h"
#include "store/journal/fair-store-error.h"
#include <glib/gi18n-lib.h>
#include <string.h>
#include <zlib.h>

#define CRC_KEY ",\"crc\":\""
/* the key, eight digits, "} */
#define CRC_LENGTH (sizeof CRC_KEY - 1 + 8 + 2)

/**
 * fair_journal_is_sealed:
 * @text: a line without its newline
 * @length: its length, in bytes
 *
 * Returns: whether the line ends with a checksum as the journal has it; not whether it is right
 */
gboolean
fair_journal_is_sealed (const char *text,
                        gsize       length)
{
  return length > CRC_LENGTH && memcmp (text + length - CRC_LENGTH, CRC_KEY, sizeof CRC_KEY - 1) == 0;
}

/**
 * fair_journal_seal:
 * @out: where the line is appended, without a newline
 * @object: a JSON object with at least one member and none called `crc`; nothing comes after its brace
 * @length: its length, in bytes
 * @error: %FAIR_STORE_ERROR_LINE if the line would be too long
 *
 * Writes the object, byte for byte, with its CRC-32 (that of zlib, eight lower-case hexadecimal digits) as its last
 * member.
 *
 * Returns: FALSE with @error set and @out unchanged
 */
gboolean
fair_journal_seal (GString     *out,
                   const char  *object,
                   gsize        length,
                   GError     **error)
{
  uLong crc;

  g_return_val_if_fail (length > 2 && object[length - 1] == '}', FALSE);

  if (length - 1 + CRC_LENGTH > FAIR_JSON_MAX_LINE)
    {
      g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE, _("the line is longer than %d KiB"),
                   FAIR_JSON_MAX_LINE / 1024);
      return FALSE;
    }
  crc = crc32 (crc32 (0, NULL, 0), (const Bytef *) object, (uInt) length - 1);
  g_string_append_len (out, object, (gssize) length - 1);
  g_string_append_printf (out, CRC_KEY "%08lx\"}", crc);
  return TRUE;
}
