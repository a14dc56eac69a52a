/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Searching an index: which rows have every word that was typed, by the rules of fair_search_match().
 *
 * The texts are short and there are many of them, so what counts is how soon a text that does not have the word is
 * passed over. Sixteen bytes at once are compared with the word's first letter, and those as far behind them as the
 * word is long with its last one; only where both are there the word is looked at. (The idea is W. Muła's: "SIMD-friendly
 * algorithms for substring searching".)
 */
#include "store/index/fair-index-search.h"

#include "store/standing/fair-search.h"
#include <string.h>

#define LANES 16

typedef guint8 Lanes __attribute__ ((vector_size (LANES)));
typedef guint64 Halves __attribute__ ((vector_size (LANES)));

G_STATIC_ASSERT (FAIR_INDEX_TEXT_PADDING >= LANES);

typedef struct
{
  char *text;
  gsize length;
  guint8 *schools; /* for each school whether it has the word */
} Word;

struct _FairIndexSearch
{
  FairIndexNames *names;
  GArray *words; /* of Word */
  guint32 n_schools;
};

/* Behind the text the owner may be adding another one at this moment: what is read of that never counts. */
static Lanes
load (const char *bytes)
{
  Lanes lanes;

  memcpy (&lanes, bytes, sizeof lanes);
  return lanes;
}

/* Whether the word is at a place where the two vectors say that its first and last letters are. */
static const char *
check_places (const char *bytes,
              Lanes       places,
              gsize       n_places,
              const char *word,
              gsize       word_length)
{
  for (gsize i = 0; i < MIN (n_places, LANES); i++)
    {
      if (places[i] != 0 && memcmp (bytes + i, word, word_length) == 0)
        return bytes + i;
    }
  return NULL;
}

/**
 * fair_index_search_find:
 * @text: a text; at least %FAIR_INDEX_TEXT_PADDING bytes behind it may be read
 * @length: its length, in bytes
 * @word: what to look for
 * @word_length: its length, in bytes, at least 1
 *
 * Returns: (nullable): where @word first is in @text
 */
const char *
fair_index_search_find (const char *text,
                        gsize       length,
                        const char *word,
                        gsize       word_length)
{
  Lanes first = (Lanes) { 0 } + (guint8) word[0];
  Lanes last = (Lanes) { 0 } + (guint8) word[word_length - 1];
  gsize n_places;

  if (word_length > length)
    return NULL;
  n_places = length - word_length + 1;
  for (gsize i = 0; i < n_places; i += LANES)
    {
      Lanes places = (Lanes) ((load (text + i) == first) & (load (text + i + word_length - 1) == last));
      Halves halves = (Halves) places;
      const char *found;

      if ((halves[0] | halves[1]) == 0)
        continue;
      found = check_places (text + i, places, n_places - i, word, word_length);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
clear_word (gpointer data)
{
  Word *word = data;

  g_free (word->text);
  g_free (word->schools);
}

static guint8 *
look_in_schools (const char *const *names,
                 guint32            n_names,
                 const char        *word)
{
  guint8 *schools = g_new (guint8, n_names);

  for (guint32 i = 0; i < n_names; i++)
    schools[i] = strstr (names[i], word) != NULL;
  return schools;
}

/* The longest word first: it is the likeliest to be missing. */
static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  const Word *first = a;
  const Word *second = b;

  return (first->length < second->length) - (first->length > second->length);
}

/**
 * fair_index_search_new:
 * @index: an index
 * @typed: what a person typed
 *
 * Threading: any thread.
 *
 * Returns: (transfer full): the search for every word of @typed
 */
FairIndexSearch *
fair_index_search_new (FairIndex  *index,
                       const char *typed)
{
  FairIndexSearch *self = g_new0 (FairIndexSearch, 1);
  g_auto (GStrv) words = fair_search_split (typed);
  g_autofree const char **names = NULL;

  self->names = fair_index_names_ref (index->names);
  self->words = g_array_new (FALSE, FALSE, sizeof (Word));
  g_array_set_clear_func (self->words, clear_word);
  if (words[0] == NULL)
    return self;
  names = fair_index_names_list (index->names, &self->n_schools);
  for (guint i = 0; words[i] != NULL; i++)
    {
      Word word = { g_strdup (words[i]), strlen (words[i]), look_in_schools (names, self->n_schools, words[i]) };

      g_array_append_val (self->words, word);
    }
  g_array_sort (self->words, compare_words);
  return self;
}

/**
 * fair_index_search_free:
 * @self: (transfer full): a search
 */
void
fair_index_search_free (FairIndexSearch *self)
{
  g_array_unref (self->words);
  fair_index_names_unref (self->names);
  g_free (self);
}

/* A school may have been met for the first time after the search was made. */
static gboolean
has_school (const FairIndexSearch *self,
            const Word            *word,
            guint32                school)
{
  if (school < self->n_schools)
    return word->schools[school];
  return strstr (fair_index_names_get (self->names, school), word->text) != NULL;
}

/**
 * fair_index_search_matches:
 * @self: a search
 * @row: a row of the index that the search is for
 * @text: its text
 *
 * Threading: any.
 *
 * Returns: whether the row has every word
 */
gboolean
fair_index_search_matches (const FairIndexSearch *self,
                           const FairIndexRow    *row,
                           const char            *text)
{
  for (guint i = 0; i < self->words->len; i++)
    {
      const Word *word = &g_array_index (self->words, Word, i);

      if (!has_school (self, word, row->school) &&
          fair_index_search_find (text, row->text_length, word->text, word->length) == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_in_any (const char        *word,
           const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (strstr (words[i], word) != NULL)
        return TRUE;
    }
  return FALSE;
}

/**
 * fair_index_search_narrows:
 * @typed: what a person typed
 * @earlier: what they had typed before
 *
 * Returns: whether everybody whom @typed finds is found by @earlier too
 */
gboolean
fair_index_search_narrows (const char *typed,
                           const char *earlier)
{
  g_auto (GStrv) words = fair_search_split (typed);
  g_auto (GStrv) earlier_words = fair_search_split (earlier);

  for (guint i = 0; earlier_words[i] != NULL; i++)
    {
      if (!is_in_any (earlier_words[i], (const char *const *) words))
        return FALSE;
    }
  return TRUE;
}
