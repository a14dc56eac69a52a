/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Fairbook does with a person's text: trims it, tells whether there is anything in it, folds it for searching. */
#include "config.h"
#include "base/fair-text.h"

#include <string.h>

/* Invisible characters that people paste along with an address or a name, without meaning to. */
static gboolean
is_outer_space (gunichar c)
{
  return g_unichar_isspace (c) || c == 0xFEFF || c == 0x200B;
}

/**
 * fair_text_is_blank:
 * @text: (nullable): UTF-8
 *
 * Returns: whether @text has nothing in it but white space; %TRUE for %NULL
 */
gboolean
fair_text_is_blank (const char *text)
{
  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      if (!is_outer_space (g_utf8_get_char (p)))
        return FALSE;
    }
  return TRUE;
}

/**
 * fair_text_trim:
 * @text: UTF-8
 *
 * Returns: (transfer full): @text without white space before and after it, of any script
 */
char *
fair_text_trim (const char *text)
{
  const char *end = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  while (*text != '\0' && is_outer_space (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);

  end = text + strlen (text);
  while (end > text)
    {
      const char *last = g_utf8_prev_char (end);
      if (!is_outer_space (g_utf8_get_char (last)))
        break;
      end = last;
    }
  return g_strndup (text, (gsize) (end - text));
}

/* What no decomposition turns into a base letter and a mark, though people type it as one. */
static const char *
get_plain_letter (gunichar c)
{
  switch (c)
    {
    case 0x00E6: /* ae */
      return "ae";
    case 0x00F8: /* o with stroke */
      return "o";
    case 0x0111: /* d with stroke */
    case 0x00F0: /* eth */
      return "d";
    case 0x0131: /* dotless i */
      return "i";
    case 0x0142: /* l with stroke */
      return "l";
    case 0x0153: /* oe */
      return "oe";
    case 0x00FE: /* thorn */
      return "th";
    case 0x2018: /* quotation marks used as an apostrophe */
    case 0x2019:
    case 0x02BC:
      return "'";
    default:
      return NULL;
    }
}

/**
 * fair_text_fold:
 * @text: UTF-8
 *
 * Makes the form of a text in which a search compares: without case, without accents (Unicode NFKD without its
 * combining marks), in any script, and with one space for any white space.
 *
 * Returns: (transfer full): the folded text
 */
char *
fair_text_fold (const char *text)
{
  g_autofree char *folded = NULL;
  g_autofree char *decomposed = NULL;
  GString *result = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  folded = g_utf8_casefold (text, -1);
  decomposed = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL);
  result = g_string_sized_new (strlen (text));
  for (const char *p = decomposed; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const char *plain = get_plain_letter (c);

      if (plain != NULL)
        g_string_append (result, plain);
      else if (is_outer_space (c))
        {
          if (result->len > 0 && result->str[result->len - 1] != ' ')
            g_string_append_c (result, ' ');
        }
      else if (!g_unichar_ismark (c))
        g_string_append_unichar (result, g_unichar_tolower (c));
    }
  if (result->len > 0 && result->str[result->len - 1] == ' ')
    g_string_truncate (result, result->len - 1);
  return g_string_free_and_steal (result);
}
