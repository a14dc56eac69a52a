/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sign-up for trial leaves nobody behind, and says why there can be none. */
#include "kiosk/fair-trial.h"
#include "test-store-util.h"
#include "test-util.h"
#include <errno.h>
#include <string.h>

static void
test_leaves_nobody (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *journal = NULL;
  g_autoptr (GError) error = NULL;

  g_free (test_store_add (store, "Ann"));
  before = test_store_dump (store, NULL);
  g_assert_true (fair_trial_run (store, &error));
  g_assert_no_error (error);
  after = test_store_dump (store, NULL);
  g_assert_cmpstr (after, ==, before);
  journal = test_read (fair_store_get_journal_path (store));
  g_assert_null (strstr (journal, "Trial"));
  g_assert_null (strstr (journal, FAIR_TRIAL_EVENT));
}

/* A laptop that was switched off in the middle of trials is not left with somebody who never came. */
static void
test_left_overs (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autoptr (FairAnswers) answers = fair_answers_new ();
  FairDraft left_over = { .event = FAIR_TRIAL_EVENT, .form = "trial@1", .lang = "en", .answers = answers };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *journal = NULL;
  g_autoptr (GError) error = NULL;

  fair_answers_set_text (answers, "given_name", "Trial");
  g_free (test_store_add (store, "Ann"));
  before = test_store_dump (store, NULL);
  g_free (fair_store_add (store, &left_over, &error));
  g_free (fair_store_add (store, &left_over, &error));
  g_assert_no_error (error);
  g_assert_true (fair_trial_run (store, &error));
  g_assert_no_error (error);
  after = test_store_dump (store, NULL);
  g_assert_cmpstr (after, ==, before);
  journal = test_read (fair_store_get_journal_path (store));
  g_assert_null (strstr (journal, "Trial"));
}

/* Whichever operation fails: either it says so, or all went well; and in the end nobody is there who never came. */
static void
run_with_faults (TestFileOps *ops,
                 guint        fail_at,
                 guint        fail_for,
                 int          errnum)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = fair_store_open (folder->path, &ops->ops, NULL, NULL);
  g_autoptr (GError) error = NULL;
  gboolean done;

  g_assert_nonnull (store);
  test_file_ops_plan (ops, fail_at, fail_for, errnum);
  done = fair_trial_run (store, &error);
  g_assert_true (done == (error == NULL));
}

static void
test_faults (void)
{
  g_assert_cmpuint (test_fault_cases (run_with_faults), >, 20);
}

static void
test_in_a_thread (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fair_trial_run_async (store, NULL, test_keep_result, &result);
  test_wait_for_result (&result);
  g_assert_true (fair_trial_run_finish (result, &error));
  g_assert_no_error (error);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trial/leaves-nobody", test_leaves_nobody);
  g_test_add_func ("/trial/left-overs", test_left_overs);
  g_test_add_func ("/trial/faults", test_faults);
  g_test_add_func ("/trial/in-a-thread", test_in_a_thread);
  return g_test_run ();
}
