/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds UUIDs in texts of whatever kind. */
#include "store/erase/fair-uuid-text.h"

static gboolean
is_uuid (const char *text)
{
  for (gsize i = 0; i < FAIR_UUID_LENGTH; i++)
    {
      gboolean is_hyphen = i == 8 || i == 13 || i == 18 || i == 23;

      if (is_hyphen ? text[i] != '-' : !g_ascii_isxdigit (text[i]))
        return FALSE;
    }
  return TRUE;
}

/**
 * fair_uuid_text_find:
 * @text: bytes of whatever kind
 * @end: where they end
 *
 * A UUID is 8-4-4-4-12 hexadecimal digits (RFC 9562, section 4) here, with no letter or digit before or after.
 *
 * Returns: (nullable): where the first UUID begins, %FAIR_UUID_LENGTH bytes, or NULL
 */
const char *
fair_uuid_text_find (const char *text,
                     const char *end)
{
  for (const char *at = text; end - at >= FAIR_UUID_LENGTH; at++)
    if ((at == text || !g_ascii_isalnum (at[-1])) &&
        (end - at == FAIR_UUID_LENGTH || !g_ascii_isalnum (at[FAIR_UUID_LENGTH])) && is_uuid (at))
      return at;
  return NULL;
}
