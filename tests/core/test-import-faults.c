/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every file operation of an import fails in turn, once and for ever, with each error that a disk has. Afterwards the
 * journal is either the old one or the new one, byte for byte; if the import said that it was done, it is the new one;
 * and when the cause is gone, the import works and nobody is there twice.
 */
#include "import/fair-import-files.h"
#include "store/people/fair-people-read.h"
#include "test-store-util.h"
#include "test-util.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define JOURNAL "signups/signups.jsonl"
#define ID_A "00000000-0000-4000-8000-00000000000a"
#define ID_B "00000000-0000-4000-8000-00000000000b"
#define ID_C "00000000-0000-4000-8000-00000000000c"
#define ID_D "00000000-0000-4000-8000-00000000000d"

static const int errors[] = { EIO,    ENOSPC,           EDQUOT,          EROFS,          EINTR,
                              EACCES, TEST_SHORT_WRITE, TEST_EMPTY_READ, TEST_SHORT_READ };
static const guint durations[] = { 1, 2, G_MAXUINT };

static guint n_cases;

typedef struct
{
  TestFolder *folder;
  TestFileOps ops;
  char *before;
  char *after;
  char *copy; /* the path of another program's copy of the journal: it stays as it is */
  char *theirs;
} Fixture;

static void
fixture_init (Fixture *self)
{
  g_autofree char *a1 = test_put_line (ID_A, 1, "1600000000005-0-a", "Ann");
  g_autofree char *a2 = test_put_line (ID_A, 2, "1600000000007-0-b", "Anna");
  g_autofree char *b1 = test_put_line (ID_B, 1, "1600000000005-0-a", "Bo");
  g_autofree char *c1 = test_put_line (ID_C, 1, "1600000000005-0-a", "Cy");
  g_autofree char *d1 = test_put_line (ID_D, 1, "1600000000005-0-a", "Di");
  g_autofree char *b_gone = test_erase_line (ID_B, "1600000000009-0-b");
  g_autofree char *theirs = g_strconcat (a2, "refused\n", b_gone, d1, NULL);
  g_autofree char *path = NULL;

  self->folder = test_folder_new ();
  test_file_ops_init (&self->ops);
  self->before = g_strconcat (a1, b1, "damaged\n", c1, NULL);
  self->after = g_strconcat (a1, "damaged\n", c1, a2, b_gone, d1, NULL);
  path = test_folder_write (self->folder, JOURNAL, self->before);
  self->copy = test_folder_write (self->folder, JOURNAL ".old", self->before);
  self->theirs = test_folder_write (self->folder, "theirs.jsonl", theirs);
}

static void
fixture_clear (Fixture *self)
{
  g_free (self->before);
  g_free (self->after);
  g_free (self->copy);
  g_free (self->theirs);
  test_folder_free (self->folder);
}

/* Whatever an error is about, its words name a file and say something to do. */
static void
assert_helpful (const GError *error)
{
  g_assert_true (error->domain == FAIR_STORE_ERROR);
  g_assert_nonnull (strstr (error->message, "again"));
  g_assert_nonnull (strstr (error->message, "/"));
}

static gboolean
try_import (Fixture   *self,
            FairStore *store)
{
  g_autoptr (FairImportReport) report = fair_import_report_new ();
  g_autoptr (GError) error = NULL;
  const char *const files[] = { self->theirs, NULL };
  gboolean done = fair_import_files (store, files, report, NULL, &error);

  g_assert_true (done == (error == NULL));
  if (error != NULL)
    assert_helpful (error);
  return done;
}

/* In another process's eyes. */
static void
assert_state (Fixture *self,
              gboolean done)
{
  g_autofree char *path = test_folder_path (self->folder, JOURNAL);
  g_autofree char *journal = test_read (path);

  if (done || !g_str_equal (journal, self->before))
    g_assert_cmpstr (journal, ==, self->after);
}

/* The import is what fails; the store was open before. */
static void
run_import (Fixture *self,
            guint    fail_at,
            guint    fail_for,
            int      errnum)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = fair_store_open (self->folder->path, &self->ops.ops, NULL, &error);
  g_autofree char *ed = NULL;
  gboolean done;

  g_assert_no_error (error);
  test_file_ops_plan (&self->ops, fail_at, fail_for, errnum);
  done = try_import (self, store);
  self->ops.fail_at = 0;
  assert_state (self, done);
  g_assert_true (try_import (self, store));
  assert_state (self, TRUE);
  ed = test_store_add (store, "Ed");
}

/* A sign-up that comes after a failed import, while the cause is still there or not, is safe if it was acknowledged. */
static void
run_import_and_add (Fixture *self,
                    guint    fail_at,
                    guint    fail_for,
                    int      errnum)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = fair_store_open (self->folder->path, &self->ops.ops, NULL, &error);
  g_autofree char *fay = NULL;
  g_autofree char *ed = NULL;
  g_autofree char *line = NULL;

  g_assert_no_error (error);
  test_file_ops_plan (&self->ops, fail_at, fail_for, errnum);
  try_import (self, store);
  fay = test_store_try_add (store, "Fay", NULL);
  self->ops.fail_at = 0;
  ed = test_store_add (store, "Ed");
  if (fay != NULL)
    line = fair_store_find_line (store, fay, &error);
  g_assert_no_error (error);
  g_assert_true (try_import (self, store));
}

static void
assert_sound (Fixture *self)
{
  g_autoptr (FairStore) store = test_store_open (self->folder->path);
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  g_autofree char *dump = test_store_dump (store, report);
  g_autofree char *journal = test_read (fair_store_get_journal_path (store));
  g_autofree char *copy = test_read (self->copy);
  g_autoptr (GDir) entries = NULL;
  g_autofree char *folder = g_path_get_dirname (fair_store_get_journal_path (store));
  const char *name;

  g_assert_true (g_str_has_prefix (dump, "Cy "));
  g_assert_nonnull (strstr (dump, "Anna"));
  g_assert_nonnull (strstr (dump, "Di"));
  g_assert_null (strstr (dump, "Bo"));
  g_assert_cmpuint (report->bad_lines->len, ==, 1);
  g_assert_null (fair_store_get_torn_tail (store));
  g_assert_null (strstr (journal, "\"Bo\""));
  g_assert_cmpstr (copy, ==, self->before);
  entries = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (entries)) != NULL)
    g_assert_false (g_str_has_suffix (name, ".tmp"));
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
  Fixture fixture;
  gboolean failed;

  fixture_init (&fixture);
  fixture.ops.only = test_file_ops_only (errnum);
  scenario (&fixture, fail_at, fail_for, errnum);
  failed = fixture.ops.failures > 0;
  assert_sound (&fixture);
  fixture_clear (&fixture);
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
        g_assert_cmpuint (fail_at, >, 1);
      }
  g_test_message ("%u cases", n_cases);
}

/* What an earlier run left behind when it crashed cannot be removed. That is no reason not to import: if somebody is in there
 * whom the import erases, it is named like any other file. */
static void
test_left_over_stays (void)
{
  Fixture fixture;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairImportReport) report = fair_import_report_new ();
  g_autofree char *left_over = NULL, *left = NULL;
  const char *files[] = { NULL, NULL };

  fixture_init (&fixture);
  files[0] = fixture.theirs;
  store = fair_store_open (fixture.folder->path, &fixture.ops.ops, NULL, NULL);
  left_over = test_folder_write (fixture.folder, JOURNAL ".a123abcd.tmp", fixture.before);
  fixture.ops.only = "unlink";
  test_file_ops_plan (&fixture.ops, 1, G_MAXUINT, EPERM);
  g_assert_true (fair_import_files (store, files, report, NULL, NULL));
  g_assert_cmpuint (fixture.ops.failures, >, 0);
  assert_state (&fixture, TRUE);
  left = test_list_left (report->erasure);
  g_assert_nonnull (strstr (left, left_over));
  g_clear_object (&store);
  fixture_clear (&fixture);
}

/* What becomes of the file that has a name for a moment, where one cannot be made without. */
typedef enum
{
  NAME_GOES,
  NAME_STAYS, /* the program is killed before */
  NAME_GONE,  /* another one that opened the store was quicker */
} Name;

static Name name_does;

static int
open_named (const char *path,
            int         flags,
            mode_t      mode,
            gpointer    user_data)
{
  errno = EOPNOTSUPP;
  return (flags & O_TMPFILE) == O_TMPFILE ? -1 : open (path, flags, mode);
}

static int
unlink_named (const char *path,
              gpointer    user_data)
{
  if (name_does == NAME_STAYS)
    return 0;
  if (name_does == NAME_GONE)
    unlink (path);
  return unlink (path);
}

static guint
count_temporary (const char *folder)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (entries)) != NULL)
    n += g_str_has_suffix (name, ".tmp");
  return n;
}

static void
test_no_files_without_names (void)
{
  for (name_does = NAME_GOES; name_does <= NAME_GONE; name_does++)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autofree char *line = test_put_line (ID_A, 1, "1600000000005-0-a", "Ann");
      g_autofree char *array = g_strconcat ("[", line, "]\n", NULL);
      g_autofree char *path = test_folder_write (folder, "theirs.json", array);
      g_autofree char *signups = test_folder_path (folder, "signups");
      const char *files[] = { path, NULL };
      g_autoptr (FairImportReport) report = fair_import_report_new ();
      g_autoptr (FairStore) store = NULL;
      TestFileOps ops;

      test_file_ops_init (&ops);
      ops.ops.open = open_named;
      ops.ops.unlink = unlink_named;
      store = fair_store_open (folder->path, &ops.ops, NULL, NULL);
      g_assert_true (fair_import_files (store, files, report, NULL, NULL));
      g_assert_cmpuint (report->n_new, ==, 1);
      g_clear_object (&store);
      g_assert_cmpuint (count_temporary (signups), ==, name_does == NAME_STAYS);
      store = test_store_open (folder->path);
      g_assert_cmpuint (count_temporary (signups), ==, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  static const Scenario only = run_import, and_add = run_import_and_add;

  test_prefer_memory ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/import-faults/import", &only, run_cases);
  g_test_add_data_func ("/import-faults/import-and-add", &and_add, run_cases);

  g_test_add_func ("/import-faults/left-over-stays", test_left_over_stays);
  g_test_add_func ("/import-faults/no-files-without-names", test_no_files_without_names);

  return g_test_run ();
}
