/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is selected in the list of people, by id. GtkMultiSelection keeps positions: when the order changes it looks at every row to
 * find out where each has gone.
 */
#include "desk/fair-people-selection.h"

struct _FairPeopleSelection
{
  GObject parent_instance;

  FairPeopleList *list;
  GHashTable *ids;   /* (element-type utf8): a set: who is selected, */
  gboolean inverted; /* or who is not, where all others are */
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
  if (get_n_listed (self) > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, get_n_listed (self));
  return TRUE;
}

static GType
get_item_type (GListModel *model)
{
  return FAIR_TYPE_PERSON_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return get_n_listed (FAIR_PEOPLE_SELECTION (model));
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (FAIR_PEOPLE_SELECTION (model)->list), position);
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
fair_people_selection_finalize (GObject *object)
{
  FairPeopleSelection *self = FAIR_PEOPLE_SELECTION (object);

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
}

/** Returns: (transfer full): nobody of @list, selected */
FairPeopleSelection *
fair_people_selection_new (FairPeopleList *list)
{
  FairPeopleSelection *self = g_object_new (FAIR_TYPE_PEOPLE_SELECTION, NULL);

  self->list = g_object_ref (list);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (g_list_model_items_changed), self, G_CONNECT_SWAPPED);
  return self;
}

/** Returns: whether all are selected, whoever comes into the list, but for those that were taken out one by one */
gboolean
fair_people_selection_has_all (FairPeopleSelection *self)
{
  return self->inverted;
}

/** Returns: (transfer full): the ids of those who are listed and selected, in the order of the list */
GStrv
fair_people_selection_dup_ids (FairPeopleSelection *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self));
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

  if (self->inverted || g_hash_table_size (self->ids) != 1)
    return NULL;
  g_hash_table_iter_init (&iter, self->ids);
  g_hash_table_iter_next (&iter, &id, NULL);
  return g_strdup (id);
}

/** Selects one person alone, listed or not. */
void
fair_people_selection_select_id (FairPeopleSelection *self,
                                 const char          *id)
{
  forget (self, FALSE);
  g_hash_table_add (self->ids, g_strdup (id));
  tell_all (self);
}
