/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text as mentions of people are looked for in it: without escapes, and folded. */
#include "store/erase/fair-mention-text.h"

#include <string.h>

static int
parse_hex (const char *text,
           gsize       length)
{
  int number = 0;

  if (length < 4)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      if (!g_ascii_isxdigit (text[i]))
        return -1;
      number = number << 4 | g_ascii_xdigit_value (text[i]);
    }
  return number;
}

/* \uXXXX, or two of them that make one character (RFC 8259, section 7). Returns how long that is, 0 if it is none. */
static gsize
unescape_unicode (GString    *out,
                  const char *text,
                  gsize       length)
{
  int first = length >= 6 ? parse_hex (text + 2, length - 2) : -1;
  int second = -1;

  if (first < 0)
    return 0;
  if (first >= 0xD800 && first < 0xDC00 && length >= 12 && text[6] == '\\' && text[7] == 'u')
    second = parse_hex (text + 8, length - 8);
  if (second >= 0xDC00 && second < 0xE000)
    {
      g_string_append_unichar (out, (gunichar) (0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)));
      return 12;
    }
  g_string_append_unichar (out, g_unichar_validate ((gunichar) first) ? (gunichar) first : 0xFFFD);
  return 6;
}

/* Returns how long the escape at the beginning of @text is. */
static gsize
unescape_one (GString    *out,
              const char *text,
              gsize       length)
{
  gsize n = length > 1 && text[1] == 'u' ? unescape_unicode (out, text, length) : 0;

  if (n > 0)
    return n;
  if (length < 2)
    {
      g_string_append_c (out, *text);
      return 1;
    }
  g_string_append_c (out, strchr ("bfnrt", text[1]) != NULL ? ' ' : text[1]);
  return 2;
}

/**
 * fair_mention_text_unescape:
 * @bytes: one line of whatever kind of file, damaged or not
 * @length: its length, in bytes
 *
 * Returns: (transfer full): what the bytes say if they are JSON; a backslash elsewhere does little harm
 */
GString *
fair_mention_text_unescape (const char *bytes,
                            gsize       length)
{
  GString *out = g_string_sized_new (length + 1);
  const char *end = bytes + length;

  while (bytes < end)
    {
      const char *backslash = memchr (bytes, '\\', (gsize) (end - bytes));
      const char *stop = backslash != NULL ? backslash : end;

      g_string_append_len (out, bytes, (gssize) (stop - bytes));
      bytes = stop;
      if (bytes < end)
        bytes += unescape_one (out, bytes, (gsize) (end - bytes));
    }
  return out;
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

static gboolean
is_space (gunichar c)
{
  return g_unichar_isspace (c) || c == 0xFEFF || c == 0x200B;
}

/* Without case and marks, but with all punctuation: what surrounds a value is looked at, too. */
static GString *
fold_letters (const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_autofree char *decomposed = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL);
  GString *result = g_string_sized_new (strlen (text));

  for (const char *p = decomposed; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const char *plain = get_plain_letter (c);

      if (plain != NULL)
        g_string_append (result, plain);
      else if (is_space (c))
        {
          if (result->len > 0 && result->str[result->len - 1] != ' ')
            g_string_append_c (result, ' ');
        }
      else if (!g_unichar_ismark (c))
        g_string_append_unichar (result, g_unichar_tolower (c));
    }
  return result;
}

/* As fold_letters() does it, for the many lines that need no more. Returns FALSE if there is more to it. */
static gboolean
fold_ascii (GString *text)
{
  gsize n = 0;

  for (gsize i = 0; i < text->len; i++)
    {
      if ((guchar) text->str[i] >= 0x80)
        return FALSE;
    }
  for (gsize i = 0; i < text->len; i++)
    {
      char c = g_ascii_isspace (text->str[i]) || text->str[i] == '\v' ? ' ' : g_ascii_tolower (text->str[i]);

      if (c != ' ' || (n > 0 && text->str[n - 1] != ' '))
        text->str[n++] = c;
    }
  g_string_truncate (text, n);
  return TRUE;
}

/* Where a member begins, a space beside its colon says nothing. */
static void
close_up (GString *text)
{
  gsize n = 0;

  for (gsize i = 0; i < text->len; i++)
    {
      char c = text->str[i];
      gboolean is_before = c == ' ' && n > 0 && text->str[n - 1] == '"' && text->str[i + 1] == ':';
      gboolean is_after = c == ' ' && n > 1 && text->str[n - 1] == ':' && text->str[n - 2] == '"';

      if (!is_before && !is_after)
        text->str[n++] = c;
    }
  g_string_truncate (text, n);
}

static GString *
fold_unescaped (GString *text)
{
  g_autofree char *valid = NULL;

  if (fold_ascii (text))
    return text;
  valid = g_utf8_make_valid (text->str, (gssize) text->len);
  g_string_free (text, TRUE);
  return fold_letters (valid);
}

/**
 * fair_mention_text_fold:
 * @bytes: a text of whatever kind, damaged or not
 * @length: its length, in bytes
 *
 * Returns: (transfer full): the text without escapes, without case, and without accents
 */
GString *
fair_mention_text_fold (const char *bytes,
                        gsize       length)
{
  GString *text = fold_unescaped (fair_mention_text_unescape (bytes, length));

  close_up (text);
  return text;
}
