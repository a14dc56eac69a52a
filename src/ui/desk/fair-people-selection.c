/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is selected in the list of people, by id. GtkMultiSelection keeps positions: when the order changes it looks at every row to
 * find out where each has gone.
 *
 * A view keeps 200 rows, of which few are to be seen. It throws away those of all who make way for others, and makes new ones at
 * once. So whoever is found stands in the row of somebody who is not (see #FairPeopleRow); and where there are too few rows, the
 * view hears of the first who are found, and of the others when nobody has asked anything else for a moment, in the turns of the
 * main loop that follow.
 */
#include "desk/fair-people-selection.h"

#include "desk/fair-people-row.h"

/* How many rows a view is made to make in one turn: as many as a screen of 1080 pixels shows. */
#define FEW_ROWS 28
/* More than a view makes of rows in all. */
#define ALL_ROWS 256
/* How long whoever types may take for the next letter, in milliseconds: rows that it would throw away are not made. */
#define PAUSE 150

struct _FairPeopleSelection
{
  GObject parent_instance;

  FairPeopleList *list;
  GPtrArray *rows;   /* of FairPeopleRow, as long as anybody has them: in the order of the last answer, and behind that those made since */
  GHashTable *ids;   /* (element-type utf8): a set: who is selected, */
  gboolean inverted; /* or who is not, where all others are */
  guint n_told;      /* of how many, from the first on, the view has heard */
  guint telling;     /* the source that tells of more, or 0 */
  gboolean is_asked; /* whether others are asked for, so that the view is to begin anew */
};

static gboolean
has (FairPeopleSelection *self,
     guint                position)
{
  const char *id = fair_people_list_get_id (self->list, position);

  return id != NULL && g_hash_table_contains (self->ids, id) != self->inverted;
}

static guint
get_n_listed (FairPeopleSelection *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->list));
}

static void
put (FairPeopleSelection *self,
     guint                position,
     gboolean             selected)
{
  const char *id = fair_people_list_get_id (self->list, position);

  if (id == NULL)
    return;
  if (selected != self->inverted)
    g_hash_table_add (self->ids, g_strdup (id));
  else
    g_hash_table_remove (self->ids, id);
}

static void
forget (FairPeopleSelection *self,
        gboolean             all)
{
  g_hash_table_remove_all (self->ids);
  self->inverted = all;
}

/* Which of those listed are selected changes in all places at most: the view looks at those that it shows. */
static gboolean
tell_all (FairPeopleSelection *self)
{
  if (self->n_told > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, self->n_told);
  return TRUE;
}

static GType
get_item_type (GListModel *model)
{
  return FAIR_TYPE_PEOPLE_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return FAIR_PEOPLE_SELECTION (model)->n_told;
}

static FairPeopleRow *
find_row (FairPeopleSelection *self,
          FairPersonItem      *item)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (fair_people_row_get_item (self->rows->pdata[i]) == item)
      return self->rows->pdata[i];
  return NULL;
}

static void
forget_row (gpointer  rows,
            GObject  *row)
{
  g_ptr_array_remove (rows, row);
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  FairPeopleSelection *self = FAIR_PEOPLE_SELECTION (model);
  g_autoptr (FairPersonItem) item = NULL;
  FairPeopleRow *row;

  if (position >= self->n_told)
    return NULL;
  item = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  row = find_row (self, item);
  if (row != NULL)
    return g_object_ref (row);
  row = fair_people_row_new (item);
  g_ptr_array_add (self->rows, row);
  g_object_weak_ref (G_OBJECT (row), forget_row, self->rows);
  return row;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static gboolean
is_selected (GtkSelectionModel *model,
             guint              position)
{
  return has (FAIR_PEOPLE_SELECTION (model), position);
}

/* Those selected are few, or all but few: each is found by its id. */
static GtkBitset *
get_selection_in_range (GtkSelectionModel *model,
                        guint              position,
                        guint              n_items)
{
  FairPeopleSelection *self = FAIR_PEOPLE_SELECTION (model);
  GtkBitset *selected = gtk_bitset_new_empty ();
  GHashTableIter iter;
  gpointer id;
  guint at;

  n_items = MIN (n_items, get_n_listed (self) - MIN (position, get_n_listed (self)));
  if (self->inverted)
    gtk_bitset_add_range (selected, position, n_items);
  g_hash_table_iter_init (&iter, self->ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (fair_people_list_find (self->list, id, &at) && at >= position && at - position < n_items)
      {
        if (self->inverted)
          gtk_bitset_remove (selected, at);
        else
          gtk_bitset_add (selected, at);
      }
  return selected;
}

static gboolean
select_range (GtkSelectionModel *model,
              guint              position,
              guint              n_items,
              gboolean           unselect_rest)
{
  FairPeopleSelection *self = FAIR_PEOPLE_SELECTION (model);

  if (unselect_rest)
    forget (self, FALSE);
  for (guint i = 0; i < n_items; i++)
    put (self, position + i, TRUE);
  return tell_all (self);
}

static gboolean
select_item (GtkSelectionModel *model,
             guint              position,
             gboolean           unselect_rest)
{
  return select_range (model, position, 1, unselect_rest);
}

static gboolean
unselect_range (GtkSelectionModel *model,
                guint              position,
                guint              n_items)
{
  FairPeopleSelection *self = FAIR_PEOPLE_SELECTION (model);

  for (guint i = 0; i < n_items; i++)
    put (self, position + i, FALSE);
  return tell_all (self);
}

static gboolean
unselect_item (GtkSelectionModel *model,
               guint              position)
{
  return unselect_range (model, position, 1);
}

static gboolean
select_all (GtkSelectionModel *model)
{
  forget (FAIR_PEOPLE_SELECTION (model), TRUE);
  return tell_all (FAIR_PEOPLE_SELECTION (model));
}

static gboolean
unselect_all (GtkSelectionModel *model)
{
  forget (FAIR_PEOPLE_SELECTION (model), FALSE);
  return tell_all (FAIR_PEOPLE_SELECTION (model));
}

static gboolean
set_selection (GtkSelectionModel *model,
               GtkBitset         *selected,
               GtkBitset         *mask)
{
  FairPeopleSelection *self = FAIR_PEOPLE_SELECTION (model);
  GtkBitsetIter iter;
  guint position;

  if (gtk_bitset_get_size (mask) >= get_n_listed (self))
    {
      forget (self, FALSE);
      mask = selected;
    }
  for (gboolean more = gtk_bitset_iter_init_first (&iter, mask, &position); more; more = gtk_bitset_iter_next (&iter, &position))
    put (self, position, gtk_bitset_contains (selected, position));
  return tell_all (self);
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->select_item = select_item;
  iface->unselect_item = unselect_item;
  iface->select_range = select_range;
  iface->unselect_range = unselect_range;
  iface->select_all = select_all;
  iface->unselect_all = unselect_all;
  iface->set_selection = set_selection;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FairPeopleSelection, fair_people_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_init))

static void
tell_more (FairPeopleSelection *self,
           guint                n)
{
  guint n_told = self->n_told;

  self->n_told += n;
  g_list_model_items_changed (G_LIST_MODEL (self), n_told, 0, n);
}

static gboolean go_on_telling (gpointer data);

static gboolean
begin_telling (gpointer data)
{
  FairPeopleSelection *self = data;

  self->telling = g_idle_add (go_on_telling, self);
  return G_SOURCE_REMOVE;
}

static gboolean
go_on_telling (gpointer data)
{
  FairPeopleSelection *self = data;
  guint n_left = get_n_listed (self) - self->n_told;

  tell_more (self, self->n_told < ALL_ROWS ? MIN (n_left, FEW_ROWS) : n_left);
  if (self->n_told < get_n_listed (self))
    return G_SOURCE_CONTINUE;
  self->telling = 0;
  return G_SOURCE_REMOVE;
}

/* Which of the rows shows whom of those that the view is to show, or NULL. They are known by their ids: whoever stays may have an older
 * item. The rows of all others are left, in their order. */
static gpointer *
take_kept_rows (FairPeopleSelection *self)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  gpointer *kept = g_new0 (gpointer, self->n_told);

  for (guint i = 0; i < self->rows->len; i++)
    g_hash_table_insert (by_id, (gpointer) fair_person_item_get_id (fair_people_row_get_item (self->rows->pdata[i])), self->rows->pdata[i]);
  for (guint i = 0; i < self->n_told; i++)
    {
      /* while one who has moved is told of, they are listed twice, and have one row */
      if (g_hash_table_steal_extended (by_id, fair_people_list_get_id (self->list, i), NULL, &kept[i]))
        g_ptr_array_remove (self->rows, kept[i]);
    }
  return kept;
}

/* Puts those who are new to the view, from a position on, in the rows of those whom it is to show no longer: whoever is on top in a row
 * from the top, for one of them may have the focus. */
static void
reuse_rows (FairPeopleSelection *self,
            guint                position)
{
  g_autofree gpointer *rows = take_kept_rows (self);
  guint n_used = 0;

  for (guint i = position; i < self->n_told; i++)
    {
      g_autoptr (FairPersonItem) item = NULL;

      if (rows[i] == NULL && n_used < self->rows->len)
        rows[i] = self->rows->pdata[n_used++];
      if (rows[i] == NULL)
        continue;
      item = g_list_model_get_item (G_LIST_MODEL (self->list), i);
      if (item != fair_people_row_get_item (rows[i]))
        fair_people_row_set_item (rows[i], item);
    }
  if (n_used > 0)
    g_ptr_array_remove_range (self->rows, 0, n_used);
  for (guint i = 0, at = 0; i < self->n_told; i++)
    if (rows[i] != NULL)
      g_ptr_array_insert (self->rows, (int) at++, rows[i]);
}

static void
list_changed (FairPeopleSelection *self,
              guint                position,
              guint                n_removed,
              guint                n_added)
{
  gboolean begins_anew = self->is_asked && position < ALL_ROWS && n_added > FEW_ROWS;

  if (position < self->n_told || (position == self->n_told && (self->telling == 0 || begins_anew)))
    {
      n_removed = begins_anew ? self->n_told - position : MIN (n_removed, self->n_told - position);
      n_added = begins_anew ? MIN (n_added, MAX (FEW_ROWS, self->rows->len)) : n_added;
      self->n_told = self->n_told - n_removed + n_added;
      if (self->is_asked && self->n_told <= 2 * ALL_ROWS)
        reuse_rows (self, position);
      g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
    }
  if (begins_anew)
    g_clear_handle_id (&self->telling, g_source_remove);
  if (self->n_told < get_n_listed (self) && self->telling == 0)
    self->telling = begins_anew ? g_timeout_add (PAUSE, begin_telling, self) : g_idle_add (go_on_telling, self);
  else if (self->n_told == get_n_listed (self))
    g_clear_handle_id (&self->telling, g_source_remove);
}

static void
searching_changed (FairPeopleSelection *self)
{
  self->is_asked = fair_people_list_get_searching (self->list);
}

static void
fair_people_selection_finalize (GObject *object)
{
  FairPeopleSelection *self = FAIR_PEOPLE_SELECTION (object);

  g_clear_handle_id (&self->telling, g_source_remove);
  for (guint i = 0; i < self->rows->len; i++)
    g_object_weak_unref (self->rows->pdata[i], forget_row, self->rows);
  g_ptr_array_unref (self->rows);
  g_clear_object (&self->list);
  g_hash_table_unref (self->ids);

  G_OBJECT_CLASS (fair_people_selection_parent_class)->finalize (object);
}

static void
fair_people_selection_class_init (FairPeopleSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fair_people_selection_finalize;
}

static void
fair_people_selection_init (FairPeopleSelection *self)
{
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->rows = g_ptr_array_new ();
}

/** Returns: (transfer full): nobody of @list, selected */
FairPeopleSelection *
fair_people_selection_new (FairPeopleList *list)
{
  FairPeopleSelection *self = g_object_new (FAIR_TYPE_PEOPLE_SELECTION, NULL);

  self->list = g_object_ref (list);
  self->n_told = get_n_listed (self);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (list_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "notify::searching", G_CALLBACK (searching_changed), self, G_CONNECT_SWAPPED);
  searching_changed (self);
  return self;
}

/** Has the view know of all who are listed, at once. */
void
fair_people_selection_complete (FairPeopleSelection *self)
{
  g_return_if_fail (FAIR_IS_PEOPLE_SELECTION (self));

  g_clear_handle_id (&self->telling, g_source_remove);
  if (self->n_told < get_n_listed (self))
    tell_more (self, get_n_listed (self) - self->n_told);
}

/** Returns: whether all are selected, whoever comes into the list, but for those that were taken out one by one */
gboolean
fair_people_selection_has_all (FairPeopleSelection *self)
{
  return self->inverted;
}

/** Selects one person alone, listed or not yet. */
void
fair_people_selection_select_only (FairPeopleSelection *self,
                                   const char          *id)
{
  g_return_if_fail (FAIR_IS_PEOPLE_SELECTION (self));

  forget (self, FALSE);
  g_hash_table_add (self->ids, g_strdup (id));
  tell_all (self);
}

/** Returns: (transfer full): where those are listed who are selected, the view may have heard of them or not yet */
GtkBitset *
fair_people_selection_get_listed (FairPeopleSelection *self)
{
  g_return_val_if_fail (FAIR_IS_PEOPLE_SELECTION (self), NULL);

  return gtk_selection_model_get_selection_in_range (GTK_SELECTION_MODEL (self), 0, get_n_listed (self));
}

/** Returns: (transfer full): the ids of those who are listed and selected, in the order of the list */
GStrv
fair_people_selection_dup_ids (FairPeopleSelection *self)
{
  g_autoptr (GtkBitset) selected = fair_people_selection_get_listed (self);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  GtkBitsetIter iter;
  guint at;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &at); more; more = gtk_bitset_iter_next (&iter, &at))
    g_strv_builder_add (ids, fair_people_list_get_id (self->list, at));
  return g_strv_builder_end (ids);
}

/** Returns: (transfer full) (nullable): the id of whom is selected, if it is one person, listed or not */
char *
fair_people_selection_dup_only_id (FairPeopleSelection *self)
{
  GHashTableIter iter;
  gpointer id = NULL;

  g_return_val_if_fail (FAIR_IS_PEOPLE_SELECTION (self), NULL);

  if (self->inverted)
    {
      g_autoptr (GtkBitset) selected = fair_people_selection_get_listed (self);
      guint only = gtk_bitset_get_minimum (selected);

      return gtk_bitset_get_size (selected) == 1 ? g_strdup (fair_people_list_get_id (self->list, only)) : NULL;
    }
  if (g_hash_table_size (self->ids) != 1)
    return NULL;
  g_hash_table_iter_init (&iter, self->ids);
  g_hash_table_iter_next (&iter, &id, NULL);
  return g_strdup (id);
}

/** Returns: whether more than one person is selected; of all who are, those who are listed count */
gboolean
fair_people_selection_has_several (FairPeopleSelection *self)
{
  g_autoptr (GtkBitset) selected = NULL;

  g_return_val_if_fail (FAIR_IS_PEOPLE_SELECTION (self), FALSE);

  if (!self->inverted)
    return g_hash_table_size (self->ids) > 1;
  selected = fair_people_selection_get_listed (self);
  return gtk_bitset_get_size (selected) > 1;
}

/** Returns: (transfer full) (nullable): the id of who is listed after whom is selected, or else before; NULL if nobody is */
char *
fair_people_selection_dup_next_id (FairPeopleSelection *self)
{
  g_autoptr (GtkBitset) selected = fair_people_selection_get_listed (self);
  guint first = gtk_bitset_get_minimum (selected), next = first;

  if (gtk_bitset_is_empty (selected))
    return NULL;
  while (gtk_bitset_contains (selected, next))
    next++;
  return g_strdup (fair_people_list_get_id (self->list, next < get_n_listed (self) ? next : first - 1));
}
