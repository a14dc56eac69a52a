/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rewriting the journal: what is kept is kept byte for byte, the old one or the new one is there, and nobody who adds
 * meanwhile is lost. */
#include "store/change/fair-erase.h"
#include "store/journal/fair-journal.h"
#include "store/journal/fair-lock.h"
#include "test-store-util.h"
#include "test-util.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define JOURNAL "signups/signups.jsonl"
#define ID_A "00000000-0000-4000-8000-00000000000a"
#define ID_B "00000000-0000-4000-8000-00000000000b"
#define ID_C "00000000-0000-4000-8000-00000000000c"
#define NEWER_LINE "{\"v\":2,\"op\":\"whatever\",\"x\":[1.50,1e400]}\n"

static FairJournal *
open_journal (TestFolder        *folder,
              const FairFileOps *ops)
{
  g_autofree char *path = test_folder_path (folder, "signups");
  g_autoptr (GError) error = NULL;
  FairJournal *journal = fair_journal_open (path, ops != NULL ? ops : fair_file_ops_get_default (),
                                            fair_clock_get_default (), &error);

  g_assert_no_error (error);
  return journal;
}

/* Keeps what does not contain @drop. */
static gboolean
is_without (const FairLine *line,
            gpointer        drop)
{
  return drop == NULL || line->text == NULL || memmem (line->text, line->length, drop, strlen (drop)) == NULL;
}

/* Leaves out the lines that contain @drop, and puts @add at the end. */
static gboolean
try_rewrite (FairJournal  *journal,
             const char   *drop,
             const char   *add,
             GError      **error)
{
  g_autoptr (FairRewrite) rewrite = NULL;
  gboolean done;

  if (!fair_journal_begin (journal, FAIR_LOCK_PATIENCE, error))
    return FALSE;
  rewrite = fair_journal_rewrite (journal, error);
  done = rewrite != NULL && fair_rewrite_copy (rewrite, is_without, (gpointer) drop, NULL, error) &&
         fair_rewrite_add (rewrite, add, strlen (add), error) && fair_journal_commit (journal, rewrite, error);
  g_clear_pointer (&rewrite, fair_rewrite_free);
  fair_journal_end (journal);
  return done;
}

static void
must_rewrite (FairJournal *journal,
              const char  *drop,
              const char  *add)
{
  g_autoptr (GError) error = NULL;

  try_rewrite (journal, drop, add, &error);
  g_assert_no_error (error);
}

static void
must_append (FairJournal *journal,
             const char  *lines)
{
  g_autoptr (GError) error = NULL;

  fair_journal_begin (journal, FAIR_LOCK_PATIENCE, &error);
  g_assert_no_error (error);
  fair_journal_append (journal, lines, strlen (lines), &error);
  g_assert_no_error (error);
  fair_journal_end (journal);
}

/* The names in the journal's folder, in order, separated by spaces. */
static char *
list_folder (TestFolder *folder)
{
  g_autofree char *path = test_folder_path (folder, "signups");
  g_autoptr (GDir) entries = g_dir_open (path, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while ((name = g_dir_read_name (entries)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort_values (names, (GCompareFunc) strcmp);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (GStrv) names->pdata);
}

/* Whatever a line is, it is kept as it is. */
static void
test_verbatim (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *long_line = g_strnfill (3 * 1024 * 1024, 'x');
  g_autofree char *put = test_put_line (ID_A, 1, "5-0-a", "Ann");
  g_autofree char *last = test_put_line (ID_B, 1, "6-0-a", "Bo");
  g_autofree char *before = g_strconcat (put, NEWER_LINE, "oops\n", "\n", "\xff\xfe{\"\r\n", long_line, "\n", last, NULL);
  g_autofree char *path = test_folder_write (folder, JOURNAL, before);
  g_autoptr (FairJournal) journal = open_journal (folder, NULL);
  g_autofree char *after = NULL;
  g_autofree char *names = list_folder (folder);
  GStatBuf status;

  must_rewrite (journal, NULL, "");
  after = test_read (path);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 07777, ==, 0600);
  g_assert_cmpstr (names, ==, "lock signups.jsonl");
}

static void
test_leave_out_and_add (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *ann = test_put_line (ID_A, 1, "5-0-a", "Ann");
  g_autofree char *bo = test_put_line (ID_B, 1, "6-0-a", "Bo");
  g_autofree char *cy = test_put_line (ID_C, 1, "7-0-a", "Cy");
  g_autofree char *before = g_strconcat (ann, bo, NULL);
  g_autofree char *expected = g_strconcat (bo, cy, NULL);
  g_autofree char *path = test_folder_write (folder, JOURNAL, before);
  g_autoptr (FairJournal) journal = open_journal (folder, NULL);
  g_autofree char *after = NULL;

  must_rewrite (journal, ID_A, cy);
  after = test_read (path);
  g_assert_cmpstr (after, ==, expected);
}

static void
test_given_up (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *ann = test_put_line (ID_A, 1, "5-0-a", "Ann");
  g_autofree char *path = test_folder_write (folder, JOURNAL, ann);
  g_autoptr (FairJournal) journal = open_journal (folder, NULL);
  g_autoptr (GError) error = NULL;
  FairRewrite *rewrite;
  g_autofree char *names = NULL;
  g_autofree char *after = NULL;

  g_assert_true (fair_journal_begin (journal, FAIR_LOCK_PATIENCE, &error));
  rewrite = fair_journal_rewrite (journal, &error);
  g_assert_true (fair_rewrite_add (rewrite, "x\n", 2, &error));
  fair_rewrite_free (rewrite);
  fair_journal_end (journal);
  names = list_folder (folder);
  g_assert_cmpstr (names, ==, "lock signups.jsonl");
  after = test_read (path);
  g_assert_cmpstr (after, ==, ann);
}

/* Whoever gives up in the middle leaves the old one, and nothing else. */
static void
test_cancelled (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *ann = test_put_line (ID_A, 1, "5-0-a", "Ann");
  g_autofree char *path = test_folder_write (folder, JOURNAL, ann);
  g_autoptr (FairJournal) journal = open_journal (folder, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  FairRewrite *rewrite;
  g_autofree char *names = NULL;
  g_autofree char *after = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_true (fair_journal_begin (journal, FAIR_LOCK_PATIENCE, &error));
  rewrite = fair_journal_rewrite (journal, &error);
  g_assert_false (fair_rewrite_copy (rewrite, is_without, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  fair_rewrite_free (rewrite);
  fair_journal_end (journal);
  names = list_folder (folder);
  g_assert_cmpstr (names, ==, "lock signups.jsonl");
  after = test_read (path);
  g_assert_cmpstr (after, ==, ann);
}

/* A file whose last line lacks its newline gets one: the quarantine, which a crash can tear. */
static void
test_open_end (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = test_folder_write (folder, "quarantine.jsonl", "one\ntwo\nthree");
  g_autoptr (GError) error = NULL;
  g_autoptr (FairRewrite) rewrite = fair_rewrite_new (fair_file_ops_get_default (), path, FAIR_LINES_RAW, &error);
  g_autofree char *after = NULL;

  g_assert_no_error (error);
  g_assert_true (fair_rewrite_copy (rewrite, is_without, (gpointer) "two", NULL, &error));
  g_assert_true (fair_rewrite_commit (rewrite, &error));
  after = test_read (path);
  g_assert_cmpstr (after, ==, "one\nthree\n");
}

/*
 * What a crash left goes when the journal is opened, and when it is rewritten; nothing else does: no copy that somebody
 * named after a date, no other's digits, no folder, no link.
 */
static void
test_left_over (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairJournal) journal = NULL;
  static const char *const others[] = { "signups/signups.jsonl.tmp", "signups/signups.jsonl.012345a.tmp",
                                        "signups/other.0123456a.tmp", "signups/signups.jsonl.bak",
                                        "signups/signups.jsonl.20261122.tmp", "signups/signups.jsonl.0123456A.tmp",
                                        "signups/signups.jsonl.f0123456.tmp/kept" };
  const char *kept = "lock other.0123456a.tmp signups.jsonl signups.jsonl.0123456A.tmp signups.jsonl.012345a.tmp "
                     "signups.jsonl.20261122.tmp signups.jsonl.bak signups.jsonl.f0123456.tmp "
                     "signups.jsonl.fedcba98.tmp signups.jsonl.tmp";

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_free (test_folder_write (folder, others[i], "x"));
  test_folder_link (folder, "signups/signups.jsonl.fedcba98.tmp", "/nowhere");
  g_free (test_folder_write (folder, "signups/signups.jsonl.0123456a.tmp", "Ann"));
  g_free (test_folder_write (folder, "signups/quarantine.jsonl.89abcdef.tmp", "Ann"));
  journal = open_journal (folder, NULL);
  {
    g_autofree char *names = list_folder (folder);

    g_assert_cmpstr (names, ==, kept);
  }
  g_free (test_folder_write (folder, "signups/signups.jsonl.bak.0123456a.tmp", "Ann"));
  must_rewrite (journal, NULL, "");
  {
    g_autofree char *names = list_folder (folder);

    g_assert_cmpstr (names, ==, kept);
  }
}

/* Whoever had the journal open before goes on in the new one: in this handle, and in another. */
static void
test_adopted (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *ann = test_put_line (ID_A, 1, "5-0-a", "Ann");
  g_autofree char *bo = test_put_line (ID_B, 1, "6-0-a", "Bo");
  g_autofree char *cy = test_put_line (ID_C, 1, "7-0-a", "Cy");
  g_autofree char *path = test_folder_write (folder, JOURNAL, ann);
  g_autofree char *expected = g_strconcat (bo, cy, NULL);
  g_autoptr (FairJournal) first = open_journal (folder, NULL);
  g_autoptr (FairJournal) second = open_journal (folder, NULL);
  g_autofree char *after = NULL;

  must_rewrite (first, ID_A, "");
  must_append (first, bo);
  must_append (second, cy);
  after = test_read (path);
  g_assert_cmpstr (after, ==, expected);
}

static guint n_folder_syncs;

static int
count_folder_sync (int fd, gpointer data)
{
  struct stat status;

  g_assert_cmpint (fstat (fd, &status), ==, 0);
  n_folder_syncs += S_ISDIR (status.st_mode);
  return fair_file_ops_get_default ()->fsync (fd, NULL);
}

/* The one who rewrote may not have lived to sync the folder: whoever appends first does it, once. */
static void
test_folder_is_synced_by_the_next (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *ann = test_put_line (ID_A, 1, "5-0-a", "Ann");
  g_autofree char *bo = test_put_line (ID_B, 1, "6-0-a", "Bo");
  g_autofree char *path = test_folder_write (folder, JOURNAL, ann);
  FairFileOps ops = *fair_file_ops_get_default ();
  g_autoptr (FairJournal) first = NULL;
  g_autoptr (FairJournal) second = NULL;

  ops.fsync = count_folder_sync;
  first = open_journal (folder, &ops);
  second = open_journal (folder, NULL);
  must_append (first, bo);
  must_rewrite (second, NULL, "");
  n_folder_syncs = 0;
  must_append (first, bo);
  g_assert_cmpuint (n_folder_syncs, ==, 1);
  must_append (first, bo);
  g_assert_cmpuint (n_folder_syncs, ==, 1);
}

static gboolean is_dirty;
static guint n_renames;

static gssize
write_and_note (int fd, const void *buffer, gsize length, gpointer data)
{
  is_dirty = TRUE;
  return fair_file_ops_get_default ()->write (fd, buffer, length, NULL);
}

static int
sync_and_note (int fd, gpointer data)
{
  is_dirty = FALSE;
  return fair_file_ops_get_default ()->fsync (fd, NULL);
}

static int
rename_and_check (const char *from, const char *to, gpointer data)
{
  g_assert_false (is_dirty);
  n_renames++;
  return fair_file_ops_get_default ()->rename (from, to, NULL);
}

/* The new journal is on the disk before it takes the place of the old one. */
static void
test_synced_before_it_is_renamed (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *ann = test_put_line (ID_A, 1, "5-0-a", "Ann");
  g_autofree char *path = test_folder_write (folder, JOURNAL, ann);
  FairFileOps ops = *fair_file_ops_get_default ();
  g_autoptr (FairJournal) journal = NULL;

  ops.write = write_and_note;
  ops.fsync = sync_and_note;
  ops.rename = rename_and_check;
  journal = open_journal (folder, &ops);
  must_rewrite (journal, NULL, ann);
  g_assert_cmpuint (n_renames, ==, 1);
}

static void
run_faults (TestFileOps *ops,
            guint        fail_at,
            guint        fail_for,
            int          errnum)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *ann = test_put_line (ID_A, 1, "5-0-a", "Ann");
  g_autofree char *bo = test_put_line (ID_B, 1, "6-0-a", "Bo");
  g_autofree char *cy = test_put_line (ID_C, 1, "7-0-a", "Cy");
  g_autofree char *old = g_strconcat (ann, bo, NULL);
  g_autofree char *new = g_strconcat (bo, cy, NULL);
  g_autofree char *path = test_folder_write (folder, JOURNAL, old);
  g_autoptr (FairJournal) journal = open_journal (folder, &ops->ops);
  g_autofree char *after = NULL, *last = NULL, *expected = NULL, *names = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done;

  test_file_ops_plan (ops, fail_at, fail_for, errnum);
  done = try_rewrite (journal, ID_A, cy, &error);
  ops->fail_at = 0;
  g_assert_true (done == (error == NULL));
  g_assert_true (error == NULL || (error->domain == FAIR_STORE_ERROR && strchr (error->message, '/') != NULL));
  after = test_read (path);
  if (done || g_error_matches (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_UNCERTAIN))
    g_assert_cmpstr (after, ==, new);
  else
    g_assert_cmpstr (after, ==, old);

  must_append (journal, ann);
  expected = g_strconcat (after, ann, NULL);
  last = test_read (path);
  g_assert_cmpstr (last, ==, expected);
  fair_journal_free (g_steal_pointer (&journal));
  journal = open_journal (folder, NULL);
  names = list_folder (folder);
  g_assert_cmpstr (names, ==, "lock signups.jsonl");
}

static void
test_faults (void)
{
  g_assert_cmpuint (test_fault_cases (run_faults), >, 200);
}

#define N_ADDERS 4
#define N_ADDS 250
#define N_ERASED 20

/* Whoever rewrites again and again may be quicker each time: then nothing was written, and one tries again. */
static char *
add_at_last (FairStore  *store,
             const char *name)
{
  for (;;)
    {
      g_autoptr (GError) error = NULL;
      char *id = test_store_try_add (store, name, &error);

      if (g_error_matches (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_BUSY))
        continue;
      g_assert_no_error (error);
      return id;
    }
}

static void
add_many (const char *folder,
          int         adder,
          guint       n)
{
  g_autoptr (FairStore) store = test_store_open (folder);

  /* a forked process has its parent's random numbers */
  g_random_set_seed ((guint32) getpid ());
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("n%d-%u", adder, i);

      g_free (add_at_last (store, name));
    }
}

static gboolean
is_running (pid_t *pids)
{
  gboolean running = FALSE;

  for (int i = 0; i < N_ADDERS; i++)
    {
      int status;

      if (pids[i] != 0 && waitpid (pids[i], &status, WNOHANG) == pids[i])
        {
          g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
          pids[i] = 0;
        }
      running = running || pids[i] != 0;
    }
  return running;
}

/* Several processes add while one rewrites as fast as it can and erases some: nobody else is lost. */
static void
test_race (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GPtrArray) decoys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  pid_t pids[N_ADDERS];
  guint n_rewrites = 0;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairJournal) journal = NULL;
  g_autofree char *dump = NULL;
  g_auto (GStrv) names = NULL;
  g_autoptr (FairReadReport) report = fair_read_report_new ();

  for (int i = 0; i < N_ADDERS; i++)
    {
      pids[i] = fork ();
      g_assert_cmpint (pids[i], >=, 0);
      if (pids[i] == 0)
        {
          add_many (folder->path, i, N_ADDS);
          _exit (0);
        }
    }
  store = test_store_open (folder->path);
  journal = open_journal (folder, NULL);
  for (guint i = 0; i < N_ERASED; i++)
    g_ptr_array_add (decoys, test_store_add (store, "decoy"));
  while (is_running (pids) || n_rewrites < N_ERASED)
    {
      if (n_rewrites < N_ERASED)
        g_assert_true (fair_store_erase (store, g_ptr_array_index (decoys, n_rewrites), NULL, NULL));
      else
        must_rewrite (journal, NULL, "");
      n_rewrites++;
    }
  dump = test_store_dump (store, report);
  names = g_strsplit (dump, " ", -1);
  for (guint i = 0; names[i] != NULL; i++)
    g_assert_true (g_hash_table_add (found, g_strdup (names[i])));
  for (int i = 0; i < N_ADDERS; i++)
    for (guint j = 0; j < N_ADDS; j++)
      {
        g_autofree char *name = g_strdup_printf ("n%d-%u", i, j);

        g_assert_true (g_hash_table_contains (found, name));
      }
  g_assert_cmpuint (g_hash_table_size (found), ==, N_ADDERS * N_ADDS);
  g_assert_cmpuint (report->n_erased, ==, N_ERASED);
  g_assert_cmpuint (report->bad_lines->len, ==, 0);
  g_test_message ("%u rewrites", n_rewrites);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rewrite/verbatim", test_verbatim);
  g_test_add_func ("/rewrite/leave-out-and-add", test_leave_out_and_add);
  g_test_add_func ("/rewrite/given-up", test_given_up);
  g_test_add_func ("/rewrite/cancelled", test_cancelled);
  g_test_add_func ("/rewrite/open-end", test_open_end);
  g_test_add_func ("/rewrite/left-over", test_left_over);
  g_test_add_func ("/rewrite/adopted", test_adopted);
  g_test_add_func ("/rewrite/folder-is-synced-by-the-next", test_folder_is_synced_by_the_next);
  g_test_add_func ("/rewrite/synced-before-it-is-renamed", test_synced_before_it_is_renamed);
  g_test_add_func ("/rewrite/faults", test_faults);
  g_test_add_func ("/rewrite/race", test_race);

  return g_test_run ();
}
