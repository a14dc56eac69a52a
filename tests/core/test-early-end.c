/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads that find the end of a file where there is none yet: listing, loading everybody, looking for one, adding, mending
 * and erasing in a journal of several blocks give everything, or say that they failed; never a part for the whole.
 */
#include "base/fair-file-ops.h"
#include "store/change/fair-erase.h"
#include "test-store-util.h"
#include "test-util.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>

#define JOURNAL "signups/signups.jsonl"
#define N_PEOPLE 30
#define LAST_ID "00000000-0000-4000-8000-000000000029"
#define ONE_ID "00000000-0000-4000-8000-000000000007"
#define TORN "{\"v\":1,\"op\":\"put\",\"id\":"

static guint n_cases;

/* About 1.2 MB: several blocks of every reader. */
static char *
make_people (void)
{
  g_autofree char *filler = g_strnfill (40000, 'x');
  GString *text = g_string_new (NULL);

  for (int i = 0; i < N_PEOPLE; i++)
    {
      g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-%012d", i);
      g_autofree char *line = test_put_line (id, 1, "5-0-a", filler);

      g_string_append (text, line);
    }
  return g_string_free_and_steal (text);
}

static void
fill (TestFolder *folder,
      const char *tail)
{
  static char *people = NULL;
  g_autofree char *text = NULL;

  if (people == NULL)
    people = make_people ();
  text = g_strconcat (people, tail, NULL);
  g_free (test_folder_write (folder, JOURNAL, text));
}

static gboolean
count (const FairVersion *version,
       gpointer          n,
       GError          **error)
{
  ++*(guint *) n;
  return TRUE;
}

static guint
count_people (FairStore *store,
              GError   **error)
{
  guint n = 0;

  fair_store_foreach (store, count, &n, NULL, NULL, error);
  return n;
}

typedef gboolean (*Action) (FairStore  *store,
                            GError    **error);

static gboolean
list (FairStore  *store,
      GError    **error)
{
  guint n = count_people (store, error);

  return error == NULL || *error != NULL ? FALSE : n == N_PEOPLE;
}

static gboolean
find_last (FairStore  *store,
           GError    **error)
{
  g_autofree char *line = fair_store_find_line (store, LAST_ID, error);

  return line != NULL && strstr (line, LAST_ID) != NULL;
}

static gboolean
load_people (FairStore  *store,
             GError    **error)
{
  goffset end;
  g_autoptr (FairPeople) people = fair_store_load_people (store, FALSE, &end, NULL, NULL, error);

  return people != NULL && people->size == N_PEOPLE;
}

static gboolean
erase (FairStore  *store,
       GError    **error)
{
  return fair_store_erase (store, ONE_ID, NULL, error);
}

static gboolean
add (FairStore  *store,
     GError    **error)
{
  g_autofree char *id = test_store_try_add (store, "Ann", error);

  return id != NULL;
}

static void
assert_nothing_lost (TestFolder *folder,
                     Action      action,
                     gboolean    done)
{
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autoptr (GError) error = NULL;
  guint n = count_people (store, &error);
  g_autofree char *quarantine_path = test_folder_path (folder, "signups/quarantine.jsonl");
  g_autofree char *quarantine = test_read (quarantine_path);

  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, N_PEOPLE + (action == add && done) - (action == erase && done));
  g_assert_null (strstr (quarantine, "\"line\":1,"));
  g_assert_cmpuint (strlen (quarantine), <, 1000);
}

/* Returns FALSE when @fail_at is beyond the last read. */
static gboolean
run_case (Action      action,
          gboolean    opening,
          const char *tail,
          guint       fail_at,
          guint       fail_for,
          int         errnum)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;
  TestFileOps ops;

  fill (folder, tail);
  test_file_ops_init (&ops);
  ops.only = test_file_ops_only (errnum);
  if (opening)
    test_file_ops_plan (&ops, fail_at, fail_for, errnum);
  store = fair_store_open (folder->path, &ops.ops, NULL, &error);
  if (!opening)
    test_file_ops_plan (&ops, fail_at, fail_for, errnum);
  if (store != NULL)
    done = action (store, &error);
  ops.fail_at = 0;
  g_assert_true (done == (error == NULL));
  if (error != NULL)
    g_assert_nonnull (strstr (error->message, "again"));
  assert_nothing_lost (folder, action, done);
  n_cases++;
  return ops.failures > 0;
}

static void
run_cases (gconstpointer data)
{
  Action action = *(const Action *) data;
  static const int errors[] = { TEST_EMPTY_READ, TEST_SHORT_READ };
  static const guint durations[] = { 1, 2, G_MAXUINT };

  n_cases = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (errors) * G_N_ELEMENTS (durations); i++)
    for (guint opening = 0; opening < 2; opening++)
      {
        guint fail_at = 1;

        while (run_case (action, opening > 0, opening > 0 ? TORN : "", fail_at,
                         durations[i % G_N_ELEMENTS (durations)], errors[i / G_N_ELEMENTS (durations)]))
          fail_at++;
        /* in an open store nothing is read to add to it */
        g_assert_true (fail_at > 1 || (action == add && opening == 0));
      }
  g_test_message ("%u cases", n_cases);
}

static void
test_exact (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = test_folder_write (folder, "file", "0123456789");
  g_auto (FairFile) file = FAIR_FILE_CLOSED;
  char bytes[16];
  TestFileOps ops;

  test_file_ops_init (&ops);
  g_assert_true (fair_file_open (&file, &ops.ops, path, O_RDONLY, NULL));
  g_assert_true (fair_file_read (&file, bytes, 8, 2));
  g_assert_cmpmem (bytes, 8, "23456789", 8);
  g_assert_false (fair_file_read (&file, bytes, 8, 3));
  g_assert_cmpint (errno, ==, ENODATA);
  ops.only = "pread";
  test_file_ops_plan (&ops, 1, 1, TEST_SHORT_READ);
  g_assert_true (fair_file_read (&file, bytes, 8, 2));
  test_file_ops_plan (&ops, 1, 2, TEST_SHORT_READ);
  g_assert_false (fair_file_read (&file, bytes, 8, 2));
  g_assert_cmpint (errno, ==, EIO);
  test_file_ops_plan (&ops, 1, 1, TEST_EMPTY_READ);
  g_assert_false (fair_file_read (&file, bytes, 8, 2));
  g_assert_cmpint (errno, ==, EIO);
}

int
main (int   argc,
      char *argv[])
{
  static const Action actions[] = { list, find_last, load_people, erase, add };

  test_prefer_memory ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/early-end/exact", test_exact);
  g_test_add_data_func ("/early-end/list", &actions[0], run_cases);
  g_test_add_data_func ("/early-end/find", &actions[1], run_cases);
  g_test_add_data_func ("/early-end/people", &actions[2], run_cases);
  g_test_add_data_func ("/early-end/erase", &actions[3], run_cases);
  g_test_add_data_func ("/early-end/add", &actions[4], run_cases);

  return g_test_run ();
}
