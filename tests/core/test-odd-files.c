/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pipes, devices, folders and links in the place of the store's files: nothing hangs, the words are true, and what can be
 * read is read. */
#include "store/change/fair-erase.h"
#include "store/fair-store.h"
#include "test-store-util.h"
#include "test-util.h"
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define JOURNAL "signups/signups.jsonl"
#define ID_A "00000000-0000-4000-8000-00000000000a"

typedef enum
{
  A_FOLDER,
  A_PIPE,
  A_DEVICE,
} Kind;

static void
put (TestFolder *folder,
     const char *name,
     Kind        kind)
{
  g_autofree char *path = test_folder_path (folder, name);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  if (kind == A_FOLDER)
    g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  else if (kind == A_PIPE)
    g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  else
    g_assert_cmpint (symlink ("/dev/null", path), ==, 0);
}

static void
assert_words (const GError *error,
              Kind          kind)
{
  g_assert_nonnull (strstr (error->message, "try again"));
  g_assert_nonnull (strstr (error->message, kind == A_FOLDER ? "a folder where a file should be"
                                                             : "not an ordinary file"));
}

static void
test_journal (void)
{
  for (Kind kind = A_FOLDER; kind <= A_PIPE; kind++)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autoptr (FairStore) store = NULL;
      g_autoptr (GError) error = NULL;

      put (folder, JOURNAL, kind);
      store = fair_store_open (folder->path, NULL, NULL, &error);
      g_assert_null (store);
      g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
      assert_words (error, kind);
    }
}

/* Without a lock there is still something to read. */
static void
test_lock (void)
{
  for (Kind kind = A_FOLDER; kind <= A_DEVICE; kind++)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autofree char *ann = test_put_line (ID_A, 1, "5-0-a", "Ann");
      g_autofree char *path = test_folder_write (folder, JOURNAL, ann);
      g_autoptr (FairStore) store = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *dump = NULL;

      put (folder, "signups/lock", kind);
      store = test_store_open (folder->path);
      dump = test_store_dump (store, NULL);
      g_assert_cmpstr (dump, ==, "Ann");
      g_assert_null (test_store_try_add (store, "Bo", &error));
      assert_words (error, kind);
    }
}

/* A laptop whose id cannot be read takes sign-ups all the same. */
static void
test_device (void)
{
  for (Kind kind = A_FOLDER; kind <= A_DEVICE; kind++)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autoptr (FairStore) store = NULL;
      g_autofree char *dump = NULL;

      put (folder, "device.json", kind);
      store = test_store_open (folder->path);
      g_free (test_store_add (store, "Ann"));
      dump = test_store_dump (store, NULL);
      g_assert_cmpstr (dump, ==, "Ann");
    }
}

/* What cannot be set aside is not said to be: a bad line, and a torn one. */
static void
test_quarantine (void)
{
  for (Kind kind = A_FOLDER; kind <= A_DEVICE; kind++)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autofree char *ann = test_put_line (ID_A, 1, "5-0-a", "Ann");
      g_autofree char *text = g_strconcat ("oops\n", ann, "torn", NULL);
      g_autofree char *path = test_folder_write (folder, JOURNAL, text);
      g_autoptr (FairReadReport) report = fair_read_report_new ();
      g_autoptr (FairStore) store = NULL;
      g_autofree char *dump = NULL, *after = NULL;

      put (folder, "signups/quarantine.jsonl", kind);
      store = test_store_open (folder->path);
      dump = test_store_dump (store, report);
      g_assert_cmpstr (dump, ==, "Ann");
      g_assert_cmpuint (report->bad_lines->len, ==, 1);
      g_assert_nonnull (report->unkept);
      g_assert_nonnull (strstr (report->unkept, "could not be set aside"));
      g_assert_nonnull (fair_store_get_torn_tail (store));
      g_assert_false (fair_store_is_torn_tail_kept (store));
      after = test_read (path);
      g_assert_cmpstr (after, ==, text);
    }
}

static void
test_kept (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = test_folder_write (folder, JOURNAL, "oops\ntorn");
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *dump = test_store_dump (store, report);

  g_assert_cmpuint (report->bad_lines->len, ==, 1);
  g_assert_cmpstr (report->unkept, ==, NULL);
  g_assert_true (fair_store_is_torn_tail_kept (store));
}

/* The data folder is a file. */
static void
test_folder_is_file (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = test_folder_write (folder, "data", "text");
  g_autoptr (GError) error = NULL;

  g_assert_null (fair_store_open (path, NULL, NULL, &error));
  g_assert_nonnull (strstr (error->message, "there is a file where a folder should be"));
  g_assert_null (strstr (error->message, "plugged in"));
}

/* A link is followed once: everything is done where the journal really is. */
static void
test_linked_journal (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (TestFolder) there = test_folder_new ();
  g_autofree char *ann = test_put_line (ID_A, 1, "5-0-a", "Ann");
  g_autofree char *real = test_folder_write (there, JOURNAL, ann);
  g_autofree char *lock = test_folder_path (there, "signups/lock");
  g_autofree char *path = test_folder_path (folder, JOURNAL);
  g_autofree char *signups = test_folder_path (folder, "signups");
  g_autofree char *bo = NULL, *dump = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairStore) other = test_store_open (there->path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (signups, 0700), ==, 0);
  g_assert_cmpint (symlink (real, path), ==, 0);
  store = test_store_open (folder->path);
  bo = test_store_add (store, "Bo");
  g_assert_true (fair_store_erase (store, ID_A, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_test (lock, G_FILE_TEST_IS_REGULAR));
  g_free (test_store_add (other, "Cy"));
  dump = test_store_dump (store, NULL);
  g_assert_cmpstr (dump, ==, "Bo Cy");
}

static void
test_linked_folder (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (TestFolder) there = test_folder_new ();
  g_autofree char *ann = test_put_line (ID_A, 1, "5-0-a", "Ann");
  g_autofree char *real = test_folder_write (there, "signups.jsonl", ann);
  g_autofree char *signups = test_folder_path (folder, "signups");
  g_autofree char *dump = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (symlink (there->path, signups), ==, 0);
  store = test_store_open (folder->path);
  g_free (test_store_add (store, "Bo"));
  g_assert_true (fair_store_erase (store, ID_A, NULL, &error));
  dump = test_store_dump (store, NULL);
  g_assert_cmpstr (dump, ==, "Bo");
  g_assert_true (g_file_test (signups, G_FILE_TEST_IS_SYMLINK));
}

/* Its disk may be missing: no journal is begun there. A file of another name has no lock that others would take. */
static void
test_refused_links (void)
{
  static const struct
  {
    const char *target;
    const char *words;
  } cases[] = { { "nowhere/signups.jsonl", "leads nowhere" }, { "../gone.jsonl", "leads nowhere" },
                { "../other.jsonl", "a link to a file of another name" }, { "/dev/null", "a link to a file of another" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autofree char *other = test_folder_write (folder, "other.jsonl", "");
      g_autofree char *signups = test_folder_path (folder, "signups");
      g_autofree char *path = test_folder_path (folder, JOURNAL);
      g_autofree char *gone = test_folder_path (folder, "gone.jsonl");
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (g_mkdir (signups, 0700), ==, 0);
      g_assert_cmpint (symlink (cases[i].target, path), ==, 0);
      g_assert_null (fair_store_open (folder->path, NULL, NULL, &error));
      g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
      g_assert_nonnull (strstr (error->message, cases[i].words));
      g_assert_nonnull (strstr (error->message, "then try again"));
      g_assert_false (g_file_test (gone, G_FILE_TEST_EXISTS));
    }
}

/* What a crash on the first start left goes; a copy that somebody made stays. */
static void
test_left_over_device (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *left = test_folder_write (folder, "device.json.a0123456.tmp", "{");
  g_autofree char *copy = test_folder_write (folder, "device.json.20261122.tmp", "{");
  g_autoptr (FairStore) store = test_store_open (folder->path);

  g_assert_false (g_file_test (left, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/odd-files/journal", test_journal);
  g_test_add_func ("/odd-files/lock", test_lock);
  g_test_add_func ("/odd-files/device", test_device);
  g_test_add_func ("/odd-files/quarantine", test_quarantine);
  g_test_add_func ("/odd-files/kept", test_kept);
  g_test_add_func ("/odd-files/folder-is-file", test_folder_is_file);
  g_test_add_func ("/odd-files/linked-journal", test_linked_journal);
  g_test_add_func ("/odd-files/linked-folder", test_linked_folder);
  g_test_add_func ("/odd-files/refused-links", test_refused_links);
  g_test_add_func ("/odd-files/left-over-device", test_left_over_device);

  return g_test_run ();
}
