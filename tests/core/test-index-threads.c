/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which threads the index works in: the main loop goes on turning while a journal is opened, and never searches or sorts.
 * The functions that do so are wrapped by the linker, so that their threads are seen in the code as it ships.
 */
#include "store/index/fair-index-order.h"
#include "store/index/fair-index-search.h"
#include "store/index/fair-record-list.h"
#include "test-store-util.h"
#include "test-util.h"

/* How often the main loop turns before the disk gives anything. */
#define TURNS 1000

FairIndexSearch *__wrap_fair_index_search_new (FairIndex  *index,
                                               const char *typed);
FairIndexSearch *__real_fair_index_search_new (FairIndex  *index,
                                               const char *typed);
FairIndexOrder  *__wrap_fair_index_order_new (const FairIndexView *view,
                                              FairIndexSort        sort);
FairIndexOrder  *__real_fair_index_order_new (const FairIndexView *view,
                                              FairIndexSort        sort);
guint32         *__wrap_fair_index_order_pick (const FairIndexOrder *self,
                                               const FairIndexView  *view,
                                               const guint64        *matches,
                                               guint                *n_rows);
guint32         *__real_fair_index_order_pick (const FairIndexOrder *self,
                                               const FairIndexView  *view,
                                               const guint64        *matches,
                                               guint                *n_rows);

static GThread *main_thread;
static int n_searches, n_orders, n_picks; /* (atomic) */

static void
note_work (int *counter)
{
  g_assert_true (g_thread_self () != main_thread);
  g_atomic_int_inc (counter);
}

FairIndexSearch *
__wrap_fair_index_search_new (FairIndex  *index,
                              const char *typed)
{
  note_work (&n_searches);
  return __real_fair_index_search_new (index, typed);
}

FairIndexOrder *
__wrap_fair_index_order_new (const FairIndexView *view,
                             FairIndexSort        sort)
{
  note_work (&n_orders);
  return __real_fair_index_order_new (view, sort);
}

guint32 *
__wrap_fair_index_order_pick (const FairIndexOrder *self,
                              const FairIndexView  *view,
                              const guint64        *matches,
                              guint                *n_rows)
{
  note_work (&n_picks);
  return __real_fair_index_order_pick (self, view, matches, n_rows);
}

typedef struct
{
  FairFileOps ops;
  GMutex mutex;
  GCond turned;
  guint n_turns; /* of the main loop */
  gboolean patient; /* whether reading waits for them */
  FairIndex *index;
} Loading;

/* A disk that gives nothing until the main loop has turned often enough. */
static gssize
read_patiently (int fd, void *buffer, gsize length, goffset offset, gpointer data)
{
  Loading *self = data;

  g_mutex_lock (&self->mutex);
  if (self->patient)
    g_assert_true (g_thread_self () != main_thread);
  while (self->patient && self->n_turns < TURNS)
    g_cond_wait (&self->turned, &self->mutex);
  g_mutex_unlock (&self->mutex);
  return fair_file_ops_get_default ()->pread (fd, buffer, length, offset, NULL);
}

static gboolean
turn (gpointer data)
{
  Loading *self = data;

  g_mutex_lock (&self->mutex);
  self->n_turns++;
  g_cond_broadcast (&self->turned);
  g_mutex_unlock (&self->mutex);
  return G_SOURCE_CONTINUE;
}

static void
loaded (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  Loading *self = user_data;
  g_autoptr (GError) error = NULL;

  self->index = fair_index_load_finish (FAIR_STORE (source), result, &error);
  g_assert_no_error (error);
}

static void
test_loading (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  Loading loading = { .ops = *fair_file_ops_get_default () };
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) error = NULL;
  guint source;

  g_mutex_init (&loading.mutex);
  g_cond_init (&loading.turned);
  loading.ops.pread = read_patiently;
  loading.ops.user_data = &loading;
  store = fair_store_open (folder->path, &loading.ops, NULL, &error);
  g_assert_no_error (error);
  g_free (test_store_add (store, "Ann"));

  loading.patient = TRUE;
  source = g_idle_add (turn, &loading);
  fair_index_load_async (store, NULL, loaded, &loading);
  while (loading.index == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (loading.n_turns, >=, TURNS);
  g_assert_cmpuint (fair_index_get_n_standing (loading.index), ==, 1);
  g_source_remove (source);
  fair_index_unref (loading.index);
  g_cond_clear (&loading.turned);
  g_mutex_clear (&loading.mutex);
}

static void
ask (FairRecordList *list,
     const char     *typed,
     FairIndexSort   sort)
{
  FairIndexQuery query = FAIR_INDEX_QUERY_ALL;

  query.typed = typed;
  query.sort = sort;
  fair_record_list_set_query (list, &query);
  g_assert_true (fair_record_list_get_searching (list));
  while (fair_record_list_get_searching (list))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_searching (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autoptr (FairRecordList) list = NULL;
  FairIndex *index;

  g_free (test_store_add (store, "Ann"));
  g_free (test_store_add (store, "Bo"));
  index = fair_index_load (store, NULL, NULL);
  g_assert_nonnull (index);
  list = fair_record_list_new (store, index);
  ask (list, NULL, FAIR_INDEX_SORT_NAME);
  ask (list, "b", FAIR_INDEX_SORT_NAME);
  ask (list, "bo", FAIR_INDEX_SORT_NAME);
  ask (list, "bo", FAIR_INDEX_SORT_SCHOOL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
  g_assert_cmpint (g_atomic_int_get (&n_searches), >=, 4);
  g_assert_cmpint (g_atomic_int_get (&n_orders), >=, 2);
  g_assert_cmpint (g_atomic_int_get (&n_picks), >=, 4);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  main_thread = g_thread_self ();

  g_test_add_func ("/index-threads/loading", test_loading);
  g_test_add_func ("/index-threads/searching", test_searching);

  return g_test_run ();
}
