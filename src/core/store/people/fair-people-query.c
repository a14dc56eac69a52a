/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of a table of people: whom to list, and in which order. The one rule of what a search finds is here. */
#include "store/people/fair-people-query.h"

#include "base/fair-text.h"
#include <string.h>

/* How many places are looked at together. */
#define CHUNK 32
#define COMPARE(a, b) (((a) > (b)) - ((a) < (b)))

/** Returns: (transfer full): a copy, whose @typed is never NULL */
FairPeopleQuery *
fair_people_query_copy (const FairPeopleQuery *self)
{
  FairPeopleQuery *copy = g_memdup2 (self, sizeof *self);

  copy->typed = g_strdup (self->typed != NULL ? self->typed : "");
  copy->event = g_strdup (self->event);
  return copy;
}

/** Frees what fair_people_query_copy() returned. */
void
fair_people_query_free (FairPeopleQuery *self)
{
  g_free ((char *) self->typed);
  g_free ((char *) self->event);
  g_free (self);
}

static gboolean
is_in_any (const char *word,
           GStrv       words)
{
  for (; *words != NULL; words++)
    if (strstr (*words, word) != NULL)
      return TRUE;
  return FALSE;
}

/** Returns: whether everybody whom @self finds is found by @earlier too; both are from fair_people_query_copy() */
gboolean
fair_people_query_narrows (const FairPeopleQuery *self,
                           const FairPeopleQuery *earlier)
{
  g_auto (GStrv) words = fair_text_fold_words (self->typed);
  g_auto (GStrv) earlier_words = fair_text_fold_words (earlier->typed);

  for (guint i = 0; earlier_words[i] != NULL; i++)
    if (!is_in_any (earlier_words[i], words))
      return FALSE;
  return (earlier->event == NULL || g_strcmp0 (self->event, earlier->event) == 0) &&
         (self->starred_only || !earlier->starred_only) && self->since >= earlier->since;
}

/* Whether the first and the last letter of a word stand where they would if it began at one of some places. Nothing depends
 * on what was compared before, so the compiler has one instruction compare many. */
static gboolean
may_begin (const char *text,
           const char *word,
           gsize       last)
{
  guint8 any = 0;

  for (gsize i = 0; i < CHUNK; i++)
    any |= (guint8) ((text[i] == word[0]) & (text[i + last] == word[last]));
  return any != 0;
}

static gboolean
begins (const char *text,
        const char *word,
        gsize       length)
{
  for (gsize i = 0; i < CHUNK; i++)
    if (text[i] == word[0] && memcmp (text + i, word, length) == 0)
      return TRUE;
  return FALSE;
}

/* memmem() makes a table for each call, which takes longer than to pass over a short text: it would take four times as long,
 * and a letter typed would have to wait for it. */
static gboolean
contains (const char *text,
          gsize       length,
          const char *word,
          gsize       word_length)
{
  if (length < word_length + CHUNK)
    return memmem (text, length, word, word_length) != NULL;
  for (gsize i = 0, end = length - word_length + 1 - CHUNK;; i = MIN (i + CHUNK, end))
    {
      if (may_begin (text + i, word, word_length - 1) && begins (text + i, word, word_length))
        return TRUE;
      if (i == end)
        return FALSE;
    }
}

/** Returns: whether each of @words, from fair_text_fold_words(), occurs in a text; TRUE when there are none. Threading: any. */
gboolean
fair_person_text_matches (const FairPersonText *self,
                          const char *const    *words)
{
  for (; *words != NULL; words++)
    if (!contains (self->text, self->length, *words, strlen (*words)))
      return FALSE;
  return TRUE;
}

/** Returns: whether a person of a table that is searched is asked for; @words are those of @self. Threading: any. */
gboolean
fair_people_query_matches (const FairPeopleQuery *self,
                           GStrv                  words,
                           const FairPerson      *person)
{
  return (self->event == NULL || g_str_equal (person->event, self->event)) &&
         (!self->starred_only || person->text.starred) && person->text.at >= self->since &&
         fair_person_text_matches (&person->text, (const char *const *) words);
}

static int
compare_bytes (const char *a,
               gsize       a_length,
               const char *b,
               gsize       b_length)
{
  int order = memcmp (a, b, MIN (a_length, b_length));

  return order != 0 ? order : COMPARE (a_length, b_length);
}

/** A total order of people with a version, in a table that is searched. Threading: any. Returns: less than, equal to or greater
 * than 0 as @a comes before, is, or comes after @b */
int
fair_person_compare (const FairPerson *a,
                     const FairPerson *b,
                     FairPeopleSort    sort)
{
  const FairPersonText *left = &a->text, *right = &b->text;
  int order = 0;

  if (sort == FAIR_PEOPLE_SORT_NAME)
    order = compare_bytes (left->text, left->name_length, right->text, right->name_length);
  else if (sort == FAIR_PEOPLE_SORT_SCHOOL)
    order = compare_bytes (left->text + left->school, left->school_length, right->text + right->school, right->school_length);
  else if (sort == FAIR_PEOPLE_SORT_YEAR)
    order = COMPARE (left->year, right->year);
  if (order == 0)
    order = COMPARE (left->at, right->at);
  return order != 0 ? order : strcmp (a->id, b->id);
}
