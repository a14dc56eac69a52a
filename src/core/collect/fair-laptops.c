/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each laptop that was ever seen: what came of it, by which clock, and when it was last collected from.
 *
 * Whose sign-up somebody's is tells the version with the lowest “rev” that is here, which mostly is the first: a laptop on which
 * somebody was corrected has not signed them up.
 */
#include "config.h"

#include "collect/fair-laptops.h"

#include "collect/fair-collected.h"
#include "collect/fair-laptop-name.h"
#include "collect/fair-laptop-spans.h"
#include "store/fair-store-private.h"
#include "store/people/fair-people-read.h"
#include <string.h>

#define JOURNAL 0

/* Of a person, by the number of the version that stands. */
typedef struct
{
  FairLaptop *laptop; /* on which they signed up */
  gint64 rev;
  const char *event;  /* interned in FairLaptop.event_set */
  gboolean unfinished;
} Origin;

typedef struct
{
  FairStore *store;
  FairPeople *people;
  Origin *origins;
  FairLaptopSpans *spans;
  GHashTable *laptops; /* by their id */
  gint64 now;
} Count;

static void
count_clear (Count *self)
{
  g_clear_pointer (&self->people, fair_people_unref);
  g_clear_pointer (&self->spans, g_hash_table_unref);
  g_clear_pointer (&self->laptops, g_hash_table_unref);
  g_clear_pointer (&self->origins, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Count, count_clear)

static void
laptop_free (gpointer data)
{
  FairLaptop *self = data;

  g_free (self->device);
  g_free (self->name);
  g_strfreev (self->events);
  g_free (self->file);
  g_hash_table_unref (self->event_set);
  g_free (self);
}

static FairLaptop *
get_laptop (Count      *self,
            const char *device)
{
  FairLaptop *laptop = g_hash_table_lookup (self->laptops, device);

  if (laptop != NULL)
    return laptop;
  laptop = g_new0 (FairLaptop, 1);
  laptop->device = g_strdup (device);
  laptop->event_set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_insert (self->laptops, laptop->device, laptop);
  return laptop;
}

static const char *
intern_event (FairLaptop *laptop,
              const char *event)
{
  gpointer known;

  if (!g_hash_table_lookup_extended (laptop->event_set, event, &known, NULL))
    {
      known = g_strdup (event);
      g_hash_table_insert (laptop->event_set, known, NULL);
    }
  return known;
}

static void
take_version (Count             *self,
              FairLaptop        *laptop,
              const FairVersion *version)
{
  const FairPerson *person = fair_people_find (self->people, version->id);
  Origin *origin = person != NULL && !person->erased ? &self->origins[person->number] : NULL;

  laptop->n_set_back += version->rev == 1 && version->hlc.ms > version->at_ms + FAIR_LAPTOP_SET_BACK;
  if (origin == NULL)
    return;
  if (person->place.offset == version->offset)
    origin->unfinished = fair_version_is_unfinished (version);
  if (origin->laptop != NULL && origin->rev <= version->rev)
    return;
  origin->laptop = laptop;
  origin->rev = version->rev;
  origin->event = intern_event (laptop, version->event);
}

static gboolean
take_line (const FairLine *line,
           gpointer        user_data,
           GError        **error)
{
  Count *self = user_data;
  const FairVersion *version = &line->version;

  if (line->error != NULL || (version->op != FAIR_OP_PUT && version->op != FAIR_OP_ERASE))
    return TRUE;
  fair_laptop_spans_add (self->spans, version, self->now);
  if (version->op == FAIR_OP_PUT)
    take_version (self, get_laptop (self, version->hlc.device), version);
  return TRUE;
}

static void
count_people (Count *self)
{
  g_autoptr (GHashTable) events = g_hash_table_new (NULL, NULL);
  GHashTableIter laptops, names;
  gpointer laptop, event;

  for (guint i = 0; i < self->people->size; i++)
    {
      const FairPerson *person = fair_people_get (self->people, i);
      const Origin *origin = &self->origins[i];

      if (!fair_person_is_current (person) || origin->laptop == NULL || fair_people_is_hidden (self->people, person))
        continue;
      *(origin->unfinished ? &origin->laptop->n_unfinished : &origin->laptop->n_people) += 1;
      g_hash_table_add (events, (gpointer) origin->event);
    }
  g_hash_table_iter_init (&laptops, self->laptops);
  while (g_hash_table_iter_next (&laptops, NULL, &laptop))
    {
      g_hash_table_iter_init (&names, ((FairLaptop *) laptop)->event_set);
      while (g_hash_table_iter_next (&names, &event, NULL))
        if (!g_hash_table_contains (events, event))
          g_hash_table_iter_remove (&names);
    }
}

static void
take_spans (Count *self)
{
  g_autoptr (GPtrArray) spans = fair_laptop_spans_list (self->spans);

  for (guint i = 0; i < spans->len; i++)
    {
      const FairLaptopSpan *span = g_ptr_array_index (spans, i);
      FairLaptop *laptop = get_laptop (self, span->device);

      laptop->n_lines = span->n_lines;
      laptop->first = span->first;
      laptop->last = span->last;
      laptop->n_ahead = span->n_ahead;
      laptop->n_behind = span->n_behind;
    }
}

/* This laptop is always among them: it has been seen, too. */
static void
take_names (Count *self)
{
  g_autoptr (GPtrArray) collected = fair_collected_load (self->store);
  FairLaptop *own = get_laptop (self, fair_store_get_device_id (self->store));

  for (guint i = 0; i < collected->len; i++)
    {
      const FairCollected *entry = g_ptr_array_index (collected, i);
      FairLaptop *laptop = get_laptop (self, entry->device);

      g_set_str (&laptop->name, entry->name);
      g_set_str (&laptop->file, entry->file);
      laptop->collected = entry->at;
      laptop->n_collected = entry->n_sign_ups;
    }
  own->is_own = TRUE;
  g_free (own->name);
  own->name = fair_laptop_dup_name (self->store);
}

static int
compare_laptops (gconstpointer a,
                 gconstpointer b)
{
  const FairLaptop *left = *(FairLaptop *const *) a, *right = *(FairLaptop *const *) b;
  int order;

  if (left->is_own != right->is_own)
    return left->is_own ? -1 : 1;
  if ((left->name == NULL) != (right->name == NULL))
    return left->name != NULL ? -1 : 1;
  order = left->name != NULL ? g_utf8_collate (left->name, right->name) : 0;
  return order != 0 ? order : strcmp (left->device, right->device);
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (a, b);
}

static void
list_events (FairLaptop *laptop)
{
  g_autoptr (GPtrArray) events = g_hash_table_get_keys_as_ptr_array (laptop->event_set);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_ptr_array_sort_values (events, compare_texts);
  for (guint i = 0; i < events->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (events, i));
  laptop->events = g_strv_builder_end (builder);
}

/* Returns: (transfer full): all of them, which are not @self's any longer */
static GPtrArray *
list_laptops (Count *self)
{
  GPtrArray *laptops = g_hash_table_steal_all_values (self->laptops);

  g_ptr_array_set_free_func (laptops, laptop_free);
  for (guint i = 0; i < laptops->len; i++)
    list_events (g_ptr_array_index (laptops, i));
  g_ptr_array_sort (laptops, compare_laptops);
  return laptops;
}

/**
 * fair_laptops_load:
 * @store: the store
 * @cancellable: (nullable): stops it
 * @error: %FAIR_STORE_ERROR, %G_IO_ERROR_CANCELLED
 *
 * Says of each laptop that has made a line of the journal, or was collected from, what there is of it: whoever expects another one
 * has not got everything yet.
 *
 * Threading: any thread; blocks, and reads the whole journal.
 *
 * Returns: (transfer full) (element-type FairLaptop): this one first, then by name, those without one last; or NULL with @error set
 */
GPtrArray *
fair_laptops_load (FairStore     *store,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_auto (Count) self = { .store = store };
  FairLines lines = { .kind = FAIR_LINES_JOURNAL };

  g_return_val_if_fail (FAIR_IS_STORE (store), NULL);

  self.people = fair_store_load_people (store, FALSE, &lines.end, NULL, cancellable, error);
  if (self.people == NULL)
    return NULL;
  self.now = fair_clock_now (store->clock);
  self.origins = g_new0 (Origin, self.people->size + 1);
  self.spans = fair_laptop_spans_new ();
  self.laptops = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, laptop_free);
  lines.file = &self.people->sources[JOURNAL].file;
  if (!fair_lines_foreach (&lines, take_line, &self, cancellable, error))
    return NULL;
  count_people (&self);
  take_spans (&self);
  take_names (&self);
  return list_laptops (&self);
}

static void
load_in_thread (GTask        *task,
                gpointer      source,
                gpointer      store,
                GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *laptops = fair_laptops_load (store, cancellable, &error);

  if (laptops != NULL)
    g_task_return_pointer (task, laptops, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * fair_laptops_load_async:
 * @store: the store
 * @cancellable: (nullable): stops it
 * @callback: called in the thread's default main context
 * @user_data: for @callback
 *
 * As fair_laptops_load(), in a thread.
 */
void
fair_laptops_load_async (FairStore           *store,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (FAIR_IS_STORE (store));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, fair_laptops_load_async);
  g_task_set_task_data (task, g_object_ref (store), g_object_unref);
  g_task_run_in_thread (task, load_in_thread);
}

/**
 * fair_laptops_load_finish:
 * @result: what the callback got
 * @error: as of fair_laptops_load()
 *
 * Returns: (transfer full) (element-type FairLaptop): as of fair_laptops_load()
 */
GPtrArray *
fair_laptops_load_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
