/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A few words of a text around what somebody looks for in it, with that marked. */
#include "config.h"
#include "program/fair-snippet.h"

#include "base/fair-letter.h"
#include "base/fair-text.h"
#include <string.h>

/* How much of the letters that are shown stands before what was found. */
#define SHARE_BEFORE 4

static gsize
folded_length (GString    *buffer,
               const char *text,
               gsize       length)
{
  g_string_truncate (buffer, 0);
  fair_text_fold_into (buffer, text, length);
  return buffer->len;
}

/* Whether what stands before @c is a letter by itself. */
static gboolean
may_cut (gunichar c)
{
  GUnicodeBreakType type = g_unichar_break_type (c);
  FairLetterKind kind = (FairLetterKind) fair_letter_get (c).kind;

  return !g_unichar_ismark (c) && kind != FAIR_LETTER_MARK && kind != FAIR_LETTER_NOTHING && type != G_UNICODE_BREAK_HANGUL_V_JAMO &&
         type != G_UNICODE_BREAK_HANGUL_T_JAMO;
}

static const char *
next_piece (const char *p)
{
  do
    p = g_utf8_next_char (p);
  while (*p != '\0' && !may_cut (g_utf8_get_char (p)));
  return p;
}

/* Where in @folded the first of the words is. */
static gsize
find_first (const char        *folded,
            const char *const *words)
{
  const char *first = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *found = strstr (folded, words[i]);

      if (found != NULL && (first == NULL || found < first))
        first = found;
    }
  return first != NULL ? (gsize) (first - folded) : 0;
}

/* The last place of @text before which no more than @offset bytes of its folded form stand; by halves, as a text may be long. */
static const char *
find_place (const char *text,
            gsize       offset)
{
  g_autoptr (GString) buffer = g_string_new (NULL);
  const char *low = text;
  const char *high = text + strlen (text);

  while (low < high)
    {
      const char *middle = low + (high - low + 1) / 2;

      while (*middle != '\0' && ((guchar) *middle & 0xC0) == 0x80)
        middle++;
      if (folded_length (buffer, text, (gsize) (middle - text)) <= offset)
        low = middle;
      else
        high = g_utf8_find_prev_char (low, middle);
    }
  return low;
}

static const char *
move (const char *p,
      const char *text,
      glong       letters)
{
  for (; letters < 0 && p > text; letters++)
    p = g_utf8_prev_char (p);
  for (; letters > 0 && *p != '\0'; letters--)
    p = g_utf8_next_char (p);
  return p;
}

/* At the beginning of a word, if one begins between there and @end. */
static const char *
skip_to_word (const char *p,
              const char *text,
              const char *end)
{
  if (p == text)
    return p;
  for (const char *q = p; q < end; q = g_utf8_next_char (q))
    if (*q == ' ')
      return q + 1;
  return p;
}

static const char *
end_at_word (const char *start,
             const char *p)
{
  if (*p == '\0')
    return p;
  for (const char *q = p; q > start; q = g_utf8_prev_char (q))
    if (*q == ' ')
      return q;
  return p;
}

/* For each byte of a folded text, and one after it, whether it is part of one of the words. */
static gboolean *
find_words (const char        *folded,
            const char *const *words)
{
  gboolean *found = g_new0 (gboolean, strlen (folded) + 1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize length = strlen (words[i]);

      for (const char *p = folded; (p = strstr (p, words[i])) != NULL; p++)
        for (gsize at = 0; at < length; at++)
          found[(gsize) (p - folded) + at] = TRUE;
    }
  return found;
}

/* What folds to the bytes from @from to @to; what folds to nothing, such as an apostrophe, goes with what is around it. */
static gboolean
is_found (const gboolean *found,
          gsize           from,
          gsize           to)
{
  if (from == to)
    return from > 0 && found[from - 1] && found[from];
  for (gsize at = from; at < to; at++)
    if (found[at])
      return TRUE;
  return FALSE;
}

static void
append_marked (GString           *out,
               const char        *text,
               const char *const *words)
{
  g_autofree char *folded = fair_text_fold (text);
  g_autofree gboolean *found = find_words (folded, words);
  g_autoptr (GString) buffer = g_string_new (NULL);
  gboolean open = FALSE;
  gsize from = 0;

  for (const char *p = text, *next; *p != '\0'; p = next)
    {
      g_autofree char *escaped = NULL;
      gsize to;

      next = next_piece (p);
      escaped = g_markup_escape_text (p, next - p);
      to = CLAMP (folded_length (buffer, text, (gsize) (next - text)), from, strlen (folded));
      if (is_found (found, from, to) != open)
        g_string_append (out, open ? "</b>" : "<b>");
      open = is_found (found, from, to);
      g_string_append (out, escaped);
      from = to;
    }
  if (open)
    g_string_append (out, "</b>");
}

/**
 * fair_snippet_new:
 * @text: UTF-8
 * @words: as fair_text_fold_words() makes them, none of them empty
 * @max_letters: how much of the text to show
 *
 * Threading: any. It takes time with the square of @max_letters.
 *
 * Returns: (transfer full): Pango markup: @text on one line, or the part of it around the first of the words, with “…” for what
 *   is left out; what was looked for is bold, all else is as it was written, and escaped
 */
char *
fair_snippet_new (const char        *text,
                  const char *const *words,
                  gsize              max_letters)
{
  g_autofree char *line = NULL;
  g_autofree char *folded = NULL;
  g_autofree char *part = NULL;
  const char *start, *end;
  GString *out = NULL;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (words != NULL, NULL);

  line = fair_text_one_line (text);
  folded = fair_text_fold (line);
  start = line;
  if (g_utf8_strlen (line, -1) > (glong) max_letters)
    {
      const char *found = find_place (line, find_first (folded, words));

      start = skip_to_word (move (found, line, -(glong) max_letters / SHARE_BEFORE), line, found);
    }
  end = move (start, line, (glong) max_letters);
  end = end_at_word (start, end);
  part = g_strndup (start, (gsize) (end - start));
  out = g_string_new (start > line ? "…" : NULL);
  append_marked (out, part, words);
  if (*end != '\0')
    g_string_append (out, "…");
  return g_string_free_and_steal (out);
}
