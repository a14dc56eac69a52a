/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which of many things somebody means who types some of the words of its names, or nearly.
 *
 * Each typed word is rated against each word that any name has, once; the rest adds up ratings. A word counts for the more
 * the fewer things have it, so that "University" says little and "Emory" nearly all.
 */
#include "config.h"
#include "form/fair-name-search-private.h"

#include "base/fair-edits.h"
#include <math.h>
#include <string.h>

/* The least that any word counts for. */
#define LEAST_WEIGHT 0.2
/* Who has less of what was typed is not meant. */
#define LEAST_SHARE 0.5
/* A word that one in so many has, and at least a few, tells nobody apart. */
#define COMMON_PART 15
#define COMMON_LEAST 3
/* In letters: a shorter beginning may be anybody's; a shorter word has no slip, none at its beginning, and not two. */
#define MIN_SLIP 4
#define MIN_FIRST_SLIP 6
#define MIN_TWO_SLIPS 8
/* In bytes: of two words in one, each is at least as long. */
#define MIN_PART 4
/* What it counts for that all that was typed is in a thing's first name, and not only in one that others may have, too, such as
 * a city. */
#define OWN_NAME 3

/* One slip at the beginning leaves one of the first two letters, if in another place: most words need no closer look. Of a short
 * word the beginning must be right, or York would be Cork. */
static gboolean
begin_alike (const char *a,
             const char *b,
             gsize       n_letters)
{
  if (n_letters < MIN_FIRST_SLIP)
    return a[0] == b[0];
  return a[0] == b[0] || a[1] == b[1] || a[0] == b[1] || a[1] == b[0];
}

static guint8
rate (const char *typed,
      gsize       n_letters,
      const char *word)
{
  gsize length = strlen (typed);
  guint n_slips;

  if (strncmp (word, typed, length) == 0)
    return word[length] == '\0' ? FAIR_NAME_SAME : (n_letters < MIN_SLIP ? FAIR_NAME_SHORT_BEGINNING : FAIR_NAME_BEGINNING);
  if (n_letters < MIN_SLIP || !begin_alike (typed, word, n_letters) ||
      !fair_edits_are_few (typed, word, n_letters < MIN_TWO_SLIPS ? 1 : 2, &n_slips))
    return 0;
  return n_slips == 1 ? FAIR_NAME_SLIP : FAIR_NAME_TWO_SLIPS;
}

static void
rate_words (FairNameSearch *self,
            guint           i)
{
  const GArray *words = self->index->words;
  const char *typed = self->typed->pdata[i];
  const char *spelled_out = fair_name_index_spell_out (typed);
  gsize n_letters = (gsize) g_utf8_strlen (typed, -1);
  guint8 *ratings = self->ratings + (gsize) i * words->len;

  for (guint j = 0; j < words->len; j++)
    {
      const char *word = g_array_index (words, FairNameWord, j).text;

      ratings[j] = spelled_out != typed && g_str_equal (spelled_out, word) ? FAIR_NAME_SAME : rate (typed, n_letters, word);
    }
}

/** How well the typed word @i fits the word @j of @name, in percent; 0: not at all. */
guint8
fair_name_search_rate (const FairNameSearch *self,
                       guint                 i,
                       const FairName       *name,
                       guint                 j)
{
  guint id = g_array_index (self->index->spelled, guint, name->first + j);

  return self->ratings[(gsize) i * self->index->words->len + id];
}

static void
find_best (FairNameSearch *self)
{
  for (guint k = 0; k < self->index->names->len; k++)
    {
      const FairName *name = &g_array_index (self->index->names, FairName, k);
      guint8 *best = self->best + (gsize) name->thing * self->typed->len;

      for (guint i = 0; i < self->typed->len; i++)
        for (guint j = 0; j < name->n_words; j++)
          best[i] = MAX (best[i], fair_name_search_rate (self, i, name, j));
    }
}

/* What nobody has may be a slip of anything: it is middling. */
static double
get_weight (const FairNameIndex *index,
            guint                n_things)
{
  double weight = n_things > 0 ? log ((double) index->n_things / n_things) : log (index->n_things) / 2;

  return MAX (weight, LEAST_WEIGHT);
}

static void
weigh (FairNameSearch *self)
{
  for (guint i = 0; i < self->typed->len; i++)
    {
      for (guint thing = 0; thing < self->index->n_things; thing++)
        self->counts[i] += self->best[(gsize) thing * self->typed->len + i] > 0;
      self->weights[i] = get_weight (self->index, self->counts[i]);
    }
}

static gboolean
is_word (const FairNameIndex *index,
         const char          *text)
{
  return g_hash_table_contains (index->ids, fair_name_index_spell_out (text));
}

/* "UC SF" is UCSF: two typed words of which one is none, and which together are one. */
static void
join_typed (FairNameSearch *self)
{
  for (guint i = 0; i + 1 < self->typed->len; i++)
    {
      g_autofree char *both = g_strconcat (self->typed->pdata[i], self->typed->pdata[i + 1], NULL);

      if (!is_word (self->index, both) ||
          (is_word (self->index, self->typed->pdata[i]) && is_word (self->index, self->typed->pdata[i + 1])))
        continue;
      g_ptr_array_remove_index (self->typed, i + 1);
      g_free (self->typed->pdata[i]);
      self->typed->pdata[i] = g_steal_pointer (&both);
    }
}

/* Returns where @word, which is none, is two in one; NULL where it is not. */
static const char *
find_seam (const FairNameIndex *index,
           const char          *word)
{
  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    {
      g_autofree char *first = g_strndup (word, (gsize) (p - word));

      if (p - word >= MIN_PART && strlen (p) >= MIN_PART && is_word (index, first) && is_word (index, p))
        return p;
    }
  return NULL;
}

/* "Stonybrook" is Stony Brook. */
static void
split_typed (FairNameSearch *self)
{
  for (guint i = 0; i < self->typed->len; i++)
    {
      char *word = self->typed->pdata[i];
      const char *seam = is_word (self->index, word) ? NULL : find_seam (self->index, word);

      if (seam == NULL)
        continue;
      g_ptr_array_insert (self->typed, (int) i + 1, g_strdup (seam));
      word[seam - word] = '\0';
    }
}

/** Rates every word that was typed for every word that is known. */
void
fair_name_search_init (FairNameSearch      *self,
                       const FairNameIndex *index,
                       const char          *typed)
{
  *self = (FairNameSearch) { .index = index, .typed = fair_name_index_split (typed) };
  join_typed (self);
  split_typed (self);
  if (self->typed->len > MAX_TYPED)
    g_ptr_array_set_size (self->typed, MAX_TYPED);
  self->ratings = g_new (guint8, (gsize) self->typed->len * index->words->len);
  self->best = g_new0 (guint8, (gsize) self->typed->len * index->n_things);
  for (guint i = 0; i < self->typed->len; i++)
    rate_words (self, i);
  find_best (self);
  weigh (self);
}

/** Frees what fair_name_search_init() made. */
void
fair_name_search_clear (FairNameSearch *self)
{
  g_clear_pointer (&self->typed, g_ptr_array_unref);
  g_free (self->ratings);
  g_free (self->best);
}

/** Whether a word that so many things have tells nobody apart. */
gboolean
fair_name_search_is_common (const FairNameIndex *index,
                            guint                n_things)
{
  return n_things >= COMMON_LEAST && n_things >= index->n_things / COMMON_PART;
}

static FairNameMatch
match_thing (const FairNameSearch *self,
             guint                 thing)
{
  const guint8 *best = self->best + (gsize) thing * self->typed->len;
  FairNameMatch match = { .thing = thing, .is_all = TRUE };
  double all = 0;

  for (guint i = 0; i < self->typed->len; i++)
    {
      all += self->weights[i];
      match.share += self->weights[i] * best[i] / FAIR_NAME_SAME;
      if ((best[i] == 0 || best[i] == FAIR_NAME_SHORT_BEGINNING) && !fair_name_search_is_common (self->index, self->counts[i]))
        match.is_all = FALSE;
    }
  match.share /= all;
  return match;
}

/** The word @j of @name. */
const FairNameWord *
fair_name_search_get_word (const FairNameIndex *index,
                           const FairName      *name,
                           guint                j)
{
  return &g_array_index (index->words, FairNameWord, g_array_index (index->spelled, guint, name->first + j));
}

/** Whether a typed word fits the word @j of @name. */
gboolean
fair_name_search_was_typed (const FairNameSearch *self,
                            const FairName       *name,
                            guint                 j)
{
  for (guint i = 0; i < self->typed->len; i++)
    if (fair_name_search_rate (self, i, name, j) > 0)
      return TRUE;
  return FALSE;
}

/** Whether the typed word @i fits a word of @name. */
gboolean
fair_name_search_has_typed (const FairNameSearch *self,
                            const FairName       *name,
                            guint                 i)
{
  for (guint j = 0; j < name->n_words; j++)
    if (fair_name_search_rate (self, i, name, j) > 0)
      return TRUE;
  return FALSE;
}

/** Whether @name is the first of its thing: its own, and no other that people use. */
gboolean
fair_name_search_is_first (const FairNameSearch *self,
                           const FairName       *name)
{
  return name == &g_array_index (self->index->names, FairName, 0) || name[-1].thing != name->thing;
}

/* How well one name fits: first how many of the typed words are in it, then whether it begins as they do or is the thing's own,
 * then how much of it was typed. */
static double
score_name (const FairNameSearch *self,
            const FairName       *name)
{
  gboolean is_first = fair_name_search_is_first (self, name);
  double told = 0, all = 0, begins = is_first ? 3 : 2;
  guint n_found = 0;

  for (guint j = 0; j < name->n_words; j++)
    {
      double weight = get_weight (self->index, fair_name_search_get_word (self->index, name, j)->n_things);

      all += weight;
      told += fair_name_search_was_typed (self, name, j) ? weight : 0;
    }
  for (guint i = 0; i < self->typed->len; i++)
    n_found += fair_name_search_has_typed (self, name, i);
  if (name->n_words == 0)
    return 0;
  begins *= (double) fair_name_search_rate (self, 0, name, 0) / FAIR_NAME_SAME;
  if (is_first && n_found == self->typed->len)
    begins += OWN_NAME;
  return 10.0 * n_found / self->typed->len + begins + told / all;
}

static void
score_names (const FairNameSearch *self,
             GArray               *matches)
{
  guint next = 0;

  for (guint k = 0; k < self->index->names->len && next < matches->len; k++)
    {
      const FairName *name = &g_array_index (self->index->names, FairName, k);
      FairNameMatch *match = &g_array_index (matches, FairNameMatch, next);

      while (match->thing < name->thing && ++next < matches->len)
        match = &g_array_index (matches, FairNameMatch, next);
      if (next < matches->len && match->thing == name->thing)
        match->score = MAX (match->score, 100 * match->share + score_name (self, name));
    }
}

static int
compare_matches (gconstpointer a,
                 gconstpointer b)
{
  const FairNameMatch *first = a, *second = b;

  if (first->score < second->score || first->score > second->score)
    return first->score > second->score ? -1 : 1;
  return (first->thing > second->thing) - (first->thing < second->thing);
}

/** Returns: (transfer full) (element-type FairNameMatch): who has at least half of what was typed, the best first. */
GArray *
fair_name_search_match (const FairNameSearch *self)
{
  GArray *matches = g_array_new (FALSE, FALSE, sizeof (FairNameMatch));

  for (guint thing = 0; self->typed->len > 0 && thing < self->index->n_things; thing++)
    {
      FairNameMatch match = match_thing (self, thing);

      if (match.share >= LEAST_SHARE)
        g_array_append_val (matches, match);
    }
  score_names (self, matches);
  g_array_sort (matches, compare_matches);
  return matches;
}

/**
 * fair_name_index_search:
 * @self: an index
 * @typed: what somebody has typed so far
 *
 * Finds the things whose names have at least half of what was typed, in whatever order: the same words, words that begin so,
 * and words that differ by a slip of the finger, or by two if they are long; two words written as one, or one as two. First
 * comes who has most of it; then whose one name has most of it, then whose name begins so, or whose own name has it rather than
 * an alias, and then of whose name most was typed.
 *
 * Threading: any.
 *
 * Returns: (transfer full) (element-type FairNameMatch): the matches, the best first
 */
GArray *
fair_name_index_search (const FairNameIndex *self,
                        const char          *typed)
{
  g_auto (FairNameSearch) search = { 0 };

  fair_name_search_init (&search, self, typed);
  return fair_name_search_match (&search);
}
