/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The live list: what it shows, exactly which changes it tells of, and that the main thread never reads for it. */
#include "base/fair-json.h"
#include "store/change/fair-join.h"
#include "test-live-list.h"
#include "test-store-util.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

static void
test_opens (LiveList       *self,
            gconstpointer  data)
{
  GListModel *model = G_LIST_MODEL (self->list);
  g_autoptr (GObject) item = g_list_model_get_item (model, 1);
  g_autoptr (GObject) same = g_list_model_get_item (model, 1);

  live_list_expect_changes (self, "0-0+3 ");
  g_assert_true (g_list_model_get_item_type (model) == FAIR_TYPE_PERSON_ITEM);
  g_assert_true (item == same);
  g_assert_null (g_list_model_get_item (model, 3));
  g_assert_false (fair_people_list_get_loading (self->list));
  g_assert_cmpuint (fair_people_list_get_report (self->list)->n_lines, ==, 3);
  live_list_expect_names (self, "Bo Dora Ann");
}

/* Sorting and searching tell of what differs, and of nothing else. */
static void
test_queries (LiveList       *self,
              gconstpointer  data)
{
  live_list_expect_changes (self, "0-0+3 ");
  live_list_ask (self, NULL, FAIR_PEOPLE_SORT_NAME);
  live_list_settle (self);
  live_list_expect_changes (self, "0-3+3 ");
  live_list_expect_names (self, "Ann Bo Dora");
  live_list_ask (self, "o", FAIR_PEOPLE_SORT_NAME);
  live_list_settle (self);
  live_list_expect_changes (self, "0-1+0 ");
  live_list_expect_names (self, "Bo Dora");
  live_list_ask (self, "o ", FAIR_PEOPLE_SORT_NAME);
  live_list_settle (self);
  live_list_expect_changes (self, "");
  live_list_ask (self, "or", FAIR_PEOPLE_SORT_NAME);
  live_list_settle (self);
  live_list_expect_changes (self, "0-1+0 ");
  live_list_ask (self, NULL, FAIR_PEOPLE_SORT_NAME);
  live_list_settle (self);
  live_list_expect_changes (self, "0-0+2 ");
}

/* Only the last of several queries counts, whether an earlier one has been answered by then or not. */
static void
test_newer_query (LiveList       *self,
                  gconstpointer  data)
{
  live_list_expect_changes (self, "0-0+3 ");
  live_list_ask (self, "ann", FAIR_PEOPLE_SORT_NAME);
  g_usleep (20000);
  live_list_ask (self, "bo", FAIR_PEOPLE_SORT_NAME);
  live_list_ask (self, "dora", FAIR_PEOPLE_SORT_NAME);
  live_list_settle (self);
  live_list_expect_names (self, "Dora");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  live_list_expect_names (self, "Dora");
}

static void
test_live (LiveList       *self,
           gconstpointer  data)
{
  g_autofree char *cy = NULL;
  guint position;

  live_list_sort_by_name (self);
  cy = live_list_add (self, "Cy");
  g_assert_false (fair_people_list_find (self->list, cy, &position));
  live_list_expect_changes (self, "2-0+1 ");
  g_assert_true (fair_people_list_find (self->list, cy, &position));
  g_assert_cmpuint (position, ==, 2);
  live_list_expect_names (self, "Ann Bo Cy Dora");
  live_list_ask (self, "dora", FAIR_PEOPLE_SORT_NAME);
  live_list_settle (self);
  g_assert_false (fair_people_list_find (self->list, cy, &position));
  g_assert_false (fair_people_list_find (self->list, "nobody", &position));
}

/* What does not match is taken in, and shown when it is asked for. */
static void
test_live_filtered (LiveList       *self,
                    gconstpointer  data)
{
  live_list_ask (self, "ann", FAIR_PEOPLE_SORT_NAME);
  live_list_settle (self);
  g_string_truncate (self->changes, 0);
  g_free (live_list_add (self, "Cy"));
  g_free (live_list_add (self, "Joanna"));
  live_list_expect_changes (self, "1-0+1 ");
  live_list_expect_names (self, "Ann Joanna");
  live_list_ask (self, "cy", FAIR_PEOPLE_SORT_NAME);
  live_list_settle (self);
  live_list_expect_names (self, "Cy");
}

/* Another process: a correction in place, one that moves, and an erasure. */
static void
test_others (LiveList       *self,
             gconstpointer  data)
{
  g_autofree char *ed = test_put_line ("ed", 1, "5-0-a", "Ed");
  g_autofree char *eddy = test_put_line ("ed", 2, "6-0-a", "Eddy");
  g_autofree char *ada = test_put_line ("ed", 3, "7-0-a", "Ada");
  g_autofree char *gone = test_erase_line ("ed", "8-0-a");

  live_list_sort_by_name (self);
  live_list_append (self, ed);
  live_list_expect_changes (self, "3-0+1 ");
  live_list_append (self, eddy);
  live_list_expect_changes (self, "3-1+1 ");
  live_list_expect_names (self, "Ann Bo Dora Eddy");
  live_list_append (self, ada);
  live_list_expect_changes (self, "3-1+0 0-0+1 ");
  live_list_expect_names (self, "Ada Ann Bo Dora");
  live_list_append (self, eddy);
  live_list_append (self, gone);
  live_list_expect_changes (self, "0-1+0 ");
  live_list_expect_names (self, "Ann Bo Dora");
}

/* Whoever is joined into another one is hidden, and seen again. */
static void
test_joined (LiveList       *self,
             gconstpointer  data)
{
  g_autofree char *cy = live_list_add (self, "Cy");
  g_autofree char *di = live_list_add (self, "Di");
  g_autofree char *cy_gone = test_erase_line (cy, "9-0-a");

  WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 5);
  live_list_sort_by_name (self);
  g_atomic_int_set (&self->disk.strict, FALSE);
  g_assert_true (fair_store_join (self->store, cy, di, NULL));
  WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 4);
  live_list_expect_names (self, "Ann Bo Cy Dora");
  g_assert_true (fair_store_unjoin (self->store, di, NULL));
  WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 5);
  g_assert_true (fair_store_join (self->store, cy, di, NULL));
  WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 4);
  g_string_truncate (self->changes, 0);
  live_list_append (self, cy_gone);
  live_list_expect_changes (self, "2-1+1 ");
  live_list_expect_names (self, "Ann Bo Di Dora");
}

/* An erasure writes the journal anew; the list tells of the one who is gone. */
static void
test_erased (LiveList       *self,
             gconstpointer  data)
{
  g_autofree char *dora = g_strdup (g_ptr_array_index (self->ids, 1));
  g_autoptr (FairEraseReport) report = fair_erase_report_new ();
  guint position;

  g_string_truncate (self->changes, 0);
  g_atomic_int_set (&self->disk.strict, FALSE);
  g_assert_true (fair_store_erase (self->store, dora, report, NULL));
  live_list_expect_changes (self, "1-1+0 ");
  live_list_expect_names (self, "Bo Ann");
  g_assert_false (fair_people_list_find (self->list, dora, &position));
  g_assert_true (fair_people_list_find (self->list, g_ptr_array_index (self->ids, 1), &position));
  g_assert_cmpuint (position, ==, 1);
  g_free (live_list_add (self, "Cy"));
  live_list_expect_changes (self, "2-0+1 ");
}

static void
append_many (LiveList *self)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *id = g_strdup_printf ("id-%04u", i);
      g_autofree char *line = test_put_line (id, 1, "5-0-a", "Zed");

      g_string_append (lines, line);
    }
  g_string_truncate (self->changes, 0);
  live_list_append (self, lines->str);
  WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 3003);
}

/* Many at once are told of together. A view that has items replaced looks at all that take their place: there are never
 * many at once. */
static void
test_many (LiveList       *self,
           gconstpointer  data)
{
  FairPeopleQuery query = FAIR_PEOPLE_QUERY_ALL;

  append_many (self);
  live_list_expect_changes (self, "0-0+3000 ");
  query.descending = TRUE;
  fair_people_list_set_query (self->list, &query);
  live_list_settle (self);
  live_list_expect_changes (self, "0-3003+256 256-0+2747 ");
  live_list_ask (self, "ann", FAIR_PEOPLE_SORT_SIGNED_UP);
  live_list_settle (self);
  live_list_expect_changes (self, "1-3002+0 ");
  live_list_ask (self, NULL, FAIR_PEOPLE_SORT_SIGNED_UP);
  live_list_settle (self);
  live_list_expect_changes (self, "0-0+3002 ");
}

/* What is saved while a query is being answered is in the answer. */
static void
test_meanwhile (LiveList       *self,
                gconstpointer  data)
{
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *name = g_strdup_printf ("Olga%u", i);

      live_list_ask (self, i % 2 == 0 ? "o" : NULL, FAIR_PEOPLE_SORT_NAME);
      g_free (live_list_add (self, name));
      if (i % 7 == 0)
        live_list_settle (self);
    }
  live_list_ask (self, "olga", FAIR_PEOPLE_SORT_NAME);
  live_list_settle (self);
  WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 50);
}

/* Another file in the journal's place: what is shown is what it has. */
static void
test_replaced (LiveList       *self,
               gconstpointer  data)
{
  g_autofree char *cy = test_put_line ("cy", 1, "5-0-a", "Cy");
  g_autofree char *other = test_folder_write (self->folder, "other", cy);
  g_autoptr (FairPersonItem) old_item = g_list_model_get_item (G_LIST_MODEL (self->list), 0);

  g_string_truncate (self->changes, 0);
  g_assert_cmpint (g_rename (other, fair_store_get_journal_path (self->store)), ==, 0);
  live_list_expect_changes (self, "0-3+1 ");
  live_list_expect_names (self, "Cy");
  live_list_read_item (old_item);
  g_free (live_list_add (self, "Di"));
  live_list_expect_changes (self, "1-0+1 ");
  live_list_expect_names (self, "Cy Di");
}

/* A line that cannot be read is passed over and reported, and what follows it is listed. */
static void
test_unreadable (LiveList       *self,
                 gconstpointer  data)
{
  g_autofree char *cy = test_put_line ("cy", 1, "5-0-a", "Cy");
  g_autofree char *lines = g_strconcat ("{\"v\":1,\"op\":\"put\"}\n", cy, NULL);

  live_list_sort_by_name (self);
  live_list_append (self, lines);
  live_list_expect_changes (self, "2-0+1 ");
  g_assert_cmpuint (fair_people_list_get_report (self->list)->bad_lines->len, ==, 1);
  g_assert_cmpuint (((FairBadLine *) fair_people_list_get_report (self->list)->bad_lines->pdata[0])->line_number, ==, 4);
}

/* The list says why nobody is listed, and lists them as soon as it can. */
static void
test_error (LiveList       *self,
            gconstpointer  data)
{
  g_atomic_int_set (&self->disk.failing, TRUE);
  live_list_open (self);
  live_list_settle (self);
  g_assert_error (fair_people_list_get_error (self->list), FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
  g_assert_false (fair_people_list_get_loading (self->list));
  g_assert_null (fair_people_list_get_report (self->list));
  g_atomic_int_set (&self->disk.failing, FALSE);
  g_free (live_list_add (self, "Cy"));
  live_list_expect_changes (self, "0-0+4 ");
  g_assert_null (fair_people_list_get_error (self->list));
  live_list_expect_names (self, "Bo Dora Ann Cy");
}

/* Nothing is lost that was appended while it could not be read. */
static void
test_later_error (LiveList       *self,
                  gconstpointer  data)
{
  g_autofree char *cy = test_put_line ("cy", 1, "5-0-a", "Cy");
  g_autofree char *di = test_put_line ("di", 1, "5-0-a", "Di");

  live_list_sort_by_name (self);
  g_atomic_int_set (&self->disk.failing, TRUE);
  live_list_append (self, cy);
  WAIT_UNTIL (fair_people_list_get_error (self->list) != NULL);
  live_list_expect_changes (self, "");
  g_atomic_int_set (&self->disk.failing, FALSE);
  live_list_append (self, di);
  WAIT_UNTIL (fair_people_list_get_error (self->list) == NULL);
  WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 5);
  live_list_expect_names (self, "Ann Bo Cy Di Dora");
}

static gboolean
turn (gpointer data)
{
  g_atomic_int_inc ((guint *) data);
  return G_SOURCE_CONTINUE;
}

/* The main loop goes on turning while the disk takes its time, and never reads itself. */
static void
test_patience (LiveList       *self,
               gconstpointer  data)
{
  guint source = g_idle_add (turn, &self->disk.n_turns);

  g_atomic_int_set (&self->disk.patient, TRUE);
  g_atomic_int_set (&self->disk.n_reads, 0);
  live_list_open (self);
  live_list_ask (self, "o", FAIR_PEOPLE_SORT_NAME);
  live_list_settle (self);
  g_assert_cmpuint (g_atomic_int_get (&self->disk.n_turns), >=, TURNS);
  live_list_expect_names (self, "Bo Dora");
  g_assert_cmpuint (g_atomic_int_get (&self->disk.n_reads), >=, 3);
  g_source_remove (source);
}

static gpointer
add_many (gpointer store)
{
  for (guint i = 0; i < 100; i++)
    g_free (test_store_add (store, "Zed"));
  return NULL;
}

/* Several threads at once: each sign-up is in the list once. */
static void
test_threads (LiveList       *self,
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

/* Items outlive the list, and a list may go while it is searching and while others add; then it tells of nothing. */
static void
test_goes (LiveList       *self,
           gconstpointer  data)
{
  g_autoptr (FairPersonItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), 0);
  GThread *thread = g_thread_new ("adding", add_many, self->store);

  live_list_ask (self, "ann", FAIR_PEOPLE_SORT_NAME);
  g_string_truncate (self->changes, 0);
  g_clear_object (&self->list);
  live_list_read_item (item);
  g_thread_join (thread);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  live_list_expect_changes (self, "");
}

static void
test_goes_while_loading (LiveList       *self,
                         gconstpointer  data)
{
  for (guint i = 0; i < 50; i++)
    {
      live_list_open (self);
      g_usleep (i * 20);
      g_clear_object (&self->list);
    }
  g_atomic_int_set (&self->disk.strict, FALSE);
  live_list_expect_changes (self, "");
}

static char *
make_line (GRand *random)
{
  static const char *const names[] = { "Ann", "Zoë", "Łucja", "O’Brien  Søn", "" };
  g_autofree char *id = g_strdup_printf ("id-%d", g_rand_int_range (random, 0, 12));
  g_autofree char *target = g_strdup_printf ("id-%d", g_rand_int_range (random, 0, 13));
  g_autofree char *hlc = g_strdup_printf ("%d-%d-%s", g_rand_int_range (random, 1, 8), g_rand_int_range (random, 0, 2),
                                          g_rand_boolean (random) ? "a" : "b");
  g_autofree char *line = test_put_line (id, 1, hlc, names[g_rand_int_range (random, 0, G_N_ELEMENTS (names))]);
  g_autoptr (yyjson_doc) doc = yyjson_read (line, strlen (line), YYJSON_READ_NOFLAG);
  g_autoptr (yyjson_mut_doc) copy = yyjson_doc_mut_copy (doc, NULL);
  yyjson_mut_val *root = yyjson_mut_doc_get_root (copy);
  g_autoptr (GString) out = g_string_new (NULL);

  if (g_rand_int_range (random, 0, 40) == 0)
    return test_erase_line (id, "3-0-a");
  if (g_rand_int_range (random, 0, 20) == 0)
    return g_strdup ("{\"v\":2,\"op\":\"put\",\"id\":\"x\"}\n{\"v\":1}\n\n");
  if (g_rand_int_range (random, 0, 3) == 0)
    yyjson_mut_obj_add_str (copy, yyjson_mut_obj_get (root, "staff"), FAIR_JOINED_INTO, target);
  yyjson_mut_obj_remove_key (root, "crc");
  g_assert_true (fair_line_encode_object (out, copy, NULL));
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static gboolean
collect_line (const FairVersion *version,
              gpointer           lines,
              GError           **error)
{
  g_ptr_array_add (lines, g_strndup (version->line, version->length));
  return TRUE;
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (a, b);
}

static char *
join_sorted (GPtrArray *lines)
{
  g_ptr_array_sort_values (lines, compare_texts);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

/* Who stands by the store, and who is listed. */
static gboolean
is_up_to_date (LiveList *self)
{
  g_autoptr (GPtrArray) standing = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) listed = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *expected = NULL, *shown = NULL;

  g_atomic_int_set (&self->disk.strict, FALSE);
  g_assert_true (fair_store_foreach (self->store, collect_line, standing, NULL, NULL, NULL));
  g_atomic_int_set (&self->disk.strict, TRUE);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++)
    {
      g_autoptr (FairPersonItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), i);
      const FairVersion *version = live_list_read_item (item);

      g_ptr_array_add (listed, g_strndup (version->line, version->length));
    }
  expected = join_sorted (standing);
  shown = join_sorted (listed);
  return g_str_equal (shown, expected);
}

/* Lines as journals have them, appended some at a time: versions, twins, joins in circles, erasures, damage. */
static void
test_random (LiveList       *self,
             gconstpointer  data)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  guint wake = g_timeout_add (5, live_list_wake_up, NULL);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (GString) lines = g_string_new (NULL);

      for (int n = g_rand_int_range (random, 1, i % 20 == 0 ? 60 : 5); n > 0; n--)
        {
          g_autofree char *line = make_line (random);

          g_string_append (lines, line);
        }
      live_list_append (self, lines->str);
      if (i % 3 == 0)
        live_list_ask (self, NULL, (FairPeopleSort) g_rand_int_range (random, 0, 4));
      if (i % 10 == 9)
        WAIT_UNTIL (is_up_to_date (self));
    }
  g_source_remove (wake);
}

int
main (int   argc,
      char *argv[])
{
  static const struct { const char *path; gboolean closed; void (*func) (LiveList *, gconstpointer); } tests[] = {
    { "/people-list/opens", FALSE, test_opens },
    { "/people-list/queries", FALSE, test_queries },
    { "/people-list/newer-query", FALSE, test_newer_query },
    { "/people-list/live", FALSE, test_live },
    { "/people-list/live-filtered", FALSE, test_live_filtered },
    { "/people-list/others", FALSE, test_others },
    { "/people-list/joined", FALSE, test_joined },
    { "/people-list/erased", FALSE, test_erased },
    { "/people-list/many", FALSE, test_many },
    { "/people-list/meanwhile", FALSE, test_meanwhile },
    { "/people-list/replaced", FALSE, test_replaced },
    { "/people-list/unreadable", FALSE, test_unreadable },
    { "/people-list/error", TRUE, test_error },
    { "/people-list/later-error", FALSE, test_later_error },
    { "/people-list/patience", TRUE, test_patience },
    { "/people-list/threads", FALSE, test_threads },
    { "/people-list/goes", FALSE, test_goes },
    { "/people-list/goes-while-loading", TRUE, test_goes_while_loading },
    { "/people-list/random", FALSE, test_random },
  };

  test_prefer_memory ();
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, LiveList, NULL,
                tests[i].closed ? live_list_set_up_closed : live_list_set_up, tests[i].func, live_list_tear_down);

  return g_test_run ();
}
