/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far two words are apart, in slips of the finger. */
#include "config.h"
#include "base/fair-edits.h"

/* In letters; longer words are not compared. */
#define MAX_LENGTH 40

/* Fills in the row of a[i - 1], and returns the least in it. */
static guint
fill_row (guint           rows[3][MAX_LENGTH],
          const gunichar *a,
          gsize           i,
          const gunichar *b,
          gsize           b_length)
{
  guint *row = rows[i % 3], *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
  guint least = row[0] = (guint) i;

  for (gsize j = 1; j <= b_length; j++)
    {
      guint cost = a[i - 1] == b[j - 1] ? 0 : 1;

      row[j] = MIN (MIN (above[j] + 1, row[j - 1] + 1), above[j - 1] + cost);
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = MIN (row[j], two_above[j - 2] + 1);
      least = MIN (least, row[j]);
    }
  return least;
}

/* Returns how many letters there are, at most MAX_LENGTH. */
static gsize
get_letters (const char *word,
             gunichar    letters[MAX_LENGTH])
{
  gsize length = 0;

  for (; *word != '\0' && length < MAX_LENGTH; word = g_utf8_next_char (word))
    letters[length++] = g_utf8_get_char (word);
  return length;
}

/**
 * fair_edits_are_few:
 * @a: a word, UTF-8
 * @b: another
 * @most: how many edits are few
 * @n_edits: (out) (optional): how many there are, where they are few
 *
 * Counts edits between two words in letters, a swap of neighbours as one (Damerau-Levenshtein, optimal string alignment).
 *
 * Returns: whether there are at most @most
 */
gboolean
fair_edits_are_few (const char *a,
                    const char *b,
                    guint       most,
                    guint      *n_edits)
{
  guint rows[3][MAX_LENGTH];
  gunichar a_letters[MAX_LENGTH], b_letters[MAX_LENGTH];
  gsize a_length = get_letters (a, a_letters), b_length = get_letters (b, b_letters);
  guint least = 0, before = 0;

  if (a_length >= MAX_LENGTH || b_length >= MAX_LENGTH || MAX (a_length, b_length) - MIN (a_length, b_length) > most)
    return FALSE;
  for (gsize j = 0; j <= b_length; j++)
    rows[0][j] = (guint) j;
  for (gsize i = 1; i <= a_length; i++)
    {
      before = least;
      least = fill_row (rows, a_letters, i, b_letters, b_length);
      /* A swap reaches back two rows. */
      if (MIN (least, before) > most)
        return FALSE;
    }
  if (n_edits != NULL && rows[a_length % 3][b_length] <= most)
    *n_edits = rows[a_length % 3][b_length];
  return rows[a_length % 3][b_length] <= most;
}
