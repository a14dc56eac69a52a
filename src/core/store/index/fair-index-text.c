/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What of a record is searched and sorted by: its answers folded as fair_search_dup_text() folds them, only quicker.
 *
 * A word that is searched for has no space in it. So it makes no difference in which order a record's texts stand, as
 * long as there is a space between them: the name comes first, for the list is sorted by it, and the school, which many
 * have in common, is kept apart.
 */
#include "store/index/fair-index-text.h"

#include "base/fair-text.h"
#include <string.h>

/* Around a piece that is folded on its own: it keeps the spaces at its ends. */
#define SENTINEL "x"
/* Latin, Greek, Cyrillic, Hebrew, Arabic and others; all that comes after them begins with this byte or a greater one. */
#define N_LETTERS 0x2000
#define FIRST_BYTE_BEYOND_LETTERS 0xE2

static gboolean
is_space (guchar c)
{
  return c == ' ' || (c >= '\t' && c <= '\r' && c != '\v');
}

static void
append_space (GString *out,
              gsize    start)
{
  if (out->len > start && out->str[out->len - 1] != ' ')
    g_string_append_c (out, ' ');
}

/* Appends what was folded between two sentinels. */
static void
append_inner (GString    *out,
              gsize       start,
              const char *folded)
{
  gsize length = strlen (folded) - strlen (SENTINEL);

  for (gsize i = strlen (SENTINEL); i < length; i++)
    {
      if (folded[i] == ' ')
        append_space (out, start);
      else
        g_string_append_c (out, folded[i]);
    }
}

static char *
fold_piece (const char *text,
            gsize       length)
{
  g_autofree char *piece = g_strdup_printf (SENTINEL "%.*s" SENTINEL, (int) length, text);

  return fair_text_fold (piece);
}

/* The letters of most alphabets, each folded between sentinels; made once. What is longer is empty here. */
typedef char FoldedLetter[8];

static gpointer
fold_letters (gpointer unused)
{
  FoldedLetter *letters = g_new0 (FoldedLetter, N_LETTERS);

  for (gunichar c = 0x80; c < N_LETTERS; c++)
    {
      char text[6];
      g_autofree char *folded = fold_piece (text, (gsize) g_unichar_to_utf8 (c, text));

      if (strlen (folded) < sizeof *letters)
        strcpy (letters[c], folded);
    }
  return letters;
}

static const FoldedLetter *
get_letters (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, fold_letters, NULL);
}

/* How long the piece is that is folded at once: one letter that is in the table, or all up to the next one that may be. */
static gsize
get_piece_length (const char *text,
                  const char *end,
                  gboolean    one)
{
  const char *p = g_utf8_next_char (text);

  while (!one && p < end && (guchar) *p >= FIRST_BYTE_BEYOND_LETTERS)
    p = g_utf8_next_char (p);
  return (gsize) (p - text);
}

/* Appends a piece that does not begin with ASCII: folding works letter by letter, and what depends on a letter's
 * neighbours is dropped, so that pieces may be folded apart. Returns its length. */
static gsize
append_folded_piece (GString    *out,
                     gsize       start,
                     const char *text,
                     const char *end)
{
  gunichar c = g_utf8_get_char (text);
  gsize length = get_piece_length (text, end, c < N_LETTERS);
  g_autofree char *folded = NULL;

  if (c < N_LETTERS && get_letters ()[c][0] != '\0')
    {
      append_inner (out, start, get_letters ()[c]);
      return length;
    }
  folded = fold_piece (text, length);
  append_inner (out, start, folded);
  return length;
}

/* Appends as much of @text as is ASCII. Returns how much that was, in bytes. */
static gsize
append_folded_ascii (GString    *out,
                     gsize       start,
                     const char *text,
                     gsize       length)
{
  gsize end = out->len;
  gsize i;

  g_string_set_size (out, end + length);
  for (i = 0; i < length && (guchar) text[i] < 0x80; i++)
    {
      /* g_ascii_tolower() would be called for each letter of each record */
      if (!is_space ((guchar) text[i]))
        out->str[end++] = text[i] >= 'A' && text[i] <= 'Z' ? (char) (text[i] | 0x20) : text[i];
      else if (end > start && out->str[end - 1] != ' ')
        out->str[end++] = ' ';
    }
  g_string_truncate (out, end);
  return i;
}

static void
append_folded (GString    *out,
               gsize       start,
               const char *text,
               gsize       length)
{
  const char *end = text + length;

  while (text < end)
    {
      text += append_folded_ascii (out, start, text, (gsize) (end - text));
      if (text < end)
        text += append_folded_piece (out, start, text, end);
    }
}

static void
append_value (GString    *out,
              gsize       start,
              yyjson_val *value)
{
  char digits[24];
  yyjson_arr_iter items;
  yyjson_val *item;

  append_space (out, start);
  if (yyjson_is_str (value))
    {
      append_folded (out, start, yyjson_get_str (value), yyjson_get_len (value));
    }
  else if (yyjson_is_int (value))
    {
      g_snprintf (digits, sizeof digits, "%" G_GINT64_FORMAT, yyjson_get_sint (value));
      g_string_append (out, digits);
    }
  else if (yyjson_is_arr (value))
    {
      yyjson_arr_iter_init (value, &items);
      while ((item = yyjson_arr_iter_next (&items)) != NULL)
        append_value (out, start, item);
    }
}

static void
trim (GString *out,
      gsize    start)
{
  if (out->len > start && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
}

/**
 * fair_index_text_append:
 * @out: where the folded answers are appended, without a space at their ends
 * @answers: an object of answers
 * @school: takes the folded `medical_school`, which is not appended to @out
 *
 * Threading: any.
 *
 * Returns: the length of the name at the beginning of what was appended, family name first, in bytes
 */
gsize
fair_index_text_append (GString    *out,
                        yyjson_val *answers,
                        GString    *school)
{
  gsize start = out->len;
  yyjson_val *family_name = yyjson_obj_get (answers, "family_name");
  yyjson_val *given_name = yyjson_obj_get (answers, "given_name");
  yyjson_val *medical_school = yyjson_obj_get (answers, "medical_school");
  yyjson_obj_iter members = yyjson_obj_iter_with (answers);
  yyjson_val *key;
  gsize name_length;

  append_value (out, start, family_name);
  append_value (out, start, given_name);
  trim (out, start);
  name_length = out->len - start;

  while ((key = yyjson_obj_iter_next (&members)) != NULL)
    {
      yyjson_val *value = yyjson_obj_iter_get_val (key);

      if (value != family_name && value != given_name && value != medical_school)
        append_value (out, start, value);
    }
  trim (out, start);

  g_string_truncate (school, 0);
  append_value (school, 0, medical_school);
  trim (school, 0);
  return name_length;
}
