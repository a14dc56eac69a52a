/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order in which people are listed: made once for all of them, then kept for whatever part of them is shown. */
#include "store/index/fair-index-order.h"

#include <string.h>

/* How many bytes of a name a key holds: nearly every name is in it whole. */
#define KEY_PARTS 3
#define KEY_BYTES (KEY_PARTS * sizeof (guint64))
/* A part of this size and so many rows more may be new before an order is made anew. */
#define RECENT_PART 16
#define RECENT_ROWS 1024

typedef struct
{
  guint64 parts[KEY_PARTS];
  guint32 place; /* among those who are alike */
  guint32 row;
} Key;

static int
compare_numbers (guint64 a,
                 guint64 b)
{
  return (a > b) - (a < b);
}

static int
compare_names (const FairIndexView *view,
               const FairIndexRow  *a,
               const FairIndexRow  *b)
{
  int order = memcmp (fair_index_view_text (view, a), fair_index_view_text (view, b), MIN (a->name_length, b->name_length));

  return order != 0 ? order : compare_numbers (a->name_length, b->name_length);
}

static int
compare_schools (const FairIndexView *view,
                 const FairIndexRow  *a,
                 const FairIndexRow  *b)
{
  if (a->school == b->school)
    return 0;
  return strcmp (fair_index_names_get (view->index->names, a->school),
                 fair_index_names_get (view->index->names, b->school));
}

static int
compare_by_sort (const FairIndexView *view,
                 FairIndexSort        sort,
                 const FairIndexRow  *a,
                 const FairIndexRow  *b)
{
  switch (sort)
    {
    case FAIR_INDEX_SORT_NAME:
      return compare_names (view, a, b);
    case FAIR_INDEX_SORT_SCHOOL:
      return compare_schools (view, a, b);
    case FAIR_INDEX_SORT_YEAR:
      return compare_numbers (a->year, b->year);
    case FAIR_INDEX_SORT_SIGNED_UP:
    default:
      return 0;
    }
}

/**
 * fair_index_order_compare:
 * @view: a view of an index
 * @sort: by what
 * @a: the number of a row
 * @b: the number of another
 *
 * A total order: by @sort, then by when they signed up, then by their place in the journal.
 *
 * Returns: less than, equal to or greater than 0 as @a comes before, is, or comes after @b
 */
int
fair_index_order_compare (const FairIndexView *view,
                          FairIndexSort        sort,
                          guint32              a,
                          guint32              b)
{
  const FairIndexRow *first = fair_index_view_row (view, a);
  const FairIndexRow *second = fair_index_view_row (view, b);
  int order = compare_by_sort (view, sort, first, second);

  if (order == 0 && first->at != second->at)
    order = first->at < second->at ? -1 : 1;
  return order != 0 ? order : compare_numbers (a, b);
}

static int
compare_keys (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  const FairIndexView *view = user_data;
  const Key *first = a;
  const Key *second = b;

  for (guint i = 0; i < KEY_PARTS; i++)
    {
      if (first->parts[i] != second->parts[i])
        return first->parts[i] < second->parts[i] ? -1 : 1;
    }
  /* Without a zero at its end a key may be the beginning of a longer name. */
  if ((first->parts[KEY_PARTS - 1] & 0xff) != 0 && view != NULL)
    {
      int order = compare_names (view, fair_index_view_row (view, first->row), fair_index_view_row (view, second->row));

      if (order != 0)
        return order;
    }
  return compare_numbers (first->place, second->place);
}

/* Most journals are in the order in which people signed up. */
static gboolean
are_sorted (const Key *keys,
            guint32    n_keys,
            gpointer   view)
{
  for (guint32 i = 1; i < n_keys; i++)
    {
      if (compare_keys (&keys[i - 1], &keys[i], view) > 0)
        return FALSE;
    }
  return TRUE;
}

static void
set_name_key (const FairIndexView *view,
              const FairIndexRow  *row,
              Key                 *key)
{
  char bytes[KEY_BYTES] = { 0 };

  memcpy (bytes, fair_index_view_text (view, row), MIN (row->name_length, KEY_BYTES));
  memcpy (key->parts, bytes, sizeof bytes);
  for (guint i = 0; i < KEY_PARTS; i++)
    key->parts[i] = GUINT64_FROM_BE (key->parts[i]);
}

static int
compare_texts (gconstpointer a,
               gconstpointer b,
               gpointer      names)
{
  return strcmp (((const char *const *) names)[*(const guint32 *) a], ((const char *const *) names)[*(const guint32 *) b]);
}

/* For each name its place in the alphabet. */
static guint32 *
rank_names (FairIndexNames *self)
{
  guint32 n_names;
  g_autofree const char **names = fair_index_names_list (self, &n_names);
  g_autofree guint32 *sorted = g_new (guint32, n_names);
  guint32 *ranks = g_new (guint32, n_names);

  for (guint32 i = 0; i < n_names; i++)
    sorted[i] = i;
  g_sort_array (sorted, n_names, sizeof *sorted, compare_texts, (gpointer) names);
  for (guint32 i = 0; i < n_names; i++)
    ranks[sorted[i]] = i;
  return ranks;
}

static void
sort_keys (const FairIndexView *view,
           FairIndexSort        sort,
           Key                 *keys,
           guint32              n_keys)
{
  g_autofree guint32 *ranks = sort == FAIR_INDEX_SORT_SCHOOL ? rank_names (view->index->names) : NULL;
  gpointer names_in = sort == FAIR_INDEX_SORT_NAME ? (gpointer) view : NULL;

  for (guint32 i = 0; i < n_keys; i++)
    {
      const FairIndexRow *row = fair_index_view_row (view, keys[i].row);

      keys[i] = (Key) { .place = i, .row = keys[i].row };
      if (sort == FAIR_INDEX_SORT_NAME)
        set_name_key (view, row, &keys[i]);
      else if (sort == FAIR_INDEX_SORT_SCHOOL)
        keys[i].parts[0] = ranks[row->school];
      else if (sort == FAIR_INDEX_SORT_YEAR)
        keys[i].parts[0] = row->year;
      else
        keys[i].parts[0] = (guint64) row->at ^ G_GUINT64_CONSTANT (1) << 63;
    }
  if (!are_sorted (keys, n_keys, names_in))
    g_sort_array (keys, n_keys, sizeof *keys, compare_keys, names_in);
}

/**
 * fair_index_order_new:
 * @view: a view of an index
 * @sort: by what
 *
 * Threading: any; takes a second for some millions.
 *
 * Returns: (transfer full): the order of all who stand
 */
FairIndexOrder *
fair_index_order_new (const FairIndexView *view,
                      FairIndexSort        sort)
{
  FairIndexOrder *self = g_new0 (FairIndexOrder, 1);
  g_autofree Key *keys = g_new (Key, view->n_rows);

  g_atomic_ref_count_init (&self->references);
  self->sort = sort;
  self->n_seen = view->n_rows;
  for (guint32 row = 0; row < view->n_rows; row++)
    {
      if (fair_index_test_bit (view->standing, row))
        keys[self->n_rows++].row = row;
    }
  sort_keys (view, FAIR_INDEX_SORT_SIGNED_UP, keys, self->n_rows);
  if (sort != FAIR_INDEX_SORT_SIGNED_UP)
    sort_keys (view, sort, keys, self->n_rows);
  self->rows = g_new (guint32, self->n_rows);
  for (guint32 i = 0; i < self->n_rows; i++)
    self->rows[i] = keys[i].row;
  return self;
}

/**
 * fair_index_order_ref:
 * @self: an order
 *
 * Returns: (transfer full): @self
 */
FairIndexOrder *
fair_index_order_ref (FairIndexOrder *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * fair_index_order_unref:
 * @self: (transfer full): an order
 */
void
fair_index_order_unref (FairIndexOrder *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->rows);
  g_free (self);
}

/**
 * fair_index_order_is_recent:
 * @self: an order
 * @view: a later view of the same index
 *
 * Returns: whether so few rows are new that they are better merged in than the order made anew
 */
gboolean
fair_index_order_is_recent (const FairIndexOrder *self,
                            const FairIndexView  *view)
{
  return view->n_rows - self->n_seen <= self->n_seen / RECENT_PART + RECENT_ROWS;
}

typedef struct
{
  const FairIndexView *view;
  FairIndexSort sort;
} Comparison;

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  const Comparison *comparison = user_data;

  return fair_index_order_compare (comparison->view, comparison->sort, *(const guint32 *) a, *(const guint32 *) b);
}

/* Merges @n_late rows, which are in order, into the @n_rows before them, from behind. */
static void
merge (const FairIndexView *view,
       FairIndexSort        sort,
       guint32             *rows,
       guint                n_rows,
       guint32             *late,
       guint                n_late)
{
  while (n_late > 0)
    {
      if (n_rows > 0 && fair_index_order_compare (view, sort, rows[n_rows - 1], late[n_late - 1]) > 0)
        {
          rows[n_rows + n_late - 1] = rows[n_rows - 1];
          n_rows--;
        }
      else
        {
          rows[n_rows + n_late - 1] = late[n_late - 1];
          n_late--;
        }
    }
}

/**
 * fair_index_order_pick:
 * @self: an order
 * @view: a view of the same index, not earlier than it
 * @matches: a bit for each row of @view
 * @n_rows: (out): how many bits are set
 *
 * Returns: (transfer full) (array length=n_rows): those rows, ascending
 */
guint32 *
fair_index_order_pick (const FairIndexOrder *self,
                       const FairIndexView  *view,
                       const guint64        *matches,
                       guint                *n_rows)
{
  Comparison comparison = { view, self->sort };
  g_autofree guint32 *late = g_new (guint32, view->n_rows - self->n_seen + 1);
  /* one more than there can be: each row is written before it is known whether it stays, so that nothing is guessed */
  guint32 *rows = g_new (guint32, (gsize) view->n_rows + 1);
  guint n_late = 0;
  guint n = 0;

  for (guint32 i = 0; i < self->n_rows; i++)
    {
      rows[n] = self->rows[i];
      n += fair_index_test_bit (matches, self->rows[i]);
    }
  for (guint32 row = self->n_seen; row < view->n_rows; row++)
    {
      late[n_late] = row;
      n_late += fair_index_test_bit (matches, row);
    }
  g_sort_array (late, n_late, sizeof *late, compare_rows, &comparison);
  merge (view, self->sort, rows, n, late, n_late);
  *n_rows = n + n_late;
  return g_realloc_n (rows, MAX (*n_rows, 1), sizeof *rows);
}
