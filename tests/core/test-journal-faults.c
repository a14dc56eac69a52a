/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every file operation of opening and adding fails in turn, once and for ever, with each error that a disk has. What
 * was acknowledged is there exactly once, what was not is absent, and the next sign-up works when the cause is gone.
 */
#include "test-store-util.h"
#include "test-util.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define JOURNAL "signups/signups.jsonl"
#define ID_A "00000000-0000-4000-8000-00000000000a"

static const int errors[] = { EIO,    ENOSPC,           EDQUOT,          EROFS,          EINTR,
                              EACCES, TEST_SHORT_WRITE, TEST_EMPTY_READ, TEST_SHORT_READ };
static const guint durations[] = { 1, 2, G_MAXUINT };

static guint n_cases;

typedef struct
{
  TestFolder *folder;
  TestFileOps ops;
  GString *expected; /* the names that were acknowledged, in order */
} Fixture;

static void
acknowledge (Fixture    *self,
             const char *name)
{
  if (self->expected->len > 0)
    g_string_append_c (self->expected, ' ');
  g_string_append (self->expected, name);
}

/* Whatever an error is about, its words name the file and say something to do. */
static void
assert_helpful (const GError *error)
{
  g_assert_true (error->domain == FAIR_STORE_ERROR);
  g_assert_nonnull (strstr (error->message, "ry again"));
  g_assert_nonnull (strstr (error->message, "/"));
}

static void
try_add (Fixture    *self,
         FairStore  *store,
         const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = test_store_try_add (store, name, &error);

  if (id != NULL)
    {
      g_assert_no_error (error);
      acknowledge (self, name);
    }
  else
    assert_helpful (error);
}

static FairStore *
try_open (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  FairStore *store = fair_store_open (self->folder->path, &self->ops.ops, NULL, &error);

  if (store == NULL)
    assert_helpful (error);
  return store;
}

/* With the cause gone, and in another process's eyes. */
static void
assert_sound (Fixture *self)
{
  g_autoptr (FairStore) store = test_store_open (self->folder->path);
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  g_autofree char *dump = test_store_dump (store, report);

  g_assert_cmpstr (dump, ==, self->expected->str);
  g_assert_cmpuint (report->bad_lines->len, ==, 0);
  g_assert_null (fair_store_get_torn_tail (store));
}

/* An open store, in which one sign-up fails. */
static void
run_add (Fixture *self,
         guint    fail_at,
         guint    fail_for,
         int      errnum)
{
  g_autoptr (FairStore) store = try_open (self);

  try_add (self, store, "Ann");
  test_file_ops_plan (&self->ops, fail_at, fail_for, errnum);
  try_add (self, store, "Bo");
  self->ops.fail_at = 0;
  try_add (self, store, "Cy");
  g_assert_true (g_str_has_suffix (self->expected->str, "Cy"));
}

/* The same with two in a row that may fail: what the first one left behind is the second one's to clear up. */
static void
run_add_twice (Fixture *self,
               guint    fail_at,
               guint    fail_for,
               int      errnum)
{
  g_autoptr (FairStore) store = try_open (self);

  try_add (self, store, "Ann");
  test_file_ops_plan (&self->ops, fail_at, fail_for, errnum);
  try_add (self, store, "Bo");
  try_add (self, store, "Bob");
  self->ops.fail_at = 0;
  try_add (self, store, "Cy");
  g_assert_true (g_str_has_suffix (self->expected->str, "Cy"));
}

/* A store that may not even open. */
static void
run_open (Fixture *self,
          guint    fail_at,
          guint    fail_for,
          int      errnum)
{
  g_autoptr (FairStore) store = NULL;

  test_file_ops_plan (&self->ops, fail_at, fail_for, errnum);
  store = try_open (self);
  if (store != NULL)
    try_add (self, store, "Bo");
  self->ops.fail_at = 0;
  if (store == NULL)
    store = try_open (self);
  try_add (self, store, "Cy");
  g_assert_true (g_str_has_suffix (self->expected->str, "Cy"));
}

/* The first start on a laptop: no folder is there yet. */
static void
run_first_open (Fixture *self,
                guint    fail_at,
                guint    fail_for,
                int      errnum)
{
  g_rmdir (self->folder->path);
  run_open (self, fail_at, fail_for, errnum);
}

/* A start after a crash: there is a line that is not whole. */
static void
run_torn_open (Fixture *self,
               guint    fail_at,
               guint    fail_for,
               int      errnum)
{
  g_autofree char *whole = test_put_line (ID_A, 1, "5-0-a", "Ann");
  g_autofree char *text = g_strdup_printf ("%s%.*s", whole, 100, whole);
  g_autofree char *path = test_folder_write (self->folder, JOURNAL, text);

  acknowledge (self, "Ann");
  run_open (self, fail_at, fail_for, errnum);
}

/* A batch of which one chunk fails: what is reported as saved is what is there. */
static void
run_add_many (Fixture *self,
              guint    fail_at,
              guint    fail_for,
              int      errnum)
{
  static const char *const names[] = { "Ann", "Bo", "Cy" };
  g_autoptr (FairStore) store = try_open (self);
  g_autofree char *filler = g_strnfill (50000, 'x');
  FairDraft drafts[24];
  g_auto (GStrv) ids = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done;

  for (gsize i = 0; i < G_N_ELEMENTS (drafts); i++)
    {
      FairAnswers *answers = fair_answers_new ();

      fair_answers_set_text (answers, "given_name", names[i % 3]);
      fair_answers_set_text (answers, "question", filler);
      drafts[i] = (FairDraft) { .event = "fair", .form = "interest@1", .lang = "en", .answers = answers };
    }
  test_file_ops_plan (&self->ops, fail_at, fail_for, errnum);
  done = fair_store_add_many (store, drafts, G_N_ELEMENTS (drafts), &ids, &error);
  self->ops.fail_at = 0;
  g_assert_true (done == (error == NULL));
  if (error != NULL)
    assert_helpful (error);
  g_assert_cmpuint (g_strv_length (ids), <=, G_N_ELEMENTS (drafts));
  g_assert_true (done == (g_strv_length (ids) == G_N_ELEMENTS (drafts)));
  for (guint i = 0; i < g_strv_length (ids); i++)
    acknowledge (self, names[i % 3]);
  try_add (self, store, "Di");
  for (gsize i = 0; i < G_N_ELEMENTS (drafts); i++)
    fair_answers_unref ((FairAnswers *) drafts[i].answers);
}

typedef void (*Scenario) (Fixture *fixture,
                          guint    fail_at,
                          guint    fail_for,
                          int      errnum);

/* Returns FALSE when @fail_at is beyond the last operation. */
static gboolean
run_case (Scenario scenario,
          guint    fail_at,
          guint    fail_for,
          int      errnum)
{
  Fixture fixture = { .folder = test_folder_new (), .expected = g_string_new (NULL) };
  gboolean failed;

  g_test_message ("operation %u, %u times, error %d", fail_at, fail_for, errnum);
  test_file_ops_init (&fixture.ops);
  fixture.ops.only = test_file_ops_only (errnum);
  scenario (&fixture, fail_at, fail_for, errnum);
  failed = fixture.ops.failures > 0;
  assert_sound (&fixture);
  g_string_free (fixture.expected, TRUE);
  test_folder_free (fixture.folder);
  n_cases++;
  return failed;
}

static void
run_cases (gconstpointer data)
{
  Scenario scenario = *(const Scenario *) data;

  n_cases = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (errors); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (durations); j++)
      {
        guint fail_at = 1;

        while (run_case (scenario, fail_at, durations[j], errors[i]))
          fail_at++;
        /* not every scenario reads */
        g_assert_true (fail_at > 1 || test_file_ops_only (errors[i]) != NULL);
      }
  g_test_message ("%u cases", n_cases);
}

/* After a sync that failed, its descriptor is not synced again, nor written to. */
static guint bad_syncs;
static int failed_fd;

static int
sync_once (int fd, gpointer data)
{
  if (failed_fd < 0)
    {
      failed_fd = fd;
      errno = EIO;
      return -1;
    }
  bad_syncs += fd == failed_fd;
  return fair_file_ops_get_default ()->fdatasync (fd, NULL);
}

static int
close_and_forget (int fd, gpointer data)
{
  /* the number may be given out again: then it is another descriptor */
  if (fd == failed_fd)
    failed_fd = G_MAXINT;
  return fair_file_ops_get_default ()->close (fd, NULL);
}

static void
test_failed_sync_is_not_retried (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  FairFileOps ops = *fair_file_ops_get_default ();
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *again = NULL;
  g_autofree char *dump = NULL;

  ops.fdatasync = sync_once;
  ops.close = close_and_forget;
  bad_syncs = 0;
  failed_fd = -1;
  store = fair_store_open (folder->path, &ops, NULL, &error);
  g_assert_no_error (error);
  id = test_store_try_add (store, "Ann", &error);
  g_assert_null (id);
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_UNCERTAIN);
  g_assert_nonnull (strstr (error->message, "It was not saved."));
  again = test_store_add (store, "Ann");
  dump = test_store_dump (store, NULL);
  g_assert_cmpstr (dump, ==, "Ann");
  g_assert_cmpint (failed_fd, ==, G_MAXINT);
  g_assert_cmpuint (bad_syncs, ==, 0);
}

static void
test_codes (void)
{
  static const struct
  {
    int errnum;
    int code;
    const char *words;
  } cases[] = {
    { ENOSPC, FAIR_STORE_ERROR_FULL, "the disk is full. Free some space" },
    { EDQUOT, FAIR_STORE_ERROR_FULL, "the disk is full. Free some space" },
    { EROFS, FAIR_STORE_ERROR_READ_ONLY, "write-protected" },
    { EIO, FAIR_STORE_ERROR_IO, "use another disk" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autoptr (FairStore) store = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *id = NULL;
      TestFileOps ops;

      test_file_ops_init (&ops);
      ops.only = "write";
      store = fair_store_open (folder->path, &ops.ops, NULL, &error);
      g_assert_no_error (error);
      test_file_ops_plan (&ops, 1, G_MAXUINT, cases[i].errnum);
      id = test_store_try_add (store, "Ann", &error);
      g_assert_error (error, FAIR_STORE_ERROR, cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].words));
      g_assert_nonnull (strstr (error->message, "The sign-up could not be saved"));
      g_assert_nonnull (strstr (error->message, "signups.jsonl"));
    }
}

int
main (int   argc,
      char *argv[])
{
  static const Scenario add = run_add, add_twice = run_add_twice, open = run_open, first_open = run_first_open,
                        torn_open = run_torn_open, add_many = run_add_many;

  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/faults/add", &add, run_cases);
  g_test_add_data_func ("/faults/add-twice", &add_twice, run_cases);
  g_test_add_data_func ("/faults/open", &open, run_cases);
  g_test_add_data_func ("/faults/first-open", &first_open, run_cases);
  g_test_add_data_func ("/faults/torn-open", &torn_open, run_cases);
  g_test_add_data_func ("/faults/add-many", &add_many, run_cases);
  g_test_add_func ("/faults/failed-sync-is-not-retried", test_failed_sync_is_not_retried);
  g_test_add_func ("/faults/codes", test_codes);

  return g_test_run ();
}
