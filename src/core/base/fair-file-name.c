/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The name of a file that is made of what people are called: it has to do on every stick. */
#include "base/fair-file-name.h"

#include <string.h>

/* In bytes: with all that goes along it stays far below the 255 of every file system. */
#define MAX_NAME 120

static gboolean
is_safe (gunichar letter)
{
  return !g_unichar_iscntrl (letter) && g_unichar_type (letter) != G_UNICODE_FORMAT &&
         (letter >= 0x80 || strchr ("\\/:*?\"<>|()", (int) letter) == NULL);
}

/* What Windows takes for a device, whatever follows behind a point. */
static gboolean
is_reserved (const char *name)
{
  static const char *const names[] = { "con", "prn", "aux", "nul", NULL };
  g_autofree char *stem = g_ascii_strdown (name, (gssize) strcspn (name, "."));

  g_strchomp (stem);
  if (g_str_has_prefix (stem, "com") || g_str_has_prefix (stem, "lpt"))
    return g_utf8_strlen (stem, -1) == 4;
  return g_strv_contains (names, stem);
}

/**
 * fair_file_name_make_safe:
 * @text: UTF-8: what somebody, or something, is called
 * @otherwise: what stands for a text of which nothing can be in a file's name
 *
 * It does on FAT and exFAT as Windows has them (learn.microsoft.com, "Naming Files, Paths, and Namespaces"), where a device's name
 * is no file's. It has at most about 120 bytes, so that more may go along.
 *
 * Threading: any.
 *
 * Returns: (transfer full): what of @text can stand at the beginning of a file's name
 */
char *
fair_file_name_make_safe (const char *text,
                          const char *otherwise)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  GString *safe = g_string_new (NULL);

  for (const char *at = composed != NULL ? composed : ""; *at != '\0' && safe->len < MAX_NAME; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      /* a file whose name begins with a point is hidden, and passed over */
      if (safe->len == 0 && (letter == '.' || g_unichar_isspace (letter)))
        continue;
      if (is_safe (letter))
        g_string_append_unichar (safe, letter);
      else if (g_unichar_type (letter) != G_UNICODE_FORMAT)
        g_string_append_c (safe, '-');
    }
  g_string_truncate (safe, strlen (g_strchomp (safe->str)));
  if (safe->len == 0)
    g_string_assign (safe, otherwise);
  else if (is_reserved (safe->str))
    g_string_prepend_c (safe, '_');
  return g_string_free (safe, FALSE);
}
