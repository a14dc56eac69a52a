/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whatever fails while an import is made or taken back, and wherever the stick is pulled out: the journal is the old one or the new
 * one, and doing it again does it.
 */
#include "collect/fair-collect.h"

#include "collect/fair-import-records.h"
#include "collect/fair-import-undo.h"
#include "test-store-util.h"
#include "test-util.h"
#include <glib/gstdio.h>

#define ID_A "00000000-0000-4000-8000-00000000000a"
#define ID_B "00000000-0000-4000-8000-00000000000b"
#define ID_C "00000000-0000-4000-8000-00000000000c"
#define THEIRS "aaaaaaaaaaaaaaaa"

typedef struct
{
  TestFolder *folder;
  FairStore *store;
  char *data;
  char *journal;
  char *stick;
  char *hall_2; /* Bo is newer there, and Cy new */
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autofree char *a = test_put_line (ID_A, 1, "1600000000005-0-own", "Ann");
  g_autofree char *b = test_put_line (ID_B, 1, "1600000000006-0-own", "Bo");
  g_autofree char *bob = test_put_line (ID_B, 2, "1600000000009-0-" THEIRS, "Bob");
  g_autofree char *c = test_put_line (ID_C, 1, "1600000000010-0-" THEIRS, "Cy");
  g_autofree char *ours = g_strconcat (a, b, NULL), *theirs = g_strconcat (b, bob, c, NULL);

  self->folder = test_folder_new ();
  self->data = test_folder_path (self->folder, "data");
  self->stick = test_folder_path (self->folder, "stick");
  self->journal = test_folder_write (self->folder, "data/signups/signups.jsonl", ours);
  self->hall_2 = test_folder_write (self->folder, "stick/Hall 2 (" THEIRS ").jsonl", theirs);
  self->store = test_store_open (self->data);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_clear_object (&self->store);
  test_folder_free (self->folder);
  g_free (self->data);
  g_free (self->journal);
  g_free (self->stick);
  g_free (self->hall_2);
}

static FairCollectResult *
collect (FairStore  *store,
         const char *path,
         GError    **error)
{
  return fair_collect (store, (const char *const[]) { path, NULL }, NULL, NULL, NULL, NULL, error);
}

static void
collect_well (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairCollectResult) result = collect (self->store, self->hall_2, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  g_assert_null (result->unrecorded);
}

static void
assert_names (Fixture    *self,
              const char *expected)
{
  g_autofree char *names = test_store_dump (self->store, NULL);

  g_assert_cmpstr (names, ==, expected);
}

static guint
count_records (Fixture *self)
{
  g_autoptr (GPtrArray) records = fair_import_records_list (self->store, NULL);

  return records->len;
}

/* Whatever an import said, the journal is the old one or the new one; one that can be taken back is taken back to the old one. */
static void
fail_collecting (TestFileOps *ops,
                 guint        fail_at,
                 guint        fail_for,
                 int          errnum)
{
  Fixture fixture;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairCollectResult) result = NULL;
  g_autoptr (FairUndoReport) report = fair_undo_report_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL, *names = NULL;

  set_up (&fixture, NULL);
  before = test_read (fixture.journal);
  store = fair_store_open (fixture.data, &ops->ops, NULL, NULL);
  test_file_ops_plan (ops, fail_at, fail_for, errnum);
  result = collect (store, fixture.hall_2, &error);
  ops->fail_at = 0;
  g_assert_true ((result == NULL) == (error != NULL));
  after = test_read (fixture.journal);
  names = test_store_dump (fixture.store, NULL);
  if (result != NULL || !g_str_equal (after, before))
    g_assert_cmpstr (names, ==, "Ann Bob Cy");
  g_assert_true (result == NULL || result->import == 0 || count_records (&fixture) == 1);
  g_assert_true (result == NULL || result->import != 0 || result->unrecorded != NULL);
  if (fair_import_undo (fixture.store, 0, report, NULL, NULL))
    {
      g_free (after);
      after = test_read (fixture.journal);
      g_assert_cmpstr (after, ==, before);
    }
  collect_well (&fixture);
  assert_names (&fixture, "Ann Bob Cy");
  g_clear_object (&store);
  tear_down (&fixture, NULL);
}

static void
test_collecting_fails (void)
{
  g_assert_cmpuint (test_fault_cases (fail_collecting), >, 500);
}

static void
fail_undoing (TestFileOps *ops,
              guint        fail_at,
              guint        fail_for,
              int          errnum)
{
  Fixture fixture;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairUndoReport) report = fair_undo_report_new (), again = fair_undo_report_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *collected = NULL, *after = NULL;
  gboolean done;

  set_up (&fixture, NULL);
  before = test_read (fixture.journal);
  collect_well (&fixture);
  collected = test_read (fixture.journal);
  store = fair_store_open (fixture.data, &ops->ops, NULL, NULL);
  test_file_ops_plan (ops, fail_at, fail_for, errnum);
  done = fair_import_undo (store, 0, report, NULL, &error);
  ops->fail_at = 0;
  g_assert_true (done == (error == NULL));
  after = test_read (fixture.journal);
  if (done || !g_str_equal (after, collected))
    g_assert_cmpstr (after, ==, before);
  if (!done)
    g_assert_true (fair_import_undo (fixture.store, 0, again, NULL, NULL));
  g_free (after);
  after = test_read (fixture.journal);
  g_assert_cmpstr (after, ==, before);
  g_clear_object (&store);
  tear_down (&fixture, NULL);
}

static void
test_undoing_fails (void)
{
  g_assert_cmpuint (test_fault_cases (fail_undoing), >, 500);
}

static void
pull_out (gpointer data)
{
  Fixture *self = data;
  g_autofree char *away = g_strconcat (self->stick, " is away", NULL);

  g_assert_no_errno (g_rename (self->stick, away));
}

/* Before each operation in turn: the file is merged as a whole, or not at all. */
static void
test_pulled_out_anywhere (void)
{
  TestFileOps ops;

  test_file_ops_init (&ops);
  ops.happens = pull_out;
  for (guint at = 1, n_failures = 1; n_failures > 0; at++)
    {
      Fixture fixture;
      g_autoptr (FairStore) store = NULL;
      g_autoptr (FairCollectResult) result = NULL;
      g_autofree char *away = NULL, *names = NULL;

      set_up (&fixture, NULL);
      away = g_strconcat (fixture.stick, " is away", NULL);
      ops.happens_data = &fixture;
      store = fair_store_open (fixture.data, &ops.ops, NULL, NULL);
      test_file_ops_plan (&ops, at, 1, 0);
      result = collect (store, fixture.stick, NULL);
      ops.fail_at = 0;
      n_failures = ops.failures;
      if (n_failures > 0)
        g_assert_no_errno (g_rename (away, fixture.stick));
      names = test_store_dump (fixture.store, NULL);
      g_assert_cmpstr (names, ==, result != NULL ? "Ann Bob Cy" : "Ann Bo");
      collect_well (&fixture);
      assert_names (&fixture, "Ann Bob Cy");
      g_clear_object (&store);
      tear_down (&fixture, NULL);
    }
}

int
main (int   argc,
      char *argv[])
{
  test_prefer_memory ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/collect-faults/collect", test_collecting_fails);
  g_test_add_func ("/collect-faults/undo", test_undoing_fails);
  g_test_add_func ("/collect-faults/pulled-out-anywhere", test_pulled_out_anywhere);

  return g_test_run ();
}
