/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The live list: what it shows, and exactly which changes it tells of. */
#include "store/fair-store-watch.h"
#include "store/index/fair-record-list.h"
#include "test-store-util.h"
#include "test-util.h"

#include <glib/gstdio.h>
#include <string.h>

#define JOURNAL "signups/signups.jsonl"
#define TIMEOUT_SECONDS 30

typedef struct
{
  TestFolder *folder;
  FairStore *store;
  FairRecordList *list;
  GString *changes; /* "position-removed+added " for each signal */
} Fixture;

static void
note_change (GListModel *model,
             guint       position,
             guint       removed,
             guint       added,
             gpointer    changes)
{
  g_string_append_printf (changes, "%u-%u+%u ", position, removed, added);
}

static gboolean
give_up (gpointer user_data)
{
  g_error ("what was waited for did not happen");
  return G_SOURCE_REMOVE;
}

/* So that what happens in other threads is noticed. */
static gboolean
wake_up (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

#define WAIT_UNTIL(condition)                                             \
  G_STMT_START                                                            \
  {                                                                       \
    guint timeout = g_timeout_add_seconds (TIMEOUT_SECONDS, give_up, NULL); \
    while (!(condition))                                                  \
      g_main_context_iteration (NULL, TRUE);                              \
    g_source_remove (timeout);                                            \
  }                                                                       \
  G_STMT_END

static void
settle (Fixture *self)
{
  WAIT_UNTIL (!fair_record_list_get_searching (self->list));
}

static void
open_list (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  FairIndex *index = fair_index_load (self->store, NULL, &error);

  g_assert_no_error (error);
  self->list = fair_record_list_new (self->store, index);
  g_signal_connect (self->list, "items-changed", G_CALLBACK (note_change), self->changes);
  settle (self);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  const char *const *name;

  self->folder = test_folder_new ();
  self->store = test_store_open (self->folder->path);
  self->changes = g_string_new (NULL);
  for (name = (const char *const[]) { "Bo", "Dora", "Ann", NULL }; *name != NULL; name++)
    g_free (test_store_add (self->store, *name));
  open_list (self);
}

/* The folder may go only when no thread reads from it any longer: each has a reference to the store. */
static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  FairStore *store = self->store;
  guint wake = g_timeout_add (5, G_SOURCE_FUNC (wake_up), NULL);

  g_object_add_weak_pointer (G_OBJECT (store), (gpointer *) &self->store);
  g_clear_object (&self->list);
  g_object_unref (store);
  WAIT_UNTIL (g_atomic_pointer_get (&self->store) == NULL);
  g_source_remove (wake);
  g_string_free (self->changes, TRUE);
  test_folder_free (self->folder);
}

static void
expect_changes (Fixture    *self,
                const char *changes)
{
  g_assert_cmpstr (self->changes->str, ==, changes);
  g_string_truncate (self->changes, 0);
}

/* The first names that are shown. */
static char *
dump (Fixture *self)
{
  GListModel *model = G_LIST_MODEL (self->list);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (FairRecordRow) row = g_list_model_get_item (model, i);
      const FairRecord *record;

      WAIT_UNTIL (fair_record_row_get_loaded (row));
      record = fair_record_row_get_record (row);
      g_assert_nonnull (record);
      g_string_append_printf (names, "%s%s", i > 0 ? " " : "", yyjson_get_str (yyjson_obj_get (record->answers, "given_name")));
    }
  return g_string_free (names, FALSE);
}

static void
expect_names (Fixture    *self,
              const char *names)
{
  g_autofree char *shown = dump (self);

  g_assert_cmpstr (shown, ==, names);
}

static void
ask (Fixture       *self,
     const char    *typed,
     FairIndexSort  sort)
{
  FairIndexQuery query = FAIR_INDEX_QUERY_ALL;

  query.typed = typed;
  query.sort = sort;
  fair_record_list_set_query (self->list, &query);
}

static void
append_line (Fixture    *self,
             const char *line)
{
  FILE *file = g_fopen (fair_store_get_journal_path (self->store), "ab");

  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (line, 1, strlen (line), file), ==, strlen (line));
  g_assert_cmpint (fclose (file), ==, 0);
}

static void
test_opens (Fixture       *self,
            gconstpointer  data)
{
  GListModel *model = G_LIST_MODEL (self->list);
  g_autoptr (GObject) row = g_list_model_get_item (model, 1);
  g_autoptr (GObject) same = g_list_model_get_item (model, 1);

  expect_changes (self, "0-0+3 ");
  g_assert_true (g_list_model_get_item_type (model) == FAIR_TYPE_RECORD_ROW);
  g_assert_true (row == same);
  g_assert_null (g_list_model_get_item (model, 3));
  expect_names (self, "Bo Dora Ann");
}

/* Sorting and searching tell of what differs, and of nothing else. */
static void
test_queries (Fixture       *self,
              gconstpointer  data)
{
  expect_changes (self, "0-0+3 ");
  ask (self, NULL, FAIR_INDEX_SORT_NAME);
  settle (self);
  expect_changes (self, "0-3+3 ");
  expect_names (self, "Ann Bo Dora");
  ask (self, "o", FAIR_INDEX_SORT_NAME);
  settle (self);
  expect_changes (self, "0-1+0 ");
  expect_names (self, "Bo Dora");
  ask (self, "o ", FAIR_INDEX_SORT_NAME);
  settle (self);
  expect_changes (self, "");
  ask (self, "or", FAIR_INDEX_SORT_NAME);
  settle (self);
  expect_changes (self, "0-1+0 ");
  ask (self, NULL, FAIR_INDEX_SORT_NAME);
  settle (self);
  expect_changes (self, "0-0+2 ");
}

/* Only the last of several queries is answered. */
static void
test_newer_query (Fixture       *self,
                  gconstpointer  data)
{
  expect_changes (self, "0-0+3 ");
  ask (self, "ann", FAIR_INDEX_SORT_NAME);
  ask (self, "bo", FAIR_INDEX_SORT_NAME);
  ask (self, "dora", FAIR_INDEX_SORT_NAME);
  settle (self);
  expect_names (self, "Dora");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  expect_changes (self, "0-3+1 ");
}

/* One turn of the main loop after the sign-up was saved it is in the list. */
static void
test_live (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *cy = NULL;
  guint position;

  ask (self, NULL, FAIR_INDEX_SORT_NAME);
  settle (self);
  expect_changes (self, "0-0+3 0-3+3 ");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  cy = test_store_add (self->store, "Cy");
  expect_changes (self, "");
  g_main_context_iteration (NULL, FALSE);
  expect_changes (self, "2-0+1 ");
  g_assert_true (fair_record_list_find (self->list, cy, &position));
  g_assert_cmpuint (position, ==, 2);
  expect_names (self, "Ann Bo Cy Dora");
}

typedef struct
{
  Fixture *fixture;
  guint n_seen;
  gboolean done;
} Saving;

static void
saved (GObject      *source,
       GAsyncResult *result,
       gpointer      user_data)
{
  Saving *saving = user_data;
  g_autofree char *id = fair_store_add_finish (FAIR_STORE (source), result, NULL);
  guint position;

  g_assert_nonnull (id);
  saving->done = fair_record_list_find (saving->fixture->list, id, &position);
  g_assert_true (saving->done);
}

/* Whoever hears that a sign-up is saved finds it in the list already. */
static void
test_live_async (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr (FairAnswers) answers = fair_answers_new ();
  FairDraft draft = { .event = "fair", .form = "interest@1", .lang = "en", .answers = answers };
  Saving saving = { .fixture = self };

  fair_answers_set_text (answers, "given_name", "Cy");
  fair_store_add_async (self->store, &draft, NULL, saved, &saving);
  WAIT_UNTIL (saving.done);
  expect_names (self, "Bo Dora Ann Cy");
}

/* What does not match is taken in, and shown when it is asked for. */
static void
test_live_filtered (Fixture       *self,
                    gconstpointer  data)
{
  ask (self, "ann", FAIR_INDEX_SORT_NAME);
  settle (self);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_string_truncate (self->changes, 0);
  g_free (test_store_add (self->store, "Cy"));
  g_free (test_store_add (self->store, "Joanna"));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  expect_changes (self, "1-0+1 ");
  expect_names (self, "Ann Joanna");
  ask (self, "cy", FAIR_INDEX_SORT_NAME);
  settle (self);
  expect_names (self, "Cy");
}

/* Another process: a correction in place, one that moves, and an erasure. */
static void
test_others (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *ed = test_put_line ("ed", 1, "5-0-a", "Ed");
  g_autofree char *eddy = test_put_line ("ed", 2, "6-0-a", "Eddy");
  g_autofree char *ada = test_put_line ("ed", 3, "7-0-a", "Ada");
  g_autofree char *gone = test_erase_line ("ed", "8-0-a");

  ask (self, NULL, FAIR_INDEX_SORT_NAME);
  settle (self);
  g_string_truncate (self->changes, 0);
  append_line (self, ed);
  WAIT_UNTIL (self->changes->len > 0);
  expect_changes (self, "3-0+1 ");
  append_line (self, eddy);
  WAIT_UNTIL (self->changes->len > 0);
  expect_changes (self, "3-1+1 ");
  expect_names (self, "Ann Bo Dora Eddy");
  append_line (self, ada);
  WAIT_UNTIL (self->changes->len > 0);
  expect_changes (self, "3-1+0 0-0+1 ");
  expect_names (self, "Ada Ann Bo Dora");
  append_line (self, gone);
  WAIT_UNTIL (self->changes->len > 0);
  expect_changes (self, "0-1+0 ");
  expect_names (self, "Ann Bo Dora");
}

/* Many at once are asked for anew, and told of together. */
static void
test_many (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *id = g_strdup_printf ("id-%u", i);
      g_autofree char *line = test_put_line (id, 1, "5-0-a", "Zed");

      g_string_append (lines, line);
    }
  g_string_truncate (self->changes, 0);
  append_line (self, lines->str);
  WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 3003 &&
              !fair_record_list_get_searching (self->list));
  expect_changes (self, "0-0+3000 ");
}

/* A view that has rows replaced looks at all that take their place: there are never many at once. */
static void
test_many_replaced (Fixture       *self,
                    gconstpointer  data)
{
  FairIndexQuery query = FAIR_INDEX_QUERY_ALL;

  test_many (self, data);
  query.descending = TRUE;
  fair_record_list_set_query (self->list, &query);
  settle (self);
  expect_changes (self, "0-3003+256 256-0+2747 ");
  ask (self, "ann", FAIR_INDEX_SORT_SIGNED_UP);
  settle (self);
  expect_changes (self, "1-3002+0 ");
  ask (self, NULL, FAIR_INDEX_SORT_SIGNED_UP);
  settle (self);
  expect_changes (self, "0-0+3002 ");
}

/* What is saved while a query is being answered is in the answer. */
static void
test_meanwhile (Fixture       *self,
                gconstpointer  data)
{
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *name = g_strdup_printf ("Olga%u", i);

      ask (self, i % 2 == 0 ? "o" : NULL, FAIR_INDEX_SORT_NAME);
      g_free (test_store_add (self->store, name));
      if (i % 7 == 0)
        settle (self);
    }
  ask (self, "olga", FAIR_INDEX_SORT_NAME);
  settle (self);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->list)), ==, 50);
}

/* The journal written anew: what is shown is what it has. */
static void
test_replaced (Fixture       *self,
               gconstpointer  data)
{
  g_autofree char *cy = test_put_line ("cy", 1, "5-0-a", "Cy");
  g_autofree char *other = test_folder_write (self->folder, "other", cy);
  g_autoptr (FairRecordRow) old_row = g_list_model_get_item (G_LIST_MODEL (self->list), 0);
  g_autofree char *di = NULL;

  g_string_truncate (self->changes, 0);
  g_assert_cmpint (g_rename (other, fair_store_get_journal_path (self->store)), ==, 0);
  WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 1);
  expect_changes (self, "0-3+1 ");
  expect_names (self, "Cy");
  di = test_store_add (self->store, "Di");
  WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 2);
  expect_changes (self, "1-0+1 ");
  expect_names (self, "Cy Di");
}

static gpointer
add_many (gpointer data)
{
  for (guint i = 0; i < 100; i++)
    g_free (test_store_add (data, "Zed"));
  return NULL;
}

/* Several threads at once: each sign-up is in the list once. */
static void
test_threads (Fixture       *self,
              gconstpointer  data)
{
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("adding", add_many, self->store);
  WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 403);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->list)), ==, 403);
}

/* Rows outlive the list, and a list may go while it is searching and while others add. */
static void
test_goes (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (FairRecordRow) row = g_list_model_get_item (G_LIST_MODEL (self->list), 0);
  GThread *thread = g_thread_new ("adding", add_many, self->store);

  ask (self, "ann", FAIR_INDEX_SORT_NAME);
  g_clear_object (&self->list);
  WAIT_UNTIL (fair_record_row_get_loaded (row));
  g_assert_nonnull (fair_record_row_get_record (row));
  g_thread_join (thread);
}

static void
count_call (gpointer user_data)
{
  g_atomic_int_inc ((int *) user_data);
}

static void
forget_call (gpointer user_data)
{
  g_atomic_int_add ((int *) user_data, 1000);
}

static void
test_watch (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  FairStore *store = test_store_open (folder->path);
  int first = 0, second = 0;
  guint watch = fair_store_watch (store, count_call, &first, forget_call);

  fair_store_watch (store, count_call, &second, forget_call);
  g_free (test_store_add (store, "Ann"));
  g_assert_cmpint (first, ==, 1);
  g_assert_cmpint (second, ==, 1);
  fair_store_unwatch (store, watch);
  fair_store_unwatch (store, watch);
  g_free (test_store_add (store, "Bo"));
  g_assert_cmpint (first, ==, 1001);
  g_assert_cmpint (second, ==, 2);
  g_object_unref (store);
  g_assert_cmpint (second, ==, 1002);
}

int
main (int   argc,
      char *argv[])
{
  static const struct { const char *path; void (*func) (Fixture *, gconstpointer); } tests[] = {
    { "/record-list/opens", test_opens },
    { "/record-list/queries", test_queries },
    { "/record-list/newer-query", test_newer_query },
    { "/record-list/live", test_live },
    { "/record-list/live-async", test_live_async },
    { "/record-list/live-filtered", test_live_filtered },
    { "/record-list/others", test_others },
    { "/record-list/many", test_many },
    { "/record-list/many-replaced", test_many_replaced },
    { "/record-list/meanwhile", test_meanwhile },
    { "/record-list/replaced", test_replaced },
    { "/record-list/threads", test_threads },
    { "/record-list/goes", test_goes },
  };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  g_test_add_func ("/record-list/watch", test_watch);

  return g_test_run ();
}
