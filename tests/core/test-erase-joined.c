/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Erasing somebody of whom there are several sign-ups, joined: all of them go, at once; nobody else does, and whoever stays of
 * the same person is named. */
#include "store/change/fair-erase.h"
#include "import/fair-import-files.h"
#include "store/change/fair-join.h"
#include "test-store-util.h"
#include "test-util.h"
#include <string.h>

#define JOURNAL "signups/signups.jsonl"
#define QUARANTINE "signups/quarantine.jsonl"
#define ID_A "00000000-0000-4000-8000-00000000000a"
#define ID_B "00000000-0000-4000-8000-00000000000b"
#define ID_C "00000000-0000-4000-8000-00000000000c"
#define ID_D "00000000-0000-4000-8000-00000000000d"

static void
assert_dump (FairStore  *store,
             const char *expected)
{
  g_autofree char *dump = test_store_dump (store, NULL);

  g_assert_cmpstr (dump, ==, expected);
}

/* Neither the journal nor the quarantine has any of the texts. */
static void
assert_gone (TestFolder *folder)
{
  static const char *const traces[] = { "zora", "quintanilla", "@example.org", "\"bytes\"" };
  static const char *const names[] = { JOURNAL, QUARANTINE };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = test_folder_path (folder, names[i]);
      g_autofree char *text = test_read (path);
      g_autofree char *lower = g_ascii_strdown (text, -1);

      for (gsize j = 0; j < G_N_ELEMENTS (traces); j++)
        g_assert_null (strstr (lower, traces[j]));
    }
}

/* Zoraida three times: A, into whom B was joined, into whom C was; D is somebody else. */
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
  g_free (test_folder_write (folder, QUARANTINE, kept));
  store = test_store_open (folder->path);
  g_assert_true (fair_store_join (store, ID_B, ID_C, NULL));
  g_assert_true (fair_store_join (store, ID_A, ID_B, NULL));
}

static void
assert_erased (FairStore  *store,
               const char *id,
               const char *erased,
               const char *keeper)
{
  g_autoptr (FairEraseReport) report = fair_erase_report_new ();
  g_autoptr (GString) ids = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *left = NULL;

  fair_store_erase (store, id, report, &error);
  g_assert_no_error (error);
  left = test_list_left (report);
  g_assert_cmpstr (left, ==, "");
  for (guint i = 0; i < report->erased->len; i++)
    g_string_append (ids, (const char *) g_ptr_array_index (report->erased, i) + strlen (ID_A) - 1);
  g_assert_cmpstr (ids->str, ==, erased);
  g_assert_cmpstr (report->keeper, ==, keeper);
}

static void
test_joined (void)
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
  g_assert_cmpuint (report->bad_lines->len, ==, 0);
  assert_gone (folder);
}

/* The one in the middle goes with whoever was joined into it; the keeper stays, and is named. */
static void
test_keeper (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = NULL;

  fill (folder);
  store = test_store_open (folder->path);
  assert_erased (store, ID_B, "bc", ID_A);
  assert_dump (store, "Di Zoraida");
  assert_erased (store, ID_A, "a", NULL);
  assert_gone (folder);
}

/* Who was taken out of the join is somebody else; and so is, for the store, who was joined into somebody erased before. */
static void
test_not_joined (void)
{
  g_autoptr (TestFolder) folder = test_folder_new (), second = test_folder_new ();
  g_autofree char *gone = test_erase_line (ID_A, "1600000000009-0-b"), *path = test_folder_write (second, "x.jsonl", gone);
  const char *const files[] = { path, NULL };
  g_autoptr (FairImportReport) report = fair_import_report_new ();
  g_autoptr (FairStore) store = NULL, other = NULL;
  g_autoptr (GError) error = NULL;

  fill (folder);
  fill (second);
  store = test_store_open (folder->path);
  g_assert_true (fair_store_unjoin (store, ID_B, NULL));
  assert_erased (store, ID_A, "a", NULL);
  assert_dump (store, "Di Zora");

  other = test_store_open (second->path);
  g_assert_true (fair_import_files (other, files, report, NULL, NULL));
  g_assert_cmpuint (report->returned->len, ==, 1);
  assert_dump (other, "Di Zora");
  g_assert_false (fair_store_erase (other, ID_A, NULL, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND);
  assert_dump (other, "Di Zora");
  assert_erased (other, ID_B, "bc", NULL);
  assert_gone (second);
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
  g_autoptr (FairStore) left = test_store_open (left_path), right = test_store_open (right_path);
  const char *const files[] = { second, NULL };
  g_autoptr (FairImportReport) report = fair_import_report_new ();

  g_assert_true (fair_store_join (left, ID_A, ID_B, NULL));
  g_assert_true (fair_store_join (right, ID_B, ID_A, NULL));
  g_assert_true (fair_import_files (left, files, report, NULL, NULL));
  assert_erased (left, ID_B, "ba", NULL);
  assert_dump (left, "");
}

/* Nobody comes back with what other laptops still have, joined or not. */
static void
test_import (void)
{
  g_autoptr (TestFolder) folder = test_folder_new (), other = test_folder_new ();
  g_autofree char *path = test_folder_path (other, JOURNAL);
  const char *const files[] = { path, NULL };
  g_autoptr (FairImportReport) report = fair_import_report_new ();
  g_autoptr (FairStore) store = NULL;

  fill (folder);
  fill (other);
  store = test_store_open (folder->path);
  assert_erased (store, ID_A, "abc", NULL);
  g_assert_true (fair_import_files (store, files, report, NULL, NULL));
  g_assert_cmpuint (report->n_new, ==, 0);
  g_assert_cmpuint (report->returned->len, ==, 0);
  assert_dump (store, "Di");
  assert_gone (folder);
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
  g_autoptr (FairStore) store = NULL, other = NULL;
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
  assert_gone (folder);
}

static void
test_faults (void)
{
  g_assert_cmpuint (test_fault_cases (run_faults), >, 500);
}

int
main (int   argc,
      char *argv[])
{
  test_prefer_memory ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/erase-joined/joined", test_joined);
  g_test_add_func ("/erase-joined/keeper", test_keeper);
  g_test_add_func ("/erase-joined/not-joined", test_not_joined);
  g_test_add_func ("/erase-joined/both-ways", test_both_ways);
  g_test_add_func ("/erase-joined/import", test_import);
  g_test_add_func ("/erase-joined/faults", test_faults);

  return g_test_run ();
}
