/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which of many things a name is the name of, however it was typed, where that is beyond doubt.
 *
 * What counts people by it must never make one of two: where there is doubt, nothing is told.
 */
#include "config.h"
#include "form/fair-name-search-private.h"

#include "base/fair-text.h"
#include <string.h>

/* By how much the one who is meant has more of it than anybody else. */
#define CLEAR_LEAD 0.15

/* Whether the typed words stand in @name one after another from its word @start on, each as well as @least. */
static gboolean
has_typed_at (const FairNameSearch *self,
              const FairName       *name,
              guint                 start,
              guint8                least)
{
  if (name->n_words < start + self->typed->len)
    return FALSE;
  for (guint i = 0; i < self->typed->len; i++)
    if (fair_name_search_rate (self, i, name, start + i) < least)
      return FALSE;
  return TRUE;
}

static gboolean
is_common_word (const FairNameSearch *self,
                const FairName       *name,
                guint                 j)
{
  return fair_name_search_is_common (self->index, fair_name_search_get_word (self->index, name, j)->n_things);
}

/* Whether @name is what was typed, and behind it nothing else but words that many have. */
static gboolean
is_name (const FairNameSearch *self,
         const FairName       *name)
{
  if (!has_typed_at (self, name, 0, 1))
    return FALSE;
  for (guint j = self->typed->len; j < name->n_words; j++)
    if (!is_common_word (self, name, j))
      return FALSE;
  return TRUE;
}

/* Whether a name is what was typed but for words that many have: "Hahnemann University" where "hahnemann" was. */
static gboolean
is_all_typed (const FairNameSearch *self,
              const FairName       *name)
{
  for (guint j = 0; j < name->n_words; j++)
    if (!fair_name_search_was_typed (self, name, j) && !is_common_word (self, name, j))
      return FALSE;
  return TRUE;
}

/* Whether a typed word stands in the thing's first name, or in another of which all was typed: "Smith" is not Fort Smith. */
static gboolean
is_of_thing (const FairNameSearch *self,
             guint                 thing,
             guint                 i)
{
  for (guint k = 0; k < self->index->names->len; k++)
    {
      const FairName *name = &g_array_index (self->index->names, FairName, k);

      if (name->thing == thing && fair_name_search_has_typed (self, name, i) &&
          (fair_name_search_is_first (self, name) || is_all_typed (self, name)))
        return TRUE;
    }
  return FALSE;
}

/* Nobody else has nearly as much of what was typed. */
static gboolean
find_clear (const FairNameSearch *self,
            guint                *thing)
{
  g_autoptr (GArray) matches = fair_name_search_match (self);
  const FairNameMatch *best = &g_array_index (matches, FairNameMatch, 0);

  for (guint i = 1; i < matches->len; i++)
    if (g_array_index (matches, FairNameMatch, i).share > best->share - CLEAR_LEAD)
      return FALSE;
  if (matches->len == 0 || !best->is_all)
    return FALSE;
  for (guint i = 0; i < self->typed->len; i++)
    if (!fair_name_search_is_common (self->index, self->counts[i]) && !is_of_thing (self, best->thing, i))
      return FALSE;
  *thing = best->thing;
  return TRUE;
}

/* One word alone is too little: "Wisconsin" is more than one. */
static gboolean
find_name (const FairNameSearch *self,
           guint                *thing)
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

/* Whether a name begins with the typed words, or does so behind words that many have. */
static gboolean
begins_as_typed (const FairNameSearch *self,
                 const FairName       *name)
{
  guint start = 0;

  while (start < name->n_words && is_common_word (self, name, start) && fair_name_search_rate (self, 0, name, start) < FAIR_NAME_SAME)
    start++;
  return has_typed_at (self, name, start, FAIR_NAME_SAME);
}

/* Whether what is one of the other names of @thing is how somebody else's name begins: "Penn" is the University of Pennsylvania,
 * but Penn State, too. */
static gboolean
is_disputed (const FairNameSearch *self,
             guint                 thing)
{
  gboolean disputed = FALSE;

  for (guint k = 0; k < self->index->names->len; k++)
    {
      const FairName *name = &g_array_index (self->index->names, FairName, k);

      if (!begins_as_typed (self, name))
        continue;
      if (name->thing == thing && fair_name_search_is_first (self, name))
        return FALSE;
      disputed |= name->thing != thing;
    }
  return disputed;
}

/* Counts how often each byte is in a word, one that is doubled once, and without an "s" at the end. */
static void
count_bytes (const char *word,
             int        *counts,
             int         step)
{
  for (const char *p = word; *p != '\0'; p++)
    if ((p == word || *p != p[-1]) && (*p != 's' || p[1] != '\0'))
      counts[(guchar) *p] += step;
}

static gboolean
has_same_bytes (const char *a,
                const char *b)
{
  static const int none[G_MAXUINT8 + 1] = { 0 };
  int counts[G_MAXUINT8 + 1] = { 0 };

  count_bytes (a, counts, 1);
  count_bytes (b, counts, -1);
  return memcmp (counts, none, sizeof none) == 0;
}

/* Two letters the wrong way round, one instead of two, and an "s" that is left out, make no other name. Any other slip may: Gambia is
 * not Zambia, and Kent not Kentucky. */
static gboolean
is_sure (const FairNameSearch *self,
         guint                 i,
         const FairName       *name,
         guint                 j)
{
  guint8 rating = fair_name_search_rate (self, i, name, j);

  return rating == FAIR_NAME_SAME ||
         (rating > 0 && (is_common_word (self, name, j) ||
                         has_same_bytes (self->typed->pdata[i], fair_name_search_get_word (self->index, name, j)->text)));
}

static gboolean
has_surely (const FairNameSearch *self,
            const FairName       *name,
            guint                 i)
{
  for (guint j = 0; j < name->n_words; j++)
    if (is_sure (self, i, name, j))
      return TRUE;
  return FALSE;
}

static gboolean
was_surely_typed (const FairNameSearch *self,
                  const FairName       *name,
                  guint                 j)
{
  for (guint i = 0; i < self->typed->len; i++)
    if (is_sure (self, i, name, j))
      return TRUE;
  return is_common_word (self, name, j);
}

static gboolean
is_surely_of_thing (const FairNameSearch *self,
                    guint                 thing,
                    guint                 i)
{
  for (guint k = 0; k < self->index->names->len; k++)
    {
      const FairName *name = &g_array_index (self->index->names, FairName, k);

      if (name->thing == thing && has_surely (self, name, i))
        return TRUE;
    }
  return fair_name_search_is_common (self->index, self->counts[i]);
}

/* Whether all was typed that tells a name apart, and nothing but what the thing is called. Another name than the first is often a
 * city's: the University of Dayton is not the school in Dayton. */
static gboolean
is_surely_typed (const FairNameSearch *self,
                 const FairName       *name)
{
  gboolean is_first = fair_name_search_is_first (self, name);

  for (guint j = 0; j < name->n_words; j++)
    if (!was_surely_typed (self, name, j))
      return FALSE;
  for (guint i = 0; i < self->typed->len; i++)
    if (!has_surely (self, name, i) &&
        !((is_first || !fair_name_search_is_common (self->index, self->counts[i])) && is_surely_of_thing (self, name->thing, i)))
      return FALSE;
  return TRUE;
}

/* Whether "University of Windsor" was typed, and the name is that of Windsor University. */
static gboolean
is_turned_round (const FairNameSearch *self,
                 const FairName       *name,
                 const char           *folded)
{
  for (guint i = 0; i + 1 < self->typed->len; i++)
    {
      g_autofree char *typed = g_strconcat (self->typed->pdata[i], " of ", self->typed->pdata[i + 1], NULL);

      if (fair_name_search_is_common (self->index, self->counts[i + 1]) || strstr (folded, typed) == NULL)
        continue;
      for (guint j = 0; j + 1 < name->n_words; j++)
        if (fair_name_search_rate (self, i + 1, name, j) > 0 && fair_name_search_rate (self, i, name, j + 1) > 0)
          return TRUE;
    }
  return FALSE;
}

static gboolean
is_surely (const FairNameSearch *self,
           guint                 thing,
           const char           *folded)
{
  for (guint k = 0; k < self->index->names->len; k++)
    {
      const FairName *name = &g_array_index (self->index->names, FairName, k);

      if (name->thing == thing && is_surely_typed (self, name) && !is_turned_round (self, name, folded))
        return TRUE;
    }
  return FALSE;
}

/**
 * fair_name_index_identify:
 * @self: an index
 * @typed: a name, however it was typed
 * @thing: (out): what it is the name of
 *
 * Tells what a name means, if that is beyond doubt: its words are those of one thing's name, and no other thing's begins so; or
 * they are so, but for slips that make no other name, and for words that many names have; or one thing alone has all the typed
 * words that tell things apart.
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
  g_autofree char *folded = fair_text_fold (typed);
  g_auto (FairNameSearch) search = { 0 };
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->whole, key));

  if (words->len == 0 || (known == 0 && g_hash_table_contains (self->whole, key)))
    return FALSE;
  fair_name_search_init (&search, self, typed);
  if (known > 0)
    {
      *thing = known - 1;
      return !is_disputed (&search, *thing);
    }
  return (find_name (&search, thing) || find_clear (&search, thing)) && is_surely (&search, *thing, folded);
}
