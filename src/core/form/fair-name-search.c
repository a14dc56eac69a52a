/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which of many things somebody means who types some of the words of its names, or nearly.
 *
 * Each typed word is rated against each word that any name has, once; the rest adds up ratings. A word counts for the more
 * the fewer things have it, so that "University" says little and "Emory" nearly all.
 */
#include "config.h"
#include "form/fair-name-index-private.h"

#include "base/fair-edits.h"
#include <math.h>
#include <string.h>

/* What is typed beyond that says nothing new. */
#define MAX_TYPED 16
/* The least that any word counts for. */
#define LEAST_WEIGHT 0.2
/* Who has less of what was typed is not meant. */
#define LEAST_SHARE 0.5
/* By how much the one who is meant has more of it than anybody else. */
#define CLEAR_LEAD 0.15
/* A word that one in so many has, and at least a few, tells nobody apart. */
#define COMMON_PART 15
#define COMMON_LEAST 3
/* In letters: a shorter beginning may be anybody's; a shorter word has no slip, and a longer one may have two. */
#define MIN_SLIP 4
#define MIN_TWO_SLIPS 8

enum
{
  RATING_TWO_SLIPS = 50,
  RATING_SLIP = 60,
  RATING_SHORT_BEGINNING = 85,
  RATING_BEGINNING = 90,
  RATING_SAME = 100,
};

/* What was typed, and how it fits. */
typedef struct
{
  const FairNameIndex *index;
  GPtrArray *typed;   /* of utf8 */
  guint8 *ratings;    /* of each typed word for each word of the index */
  guint8 *best;       /* of each typed word for each thing */
  guint counts[MAX_TYPED]; /* how many things have the typed word */
  double weights[MAX_TYPED];
} Search;

/* One slip at the beginning leaves one of the first two letters, if in another place: most words need no closer look. */
static gboolean
begin_alike (const char *a,
             const char *b)
{
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
    return word[length] == '\0' ? RATING_SAME : (n_letters < MIN_SLIP ? RATING_SHORT_BEGINNING : RATING_BEGINNING);
  if (n_letters < MIN_SLIP || !begin_alike (typed, word) ||
      !fair_edits_are_few (typed, word, n_letters < MIN_TWO_SLIPS ? 1 : 2, &n_slips))
    return 0;
  return n_slips == 1 ? RATING_SLIP : RATING_TWO_SLIPS;
}

static void
rate_words (Search *self,
            guint   i)
{
  const GArray *words = self->index->words;
  const char *typed = self->typed->pdata[i];
  const char *spelled_out = fair_name_index_spell_out (typed);
  gsize n_letters = (gsize) g_utf8_strlen (typed, -1);
  guint8 *ratings = self->ratings + (gsize) i * words->len;

  for (guint j = 0; j < words->len; j++)
    {
      const char *word = g_array_index (words, FairNameWord, j).text;

      ratings[j] = spelled_out != typed && g_str_equal (spelled_out, word) ? RATING_SAME : rate (typed, n_letters, word);
    }
}

static guint8
get_rating (const Search   *self,
            guint           i,
            const FairName *name,
            guint           j)
{
  guint id = g_array_index (self->index->spelled, guint, name->first + j);

  return self->ratings[(gsize) i * self->index->words->len + id];
}

static void
find_best (Search *self)
{
  for (guint k = 0; k < self->index->names->len; k++)
    {
      const FairName *name = &g_array_index (self->index->names, FairName, k);
      guint8 *best = self->best + (gsize) name->thing * self->typed->len;

      for (guint i = 0; i < self->typed->len; i++)
        for (guint j = 0; j < name->n_words; j++)
          best[i] = MAX (best[i], get_rating (self, i, name, j));
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
weigh (Search *self)
{
  for (guint i = 0; i < self->typed->len; i++)
    {
      for (guint thing = 0; thing < self->index->n_things; thing++)
        self->counts[i] += self->best[(gsize) thing * self->typed->len + i] > 0;
      self->weights[i] = get_weight (self->index, self->counts[i]);
    }
}

static void
search_init (Search              *self,
             const FairNameIndex *index,
             const char          *typed)
{
  *self = (Search) { .index = index, .typed = fair_name_index_split (typed) };
  if (self->typed->len > MAX_TYPED)
    g_ptr_array_set_size (self->typed, MAX_TYPED);
  self->ratings = g_new (guint8, (gsize) self->typed->len * index->words->len);
  self->best = g_new0 (guint8, (gsize) self->typed->len * index->n_things);
  for (guint i = 0; i < self->typed->len; i++)
    rate_words (self, i);
  find_best (self);
  weigh (self);
}

static void
search_clear (Search *self)
{
  g_clear_pointer (&self->typed, g_ptr_array_unref);
  g_free (self->ratings);
  g_free (self->best);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static gboolean
is_common (const FairNameIndex *index,
           guint                n_things)
{
  return n_things >= COMMON_LEAST && n_things >= index->n_things / COMMON_PART;
}

static FairNameMatch
match_thing (const Search *self,
             guint         thing)
{
  const guint8 *best = self->best + (gsize) thing * self->typed->len;
  FairNameMatch match = { .thing = thing, .is_all = TRUE };
  double all = 0;

  for (guint i = 0; i < self->typed->len; i++)
    {
      all += self->weights[i];
      match.share += self->weights[i] * best[i] / RATING_SAME;
      if ((best[i] == 0 || best[i] == RATING_SHORT_BEGINNING) && !is_common (self->index, self->counts[i]))
        match.is_all = FALSE;
    }
  match.share /= all;
  return match;
}

static const FairNameWord *
get_word (const FairNameIndex *index,
          const FairName      *name,
          guint                j)
{
  return &g_array_index (index->words, FairNameWord, g_array_index (index->spelled, guint, name->first + j));
}

static gboolean
was_typed (const Search   *self,
           const FairName *name,
           guint           j)
{
  for (guint i = 0; i < self->typed->len; i++)
    if (get_rating (self, i, name, j) > 0)
      return TRUE;
  return FALSE;
}

static gboolean
has_typed (const Search   *self,
           const FairName *name,
           guint           i)
{
  for (guint j = 0; j < name->n_words; j++)
    if (get_rating (self, i, name, j) > 0)
      return TRUE;
  return FALSE;
}

/* Whether @name begins with what was typed, and has, in that order, nothing else but words that many have. */
static gboolean
is_name (const Search   *self,
         const FairName *name)
{
  guint i = 0;

  for (guint j = 0; j < name->n_words; j++)
    {
      if (i < self->typed->len && get_rating (self, i, name, j) > 0)
        i++;
      else if (i == 0 || !is_common (self->index, get_word (self->index, name, j)->n_things))
        return FALSE;
    }
  return i == self->typed->len;
}

/* How well one name fits: first how many of the typed words are in it, then whether it begins as they do, then how much of it
 * was typed. */
static double
score_name (const Search   *self,
            const FairName *name,
            gboolean        is_first)
{
  double told = 0, all = 0, begins = is_first ? 3 : 2;
  guint n_found = 0;

  for (guint j = 0; j < name->n_words; j++)
    {
      double weight = get_weight (self->index, get_word (self->index, name, j)->n_things);

      all += weight;
      told += was_typed (self, name, j) ? weight : 0;
    }
  for (guint i = 0; i < self->typed->len; i++)
    n_found += has_typed (self, name, i);
  if (name->n_words == 0)
    return 0;
  begins *= (double) get_rating (self, 0, name, 0) / RATING_SAME;
  return 10.0 * n_found / self->typed->len + begins + told / all;
}

static void
score_names (const Search *self,
             GArray       *matches)
{
  guint next = 0;

  for (guint k = 0; k < self->index->names->len && next < matches->len; k++)
    {
      const FairName *name = &g_array_index (self->index->names, FairName, k);
      FairNameMatch *match = &g_array_index (matches, FairNameMatch, next);
      gboolean is_first = k == 0 || name[-1].thing != name->thing;

      while (match->thing < name->thing && ++next < matches->len)
        match = &g_array_index (matches, FairNameMatch, next);
      if (next < matches->len && match->thing == name->thing)
        match->score = MAX (match->score, 100 * match->share + score_name (self, name, is_first));
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

static GArray *
search_matches (const Search *self)
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
 * and words that differ by a slip of the finger, or by two if they are long. First comes who has most of it; then whose one
 * name has most of it, then whose name begins so, and then of whose name most was typed.
 *
 * Threading: any.
 *
 * Returns: (transfer full) (element-type FairNameMatch): the matches, the best first
 */
GArray *
fair_name_index_search (const FairNameIndex *self,
                        const char          *typed)
{
  g_auto (Search) search = { 0 };

  search_init (&search, self, typed);
  return search_matches (&search);
}

/* Nobody else has nearly as much of what was typed. */
static gboolean
find_clear (const Search *self,
            guint        *thing)
{
  g_autoptr (GArray) matches = search_matches (self);
  const FairNameMatch *best = &g_array_index (matches, FairNameMatch, 0);

  for (guint i = 1; i < matches->len; i++)
    if (g_array_index (matches, FairNameMatch, i).share > best->share - CLEAR_LEAD)
      return FALSE;
  if (matches->len == 0 || !best->is_all)
    return FALSE;
  *thing = best->thing;
  return TRUE;
}

/* One word alone is too little: "Wisconsin" is more than one. */
static gboolean
find_name (const Search *self,
           guint        *thing)
{
  gboolean found = FALSE;

  for (guint k = 0; self->typed->len > 1 && k < self->index->names->len; k++)
    {
      const FairName *name = &g_array_index (self->index->names, FairName, k);

      if (!is_name (self, name))
        continue;
      if (found && *thing != name->thing)
        return FALSE;
      *thing = name->thing;
      found = TRUE;
    }
  return found;
}

/**
 * fair_name_index_identify:
 * @self: an index
 * @typed: a name, however it was typed
 * @thing: (out): what it is the name of
 *
 * Tells what a name means, if that is beyond doubt: its words are those of one thing's name; or they are so, up to slips and to
 * words that many names have; or one thing alone has all the typed words that tell things apart.
 *
 * Threading: any.
 *
 * Returns: whether it is beyond doubt
 */
gboolean
fair_name_index_identify (const FairNameIndex *self,
                          const char          *typed,
                          guint               *thing)
{
  g_autoptr (GPtrArray) words = fair_name_index_split (typed);
  g_autofree char *key = fair_name_index_make_key (words);
  g_auto (Search) search = { 0 };
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->whole, key));

  if (known > 0)
    *thing = known - 1;
  if (words->len == 0 || known > 0 || g_hash_table_contains (self->whole, key))
    return known > 0;
  search_init (&search, self, typed);
  return find_name (&search, thing) || find_clear (&search, thing);
}
