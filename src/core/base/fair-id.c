/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ids of sign-ups. */
#include "base/fair-id.h"

#include <string.h>

/**
 * fair_id_is_valid:
 * @text: what may be an id; it need not end with NUL
 * @length: its length, in bytes
 *
 * Returns: whether a line may have it as its `id`
 */
gboolean
fair_id_is_valid (const char *text,
                  gsize       length)
{
  if (length == 0 || length > FAIR_ID_MAX)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && text[i] != '-' && text[i] != '_')
      return FALSE;
  return TRUE;
}

/** Returns: a number by which an id, or another text, is looked up in memory: two may share one, and other machines have others */
guint64
fair_id_hash (const char *id)
{
  gsize length = strlen (id);
  guint64 hash = 0, word;

  for (; length >= sizeof word; id += sizeof word, length -= sizeof word)
    {
      memcpy (&word, id, sizeof word);
      hash = (hash ^ word) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
      hash ^= hash >> 32;
    }
  word = 0;
  memcpy (&word, id, length);
  return (hash ^ word) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
}
