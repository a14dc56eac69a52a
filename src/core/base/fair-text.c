/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Fairbook does with a text as people write it: tidies it, tells whether there is anything to see, folds it to compare. */
#include "config.h"
#include "base/fair-text.h"

#include "base/fair-letter.h"
#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

#define ZERO_WIDTH_NON_JOINER 0x200C
#define ZERO_WIDTH_JOINER 0x200D
/* By how much NFKC_Casefold can lengthen a character, in UTF-16 (UAX #15). */
#define MAX_GROWTH 18

/**
 * fair_text_is_blank:
 * @text: (nullable): UTF-8
 *
 * Returns: whether @text shows nothing: it is empty, or has nothing in it but white space of any script and characters that
 *   are invisible by themselves, such as fillers; %TRUE for %NULL
 */
gboolean
fair_text_is_blank (const char *text)
{
  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!fair_letter_is_space (c) && !fair_letter_is_invisible (c))
        return FALSE;
    }
  return TRUE;
}

/* Joiners, variation selectors and tags may belong to the letter or the emoji before them: UAX #9's and others' do not. */
static gboolean
is_outside (gunichar c)
{
  gboolean is_joiner = c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER;

  return fair_letter_is_space (c) ||
         (!is_joiner && c < 0xE0000 && fair_letter_is_invisible (c) && !g_unichar_ismark (c));
}

/**
 * fair_text_trim:
 * @text: UTF-8
 *
 * Returns: (transfer full): @text without white space of any script, and what is invisible by itself, before and after it
 */
char *
fair_text_trim (const char *text)
{
  const char *end = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (fair_text_is_blank (text))
    return g_strdup ("");
  while (is_outside (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);

  end = text + strlen (text);
  while (is_outside (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  return g_strndup (text, (gsize) (end - text));
}

/* UAX #14: line feed, vertical tab, form feed, carriage return, next line, line and paragraph separator; and the tab. */
static gboolean
is_line_break (gunichar c)
{
  return (c >= '\t' && c <= '\r') || c == 0x0085 || c == 0x2028 || c == 0x2029;
}

/**
 * fair_text_one_line:
 * @text: UTF-8
 *
 * Returns: (transfer full): @text on one line: white space with a line break or a tab in it is one space, and other controls
 *   are gone
 */
char *
fair_text_one_line (const char *text)
{
  GString *line = NULL;
  gboolean broken = FALSE;

  g_return_val_if_fail (text != NULL, NULL);

  line = g_string_sized_new (strlen (text));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_line_break (c))
        {
          g_string_truncate (line, strlen (g_strchomp (line->str)));
          g_string_append_c (line, ' ');
          broken = TRUE;
        }
      else if (!g_unichar_iscntrl (c) && !(broken && c == ' '))
        {
          g_string_append_unichar (line, c);
          broken = FALSE;
        }
    }
  return g_string_free_and_steal (line);
}

/**
 * fair_text_strip_invisible:
 * @text: UTF-8, such as an address or a number
 *
 * Returns: (transfer full): @text without characters that nobody sees and that take no room; a joiner stays where the writing
 *   needs it, as in a Persian domain (RFC 5892, appendix A)
 */
char *
fair_text_strip_invisible (const char *text)
{
  GString *result = NULL;
  gunichar before = 0;

  g_return_val_if_fail (text != NULL, NULL);

  result = g_string_sized_new (strlen (text));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean is_joiner = c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER;

      if (is_joiner ? !fair_letter_takes_joiner (before, c) : fair_letter_is_invisible (c))
        continue;
      g_string_append_unichar (result, c);
      before = c;
    }
  return g_string_free_and_steal (result);
}

typedef struct
{
  GString *out;
  gsize start;      /* where in @out this text begins */
  gboolean accents; /* whether a mark here would be an accent: by the script of the letter before it */
} Folding;

/* Most of what people write: 0 is what vanishes. */
static const char ascii_folds[0x100] = {
  ['\t'] = ' ', ' ', ' ', ' ', ' ', [' '] = ' ',
  ['0'] = '0', '1', '2', '3', '4', '5', '6', '7', '8', '9',
  ['A'] = 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm',
          'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z',
  ['a'] = 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm',
          'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z',
};

static inline gboolean
is_digit (char c)
{
  return (guchar) (c - '0') < 10;
}

/* Appends as much of @text as is ASCII, and returns what is left of it. This runs over every answer of a million people, so
 * there is no call for a letter, and no branch on what is not rare. */
static const char *
fold_ascii (Folding    *self,
            const char *text,
            const char *end)
{
  gsize old = self->out->len;
  char *first, *p, c;

  g_string_set_size (self->out, old + (gsize) (end - text));
  first = self->out->str + self->start;
  p = self->out->str + old;
  while (text < end && (guchar) *text < 0x80)
    {
      /* The groups of a number close up. */
      if (is_digit (*text) && p - first >= 2 && p[-1] == ' ' && is_digit (p[-2]))
        p--;
      for (; text < end && (c = ascii_folds[(guchar) *text]) > ' '; text++)
        *p++ = c;
      if (text == end || (guchar) *text >= 0x80)
        break;
      if (ascii_folds[(guchar) *text++] == ' ' && p > first && p[-1] != ' ')
        *p++ = ' ';
    }
  g_string_truncate (self->out, (gsize) (p - self->out->str));
  self->accents = TRUE;
  return text;
}

/* The mark that makes a Japanese vowel long; in a telephone number it is a dash. */
static gboolean
is_long_mark (const FairLetter *letter)
{
  static const char mark[] = "ー";

  return letter->length == strlen (mark) && memcmp (letter->text, mark, letter->length) == 0;
}

static gboolean
is_after_digit (const Folding *self)
{
  return self->out->len > self->start && is_digit (self->out->str[self->out->len - 1]);
}

static void
append_plain (Folding          *self,
              const FairLetter *letter)
{
  self->accents = TRUE;
  if ((guchar) letter->text[0] < 0x80)
    fold_ascii (self, letter->text, letter->text + letter->length);
  else
    g_string_append_len (self->out, letter->text, letter->length);
}

static void
append_character (Folding *self,
                  gunichar c)
{
  FairLetter letter = fair_letter_get (c);

  switch ((FairLetterKind) letter.kind)
    {
    case FAIR_LETTER_PLAIN:
      if (!is_long_mark (&letter) || !is_after_digit (self))
        append_plain (self, &letter);
      break;
    case FAIR_LETTER_IN_CONTEXT:
      g_string_append_unichar (self->out, c);
      self->accents = FALSE;
      break;
    case FAIR_LETTER_MARK:
      if (!self->accents)
        g_string_append_unichar (self->out, c);
      break;
    case FAIR_LETTER_SPACE:
      fold_ascii (self, " ", &" "[1]);
      break;
    case FAIR_LETTER_NOTHING:
      break;
    case FAIR_LETTER_JOINER:
    case FAIR_LETTER_BREAK:
    default:
      self->accents = TRUE;
      break;
    }
}

/* Whether NFKC_Casefold may put @c together with what stands before it. */
static gboolean
belongs_together (gunichar c)
{
  FairLetterKind kind = (FairLetterKind) fair_letter_get (c).kind;

  return c >= 0x80 && (kind == FAIR_LETTER_IN_CONTEXT || kind == FAIR_LETTER_MARK || kind == FAIR_LETTER_NOTHING);
}

/* Returns what is left of @text. */
static const char *
fold_in_context (Folding    *self,
                 const char *text,
                 const char *end)
{
  const char *stop = g_utf8_next_char (text);
  UErrorCode status = U_ZERO_ERROR;
  g_autofree gunichar2 *given = NULL;
  g_autofree UChar *folded = NULL;
  glong n_given;
  int32_t length;

  while (stop < end && belongs_together (g_utf8_get_char (stop)))
    stop = g_utf8_next_char (stop);
  given = g_utf8_to_utf16 (text, stop - text, NULL, &n_given, NULL);
  folded = g_new (UChar, (gsize) n_given * MAX_GROWTH);
  length = unorm2_normalize (unorm2_getNFKCCasefoldInstance (&status), given, (int32_t) n_given, folded,
                             (int32_t) n_given * MAX_GROWTH, &status);
  for (int32_t i = 0; U_SUCCESS (status) && i < length;)
    {
      UChar32 c;

      U16_NEXT (folded, i, length, c);
      append_character (self, (gunichar) c);
    }
  return stop;
}

/* Returns what is left of @text, which does not begin with ASCII. */
static const char *
fold_character (Folding    *self,
                const char *text,
                const char *end)
{
  gunichar c = g_utf8_get_char (text);
  FairLetterKind kind = (FairLetterKind) fair_letter_get (c).kind;

  if (kind == FAIR_LETTER_IN_CONTEXT || (kind == FAIR_LETTER_MARK && !self->accents))
    return fold_in_context (self, text, end);
  append_character (self, c);
  return g_utf8_next_char (text);
}

/**
 * fair_text_fold_into:
 * @out: where the folded text is appended, without a space at its ends
 * @text: valid UTF-8
 * @length: its length, in bytes
 *
 * Makes the form of a text in which it is compared, sorted and searched. Unicode's data say how (UAX #15, #24, #31, #44):
 *
 * - NFKC_Casefold: no case, no widths, no ligatures, and nothing that is invisible;
 * - no marks on Latin, Greek and Cyrillic letters, no strokes and hooks on Latin ones, no vowel points in Hebrew and Arabic,
 *   where alef, yeh, kaf and heh are also one letter each; in other scripts marks are letters, and stay;
 * - any decimal digits are ASCII's;
 * - punctuation and signs vanish, so that `O’Connor` is `oconnor` and `Smith-Jones` is `smithjones`; letters, digits and
 *   pictures stay;
 * - white space is one space, and between digits none, so that `(617) 555-0123` is `6175550123`.
 *
 * Folding what is folded changes nothing. The result is valid UTF-8, in Unicode's composed form, and at most 12 times as long.
 *
 * Threading: any. ASCII takes one pass.
 */
void
fair_text_fold_into (GString    *out,
                     const char *text,
                     gsize       length)
{
  Folding self = { .out = out, .start = out->len, .accents = TRUE };
  const char *end = text + length;

  while (text < end)
    {
      text = fold_ascii (&self, text, end);
      while (text < end && (guchar) *text >= 0x80)
        text = fold_character (&self, text, end);
    }
  if (out->len > self.start && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
}

/**
 * fair_text_fold:
 * @text: UTF-8
 *
 * Returns: (transfer full): the text as fair_text_fold_into() folds it
 */
char *
fair_text_fold (const char *text)
{
  GString *out = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  out = g_string_new (NULL);
  fair_text_fold_into (out, text, strlen (text));
  return g_string_free_and_steal (out);
}

static void
end_word (GStrvBuilder *words,
          const char   *start,
          const char   *end)
{
  g_autoptr (GString) folded = g_string_new (NULL);
  g_auto (GStrv) parts = NULL;

  fair_text_fold_into (folded, start, (gsize) (end - start));
  /* "ﷺ" alone is four words. */
  parts = g_strsplit (folded->str, " ", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_strv_builder_add (words, parts[i]);
}

/* @number: whether the last letter may have been a digit; kept up to date */
static gboolean
ends_word (gunichar  c,
           gboolean *number)
{
  FairLetter letter = fair_letter_get (c);

  if (*number && (letter.kind == FAIR_LETTER_JOINER || is_long_mark (&letter)))
    return TRUE;
  if (letter.kind == FAIR_LETTER_PLAIN || letter.kind == FAIR_LETTER_SPACE)
    *number = letter.length > 0 && is_digit (letter.text[letter.length - 1]);
  return letter.kind == FAIR_LETTER_SPACE || letter.kind == FAIR_LETTER_BREAK;
}

/* A number or an address as it is copied from a web page's link (RFC 3966, RFC 6068): what follows it there is not looked for. */
static const char *
skip_scheme (const char  *typed,
             const char **end)
{
  static const char *const schemes[] = { "tel:", "mailto:" };

  *end = typed + strlen (typed);
  while (*typed != '\0' && (fair_letter_is_space (g_utf8_get_char (typed)) || fair_letter_is_invisible (g_utf8_get_char (typed))))
    typed = g_utf8_next_char (typed);
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (typed, schemes[i], strlen (schemes[i])) == 0)
      {
        typed += strlen (schemes[i]);
        *end = typed + strcspn (typed, ";?");
      }
  return typed;
}

/**
 * fair_text_fold_words:
 * @typed: UTF-8, what somebody looks for
 *
 * Makes words to look for in texts that fair_text_fold_into() has folded: whoever is looked for has each of them somewhere, as
 * a part of a word or a whole one (`strstr`, `memmem`), in whatever order. Words end at white space, and at hyphens, commas
 * and all other punctuation and signs. An apostrophe, a quotation mark, and what holds an address or an abbreviation
 * together (`.` `@` `_` `&`) do not end a word, but vanish as they do in texts; after a digit they end it, too. So
 *
 * - `o'connor`, `oconnor` and `o connor` each find `O’Connor`, and the first two find `OConnor`;
 * - `smith-jones` and `smith jones` find `Smith–Jones`, `SmithJones` and `Smith Jones`; `smithjones` finds the first two;
 * - `617 555 0123`, `(617) 555-0123`, `617.555.0123` and `6175550123` find that number in whichever way it was written;
 * - `zoe@example.org` is one word;
 * - `tel:+1-617-555-0123` and `mailto:zoe@example.org` are a number and an address.
 *
 * Every word of a text is found in that text.
 *
 * Returns: (transfer full): the words; none where nothing but white space and punctuation was typed
 */
GStrv
fair_text_fold_words (const char *typed)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  const char *start, *end;
  gboolean number = FALSE;

  g_return_val_if_fail (typed != NULL, NULL);

  start = skip_scheme (typed, &end);
  for (const char *p = start; p < end; p = g_utf8_next_char (p))
    {
      if (!ends_word (g_utf8_get_char (p), &number))
        continue;
      end_word (words, start, p);
      start = g_utf8_next_char (p);
    }
  end_word (words, start, end);
  return g_strv_builder_end (words);
}
