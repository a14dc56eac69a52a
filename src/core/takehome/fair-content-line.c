/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of which contact cards (RFC 2426, RFC 6350) and calendar entries (RFC 5545) are made. */
#include "config.h"
#include "takehome/fair-content-line.h"

#include <string.h>

/* How many bytes a line has at most, without its end (RFC 5545, section 3.1; RFC 6350, section 3.2). */
#define MAX_LINE 75

/**
 * fair_content_text_escape:
 * @text: a text in UTF-8
 *
 * Escapes what has a meaning in values of the type text (RFC 5545, section 3.3.11; RFC 6350, section 4). Line breaks of any
 * system are one; other control characters, which those cannot hold, become spaces.
 *
 * Returns: (transfer full): the value
 */
char *
fair_content_text_escape (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\r' && p[1] == '\n')
        continue;
      if (*p == '\n' || *p == '\r')
        g_string_append (out, "\\n");
      else if (g_ascii_iscntrl (*p))
        g_string_append_c (out, ' ');
      else if (strchr ("\\;,", *p) != NULL)
        g_string_append_printf (out, "\\%c", *p);
      else
        g_string_append_c (out, *p);
    }
  return g_string_free_and_steal (out);
}

/**
 * fair_content_line_append:
 * @name: of the property, with its parameters
 * @value: in the form that its type wants, without control characters
 *
 * Appends one line, which ends in CRLF and is folded where it is longer than 75 bytes, never within a character.
 */
void
fair_content_line_append (GString    *out,
                          const char *name,
                          const char *value)
{
  g_autofree char *line = g_strconcat (name, ":", value, NULL);
  gsize used = 0;

  for (const char *p = line, *next; *p != '\0'; p = next)
    {
      next = g_utf8_next_char (p);
      if (used + (gsize) (next - p) > MAX_LINE)
        {
          g_string_append (out, "\r\n ");
          used = 1;
        }
      g_string_append_len (out, p, next - p);
      used += (gsize) (next - p);
    }
  g_string_append (out, "\r\n");
}

/** Appends a line whose value is a text that people have written; none where there is none. */
void
fair_content_line_append_text (GString    *out,
                               const char *name,
                               const char *text)
{
  g_autofree char *value = text != NULL ? fair_content_text_escape (text) : NULL;

  if (value != NULL)
    fair_content_line_append (out, name, value);
}
