/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list of people that the desk shows: searched, filtered, sorted, and changed as soon as the journal changes.
 *
 *   FairStore ─ journal ─ FairPeopleFollower, a thread ─ updates ─▶ listed: persons ─▶ FairPersonItem, for what is looked at
 *
 * A view that hears of items that made way for others looks for what it had among all of them, one by one. So it hears of few
 * such items at once; the others come after them, as new ones, which it need not look at.
 */
#include "store/people/fair-people-list.h"

#include "store/people/fair-people-follower.h"

/* How many items a view is made to look at in one turn. */
#define FEW_ITEMS 256

struct _FairPeopleList
{
  GObject parent_instance;

  FairPeopleFollower *follower; /* NULL once it is disposed of */
  guint asked;                  /* the number of the latest question */
  guint answered;               /* and of the latest that was answered */

  FairPeopleUpdate *shown;  /* the latest that had a list, or NULL */
  FairPeopleUpdate *before; /* the one whose beginning is still shown while its changes are told, or NULL */
  gboolean is_whole;        /* whether all of the journal was read once */
  guint64 n_read;           /* else how many lines of it, */
  double part_read;         /* and which part of it they are */
  guint n_before;           /* how many are shown of @before, */
  guint n_passed;           /* how many of @shown are left out for them, */
  guint held_back_at;       /* and whom no view has heard of yet */
  guint n_held_back;
  GHashTable *items; /* of FairPersonItem, by FairPerson of the table of @shown, while anybody has them */

  GError *error;
  FairReadReport *report;
};

enum
{
  PROP_LOADING = 1,
  PROP_SEARCHING,
  PROP_ERROR,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static GType
get_item_type (GListModel *model)
{
  return FAIR_TYPE_PERSON_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  FairPeopleList *self = FAIR_PEOPLE_LIST (model);

  return self->shown != NULL ? self->n_before + self->shown->listed->len - self->n_passed - self->n_held_back : 0;
}

static const FairPerson *
get_person (FairPeopleList *self,
            guint           position)
{
  if (position < self->n_before)
    return g_ptr_array_index (self->before->listed, position);
  position += self->n_passed - self->n_before;
  if (position >= self->held_back_at)
    position += self->n_held_back;
  return g_ptr_array_index (self->shown->listed, position);
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  FairPeopleList *self = FAIR_PEOPLE_LIST (model);
  const FairPerson *person;
  FairPersonItem *item;

  if (position >= get_n_items (model))
    return NULL;
  person = get_person (self, position);
  item = g_hash_table_lookup (self->items, person);
  return item != NULL ? g_object_ref (item) : fair_person_item_new (self->shown->people, person, self->items);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FairPeopleList, fair_people_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
fair_people_list_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  FairPeopleList *self = FAIR_PEOPLE_LIST (object);

  switch (id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, fair_people_list_get_loading (self));
      break;
    case PROP_SEARCHING:
      g_value_set_boolean (value, fair_people_list_get_searching (self));
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fair_people_list_dispose (GObject *object)
{
  FairPeopleList *self = FAIR_PEOPLE_LIST (object);

  g_clear_pointer (&self->follower, fair_people_follower_stop);
  g_clear_pointer (&self->shown, fair_people_update_free);
  G_OBJECT_CLASS (fair_people_list_parent_class)->dispose (object);
}

static void
fair_people_list_finalize (GObject *object)
{
  FairPeopleList *self = FAIR_PEOPLE_LIST (object);

  g_hash_table_unref (self->items);
  g_clear_error (&self->error);
  g_clear_pointer (&self->report, fair_read_report_free);
  G_OBJECT_CLASS (fair_people_list_parent_class)->finalize (object);
}

static void
fair_people_list_class_init (FairPeopleListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fair_people_list_get_property;
  object_class->dispose = fair_people_list_dispose;
  object_class->finalize = fair_people_list_finalize;

  /** FairPeopleList:loading: Whether the journal has not been read to its end yet: those listed are the latest, if any. It is told,
   * too, when more has been read. */
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, TRUE, flags);
  /** FairPeopleList:searching: Whether what is listed is not yet the answer to the latest query. */
  properties[PROP_SEARCHING] = g_param_spec_boolean ("searching", NULL, NULL, TRUE, flags);
  /** FairPeopleList:error: Why the journal could not be read, or not read on; NULL once it could be. */
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fair_people_list_init (FairPeopleList *self)
{
  self->items = g_hash_table_new (NULL, NULL);
}

/* Of the items that take the place of others, some are told with these, and the rest after them. */
static void
tell (FairPeopleList   *self,
      FairPeopleChange  change)
{
  GListModel *model = G_LIST_MODEL (self);
  guint n_first = change.n_removed > 0 ? MIN (change.n_added, FEW_ITEMS) : change.n_added;
  guint n_rest = change.n_added - n_first;

  self->held_back_at = change.added_at + n_first;
  self->n_held_back = n_rest;
  if (change.n_removed > 0 || n_first > 0)
    g_list_model_items_changed (model, change.removed_at, change.n_removed, n_first);
  self->n_held_back = 0;
  if (n_rest > 0 && self->shown != NULL)
    g_list_model_items_changed (model, change.removed_at + n_first, 0, n_rest);
}

/* From the last change to the first, so that what is before each is as it was; before the first, both lists are the same. */
static void
show (FairPeopleList   *self,
      FairPeopleUpdate *update)
{
  g_autoptr (FairPeopleUpdate) before = self->shown;

  if (before == NULL || before->people != update->people)
    {
      g_hash_table_unref (self->items);
      self->items = g_hash_table_new (NULL, NULL);
    }
  for (guint i = 0; i < update->first->len; i++)
    fair_person_item_enter (update->first->pdata[i], self->items);
  self->before = before;
  self->shown = update;
  for (guint i = update->changes->len; i-- > 0 && self->shown != NULL;)
    {
      FairPeopleChange change = g_array_index (update->changes, FairPeopleChange, i);

      self->n_before = i > 0 ? change.removed_at : 0;
      self->n_passed = i > 0 ? change.added_at : 0;
      tell (self, change);
    }
  self->before = NULL;
  self->n_before = self->n_passed = 0;
}

static void
take_update (FairPeopleUpdate *update,
             gpointer          user_data)
{
  g_autoptr (FairPeopleList) self = g_object_ref (user_data);
  gboolean was_loading = fair_people_list_get_loading (self), was_searching = fair_people_list_get_searching (self);

  g_object_freeze_notify (G_OBJECT (self));
  self->n_read = update->n_read;
  self->part_read = update->part_read;
  if (update->listed != NULL || update->error != NULL || !update->is_early)
    self->answered = update->question;
  if (update->report != NULL)
    {
      g_clear_pointer (&self->report, fair_read_report_free);
      self->report = g_steal_pointer (&update->report);
    }
  if (self->error != NULL || update->error != NULL)
    {
      g_clear_error (&self->error);
      self->error = g_steal_pointer (&update->error);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
    }
  if (update->is_early)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  self->is_whole = self->is_whole || (update->listed != NULL && !update->is_early);
  if (update->listed != NULL)
    show (self, update);
  else
    fair_people_update_free (update);
  if (was_loading != fair_people_list_get_loading (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  if (was_searching != fair_people_list_get_searching (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCHING]);
  g_object_thaw_notify (G_OBJECT (self));
}

/** Returns: (transfer full): a list of whom @query: (nullable) asks for, or everybody, who are read in a thread. As soon as this or
 * another process changes the journal, it changes too */
FairPeopleList *
fair_people_list_new (FairStore             *store,
                      const FairPeopleQuery *query)
{
  const FairPeopleQuery all = FAIR_PEOPLE_QUERY_ALL;
  FairPeopleList *self;

  self = g_object_new (FAIR_TYPE_PEOPLE_LIST, NULL);
  self->follower = fair_people_follower_start (store, take_update, self);
  self->asked = fair_people_follower_ask (self->follower, query != NULL ? query : &all);
  return self;
}

/** Lists whom @query asks for as soon as they are found, in another thread; an earlier query that is not answered yet never
 * will be. */
void
fair_people_list_set_query (FairPeopleList        *self,
                            const FairPeopleQuery *query)
{
  gboolean was_searching = fair_people_list_get_searching (self);

  self->asked = fair_people_follower_ask (self->follower, query);
  if (!was_searching)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCHING]);
}

/** Returns: whether the journal has not been read to its end yet. If the latest are asked for first, as many of them are listed as
 * are there, and more only come behind them, until all are listed; whatever else is asked for is answered when all are there */
gboolean
fair_people_list_get_loading (FairPeopleList *self)
{
  return !self->is_whole && self->error == NULL;
}

/** Returns: while the journal is loading, which part of it has been read, from 0 to 1; with @n_lines: (out): how many lines that is */
double
fair_people_list_get_progress (FairPeopleList *self,
                               guint64        *n_lines)
{
  *n_lines = self->n_read;
  return self->part_read;
}

/** Returns: whether what is listed is not yet the answer to the latest query */
gboolean
fair_people_list_get_searching (FairPeopleList *self)
{
  return self->answered != self->asked;
}

/** Returns: (transfer none) (nullable): why the journal could not be read, or not read on; it is tried again when it changes */
const GError *
fair_people_list_get_error (FairPeopleList *self)
{
  return self->error;
}

/** Returns: (transfer none) (nullable): what was met when the journal was last read as a whole, until the next return to the
 * main loop; NULL while it has not been */
const FairReadReport *
fair_people_list_get_report (FairPeopleList *self)
{
  return self->report;
}

/** Returns: (transfer none) (nullable): whose id is at a position, until the next return to the main loop; NULL beyond the last.
 * Makes no item */
const char *
fair_people_list_get_id (FairPeopleList *self,
                         guint           position)
{
  return position < get_n_items (G_LIST_MODEL (self)) ? get_person (self, position)->id : NULL;
}

/* Where somebody is, or where they belong. */
static guint
locate (FairPeopleUpdate *shown,
        const FairPerson *person)
{
  guint low = 0, high = shown->listed->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = fair_person_compare (g_ptr_array_index (shown->listed, middle), person, shown->sort);

      if (shown->descending ? order > 0 : order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/** Finds the @position of a person by their id. Returns: whether they are listed, maybe in another version that is alike in
 * what they are sorted by */
gboolean
fair_people_list_find (FairPeopleList *self,
                       const char     *id,
                       guint          *position)
{
  FairPeopleUpdate *shown = self->shown;
  const FairPerson *person;

  person = shown != NULL ? fair_people_follower_find (self->follower, shown->people, id) : NULL;
  if (person == NULL || person->erased)
    return FALSE;
  *position = locate (shown, person);
  return *position < shown->listed->len &&
         fair_person_compare (g_ptr_array_index (shown->listed, *position), person, shown->sort) == 0;
}
