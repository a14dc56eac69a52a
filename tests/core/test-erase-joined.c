/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Erasing somebody of whom there are several sign-ups, joined: all of them go, of the folder too, and at once; nobody
 * else does, and whoever stays of the same person is named.
 */
#include "store/change/fair-join.h"
#include "store/erase/fair-erase.h"
#include "store/import/fair-import.h"
#include "test-store-util.h"
#include "test-util.h"
#include <string.h>

#define JOURNAL "signups/signups.jsonl"
#define ID_A "00000000-0000-4000-8000-00000000000a"
#define ID_B "00000000-0000-4000-8000-00000000000b"
#define ID_C "00000000-0000-4000-8000-00000000000c"
#define ID_D "00000000-0000-4000-8000-00000000000d"

static void
join (FairStore  *store,
      const char *keep,
      const char *other)
{
  g_autoptr (GError) error = NULL;

  fair_store_join (store, keep, other, &error);
  g_assert_no_error (error);
}

/* Zoraida three times: A, into whom B was joined, into whom C was; D is somebody else. Copies lie beside the journal. */
static void
fill (TestFolder *folder)
{
  g_autofree char *a = test_person_line (ID_A, 1, "Zoraida", "Quintanilla", "zoraida@example.org");
  g_autofree char *b = test_person_line (ID_B, 1, "Zora", "Quintanilla", "zora@example.org");
  g_autofree char *c = test_person_line (ID_C, 1, "Zoraida", "Q.", "zq@example.org");
  g_autofree char *d = test_person_line (ID_D, 1, "Di", "Other", "di@other.edu");
  g_autofree char *all = g_strconcat (a, b, "zora@example.org, damaged\n", c, d, NULL);
  g_autofree char *kept = test_quarantine_line (12, c, strlen (c) - 20);
  g_autoptr (FairStore) store = NULL;

  g_free (test_folder_write (folder, JOURNAL, all));
  g_free (test_folder_write (folder, "signups/signups.jsonl.bak", all));
  g_free (test_folder_write (folder, "signups/quarantine.jsonl", kept));
  store = test_store_open (folder->path);
  join (store, ID_B, ID_C);
  join (store, ID_A, ID_B);
}

/* No file of the folder has any of the texts. */
static void
assert_no_trace (TestFolder *folder)
{
  static const char *const traces[] = { "zora", "quintanilla", "@example.org" };
  static const char *const names[] = { JOURNAL, "signups/signups.jsonl.bak", "signups/quarantine.jsonl" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = test_folder_path (folder, names[i]);
      g_autofree char *text = test_read (path);
      g_autofree char *lower = g_ascii_strdown (text, -1);

      g_assert_null (strstr (lower, "\"bytes\""));
      for (gsize j = 0; j < G_N_ELEMENTS (traces); j++)
        g_assert_null (strstr (lower, traces[j]));
    }
}

static char *
list_erased (const FairEraseReport *report)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < report->erased->len; i++)
    {
      const char *id = g_ptr_array_index (report->erased, i);

      g_string_append (ids, id + strlen (id) - 1);
    }
  return g_string_free (ids, FALSE);
}

static void
assert_dump (FairStore  *store,
             const char *expected)
{
  g_autofree char *dump = test_store_dump (store, NULL);

  g_assert_cmpstr (dump, ==, expected);
}

static void
assert_erased (FairStore  *store,
               const char *id,
               const char *erased,
               const char *keeper)
{
  g_autoptr (FairEraseReport) report = fair_erase_report_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *ids = NULL;

  fair_store_erase (store, id, report, &error);
  g_assert_no_error (error);
  ids = list_erased (report);
  g_assert_cmpstr (ids, ==, erased);
  g_assert_cmpstr (report->keeper, ==, keeper);
}

static void
test_keeper (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  g_autofree char *dump = NULL;

  fill (folder);
  store = test_store_open (folder->path);
  assert_dump (store, "Di Zoraida");
  assert_erased (store, ID_A, "abc", NULL);
  dump = test_store_dump (store, report);
  g_assert_cmpstr (dump, ==, "Di");
  g_assert_cmpuint (report->n_erased, ==, 3);
  g_assert_cmpuint (report->n_bad, ==, 0);
  assert_no_trace (folder);
}

/* The one in the middle goes with whoever was joined into it; the keeper stays, and is named. */
static void
test_joined (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = NULL;

  fill (folder);
  store = test_store_open (folder->path);
  assert_erased (store, ID_B, "bc", ID_A);
  assert_dump (store, "Di Zoraida");
  assert_erased (store, ID_A, "a", NULL);
  assert_no_trace (folder);
}

/* Who was taken out of the join is somebody else. */
static void
test_unjoined (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) error = NULL;

  fill (folder);
  store = test_store_open (folder->path);
  g_assert_true (fair_store_unjoin (store, ID_B, &error));
  assert_erased (store, ID_A, "a", NULL);
  assert_dump (store, "Di Zora");
}

/* Two laptops joined the same two the other way round: both say that they are one person. */
static void
test_both_ways (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *a = test_put_line (ID_A, 1, "1600000000005-0-a", "Ann");
  g_autofree char *b = test_put_line (ID_B, 1, "1600000000005-0-a", "Anna");
  g_autofree char *text = g_strconcat (a, b, NULL);
  g_autofree char *first = test_folder_write (folder, "left/" JOURNAL, text);
  g_autofree char *second = test_folder_write (folder, "right/" JOURNAL, text);
  g_autofree char *left_path = test_folder_path (folder, "left"), *right_path = test_folder_path (folder, "right");
  g_autoptr (FairStore) left = test_store_open (left_path);
  g_autoptr (FairStore) right = test_store_open (right_path);
  const char *const files[] = { second, NULL };
  g_autoptr (FairImportReport) report = fair_import_report_new ();
  g_autofree char *after = NULL;

  join (left, ID_A, ID_B);
  join (right, ID_B, ID_A);
  g_assert_true (fair_store_import (left, files, report, NULL, NULL));
  assert_erased (left, ID_B, "ba", NULL);
  assert_dump (left, "");
  after = test_read (first);
  g_assert_null (strstr (after, "Ann"));
}

/* Nobody comes back with what other laptops still have, joined or not. */
static void
test_import (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairImportReport) report = fair_import_report_new ();
  g_autofree char *path = test_folder_path (folder, JOURNAL);
  g_autofree char *before = NULL, *other = NULL;
  const char *files[] = { NULL, NULL };

  fill (folder);
  before = test_read (path);
  files[0] = other = test_folder_write (folder, "other.jsonl", before);
  store = test_store_open (folder->path);
  assert_erased (store, ID_A, "abc", NULL);
  g_assert_true (fair_store_import (store, files, report, NULL, NULL));
  g_assert_cmpuint (report->n_new, ==, 0);
  g_assert_cmpuint (report->returned->len, ==, 0);
  assert_dump (store, "Di");
  assert_no_trace (folder);
}

/* Nobody of that id: nobody goes, even if somebody says to have been joined into it. */
static void
test_erased_before (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *gone = test_erase_line (ID_A, "1600000000009-0-b");
  g_autofree char *other = NULL;
  const char *files[] = { NULL, NULL };
  g_autoptr (FairImportReport) report = fair_import_report_new ();

  fill (folder);
  files[0] = other = test_folder_write (folder, "other.jsonl", gone);
  store = test_store_open (folder->path);
  g_assert_true (fair_store_import (store, files, report, NULL, NULL));
  assert_dump (store, "Di Zora");
  g_assert_cmpuint (report->returned->len, ==, 1);
  g_assert_false (fair_store_erase (store, ID_A, NULL, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND);
  assert_dump (store, "Di Zora");
  assert_erased (store, ID_B, "bc", NULL);
  assert_no_trace (folder);
}

/* Whatever fails, all of the person's sign-ups are there or none is, and doing it again finishes it. */
static void
run_faults (TestFileOps *ops,
            guint        fail_at,
            guint        fail_for,
            int          errnum)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairStore) other = NULL;
  g_autofree char *dump = NULL;
  gboolean done;

  fill (folder);
  store = fair_store_open (folder->path, &ops->ops, NULL, &error);
  test_file_ops_plan (ops, fail_at, fail_for, errnum);
  done = fair_store_erase (store, ID_A, NULL, &error);
  ops->fail_at = 0;
  g_assert_true (done == (error == NULL));
  other = test_store_open (folder->path);
  dump = test_store_dump (other, NULL);
  g_assert_true (g_str_equal (dump, "Di") || (!done && g_str_equal (dump, "Di Zoraida")));
  if (!g_str_equal (dump, "Di"))
    assert_erased (store, ID_A, "abc", NULL);
  assert_no_trace (folder);
}

static void
test_faults (void)
{
  g_assert_cmpuint (test_fault_cases (run_faults), >, 1000);
}

int
main (int   argc,
      char *argv[])
{
  test_prefer_memory ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/erase-joined/keeper", test_keeper);
  g_test_add_func ("/erase-joined/joined", test_joined);
  g_test_add_func ("/erase-joined/unjoined", test_unjoined);
  g_test_add_func ("/erase-joined/both-ways", test_both_ways);
  g_test_add_func ("/erase-joined/import", test_import);
  g_test_add_func ("/erase-joined/erased-before", test_erased_before);
  g_test_add_func ("/erase-joined/faults", test_faults);

  return g_test_run ();
}
