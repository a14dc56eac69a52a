/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of very many people while their journal is still read: whoever signed up last is there first. */
#include "test-live-list.h"
#include "test-store-util.h"

#include <string.h>

/* A journal of 40 MiB: the last MiB of it is read first, then the last 8, then all. */
#define N_PEOPLE 1280
#define N_EARLIER 100
#define LINE_SIZE (32 * 1024)
#define MIB (1024U * 1024U)

/* How much may be read for the first part, for two, and for two and some of all: pieces overlap by up to a line. */
#define FIRST_PART (3 * MIB / 2)
#define TWO_PARTS (11 * MIB)
#define SOME_OF_ALL (30 * MIB)

static char *
make_line (const char *prefix,
           guint       i)
{
  g_autoptr (FairAnswers) answers = fair_answers_new ();
  g_autofree char *id = g_strdup_printf ("%s-%04u", prefix, i), *name = g_strdup_printf ("Name%u", i), *hlc = g_strdup_printf ("%u-0-a", i + 1);
  g_autofree char *long_text = g_strnfill (LINE_SIZE, 'x');

  fair_answers_set_text (answers, "given_name", name);
  fair_answers_set_text (answers, "question", long_text);
  return test_answers_line (id, 1, hlc, answers);
}

static void
write_journal (LiveList   *self,
               const char *last)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autofree char *line = make_line ("id", i);

      g_string_append (lines, line);
    }
  g_string_append (lines, last);
  g_assert_true (g_file_set_contents (fair_store_get_journal_path (self->store), lines->str, (gssize) lines->len, NULL));
}

static void
allow (LiveList *self,
       gsize     n_bytes)
{
  g_atomic_pointer_set (&self->disk.most_bytes, n_bytes);
}

static guint
count (LiveList *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->list));
}

/* Those who signed up last, the latest first. */
static void
expect_latest (LiveList *self,
               guint     least,
               guint     most)
{
  g_assert_cmpuint (count (self), >=, least);
  g_assert_cmpuint (count (self), <=, most);
  for (guint i = 0; i < count (self); i++)
    {
      g_autofree char *id = g_strdup_printf ("id-%04u", N_PEOPLE - 1 - i);

      g_assert_cmpstr (fair_people_list_get_id (self->list, i), ==, id);
    }
}

static gboolean
has_read_on (LiveList *self)
{
  guint64 n_lines;

  fair_people_list_get_progress (self->list, &n_lines);
  return n_lines > 0;
}

static void
open_latest_first (LiveList   *self,
                   const char *last)
{
  FairPeopleQuery query = FAIR_PEOPLE_QUERY_ALL;

  write_journal (self, last);
  query.descending = TRUE;
  allow (self, FIRST_PART);
  live_list_open_for (self, &query);
}

static void
ask_for (LiveList      *self,
         const char    *typed,
         FairPeopleSort sort)
{
  FairPeopleQuery query = FAIR_PEOPLE_QUERY_ALL;

  query.typed = typed;
  query.sort = sort;
  query.descending = TRUE;
  fair_people_list_set_query (self->list, &query);
}

/* Those who come first are there with their answers; more and more come, only ever behind those who are there, and it is told how
 * many were read. */
static void
test_grows (LiveList     *self,
            gconstpointer data)
{
  g_autoptr (FairPersonItem) first = NULL;
  double progress;
  guint64 n_lines;

  open_latest_first (self, "");
  WAIT_UNTIL (count (self) > 0);
  expect_latest (self, 25, 32);
  first = g_list_model_get_item (G_LIST_MODEL (self->list), 0);
  g_assert_nonnull (fair_person_item_get_version (first));
  g_assert_true (fair_people_list_get_loading (self->list));
  g_assert_false (fair_people_list_get_searching (self->list));
  g_assert_null (fair_people_list_get_report (self->list));

  allow (self, TWO_PARTS);
  WAIT_UNTIL (count (self) > 32);
  expect_latest (self, 200, 256);
  g_assert_true (fair_people_list_get_loading (self->list));
  progress = fair_people_list_get_progress (self->list, &n_lines);
  g_assert_cmpuint (n_lines, >, 0);
  g_assert_cmpfloat (progress, >, 0);
  g_assert_cmpfloat (progress, <, 1);

  allow (self, 0);
  WAIT_UNTIL (!fair_people_list_get_loading (self->list));
  expect_latest (self, N_PEOPLE, N_PEOPLE);
  g_assert_null (strstr (self->changes->str, "-1"));
  g_assert_cmpuint (fair_people_list_get_report (self->list)->n_lines, ==, N_PEOPLE);
}

/* What is asked meanwhile is answered with who is there, and then with all. */
static void
test_asked_meanwhile (LiveList     *self,
                      gconstpointer data)
{
  open_latest_first (self, "");
  WAIT_UNTIL (count (self) > 0);
  allow (self, TWO_PARTS);
  WAIT_UNTIL (count (self) > 32);
  ask_for (self, "name12", FAIR_PEOPLE_SORT_SIGNED_UP);
  allow (self, SOME_OF_ALL);
  live_list_settle (self);
  g_assert_true (fair_people_list_get_loading (self->list));
  g_assert_cmpuint (count (self), ==, N_PEOPLE - 1200);

  allow (self, 0);
  WAIT_UNTIL (!fair_people_list_get_loading (self->list));
  g_assert_cmpuint (count (self), ==, N_PEOPLE - 1200 + 10 + 1);
}

/* Who comes first by name is known when all are there. */
static void
test_other_order (LiveList     *self,
                  gconstpointer data)
{
  open_latest_first (self, "");
  WAIT_UNTIL (count (self) > 0);
  ask_for (self, NULL, FAIR_PEOPLE_SORT_NAME);
  allow (self, TWO_PARTS);
  WAIT_UNTIL (has_read_on (self));
  g_assert_true (fair_people_list_get_searching (self->list));
  expect_latest (self, 25, 32);

  allow (self, 0);
  WAIT_UNTIL (!fair_people_list_get_loading (self->list));
  g_assert_cmpstr (fair_people_list_get_id (self->list, 0), ==, "id-0999");
  g_assert_cmpuint (count (self), ==, N_PEOPLE);
}

/* A journal whose last lines are not of those who signed up last: nobody comes before those who are there until all are. */
static void
test_not_in_order (LiveList     *self,
                   gconstpointer data)
{
  g_autoptr (GString) last = g_string_new (NULL);

  for (guint i = 0; i < N_EARLIER; i++)
    {
      g_autofree char *line = make_line ("a", i);

      g_string_append (last, line);
    }
  open_latest_first (self, last->str);
  WAIT_UNTIL (count (self) > 0);
  g_assert_true (g_str_has_prefix (fair_people_list_get_id (self->list, 0), "a-"));
  allow (self, TWO_PARTS);
  WAIT_UNTIL (has_read_on (self));
  g_assert_cmpuint (count (self), <=, 32);

  allow (self, 0);
  WAIT_UNTIL (!fair_people_list_get_loading (self->list));
  g_assert_cmpuint (count (self), ==, N_PEOPLE + N_EARLIER);
  g_assert_cmpstr (fair_people_list_get_id (self->list, 0), ==, "id-1279");
}

/* Who is there is not taken for all: nothing was read as a whole. */
static void
test_fails (LiveList     *self,
            gconstpointer data)
{
  open_latest_first (self, "");
  WAIT_UNTIL (count (self) > 0);
  g_atomic_int_set (&self->disk.failing, TRUE);
  allow (self, 0);
  WAIT_UNTIL (fair_people_list_get_error (self->list) != NULL);
  g_assert_null (fair_people_list_get_report (self->list));
  g_assert_false (fair_people_list_get_loading (self->list));

  g_atomic_int_set (&self->disk.failing, FALSE);
  live_list_append (self, "{}\n");
  WAIT_UNTIL (count (self) == N_PEOPLE);
  g_assert_null (fair_people_list_get_error (self->list));
  g_assert_false (fair_people_list_get_loading (self->list));
}

static void
test_goes (LiveList     *self,
           gconstpointer data)
{
  open_latest_first (self, "");
  WAIT_UNTIL (count (self) > 0);
  g_clear_object (&self->list);
  allow (self, 0);
}

int
main (int   argc,
      char *argv[])
{
  static const struct { const char *path; void (*func) (LiveList *, gconstpointer); } tests[] = {
    { "/early-list/grows", test_grows },
    { "/early-list/asked-meanwhile", test_asked_meanwhile },
    { "/early-list/other-order", test_other_order },
    { "/early-list/not-in-order", test_not_in_order },
    { "/early-list/fails", test_fails },
    { "/early-list/goes", test_goes },
  };

  test_prefer_memory ();
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, LiveList, NULL, live_list_set_up_closed, tests[i].func, live_list_tear_down);

  return g_test_run ();
}
