/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person in a list: made when the list shows them, and filled as soon as their line has been read. */
#include "store/people/fair-person-item.h"

/* At which a view paints, too: neither keeps the other waiting. */
#define READ_PRIORITY (G_PRIORITY_HIGH_IDLE + 20)

struct _FairPersonItem
{
  GObject parent_instance;

  GHashTable *items; /* (nullable): of FairPersonItem, by FairPerson: where it is known while it is there */
  const FairPerson *person; /* may be gone once nothing is to be read any more */
  FairPeople *people;       /* NULL then */
  char *id;
  guint beginning; /* the source that begins to read, or 0 */
  gboolean loaded;
  char *line;
  FairVersion version; /* borrows from @line; both are the reading thread's until the item is loaded */
};

G_DEFINE_FINAL_TYPE (FairPersonItem, fair_person_item, G_TYPE_OBJECT)

enum
{
  PROP_LOADED = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
fair_person_item_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  g_value_set_boolean (value, FAIR_PERSON_ITEM (object)->loaded);
}

static void
fair_person_item_finalize (GObject *object)
{
  FairPersonItem *self = FAIR_PERSON_ITEM (object);

  if (self->items != NULL)
    g_hash_table_remove (self->items, self->person);
  g_clear_pointer (&self->items, g_hash_table_unref);
  g_clear_handle_id (&self->beginning, g_source_remove);
  g_clear_pointer (&self->people, fair_people_unref);
  fair_version_clear (&self->version);
  g_free (self->line);
  g_free (self->id);
  G_OBJECT_CLASS (fair_person_item_parent_class)->finalize (object);
}

static void
fair_person_item_class_init (FairPersonItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fair_person_item_get_property;
  object_class->finalize = fair_person_item_finalize;

  /** FairPersonItem:loaded: Whether the line has been read. Until then, and if it could not be, there is no version. */
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fair_person_item_init (FairPersonItem *self)
{
}

/* The table may be gone from the list by now; then this thread lets it go, for that takes a while. */
static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      item,
                GCancellable *cancellable)
{
  FairPersonItem *self = item;

  self->line = fair_people_read_line (self->people, &self->person->place, &self->version, NULL);
  g_clear_pointer (&self->people, fair_people_unref);
  g_task_return_boolean (task, TRUE);
}

static void
take_line (GObject      *source,
           GAsyncResult *result,
           gpointer      item)
{
  g_autoptr (FairPersonItem) self = item;

  self->loaded = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
}

/* The task does not own the item, lest it go in the thread. */
static gboolean
begin_to_read (gpointer item)
{
  FairPersonItem *self = item;
  g_autoptr (GTask) task = g_task_new (NULL, NULL, take_line, g_object_ref (self));

  self->beginning = 0;
  g_task_set_source_tag (task, begin_to_read);
  g_task_set_priority (task, READ_PRIORITY);
  g_task_set_task_data (task, self, NULL);
  g_task_run_in_thread (task, read_in_thread);
  return G_SOURCE_REMOVE;
}

/** Returns: (transfer full): an item of somebody in @people; @items, which are by FairPerson, have it as long as anybody does. The
 * line is read in a thread if the item is still there when the main loop has taken what came in: views make many just to look whether
 * they are others, or for later, and those whom they paint first are to wait for none of them. Threading: the main thread */
FairPersonItem *
fair_person_item_new (FairPeople       *people,
                      const FairPerson *person,
                      GHashTable       *items)
{
  FairPersonItem *self = g_object_new (FAIR_TYPE_PERSON_ITEM, NULL);

  self->id = g_strdup (person->id);
  self->person = person;
  self->people = fair_people_ref (people);
  fair_person_item_enter (self, items);
  self->beginning = g_idle_add_full (READ_PRIORITY, begin_to_read, self, NULL);
  return self;
}

/** Threading: any; blocks. Returns: (transfer full): an item whose line has been read; nobody else knows of it */
FairPersonItem *
fair_person_item_read (FairPeople       *people,
                       const FairPerson *person)
{
  FairPersonItem *self = g_object_new (FAIR_TYPE_PERSON_ITEM, NULL);

  self->id = g_strdup (person->id);
  self->person = person;
  self->line = fair_people_read_line (people, &person->place, &self->version, NULL);
  self->loaded = TRUE;
  return self;
}

/** Has @items know of @self, unless they have another item of the same person. Threading: the main thread */
void
fair_person_item_enter (FairPersonItem *self,
                        GHashTable     *items)
{
  if (g_hash_table_contains (items, self->person))
    return;
  self->items = g_hash_table_ref (items);
  g_hash_table_insert (items, (gpointer) self->person, self);
}

/** Returns: (transfer none): whose it is */
const char *
fair_person_item_get_id (FairPersonItem *self)
{
  return self->id;
}

/** Returns: (transfer none) (nullable): what the person's line says; NULL if it is not loaded, or could not be read */
const FairVersion *
fair_person_item_get_version (FairPersonItem *self)
{
  return self->loaded && self->line != NULL ? &self->version : NULL;
}
