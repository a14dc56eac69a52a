/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file of an export: never one of the store's own, true about what the disk confirmed, and nothing left beside it. */
#include "export/fair-exporter.h"
#include "test-store-util.h"
#include "test-util.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define LEFT_OVER "out/.fairbook-0123456789abcdef.part"

typedef struct
{
  TestFolder *folder;
  FairStore *store;
  char *target; /* in a folder of its own */
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autofree char *data_folder = NULL;
  g_autofree char *out = NULL;

  fixture->folder = test_folder_new ();
  data_folder = test_folder_path (fixture->folder, "data");
  fixture->store = test_store_open (data_folder);
  g_free (test_store_add (fixture->store, "Ann"));
  out = test_folder_path (fixture->folder, "out");
  g_assert_no_errno (g_mkdir (out, 0700));
  fixture->target = g_build_filename (out, "people.jsonl", NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_clear_object (&fixture->store);
  g_free (fixture->target);
  test_folder_free (fixture->folder);
}

static gboolean
export_to (Fixture           *fixture,
           const FairFileOps *ops,
           const char        *path,
           GError           **error)
{
  FairExportOptions options = { .format = fair_export_format_find ("jsonl", NULL) };

  return fair_export_to_path (fixture->store, NULL, &options, ops, path, NULL, NULL, error);
}

static char *
list_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_null_terminated (0, g_free, TRUE);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort_values (names, (GCompareFunc) strcmp);
  return names->len > 0 ? g_strjoinv (" ", (GStrv) names->pdata) : g_strdup ("");
}

static void
assert_names (Fixture    *fixture,
              const char *folder,
              const char *expected)
{
  g_autofree char *path = test_folder_path (fixture->folder, folder);
  g_autofree char *names = list_folder (path);

  g_assert_cmpstr (names, ==, expected);
}

/* Each target: a path below the test's folder. */
static const char *const own_targets[] = {
  "data/signups/signups.jsonl",
  "data/signups/../signups/signups.jsonl",
  "data/signups/lock",
  "data/signups/quarantine.jsonl",
  "data/signups/export.csv",
  "data/signups/deeper/export.csv",
  "data/device.json",
  "data/staff.json",
  "data/imports/00000001.jsonl",
  "out/../data/staff.json",
  "out/link.jsonl",
  "out/hard-link.jsonl",
  "out/hard-link-of-lock",
  "out/device.json",
  "out/signups/export.csv",
  "out/signups/signups.jsonl",
  "out/data/staff.json",
};

static void
link_file (Fixture    *fixture,
           const char *from,
           const char *to,
           gboolean    hard)
{
  g_autofree char *from_path = test_folder_path (fixture->folder, from);
  g_autofree char *to_path = test_folder_path (fixture->folder, to);

  g_assert_no_errno (hard ? link (from_path, to_path) : symlink (from_path, to_path));
}

static void
make_ways (Fixture *fixture)
{
  g_autofree char *deeper = test_folder_path (fixture->folder, "data/signups/deeper");

  g_assert_no_errno (g_mkdir (deeper, 0700));
  g_free (test_folder_write (fixture->folder, "data/imports/lock", ""));
  link_file (fixture, "data/signups/signups.jsonl", "out/link.jsonl", FALSE);
  link_file (fixture, "data/signups/signups.jsonl", "out/hard-link.jsonl", TRUE);
  link_file (fixture, "data/signups/lock", "out/hard-link-of-lock", TRUE);
  link_file (fixture, "data/device.json", "out/device.json", FALSE);
  link_file (fixture, "data/signups", "out/signups", FALSE);
  link_file (fixture, "data", "out/data", FALSE);
}

static char *
describe (Fixture *fixture)
{
  g_autofree char *data = test_folder_path (fixture->folder, "data");
  g_autofree char *signups = test_folder_path (fixture->folder, "data/signups");
  g_autofree char *device = test_folder_path (fixture->folder, "data/device.json");
  g_autofree char *in_data = list_folder (data);
  g_autofree char *in_signups = list_folder (signups);
  g_autofree char *journal_text = test_read (fair_store_get_journal_path (fixture->store));
  g_autofree char *device_text = test_read (device);
  struct stat status;

  g_assert_no_errno (stat (fair_store_get_journal_path (fixture->store), &status));
  return g_strdup_printf ("%s|%s|%s|%s|%" G_GUINT64_FORMAT, in_data, in_signups, journal_text, device_text,
                          (guint64) status.st_ino);
}

static void
test_own_files (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *before = NULL;

  make_ways (fixture);
  before = describe (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (own_targets); i++)
    {
      g_autofree char *path = test_folder_path (fixture->folder, own_targets[i]);
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", own_targets[i]);
      g_assert_false (export_to (fixture, fair_file_ops_get_default (), path, &error));
      g_assert_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_WRITE);
      g_assert_nonnull (strstr (error->message, "another folder"));
      after = describe (fixture);
      g_assert_cmpstr (after, ==, before);
    }
}

static void
test_relative (Fixture      *fixture,
               gconstpointer data)
{
  static const char *const names[] = { "signups.jsonl", "./new.csv", "../device.json", "../../out/link.jsonl" };
  g_autofree char *here = g_get_current_dir ();
  g_autofree char *signups = test_folder_path (fixture->folder, "data/signups");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  make_ways (fixture);
  before = describe (fixture);
  g_assert_no_errno (g_chdir (signups));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_false (export_to (fixture, fair_file_ops_get_default (), names[i], NULL));
  g_assert_no_errno (g_chdir (here));
  after = describe (fixture);
  g_assert_cmpstr (after, ==, before);
}

/* What only looks like the store's own is anybody's. */
static void
test_other_files (Fixture      *fixture,
                  gconstpointer data)
{
  static const char *const targets[] = { "data/people.csv", "out/signups.jsonl", "out/lock", "out/device.json", "signups" };

  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autofree char *path = test_folder_path (fixture->folder, targets[i]);
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (export_to (fixture, fair_file_ops_get_default (), path, &error));
      g_assert_no_error (error);
      text = test_read (path);
      g_assert_nonnull (strstr (text, "Ann"));
    }
}

static void
test_unconfirmed (Fixture      *fixture,
                  gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  TestFileOps ops;

  test_file_ops_init (&ops);
  test_file_ops_plan (&ops, 2, 1, EIO); /* first the file's sync, then the folder's */
  ops.only = "fsync";
  g_assert_false (export_to (fixture, &ops.ops, fixture->target, &error));
  g_assert_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_UNCERTAIN);
  g_assert_nonnull (strstr (error->message, "Export again"));
  text = test_read (fixture->target);
  g_assert_nonnull (strstr (text, "Ann"));
  assert_names (fixture, "out", "people.jsonl");
}

static void
test_sweep (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *folder = test_folder_path (fixture->folder, "out/.fairbook-00000000000000ff.part");
  g_autofree char *locked = NULL;
  int fd;

  g_free (test_folder_write (fixture->folder, LEFT_OVER, "Zoe"));
  g_free (test_folder_write (fixture->folder, "out/.fairbook-0123456789ABCDEF.part", ""));
  g_free (test_folder_write (fixture->folder, "out/.fairbook-0123456789abcdef0.part", ""));
  g_free (test_folder_write (fixture->folder, "out/.fairbook-0123456789abcdef.part~", ""));
  g_free (test_folder_write (fixture->folder, "out/.fairbook-.part", ""));
  g_free (test_folder_write (fixture->folder, "victim", ""));
  link_file (fixture, "victim", "out/.fairbook-00000000000000aa.part", FALSE);
  g_assert_no_errno (g_mkdir (folder, 0700));
  locked = test_folder_write (fixture->folder, "out/.fairbook-00000000000000bb.part", "");
  fd = open (locked, O_WRONLY | O_CLOEXEC);
  g_assert_no_errno (fair_file_ops_get_default ()->lock (fd, NULL));

  g_assert_true (export_to (fixture, fair_file_ops_get_default (), fixture->target, NULL));
  assert_names (fixture, "out",
                ".fairbook-.part .fairbook-00000000000000aa.part .fairbook-00000000000000bb.part "
                ".fairbook-00000000000000ff.part .fairbook-0123456789ABCDEF.part .fairbook-0123456789abcdef.part~ "
                ".fairbook-0123456789abcdef0.part people.jsonl");
  g_close (fd, NULL);
}

static guint
count_parts (Fixture *fixture)
{
  g_autofree char *path = g_path_get_dirname (fixture->target);
  g_autofree char *names = list_folder (path);
  g_auto (GStrv) pieces = g_strsplit (names, ".part", -1);

  return g_strv_length (pieces) - 1;
}

static void
test_killed (Fixture      *fixture,
             gconstpointer data)
{
  int status;

  if (fork () == 0)
    {
      FairExportFile *file = fair_export_file_open (fair_file_ops_get_default (), fixture->target, NULL);

      fair_export_file_write (file, "Zoe", 3, NULL);
      raise (SIGKILL);
    }
  g_assert_cmpint (wait (&status), >, 0);
  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpuint (count_parts (fixture), ==, 1);
  g_assert_true (export_to (fixture, fair_file_ops_get_default (), fixture->target, NULL));
  assert_names (fixture, "out", "people.jsonl");
}

static void
test_failed_removal (Fixture      *fixture,
                     gconstpointer data)
{
  FairExportFile *file;
  TestFileOps ops;

  test_file_ops_init (&ops);
  file = fair_export_file_open (&ops.ops, fixture->target, NULL);
  test_file_ops_plan (&ops, 1, G_MAXUINT, EIO);
  ops.only = "unlink";
  fair_export_file_free (file);
  g_assert_cmpuint (count_parts (fixture), ==, 1);
  g_assert_true (export_to (fixture, fair_file_ops_get_default (), fixture->target, NULL));
  assert_names (fixture, "out", "people.jsonl");
}

/* Two export into the same folder: the second one sweeps nothing that the first one is still writing. */
static void
test_two_at_once (Fixture      *fixture,
                  gconstpointer data)
{
  g_autofree char *other = test_folder_path (fixture->folder, "out/other.jsonl");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  FairExportFile *file = fair_export_file_open (fair_file_ops_get_default (), fixture->target, NULL);

  g_assert_true (export_to (fixture, fair_file_ops_get_default (), other, &error));
  fair_export_file_write (file, "Zoe", 3, NULL);
  g_assert_true (export_to (fixture, fair_file_ops_get_default (), other, &error));
  g_assert_true (fair_export_file_commit (file, &error));
  g_assert_no_error (error);
  fair_export_file_free (file);
  text = test_read (fixture->target);
  g_assert_cmpstr (text, ==, "Zoe");
  assert_names (fixture, "out", "other.jsonl people.jsonl");
}

/* Somebody who sweeps may be quicker than whoever has just made the file: at its first lock, and after it. */
static int
lock_in_vain (int      fd,
              gpointer user_data)
{
  guint *n_calls = user_data;
  g_autofree char *link = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autofree char *path = g_file_read_link (link, NULL);

  (*n_calls)++;
  if (*n_calls == 1)
    {
      errno = EAGAIN;
      return -1;
    }
  if (*n_calls == 2)
    g_assert_no_errno (g_unlink (path));
  return fair_file_ops_get_default ()->lock (fd, NULL);
}

/* Or quicker still: before it is opened once more, for the lock. */
static int
open_too_late (const char *path,
               int         flags,
               mode_t      mode,
               gpointer    user_data)
{
  guint *n_calls = user_data;

  if (strstr (path, ".part") != NULL && (flags & O_CREAT) == 0 && (*n_calls)++ == 0)
    g_assert_no_errno (g_unlink (path));
  return fair_file_ops_get_default ()->open (path, flags, mode, NULL);
}

static void
test_swept_too_early (Fixture      *fixture,
                      gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      FairFileOps ops = *fair_file_ops_get_default ();
      g_autoptr (GError) error = NULL;
      guint n_calls = 0;

      if (i == 0)
        ops.lock = lock_in_vain;
      else
        ops.open = open_too_late;
      ops.user_data = &n_calls;
      g_assert_true (export_to (fixture, &ops, fixture->target, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (n_calls, ==, i == 0 ? 3 : 2);
      assert_names (fixture, "out", "people.jsonl");
    }
}

/* A file system without locks: nothing is swept, everything else works. */
static void
test_no_locks (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  TestFileOps ops;

  g_free (test_folder_write (fixture->folder, LEFT_OVER, "Zoe"));
  test_file_ops_init (&ops);
  test_file_ops_plan (&ops, 1, G_MAXUINT, ENOLCK);
  ops.only = "lock";
  g_assert_true (export_to (fixture, &ops.ops, fixture->target, &error));
  g_assert_no_error (error);
  assert_names (fixture, "out", ".fairbook-0123456789abcdef.part people.jsonl");
}

static FairExportFile *
open_folder (const char  *path,
             GError     **error)
{
  return fair_export_file_open_folder (fair_file_ops_get_default (), path, error);
}

/* A folder of files is there as a whole, and only its owner's, or not at all. */
static void
test_folder (Fixture      *fixture,
             gconstpointer data)
{
  g_autofree char *path = test_folder_path (fixture->folder, "out/drafts");
  g_autofree char *one = g_build_filename (path, "1.eml", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FairExportFile) folder = open_folder (path, &error);
  struct stat status;

  g_assert_no_error (error);
  g_assert_true (fair_export_file_add (folder, "1.eml", "Zoe", 3, &error));
  g_assert_true (fair_export_file_add (folder, "2.eml", "", 0, &error));
  g_assert_false (fair_export_file_add (folder, "1.eml", "Ann", 3, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (fair_export_file_commit (folder, &error));
  g_assert_no_error (error);
  g_clear_pointer (&folder, fair_export_file_free);
  assert_names (fixture, "out", "drafts");
  assert_names (fixture, "out/drafts", "1.eml 2.eml");
  text = test_read (one);
  g_assert_cmpstr (text, ==, "Zoe");
  g_assert_no_errno (stat (path, &status));
  g_assert_cmpint (status.st_mode & 07777, ==, 0700);
  g_assert_no_errno (stat (one, &status));
  g_assert_cmpint (status.st_mode & 07777, ==, 0600);
}

/* What is given up leaves nothing; an empty folder may be taken. */
static void
test_folder_left (Fixture      *fixture,
                  gconstpointer data)
{
  g_autofree char *path = test_folder_path (fixture->folder, "out/drafts");
  FairExportFile *folder;

  g_assert_no_errno (g_mkdir (path, 0700));
  folder = open_folder (path, NULL);
  g_assert_true (fair_export_file_add (folder, "1.eml", "Zoe", 3, NULL));
  fair_export_file_free (folder);
  assert_names (fixture, "out", "drafts");
  assert_names (fixture, "out/drafts", "");
  folder = open_folder (path, NULL);
  g_assert_true (fair_export_file_add (folder, "1.eml", "Zoe", 3, NULL));
  g_assert_true (fair_export_file_commit (folder, NULL));
  fair_export_file_free (folder);
  assert_names (fixture, "out/drafts", "1.eml");
}

static void
test_folder_refused (Fixture      *fixture,
                     gconstpointer data)
{
  static const char *const taken[] = { "out/full", "out/file", "out/link", "out/link/", "out/link-to-empty", "out/nowhere/drafts" };
  g_autofree char *empty = test_folder_path (fixture->folder, "empty");

  g_free (test_folder_write (fixture->folder, "out/full/letter.txt", "mine"));
  g_free (test_folder_write (fixture->folder, "out/file", "mine"));
  g_assert_no_errno (g_mkdir (empty, 0700));
  link_file (fixture, "nothing", "out/link", FALSE);
  link_file (fixture, "empty", "out/link-to-empty", FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (taken); i++)
    {
      g_autofree char *path = test_folder_path (fixture->folder, taken[i]);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", taken[i]);
      g_assert_null (open_folder (path, &error));
      g_assert_nonnull (error);
    }
  assert_names (fixture, "out", "file full link link-to-empty");
  assert_names (fixture, "empty", "");
}

/* Somebody puts something there meanwhile: it stays. */
static void
test_folder_taken (Fixture      *fixture,
                   gconstpointer data)
{
  g_autofree char *path = test_folder_path (fixture->folder, "out/drafts");
  g_autoptr (GError) error = NULL;
  FairExportFile *folder = open_folder (path, NULL);

  g_assert_true (fair_export_file_add (folder, "1.eml", "Zoe", 3, NULL));
  g_free (test_folder_write (fixture->folder, "out/drafts/letter.txt", "mine"));
  g_assert_false (fair_export_file_commit (folder, &error));
  g_assert_nonnull (error);
  fair_export_file_free (folder);
  assert_names (fixture, "out", "drafts");
  assert_names (fixture, "out/drafts", "letter.txt");
}

static void
test_folder_killed (Fixture      *fixture,
                    gconstpointer data)
{
  g_autofree char *path = test_folder_path (fixture->folder, "out/drafts");
  int status;

  if (fork () == 0)
    {
      fair_export_file_add (open_folder (path, NULL), "1.eml", "Zoe", 3, NULL);
      raise (SIGKILL);
    }
  g_assert_cmpint (wait (&status), >, 0);
  g_assert_cmpuint (count_parts (fixture), ==, 2);
  g_assert_true (export_to (fixture, fair_file_ops_get_default (), fixture->target, NULL));
  assert_names (fixture, "out", "people.jsonl");
}

static void
write_as_a_library (FairExportFile *file,
                    const char     *text)
{
  g_autoptr (GError) error = NULL;
  const char *path = fair_export_file_hand_out (file, &error);
  FILE *stream;

  g_assert_no_error (error);
  stream = fopen (path, "wbe");
  g_assert_nonnull (stream);
  g_assert_cmpint (fputs (text, stream), >=, 0);
  g_assert_cmpint (fclose (stream), ==, 0);
}

/* A library that opens a file by its name writes the very one that is put in place; a link there is replaced by nobody. */
static void
test_hand_out (Fixture      *fixture,
               gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  FairExportFile *file = fair_export_file_open (fair_file_ops_get_default (), fixture->target, NULL);

  write_as_a_library (file, "first and longer");
  write_as_a_library (file, "Zoe");
  g_assert_true (fair_export_file_commit (file, &error));
  g_assert_no_error (error);
  fair_export_file_free (file);
  text = test_read (fixture->target);
  g_assert_cmpstr (text, ==, "Zoe");
  assert_names (fixture, "out", "people.jsonl");
}

static void
test_hand_out_pipe (Fixture      *fixture,
                    gconstpointer data)
{
  char text[8] = "";
  FairExportFile *file;
  int ends[2];

  g_assert_no_errno (pipe (ends));
  file = fair_export_file_new_for_descriptor (fair_file_ops_get_default (), ends[1], "a pipe");
  write_as_a_library (file, "Zoe");
  g_assert_true (fair_export_file_commit (file, NULL));
  fair_export_file_free (file);
  g_assert_cmpint (read (ends[0], text, sizeof text), ==, 3);
  g_assert_cmpstr (text, ==, "Zoe");
  g_close (ends[0], NULL);
}

#define ADD(name, function) g_test_add ("/export-file/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("own-files", test_own_files);
  ADD ("own-files/relative", test_relative);
  ADD ("other-files", test_other_files);
  ADD ("unconfirmed", test_unconfirmed);
  ADD ("sweep", test_sweep);
  ADD ("sweep/killed", test_killed);
  ADD ("sweep/failed-removal", test_failed_removal);
  ADD ("sweep/two-at-once", test_two_at_once);
  ADD ("sweep/too-early", test_swept_too_early);
  ADD ("sweep/no-locks", test_no_locks);
  ADD ("folder", test_folder);
  ADD ("folder/left", test_folder_left);
  ADD ("folder/refused", test_folder_refused);
  ADD ("folder/taken", test_folder_taken);
  ADD ("folder/killed", test_folder_killed);
  ADD ("hand-out", test_hand_out);
  ADD ("hand-out/pipe", test_hand_out_pipe);
  return g_test_run ();
}
