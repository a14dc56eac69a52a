/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Adding, correcting, erasing, rewriting, importing and exporting, with each of their file operations failing in turn:
 * with each error that a disk has, once, twice and for ever, until none is left to fail. Afterwards the one state is
 * there or the other, as the answer says; the words name the file; and when the cause is gone, it works. How many cases
 * that were is printed, in all and for each error.
 */
#include "export/fair-exporter.h"
#include "store/change/fair-correct.h"
#include "store/change/fair-erase.h"
#include "import/fair-import-files.h"
#include "store/journal/fair-journal.h"
#include "store/journal/fair-lock.h"
#include "test-store-util.h"
#include "test-util.h"
#include <glib/gstdio.h>
#include <string.h>

#define JOURNAL "signups/signups.jsonl"
#define ID_A "00000000-0000-4000-8000-00000000000a"
#define ID_B "00000000-0000-4000-8000-00000000000b"
#define ID_C "00000000-0000-4000-8000-00000000000c"
#define MIN_TOTAL 3000

static guint n_total, n_scenarios;

/* Two people. */
static void
fill (TestFolder *folder)
{
  g_autofree char *ann = test_person_line (ID_A, 1, "Ann", "Other", "ann@other.edu");
  g_autofree char *bo = test_person_line (ID_B, 1, "Bo", "Quirk", "bo@quirk.edu");
  g_autofree char *both = g_strconcat (ann, bo, NULL);

  g_free (test_folder_write (folder, JOURNAL, both));
}

static FairStore *
open_store (TestFolder  *folder,
            TestFileOps *ops)
{
  g_autoptr (GError) error = NULL;
  FairStore *store = fair_store_open (folder->path, &ops->ops, NULL, &error);

  g_assert_no_error (error);
  return store;
}

/* In another process's eyes: one of two states, and the second one if that is what was said. */
static void
assert_state (TestFolder *folder,
              gboolean    done,
              const char *before,
              const char *after)
{
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  g_autofree char *dump = test_store_dump (store, report);

  if (done || !g_str_equal (dump, before))
    g_assert_cmpstr (dump, ==, after);
  g_assert_cmpuint (report->bad_lines->len, ==, 0);
}

/* What went wrong is said with the place, and with something to do. */
static void
assert_answer (gboolean      done,
               const GError *error)
{
  g_assert_true (done == (error == NULL));
  if (error == NULL)
    return;
  g_assert_nonnull (strchr (error->message, '/'));
  g_assert_true (strstr (error->message, "again") != NULL || strstr (error->message, "another disk") != NULL);
}

/* Opening the store is part of it: that is how fairctl adds. */
static void
run_add (TestFileOps *ops,
         guint        fail_at,
         guint        fail_for,
         int          errnum)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autofree char *cy = NULL, *di = NULL;

  fill (folder);
  test_file_ops_plan (ops, fail_at, fail_for, errnum);
  store = fair_store_open (folder->path, &ops->ops, NULL, &error);
  if (store != NULL)
    cy = test_store_try_add (store, "Cy", &error);
  assert_answer (cy != NULL, error);
  ops->fail_at = 0;
  assert_state (folder, cy != NULL, "Ann Bo", "Ann Bo Cy");
  if (store == NULL)
    store = open_store (folder, ops);
  if (cy == NULL)
    g_free (test_store_add (store, "Cy"));
  di = test_store_add (store, "Di");
}

static gboolean
correct (FairStore *store,
         GError   **error)
{
  g_autoptr (FairAnswers) changes = fair_answers_new ();

  fair_answers_set_text (changes, "given_name", "Bea");
  return fair_store_correct (store, ID_B, changes, NULL, NULL, error) > 0;
}

static void
run_correct (TestFileOps *ops,
             guint        fail_at,
             guint        fail_for,
             int          errnum)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = NULL;
  gboolean done;

  fill (folder);
  store = open_store (folder, ops);
  test_file_ops_plan (ops, fail_at, fail_for, errnum);
  done = correct (store, &error);
  assert_answer (done, error);
  ops->fail_at = 0;
  assert_state (folder, done, "Ann Bo", "Ann Bea");
  g_assert_true (correct (store, NULL));
  assert_state (folder, TRUE, "", "Ann Bea");
}

static void
run_erase (TestFileOps *ops,
           guint        fail_at,
           guint        fail_for,
           int          errnum)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autofree char *path = test_folder_path (folder, JOURNAL);
  g_autofree char *text = NULL;
  gboolean done;

  fill (folder);
  store = open_store (folder, ops);
  test_file_ops_plan (ops, fail_at, fail_for, errnum);
  done = fair_store_erase (store, ID_B, NULL, &error);
  assert_answer (done, error);
  ops->fail_at = 0;
  assert_state (folder, done, "Ann Bo", "Ann");
  if (!done)
    fair_store_erase (store, ID_B, NULL, NULL);
  assert_state (folder, TRUE, "", "Ann");
  text = test_read (path);
  g_assert_null (strstr (text, "Quirk"));
}

static gboolean
is_not_bo (const FairLine *line,
           gpointer        user_data)
{
  return !g_str_equal (line->version.id, ID_B);
}

/* Leaves Bo out and adds Cy. */
static gboolean
rewrite_journal (FairJournal *journal,
                 GError     **error)
{
  g_autofree char *cy = test_put_line (ID_C, 1, "7-0-a", "Cy");
  g_autoptr (FairRewrite) rewrite = fair_journal_rewrite (journal, error);

  return rewrite != NULL && fair_rewrite_copy (rewrite, is_not_bo, NULL, NULL, error) &&
         fair_rewrite_add (rewrite, cy, strlen (cy), error) && fair_journal_commit (journal, rewrite, error);
}

static gboolean
try_rewrite (FairJournal *journal,
             GError     **error)
{
  gboolean done;

  if (!fair_journal_begin (journal, FAIR_LOCK_PATIENCE, error))
    return FALSE;
  done = rewrite_journal (journal, error);
  fair_journal_end (journal);
  return done;
}

static void
run_rewrite (TestFileOps *ops,
             guint        fail_at,
             guint        fail_for,
             int          errnum)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = test_folder_path (folder, "signups");
  g_autoptr (FairJournal) journal = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done;

  fill (folder);
  journal = fair_journal_open (path, &ops->ops, fair_clock_get_default (), NULL);
  g_assert_nonnull (journal);
  test_file_ops_plan (ops, fail_at, fail_for, errnum);
  done = try_rewrite (journal, &error);
  assert_answer (done, error);
  ops->fail_at = 0;
  assert_state (folder, done, "Ann Bo", "Ann Cy");
  if (!done && g_error_matches (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_UNCERTAIN))
    return;
  if (!done)
    g_assert_true (try_rewrite (journal, NULL));
  assert_state (folder, TRUE, "", "Ann Cy");
}

static gboolean
import (FairStore  *store,
        const char *path,
        GError    **error)
{
  const char *const files[] = { path, NULL };
  g_autoptr (FairImportReport) report = fair_import_report_new ();

  return fair_import_files (store, files, report, NULL, error);
}

static void
import_with (TestFileOps *ops,
             guint        fail_at,
             guint        fail_for,
             int          errnum,
             gboolean     as_array)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *cy = test_put_line (ID_C, 1, "1600000000005-0-b", "Cy");
  g_autofree char *gone = test_erase_line (ID_B, "1600000000009-0-b");
  g_autofree char *text = as_array ? g_strconcat ("[", cy, ",", gone, "]", NULL) : g_strconcat (cy, gone, NULL);
  g_autofree char *other = test_folder_write (folder, "other.jsonl", text);
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = NULL;
  gboolean done;

  fill (folder);
  store = open_store (folder, ops);
  test_file_ops_plan (ops, fail_at, fail_for, errnum);
  done = import (store, other, &error);
  assert_answer (done, error);
  ops->fail_at = 0;
  assert_state (folder, done, "Ann Bo", "Ann Cy");
  g_assert_true (import (store, other, NULL));
  assert_state (folder, TRUE, "", "Ann Cy");
}

static void
run_import (TestFileOps *ops,
            guint        fail_at,
            guint        fail_for,
            int          errnum)
{
  import_with (ops, fail_at, fail_for, errnum, FALSE);
}

static void
run_import_json (TestFileOps *ops,
                 guint        fail_at,
                 guint        fail_for,
                 int          errnum)
{
  import_with (ops, fail_at, fail_for, errnum, TRUE);
}

static void
run_export (TestFileOps *ops,
            guint        fail_at,
            guint        fail_for,
            int          errnum)
{
  const FairExportOptions options = { .format = fair_export_format_find ("jsonl", NULL) };
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = test_folder_write (folder, "exports/list.jsonl", "before");
  g_autofree char *journal_path = test_folder_path (folder, JOURNAL);
  g_autofree char *text = NULL, *journal = NULL, *last = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = NULL;
  gboolean done;

  fill (folder);
  journal = test_read (journal_path);
  store = open_store (folder, ops);
  test_file_ops_plan (ops, fail_at, fail_for, errnum);
  done = fair_export_to_path (store, NULL, &options, &ops->ops, path, NULL, NULL, &error);
  assert_answer (done, error);
  ops->fail_at = 0;
  text = test_read (path);
  if (done || !g_str_equal (text, "before"))
    g_assert_cmpstr (text, ==, journal);
  g_assert_true (fair_export_to_path (store, NULL, &options, &ops->ops, path, NULL, NULL, NULL));
  last = test_read (path);
  g_assert_cmpstr (last, ==, journal);
}

static void
run_scenario (gconstpointer data)
{
  n_total += test_fault_cases (*(const TestFaultScenario *) data);
  n_scenarios++;
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    TestFaultScenario run;
  } scenarios[] = {
    { "/faults/add", run_add },         { "/faults/correct", run_correct }, { "/faults/erase", run_erase },
    { "/faults/rewrite", run_rewrite }, { "/faults/import", run_import },   { "/faults/export", run_export },
    { "/faults/import-json", run_import_json },
  };
  int status;

  test_prefer_memory ();
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (scenarios); i++)
    g_test_add_data_func (scenarios[i].path, &scenarios[i].run, run_scenario);
  status = g_test_run ();
  g_test_message ("%u cases in all, of %u operations", n_total, n_scenarios);
  /* somebody may have asked for some of them only */
  return n_scenarios == G_N_ELEMENTS (scenarios) && n_total < MIN_TOTAL ? 1 : status;
}
