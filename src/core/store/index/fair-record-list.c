/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list of people that the desk shows: searched, filtered, sorted, and changed as soon as the journal changes.
 *
 *   FairStore ─ journal ─ FairIndexFollower ─ updates ─┐
 *                                                      ▼
 *   FairIndexQuery ──── a thread ──── FairIndexResult ─▶ shown: row numbers ─▶ FairRecordRow, for what is looked at
 *
 * Few changes are put where they belong among the shown rows. Many, and a journal that was written anew, are answered by
 * asking the query again. What changes while a thread looks for the answer is put into the answer when it comes.
 *
 * A view that hears of rows that made way for others looks for what it had among all of them, one by one. So it hears of
 * few such rows at once; the others come after them, as new ones, which it need not look at.
 */
#include "store/index/fair-record-list.h"

#include "store/index/fair-index-follower.h"

/* How many rows may change until asking again is quicker; and how many a view is made to look at in one turn. */
#define FEW_ROWS 256

struct _FairRecordList
{
  GObject parent_instance;

  FairIndex *index;
  FairIndexFollower *follower;
  FairIndexQuery *query;
  GCancellable *searching; /* of the query that is being answered, or NULL */
  FairIndexChange late;    /* what has changed since that was asked */

  FairIndexResult *result; /* the answer that @shown was made from, or NULL */
  FairIndex *shown_index;  /* whose rows @shown are */
  GArray *shown;           /* of guint32 */
  GHashTable *rows;        /* of FairRecordRow, by number, while anybody has them */
};

enum
{
  PROP_SEARCHING = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void ask (FairRecordList *self);

static GType
get_item_type (GListModel *model)
{
  return FAIR_TYPE_RECORD_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return FAIR_RECORD_LIST (model)->shown->len;
}

static void
forget_row (gpointer user_data,
            GObject *row)
{
  FairRecordList *self = user_data;

  g_hash_table_remove (self->rows, GUINT_TO_POINTER (fair_record_row_get_number ((FairRecordRow *) row)));
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  FairRecordList *self = FAIR_RECORD_LIST (model);
  FairRecordRow *row;
  guint32 number;

  if (position >= self->shown->len)
    return NULL;
  number = g_array_index (self->shown, guint32, position);
  row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (number));
  if (row != NULL)
    return g_object_ref (row);
  row = fair_record_row_new (self->shown_index, number);
  g_object_weak_ref (G_OBJECT (row), forget_row, self);
  g_hash_table_insert (self->rows, GUINT_TO_POINTER (number), row);
  return row;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FairRecordList, fair_record_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
fair_record_list_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  if (id == PROP_SEARCHING)
    g_value_set_boolean (value, FAIR_RECORD_LIST (object)->searching != NULL);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

/* Whoever still has a row keeps it, but the list does not know it any longer. */
static void
forget_rows (FairRecordList *self)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    g_object_weak_unref (row, forget_row, self);
  g_hash_table_remove_all (self->rows);
}

static void
fair_record_list_dispose (GObject *object)
{
  FairRecordList *self = FAIR_RECORD_LIST (object);

  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  g_clear_pointer (&self->follower, fair_index_follower_stop);
  forget_rows (self);
  G_OBJECT_CLASS (fair_record_list_parent_class)->dispose (object);
}

static void
fair_record_list_finalize (GObject *object)
{
  FairRecordList *self = FAIR_RECORD_LIST (object);

  g_hash_table_unref (self->rows);
  g_array_unref (self->shown);
  fair_index_change_clear (&self->late);
  g_clear_pointer (&self->result, fair_index_result_unref);
  fair_index_query_free (self->query);
  fair_index_unref (self->shown_index);
  fair_index_unref (self->index);
  G_OBJECT_CLASS (fair_record_list_parent_class)->finalize (object);
}

static void
fair_record_list_class_init (FairRecordListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fair_record_list_get_property;
  object_class->dispose = fair_record_list_dispose;
  object_class->finalize = fair_record_list_finalize;

  /**
   * FairRecordList:searching:
   *
   * Whether what is shown is not yet the answer to the latest query.
   */
  properties[PROP_SEARCHING] =
    g_param_spec_boolean ("searching", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fair_record_list_init (FairRecordList *self)
{
  const FairIndexQuery all = FAIR_INDEX_QUERY_ALL;

  self->query = fair_index_query_copy (&all);
  self->shown = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->rows = g_hash_table_new (NULL, NULL);
  fair_index_change_init (&self->late);
}

/* Where a row is among @rows, or where it belongs. */
static gboolean
locate (FairIndexResult *result,
        GArray          *rows,
        guint32          row,
        guint           *position)
{
  guint low = 0, high = rows->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (fair_index_result_compare (result, g_array_index (rows, guint32, middle), row) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  *position = low;
  return low < rows->len && g_array_index (rows, guint32, low) == row;
}

/* Changes one row of an answer. Returns whether there was anything to change, and where. */
static gboolean
remove_row (FairIndexResult *result,
            GArray          *rows,
            guint32          row,
            guint           *position)
{
  if (!locate (result, rows, row, position))
    return FALSE;
  g_array_remove_index (rows, *position);
  return TRUE;
}

static gboolean
add_row (FairIndexResult *result,
         GArray          *rows,
         guint32          row,
         guint           *position)
{
  if (!fair_index_result_matches (result, row) || locate (result, rows, row, position))
    return FALSE;
  g_array_insert_val (rows, *position, row);
  return TRUE;
}

/* A correction that leaves somebody in their place is one change of one item. */
static void
show_correction (FairRecordList *self,
                 guint32         old_row,
                 guint32         new_row)
{
  guint removed_at = 0, added_at = 0;
  gboolean removed = remove_row (self->result, self->shown, old_row, &removed_at);
  gboolean in_place = removed && fair_index_result_matches (self->result, new_row) &&
                      !locate (self->result, self->shown, new_row, &added_at) && added_at == removed_at;

  if (in_place)
    g_array_insert_val (self->shown, added_at, new_row);
  if (removed)
    g_list_model_items_changed (G_LIST_MODEL (self), removed_at, 1, in_place ? 1 : 0);
  if (!in_place && add_row (self->result, self->shown, new_row, &added_at))
    g_list_model_items_changed (G_LIST_MODEL (self), added_at, 0, 1);
}

static void
show_change (FairRecordList        *self,
             const FairIndexChange *change)
{
  guint position;

  if (change->removed->len == 1 && change->added->len == 1)
    {
      show_correction (self, g_array_index (change->removed, guint32, 0), g_array_index (change->added, guint32, 0));
      return;
    }
  for (guint i = 0; i < change->removed->len; i++)
    {
      if (remove_row (self->result, self->shown, g_array_index (change->removed, guint32, i), &position))
        g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
    }
  for (guint i = 0; i < change->added->len; i++)
    {
      if (add_row (self->result, self->shown, g_array_index (change->added, guint32, i), &position))
        g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
    }
}

static guint
count_rows (const FairIndexChange *change)
{
  return change->added->len + change->removed->len;
}

static void
clear_late (FairRecordList *self)
{
  g_array_set_size (self->late.added, 0);
  g_array_set_size (self->late.removed, 0);
}

static void
remember_late (FairRecordList        *self,
               const FairIndexChange *change)
{
  g_array_append_vals (self->late.added, change->added->data, change->added->len);
  g_array_append_vals (self->late.removed, change->removed->data, change->removed->len);
}

static void
take_update (FairIndexUpdate *update,
             gpointer         user_data)
{
  FairRecordList *self = user_data;
  g_auto (FairIndexChange) change = { 0 };

  fair_index_change_init (&change);
  fair_index_apply (&self->index, update, &change);
  if (fair_index_is_undecided (self->index))
    fair_index_follower_catch_up (self->follower);
  if (self->searching != NULL)
    remember_late (self, &change);
  if (change.replaced || count_rows (&change) > FEW_ROWS || count_rows (&self->late) > FEW_ROWS)
    ask (self);
  else if (self->result != NULL && self->shown_index == self->index)
    show_change (self, &change);
}

/* The answer, with what has changed since it was asked for. */
static GArray *
make_shown (FairRecordList  *self,
            FairIndexResult *result)
{
  guint n_rows;
  const guint32 *rows = fair_index_result_get_rows (result, &n_rows);
  GArray *shown = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n_rows);
  guint position;

  g_array_append_vals (shown, rows, n_rows);
  for (guint i = 0; i < self->late.removed->len; i++)
    remove_row (result, shown, g_array_index (self->late.removed, guint32, i), &position);
  for (guint i = 0; i < self->late.added->len; i++)
    add_row (result, shown, g_array_index (self->late.added, guint32, i), &position);
  return shown;
}

/* Says that rows made way for others that are in @shown already. */
static void
tell_replaced (FairRecordList *self,
               guint           start,
               guint           n_removed,
               guint           n_added)
{
  guint n_first = n_removed > 0 ? MIN (n_added, FEW_ROWS) : n_added;
  guint n_rest = n_added - n_first;
  g_autofree guint32 *rest = NULL;

  if (n_rest > 0)
    {
      rest = g_memdup2 (&g_array_index (self->shown, guint32, start + n_first), n_rest * sizeof *rest);
      g_array_remove_range (self->shown, start + n_first, n_rest);
    }
  g_list_model_items_changed (G_LIST_MODEL (self), start, n_removed, n_first);
  if (n_rest == 0)
    return;
  g_array_insert_vals (self->shown, start + n_first, rest, n_rest);
  g_list_model_items_changed (G_LIST_MODEL (self), start + n_first, 0, n_rest);
}

/* Says what differs between what was shown and what is now: everything between the same beginning and the same end. */
static void
tell_difference (FairRecordList *self,
                 GArray         *before)
{
  const guint32 *old_rows = (const guint32 *) (const void *) before->data;
  const guint32 *new_rows = (const guint32 *) (const void *) self->shown->data;
  guint old_end = before->len, new_end = self->shown->len;
  guint start = 0;

  while (start < MIN (old_end, new_end) && old_rows[start] == new_rows[start])
    start++;
  while (MIN (old_end, new_end) > start && old_rows[old_end - 1] == new_rows[new_end - 1])
    {
      old_end--;
      new_end--;
    }
  if (old_end > start || new_end > start)
    tell_replaced (self, start, old_end - start, new_end - start);
}

static void
show_result (FairRecordList  *self,
             FairIndexResult *result)
{
  g_autoptr (GArray) before = self->shown;
  guint n_before = before->len;

  self->shown = make_shown (self, result);
  clear_late (self);
  g_clear_pointer (&self->result, fair_index_result_unref);
  self->result = result;
  if (self->shown_index == self->index)
    {
      tell_difference (self, before);
      return;
    }
  /* the same number is another row now */
  forget_rows (self);
  fair_index_unref (self->shown_index);
  self->shown_index = fair_index_ref (self->index);
  if (n_before > 0 || self->shown->len > 0)
    tell_replaced (self, 0, n_before, self->shown->len);
}

static void
take_result (GObject      *source,
             GAsyncResult *async_result,
             gpointer      user_data)
{
  g_autoptr (FairRecordList) self = user_data;
  FairIndexResult *result = fair_index_query_finish (async_result, NULL);

  /* A query that was cancelled has a successor, or the list is gone. */
  if (result == NULL)
    return;
  g_clear_object (&self->searching);
  show_result (self, result);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCHING]);
}

/* Asks the query anew; only the latest answer counts. */
static void
ask (FairRecordList *self)
{
  gboolean was_searching = self->searching != NULL;

  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  self->searching = g_cancellable_new ();
  clear_late (self);
  fair_index_query_async (self->index, self->query, self->result, self->searching, take_result, g_object_ref (self));
  if (!was_searching)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCHING]);
}

/**
 * fair_record_list_new:
 * @store: a store
 * @index: (transfer full): its index, which the list owns from now on
 *
 * Shows nobody at first, and everybody, by when they signed up, as soon as they are sorted.
 *
 * Returns: (transfer full): the list
 */
FairRecordList *
fair_record_list_new (FairStore *store,
                      FairIndex *index)
{
  FairRecordList *self;

  g_return_val_if_fail (FAIR_IS_STORE (store), NULL);
  g_return_val_if_fail (index != NULL, NULL);

  self = g_object_new (FAIR_TYPE_RECORD_LIST, NULL);
  self->index = index;
  self->shown_index = fair_index_ref (index);
  self->follower = fair_index_follower_start (store, index, take_update, self);
  ask (self);
  return self;
}

/**
 * fair_record_list_get_index:
 * @self: a list
 *
 * Returns: (transfer none): its index, until the next return to the main loop: another takes its place when the journal
 *   is written anew
 */
FairIndex *
fair_record_list_get_index (FairRecordList *self)
{
  g_return_val_if_fail (FAIR_IS_RECORD_LIST (self), NULL);

  return self->index;
}

/**
 * fair_record_list_set_query:
 * @self: a list
 * @query: what it is to show; it is copied
 *
 * Shows the answer as soon as it is found, in another thread; an earlier query that is not answered yet never will be.
 */
void
fair_record_list_set_query (FairRecordList       *self,
                            const FairIndexQuery *query)
{
  g_return_if_fail (FAIR_IS_RECORD_LIST (self));

  fair_index_query_free (self->query);
  self->query = fair_index_query_copy (query);
  ask (self);
}

/**
 * fair_record_list_get_searching:
 * @self: a list
 *
 * Returns: whether what is shown is not yet the answer to the latest query
 */
gboolean
fair_record_list_get_searching (FairRecordList *self)
{
  g_return_val_if_fail (FAIR_IS_RECORD_LIST (self), FALSE);

  return self->searching != NULL;
}

/**
 * fair_record_list_find:
 * @self: a list
 * @id: a person's id
 * @position: (out): where they are shown
 *
 * Returns: whether they are shown
 */
gboolean
fair_record_list_find (FairRecordList *self,
                       const char     *id,
                       guint          *position)
{
  guint32 row;

  g_return_val_if_fail (FAIR_IS_RECORD_LIST (self), FALSE);

  return self->result != NULL && self->shown_index == self->index && fair_index_find (self->index, id, &row) &&
         locate (self->result, self->shown, row, position);
}
