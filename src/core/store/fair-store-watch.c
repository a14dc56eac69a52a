/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells whoever watches a store that this process has changed its journal, at once and in the thread that did. */
#include "store/fair-store-watch.h"

typedef struct
{
  gatomicrefcount references; /* of the store, and of each thread that is about to call it */
  guint number;
  FairStoreWatchFunc func;
  gpointer user_data;
  GDestroyNotify destroy;
} Watch;

static GMutex mutex; /* guards the watches of every store */

static void
unref_watch (gpointer data)
{
  Watch *watch = data;

  if (!g_atomic_ref_count_dec (&watch->references))
    return;
  watch->destroy (watch->user_data);
  g_free (watch);
}

static gpointer
ref_watch (gconstpointer data,
           gpointer      unused)
{
  Watch *watch = (Watch *) data;

  g_atomic_ref_count_inc (&watch->references);
  return watch;
}

static GQuark
get_quark (void)
{
  return g_quark_from_static_string ("fair-store-watches");
}

/**
 * fair_store_watch:
 * @self: the store
 * @func: called after each change
 * @user_data: for @func
 * @destroy: called with @user_data when nobody will call @func any more, in any thread
 *
 * Threading: any.
 *
 * Returns: a number for fair_store_unwatch(), never 0
 */
guint
fair_store_watch (FairStore          *self,
                  FairStoreWatchFunc  func,
                  gpointer            user_data,
                  GDestroyNotify      destroy)
{
  static guint last_number;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  GPtrArray *watches = g_object_get_qdata (G_OBJECT (self), get_quark ());
  Watch *watch = g_new (Watch, 1);

  if (watches == NULL)
    {
      watches = g_ptr_array_new_with_free_func (unref_watch);
      g_object_set_qdata_full (G_OBJECT (self), get_quark (), watches, (GDestroyNotify) g_ptr_array_unref);
    }
  *watch = (Watch) { .number = ++last_number, .func = func, .user_data = user_data, .destroy = destroy };
  g_atomic_ref_count_init (&watch->references);
  g_ptr_array_add (watches, watch);
  return watch->number;
}

/**
 * fair_store_unwatch:
 * @self: the store
 * @watch: from fair_store_watch()
 *
 * A thread that is calling the function already is not waited for. Threading: any.
 */
void
fair_store_unwatch (FairStore *self,
                    guint      watch)
{
  GPtrArray *watches;
  Watch *found = NULL;

  g_mutex_lock (&mutex);
  watches = g_object_get_qdata (G_OBJECT (self), get_quark ());
  for (guint i = 0; watches != NULL && i < watches->len && found == NULL; i++)
    {
      if (((Watch *) g_ptr_array_index (watches, i))->number == watch)
        found = g_ptr_array_steal_index_fast (watches, i);
    }
  g_mutex_unlock (&mutex);
  g_clear_pointer (&found, unref_watch);
}

/**
 * fair_store_tell_watchers:
 * @self: the store
 *
 * To be called after each durable change, without the store's turn. Threading: any.
 */
void
fair_store_tell_watchers (FairStore *self)
{
  g_autoptr (GPtrArray) watches = NULL;

  g_mutex_lock (&mutex);
  watches = g_object_get_qdata (G_OBJECT (self), get_quark ());
  if (watches != NULL)
    watches = g_ptr_array_copy (watches, (GCopyFunc) (void (*) (void)) ref_watch, NULL);
  g_mutex_unlock (&mutex);

  for (guint i = 0; watches != NULL && i < watches->len; i++)
    {
      Watch *watch = g_ptr_array_index (watches, i);

      watch->func (watch->user_data);
    }
}
