/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of a table of people: whom to list, and in which order; and in what one answer differs from another. The one rule of
 * what a search finds is here. */
#include "store/people/fair-people-query.h"

#include "base/fair-text.h"
#include <string.h>

/* More changes at once are told as one. */
#define FEW_CHANGES 16
/* How many places are looked at together. */
#define CHUNK 32
#define COMPARE(a, b) (((a) > (b)) - ((a) < (b)))

/** Returns: (transfer full): a copy, whose @typed is never NULL, and whose @school and @interest are folded for searching */
FairPeopleQuery *
fair_people_query_copy (const FairPeopleQuery *self)
{
  FairPeopleQuery *copy = g_memdup2 (self, sizeof *self);

  copy->typed = g_strdup (self->typed != NULL ? self->typed : "");
  copy->event = g_strdup (self->event);
  copy->school = self->school != NULL ? fair_text_fold (self->school) : NULL;
  copy->interest = self->interest != NULL ? fair_text_fold (self->interest) : NULL;
  if (self->ids != NULL)
    g_hash_table_ref (self->ids);
  return copy;
}

/** Frees what fair_people_query_copy() returned. */
void
fair_people_query_free (FairPeopleQuery *self)
{
  g_free ((char *) self->typed);
  g_free ((char *) self->event);
  g_free ((char *) self->school);
  g_free ((char *) self->interest);
  g_clear_pointer (&self->ids, g_hash_table_unref);
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

/* Whether whoever fits @text fits @earlier: then they are the same, or there was nothing to fit. */
static gboolean
is_as_narrow (const char *text,
              const char *earlier)
{
  return earlier == NULL || g_strcmp0 (text, earlier) == 0;
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
  return is_as_narrow (self->event, earlier->event) && is_as_narrow (self->school, earlier->school) &&
         is_as_narrow (self->interest, earlier->interest) && (earlier->ids == NULL || self->ids == earlier->ids) &&
         (self->starred_only || !earlier->starred_only) && self->since >= earlier->since &&
         (earlier->until == 0 || (self->until != 0 && self->until <= earlier->until));
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

/* Whether one of the words that a space parts in a part of what is said of somebody is @word, or all of it is. */
static gboolean
is_in_part (const FairPersonText *text,
            FairPersonPart        part,
            const char           *word,
            gboolean              is_whole)
{
  const char *from = text->text + text->starts[part], *end = from + text->lengths[part];
  gsize length = strlen (word);

  while (from < end)
    {
      const char *space = is_whole ? NULL : memchr (from, ' ', (gsize) (end - from));
      const char *to = space != NULL ? space : end;

      if ((gsize) (to - from) == length && memcmp (from, word, length) == 0)
        return TRUE;
      from = to + 1;
    }
  return FALSE;
}

/** Returns: whether a person of a table that is searched is asked for by @self, from fair_people_query_copy(); @words are those of
 * @self. Threading: any. */
gboolean
fair_people_query_matches (const FairPeopleQuery *self,
                           GStrv                  words,
                           const FairPerson      *person)
{
  const FairPersonText *text = &person->text;

  return (self->event == NULL || g_str_equal (person->event, self->event)) && (!self->starred_only || text->starred) &&
         text->at >= self->since && (self->until == 0 || text->at < self->until) &&
         (self->ids == NULL || g_hash_table_contains (self->ids, person->id)) &&
         (self->school == NULL || is_in_part (text, FAIR_PERSON_SCHOOL, self->school, TRUE)) &&
         (self->interest == NULL || is_in_part (text, FAIR_PERSON_INTERESTS, self->interest, FALSE)) &&
         fair_person_text_matches (text, (const char *const *) words);
}

static int
compare_parts (const FairPersonText *a,
               const FairPersonText *b,
               FairPersonPart        part)
{
  int order = memcmp (a->text + a->starts[part], b->text + b->starts[part], MIN (a->lengths[part], b->lengths[part]));

  return order != 0 ? order : COMPARE (a->lengths[part], b->lengths[part]);
}

static int
compare_by (const FairPerson *a,
            const FairPerson *b,
            FairPeopleSort    sort)
{
  switch (sort)
    {
    case FAIR_PEOPLE_SORT_NAME:
      return compare_parts (&a->text, &b->text, FAIR_PERSON_NAME);
    case FAIR_PEOPLE_SORT_SCHOOL:
      return compare_parts (&a->text, &b->text, FAIR_PERSON_SCHOOL);
    case FAIR_PEOPLE_SORT_EMAIL:
      return compare_parts (&a->text, &b->text, FAIR_PERSON_EMAIL);
    case FAIR_PEOPLE_SORT_DEGREE:
      return compare_parts (&a->text, &b->text, FAIR_PERSON_DEGREE);
    case FAIR_PEOPLE_SORT_INTERESTS:
      return compare_parts (&a->text, &b->text, FAIR_PERSON_INTERESTS);
    case FAIR_PEOPLE_SORT_YEAR:
      return COMPARE (a->text.year, b->text.year);
    case FAIR_PEOPLE_SORT_EVENT:
      return strcmp (a->event, b->event);
    case FAIR_PEOPLE_SORT_STARRED:
      return COMPARE (a->text.starred, b->text.starred);
    case FAIR_PEOPLE_SORT_SIGNED_UP:
    default:
      return 0;
    }
}

/** A total order of people with a version, in a table that is searched. Threading: any. Returns: less than, equal to or greater
 * than 0 as @a comes before, is, or comes after @b */
int
fair_person_compare (const FairPerson *a,
                     const FairPerson *b,
                     FairPeopleSort    sort)
{
  int order = compare_by (a, b, sort);

  if (order == 0)
    order = COMPARE (a->text.at, b->text.at);
  return order != 0 ? order : strcmp (a->id, b->id);
}

typedef struct
{
  const FairPeople *people;
  FairPeopleSort sort;
} Order;

static int
compare_numbers (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  const Order *order = user_data;

  return fair_person_compare (fair_people_get (order->people, *(const guint32 *) a),
                              fair_people_get (order->people, *(const guint32 *) b), order->sort);
}

/** Most journals are in the order in which people signed up. Threading: any, while nothing is merged. Returns: (transfer full)
 * (element-type guint32): the numbers of all but the erased, ascending by @sort */
GArray *
fair_people_order_new (const FairPeople *people,
                       FairPeopleSort    sort)
{
  GArray *numbers = g_array_sized_new (FALSE, FALSE, sizeof (guint32), people->size);
  Order order = { people, sort };
  gboolean is_sorted = TRUE;

  for (guint32 i = 0; i < people->size; i++)
    if (!fair_people_get (people, i)->erased)
      {
        is_sorted = is_sorted &&
                    (numbers->len == 0 || compare_numbers (&g_array_index (numbers, guint32, numbers->len - 1), &i, &order) < 0);
        g_array_append_val (numbers, i);
      }
  if (!is_sorted)
    g_array_sort_with_data (numbers, compare_numbers, &order);
  return numbers;
}

/** Puts somebody into the @order that fair_people_order_new() returned. */
void
fair_people_order_insert (GArray           *order,
                          const FairPeople *people,
                          FairPeopleSort    sort,
                          guint32           number)
{
  guint low = 0, high = order->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (compare_numbers (&g_array_index (order, guint32, middle), &number, &(Order) { people, sort }) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  g_array_insert_val (order, low, number);
}

/* Whether they are one version of one person, maybe each in a table of its own. */
static gboolean
is_same (const FairPerson *a,
         const FairPerson *b,
         gboolean          moved)
{
  return a == b || (moved && a->ms == b->ms && a->counter == b->counter && a->place.length == b->place.length &&
                    g_str_equal (a->device, b->device) && g_str_equal (a->id, b->id));
}

/** Threading: any. Returns: (transfer full) (element-type FairPeopleChange): one change: everything between the same beginning and the
 * same end; @moved says whether the two lists are of two tables */
GArray *
fair_people_change_find (GPtrArray *before,
                         GPtrArray *after,
                         gboolean   moved)
{
  GArray *changes = g_array_sized_new (FALSE, FALSE, sizeof (FairPeopleChange), 1);
  guint start = 0, old_end = before->len, end = after->len;
  FairPeopleChange change;

  while (start < MIN (old_end, end) && is_same (before->pdata[start], after->pdata[start], moved))
    start++;
  for (; MIN (old_end, end) > start && is_same (before->pdata[old_end - 1], after->pdata[end - 1], moved); end--)
    old_end--;
  change = (FairPeopleChange) { start, old_end - start, start, end - start };
  g_array_append_val (changes, change);
  return changes;
}

/** Tells the changes of one and the same order apart, unless they are many: whoever was listed and is still @matching, by the @flags
 * of each number, comes in the new list too. Threading: any. Returns: (transfer full): what takes the place of @whole: (transfer full) */
GArray *
fair_people_change_split (GArray       *whole,
                          GPtrArray    *before,
                          GPtrArray    *after,
                          const guint8 *flags,
                          guint8        matching)
{
  const FairPeopleChange all = g_array_index (whole, FairPeopleChange, 0);
  g_autoptr (GArray) one = whole, changes = g_array_new (FALSE, FALSE, sizeof all);
  const FairPerson **old = (const FairPerson **) before->pdata, **new = (const FairPerson **) after->pdata;
  guint i = all.removed_at, old_end = i + all.n_removed, j = all.added_at, end = j + all.n_added;

  while ((i < old_end || j < end) && changes->len <= FEW_CHANGES)
    {
      FairPeopleChange change = { i, 0, j, 0 };

      while (i < old_end && (j == end || (flags[old[i]->number] & matching) == 0))
        i++;
      while (j < end && (i == old_end || new[j] != old[i]))
        j++;
      change.n_removed = i - change.removed_at;
      change.n_added = j - change.added_at;
      g_array_append_val (changes, change);
      for (; i < old_end && j < end && old[i] == new[j]; i++)
        j++;
    }
  return changes->len > FEW_CHANGES ? g_steal_pointer (&one) : g_steal_pointer (&changes);
}
