/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody does by hand while others write: removes the lock's file, puts another journal in place of this one. What
 * was acknowledged is there all the same, exactly once. */
#include "store/journal/fair-journal.h"
#include "store/journal/fair-lock.h"
#include "store/journal/fair-store-error.h"
#include "test-store-util.h"
#include "test-util.h"
#include <glib/gstdio.h>
#include <string.h>

#define JOURNAL "signups/signups.jsonl"
#define ID_A "00000000-0000-4000-8000-00000000000a"

static gboolean
keep_all (const FairLine *line,
          gpointer        user_data)
{
  return TRUE;
}

static FairRewrite *
begin_rewrite (FairJournal *journal)
{
  g_autoptr (GError) error = NULL;
  FairRewrite *rewrite;

  g_assert_true (fair_journal_begin (journal, FAIR_LOCK_PATIENCE, &error));
  rewrite = fair_journal_rewrite (journal, &error);
  g_assert_no_error (error);
  g_assert_true (fair_rewrite_copy (rewrite, keep_all, NULL, NULL, &error));
  g_assert_no_error (error);
  return rewrite;
}

static FairJournal *
open_journal (TestFolder *folder)
{
  g_autofree char *signups = test_folder_path (folder, "signups");
  g_autoptr (GError) error = NULL;
  FairJournal *journal = fair_journal_open (signups, fair_file_ops_get_default (), fair_clock_get_default (), &error);

  g_assert_no_error (error);
  return journal;
}

static void
assert_names (TestFolder *folder,
              const char *names)
{
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *dump = test_store_dump (store, NULL);

  g_assert_cmpstr (dump, ==, names);
}

/* Somebody removes the lock's file during a rewrite, and somebody else adds meanwhile: the rewrite gives way. */
static void
test_lock_removed (gconstpointer adds)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *ann = test_put_line (ID_A, 1, "5-0-a", "Ann");
  g_autofree char *path = test_folder_write (folder, JOURNAL, ann);
  g_autofree char *lock = test_folder_path (folder, "signups/lock");
  g_autoptr (FairJournal) journal = open_journal (folder);
  FairRewrite *rewrite = begin_rewrite (journal);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_unlink (lock), ==, 0);
  if (adds != NULL)
    {
      g_autoptr (FairStore) other = test_store_open (folder->path);

      g_free (test_store_add (other, "Bo"));
    }
  g_assert_false (fair_journal_commit (journal, rewrite, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "again"));
  fair_rewrite_free (rewrite);
  fair_journal_end (journal);
  assert_names (folder, adds != NULL ? "Ann Bo" : "Ann");
  rewrite = begin_rewrite (journal);
  g_assert_true (fair_journal_commit (journal, rewrite, NULL));
  fair_rewrite_free (rewrite);
  fair_journal_end (journal);
  assert_names (folder, adds != NULL ? "Ann Bo" : "Ann");
}

/* Whoever writes without the lock is noticed as well. */
static void
test_written_without_lock (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *ann = test_put_line (ID_A, 1, "5-0-a", "Ann");
  g_autofree char *path = test_folder_write (folder, JOURNAL, ann);
  g_autoptr (FairJournal) journal = open_journal (folder);
  FairRewrite *rewrite = begin_rewrite (journal);
  g_autofree char *longer = g_strconcat (ann, "more\n", NULL);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  FILE *file = g_fopen (path, "ae");

  fputs ("more\n", file);
  fclose (file);
  g_assert_false (fair_journal_commit (journal, rewrite, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_BUSY);
  fair_rewrite_free (rewrite);
  fair_journal_end (journal);
  after = test_read (path);
  g_assert_cmpstr (after, ==, longer);
}

/* Who has not read all of the old file may not replace it. */
static void
test_not_read_to_its_end (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *ann = test_put_line (ID_A, 1, "5-0-a", "Ann");
  g_autofree char *path = test_folder_write (folder, JOURNAL, ann);
  g_autoptr (FairJournal) journal = open_journal (folder);
  FairRewrite *rewrite;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (fair_journal_begin (journal, FAIR_LOCK_PATIENCE, &error));
  rewrite = fair_journal_rewrite (journal, &error);
  g_assert_false (fair_journal_commit (journal, rewrite, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_BUSY);
  fair_rewrite_free (rewrite);
  fair_journal_end (journal);
  after = test_read (path);
  g_assert_cmpstr (after, ==, ann);
}

/* What happens to the journal between a write and the disk's word that it has it. */
typedef struct
{
  FairFileOps ops;
  const char *path;
  const char *before; /* what the journal held before */
  enum { RESTORED, REWRITTEN, ERASED, REMOVED } event;
  gboolean done;
} Replacing;

static char *
get_replacement (Replacing *self)
{
  g_autofree char *now = test_read (self->path);
  g_autofree char *tombstone = NULL;
  const char *id;

  if (self->event == REWRITTEN)
    return g_strconcat ("", now, NULL);
  if (self->event == RESTORED)
    return g_strdup (self->before);
  id = strstr (now + strlen (self->before), "\"id\":\"");
  g_assert_nonnull (id);
  now[id - now + 6 + 36] = '\0';
  tombstone = test_erase_line (id + 6, "9-0-a");
  return g_strconcat (self->before, tombstone, NULL);
}

static int
replace_and_sync (int fd, gpointer data)
{
  Replacing *self = data;
  g_autofree char *next = g_strconcat (self->path, ".next", NULL);

  if (!self->done && self->event == REMOVED)
    g_assert_cmpint (g_unlink (self->path), ==, 0);
  else if (!self->done)
    {
      g_autofree char *replacement = get_replacement (self);

      g_assert_true (g_file_set_contents (next, replacement, -1, NULL));
      g_assert_cmpint (g_rename (next, self->path), ==, 0);
    }
  self->done = TRUE;
  return fair_file_ops_get_default ()->fdatasync (fd, NULL);
}

static void
test_replaced_while_adding (void)
{
  static const char *const expected[] = { "Ann Bo", "Ann Bo", "Ann", "Bo" };
  static const char *const next[] = { "Ann Bo Cy", "Ann Bo Cy", "Ann Cy", "Bo Cy" };

  for (int event = RESTORED; event <= REMOVED; event++)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autofree char *ann = test_put_line (ID_A, 1, "5-0-a", "Ann");
      g_autofree char *path = test_folder_write (folder, JOURNAL, ann);
      Replacing replacing = { *fair_file_ops_get_default (), path, ann, event, FALSE };
      g_autoptr (FairStore) store = NULL;
      g_autoptr (GError) error = NULL;

      replacing.ops.user_data = &replacing;
      replacing.ops.fdatasync = replace_and_sync;
      store = fair_store_open (folder->path, &replacing.ops, NULL, &error);
      g_assert_no_error (error);
      g_free (test_store_add (store, "Bo"));
      g_assert_true (replacing.done);
      assert_names (folder, expected[event]);
      g_free (test_store_add (store, "Cy"));
      assert_names (folder, next[event]);
    }
}

/* Replaces the journal each time, without what was written. */
static int
restore_and_sync (int fd, gpointer data)
{
  ((Replacing *) data)->done = FALSE;
  return replace_and_sync (fd, data);
}

/* Nobody is told that they are saved by a journal that does not stay; when it does, they are. */
static void
test_replaced_for_ever (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *ann = test_put_line (ID_A, 1, "5-0-a", "Ann");
  g_autofree char *path = test_folder_write (folder, JOURNAL, ann);
  Replacing replacing = { *fair_file_ops_get_default (), path, ann, RESTORED, FALSE };
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) error = NULL;

  replacing.ops.user_data = &replacing;
  replacing.ops.fdatasync = restore_and_sync;
  store = fair_store_open (folder->path, &replacing.ops, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (test_store_try_add (store, "Bo", &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
  g_assert_nonnull (strstr (error->message, "ry again"));
  assert_names (folder, "Ann");
  replacing.ops.fdatasync = fair_file_ops_get_default ()->fdatasync;
  g_free (test_store_add (store, "Bo"));
  assert_names (folder, "Ann Bo");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/replaced/lock-removed", NULL, test_lock_removed);
  g_test_add_data_func ("/replaced/lock-removed-and-added", "Bo", test_lock_removed);
  g_test_add_func ("/replaced/written-without-lock", test_written_without_lock);
  g_test_add_func ("/replaced/not-read-to-its-end", test_not_read_to_its_end);
  g_test_add_func ("/replaced/while-adding", test_replaced_while_adding);
  g_test_add_func ("/replaced/for-ever", test_replaced_for_ever);

  return g_test_run ();
}
