/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One cell of comma-separated values (RFC 4180): quoting, and the guard against cells that a spreadsheet would run. */
#include "export/fair-csv.h"

#include <string.h>

/* Full-width = + - @, which spreadsheets take for the plain ones under East Asian locales. */
static const char *const wide_starts[] = { "\357\274\235", "\357\274\213", "\357\274\215", "\357\274\240" };

static gboolean
starts_formula (const char *text,
                gsize       length)
{
  if (length == 0)
    return FALSE;
  if (memchr ("=+-@\t\r\n", text[0], 7) != NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (wide_starts); i++)
    if (length >= 3 && memcmp (text, wide_starts[i], 3) == 0)
      return TRUE;
  return FALSE;
}

/**
 * fair_csv_is_formula:
 * @text: UTF-8, @length bytes
 *
 * Threading: any.
 *
 * Returns: whether a spreadsheet might take @text for a formula, by the list of starting characters that OWASP's page
 *   on CSV injection gives, behind any blanks, which some programs trim
 */
gboolean
fair_csv_is_formula (const char *text,
                     gsize       length)
{
  const char *end = text + length;

  while (text < end && !starts_formula (text, (gsize) (end - text)))
    {
      if ((guchar) *text > ' ' && ((guchar) *text < 0x80 || !g_unichar_isspace (g_utf8_get_char (text))))
        return FALSE;
      text = g_utf8_next_char (text);
    }
  return text < end;
}

static gboolean
needs_quotes (const char *text,
              gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (text[i] == '"' || text[i] == ',' || text[i] == '\n' || text[i] == '\r')
      return TRUE;
  return FALSE;
}

static void
append_doubling_quotes (GString    *out,
                        const char *text,
                        gsize       length)
{
  const char *end = text + length;
  const char *quote;

  while ((quote = memchr (text, '"', (gsize) (end - text))) != NULL)
    {
      g_string_append_len (out, text, quote - text + 1);
      g_string_append_c (out, '"');
      text = quote + 1;
    }
  g_string_append_len (out, text, end - text);
}

/**
 * fair_csv_append_cell:
 * @out: where the cell is appended, without a separator
 * @text: the cell's text, @length bytes; its line breaks are kept
 * @guard: whether a text that looks like a formula gets an apostrophe in front of it
 *
 * Appends a cell as RFC 4180, section 2 has it: in quotes where it holds a comma, a quote or a line break, and quotes in
 * it doubled.
 *
 * Threading: any.
 */
void
fair_csv_append_cell (GString    *out,
                      const char *text,
                      gsize       length,
                      gboolean    guard)
{
  gboolean quoted = needs_quotes (text, length);

  if (quoted)
    g_string_append_c (out, '"');
  if (guard && fair_csv_is_formula (text, length))
    g_string_append_c (out, '\'');
  if (quoted)
    {
      append_doubling_quotes (out, text, length);
      g_string_append_c (out, '"');
    }
  else
    {
      g_string_append_len (out, text, (gssize) length);
    }
}
