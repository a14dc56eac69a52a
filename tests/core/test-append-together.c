/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Several append at once: each has the lock until the disk has confirmed what they wrote, and the others wait. Whatever comes
 * of it, what was acknowledged is there exactly once, and everybody else is told the truth.
 */
#include "store/change/fair-erase.h"
#include "test-store-util.h"
#include "test-util.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct _Fixture Fixture;

struct _Fixture
{
  TestFolder *folder;
  FairFileOps ops; /* of @store */
  FairFileOps other_ops;
  FairStore *store;
  FairStore *other; /* as another process has it, for which time goes by at once */
  char *old_id;     /* of Old, who has signed up before */
  void (*meanwhile) (Fixture *self); /* while the disk confirms what @store has written; or NULL */
  guint n_failing_syncs;
  gboolean cutting_fails;
  gboolean renewing_fails;
  guint n_renewed; /* how often bytes were written again, at any place but the end */
  GString *calls;  /* what @store has done to a file, a letter each: Write, Pwrite, Sync, Cut */
};

static int
sync_meanwhile (int fd, gpointer data)
{
  Fixture *self = data;
  void (*meanwhile) (Fixture *) = self->meanwhile;

  g_string_append_c (self->calls, 'S');
  self->meanwhile = NULL;
  if (meanwhile != NULL)
    meanwhile (self);
  if (self->n_failing_syncs == 0)
    return fdatasync (fd);
  self->n_failing_syncs--;
  errno = EIO;
  return -1;
}

static gssize
note_write (int fd, const void *buffer, gsize length, gpointer data)
{
  g_string_append_c (((Fixture *) data)->calls, 'W');
  return write (fd, buffer, length);
}

static int
cut (int fd, goffset length, gpointer data)
{
  Fixture *self = data;

  g_string_append_c (self->calls, 'C');
  errno = EIO;
  return self->cutting_fails ? -1 : ftruncate (fd, length);
}

static gssize
renew (int fd, const void *buffer, gsize length, goffset offset, gpointer data)
{
  Fixture *self = data;

  g_string_append_c (self->calls, 'P');
  self->n_renewed++;
  errno = EIO;
  return self->renewing_fails ? -1 : pwrite (fd, buffer, length, offset);
}

static void
let_time_go_by (gulong microseconds, gpointer data)
{
}

static FairStore *
open_store (Fixture           *self,
            const FairFileOps *ops)
{
  g_autoptr (GError) error = NULL;
  FairStore *store = fair_store_open (self->folder->path, ops, NULL, &error);

  g_assert_no_error (error);
  return store;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = test_folder_new ();
  self->calls = g_string_new (NULL);
  self->ops = self->other_ops = *fair_file_ops_get_default ();
  self->ops.fdatasync = sync_meanwhile;
  self->ops.write = note_write;
  self->ops.ftruncate = cut;
  self->ops.pwrite = renew;
  self->ops.user_data = self;
  self->other_ops.pause = let_time_go_by;
  self->store = open_store (self, &self->ops);
  self->other = open_store (self, &self->other_ops);
  self->old_id = test_store_add (self->store, "Old");
  g_string_truncate (self->calls, 0);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_object_unref (self->store);
  g_object_unref (self->other);
  g_free (self->old_id);
  g_string_free (self->calls, TRUE);
  test_folder_free (self->folder);
}

static void
add_bo_in_vain (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (test_store_try_add (self->other, "Bo", &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_BUSY);
}

static void
erase_old_in_vain (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (fair_store_erase (self->other, self->old_id, NULL, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_BUSY);
}

/* Nobody waits long who only wants to read. */
static void
look (Fixture *self)
{
  g_autofree char *names = test_store_dump (self->other, NULL);

  g_assert_cmpstr (names, ==, "Old Ann");
}

static void
expect_journal (Fixture    *self,
                const char *names)
{
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  g_autofree char *dump = test_store_dump (self->other, report);

  g_assert_cmpstr (dump, ==, names);
  g_assert_cmpuint (report->bad_lines->len, ==, 0);
}

/* Ann's sign-up is not confirmed, and its error says what has become of it. */
static void
add_ann_in_vain (Fixture    *self,
                 const char *outcome)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  self->n_failing_syncs = self->cutting_fails ? 2 : 1;
  id = test_store_try_add (self->store, "Ann", &error);
  self->n_failing_syncs = 0;
  g_assert_null (id);
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_UNCERTAIN);
  g_assert_nonnull (strstr (error->message, outcome));
}

/* While the disk confirms what one has written, the others wait: who adds, and who erases. */
static void
test_excluded (Fixture       *self,
               gconstpointer  data)
{
  self->meanwhile = add_bo_in_vain;
  g_free (test_store_add (self->store, "Ann"));
  self->meanwhile = erase_old_in_vain;
  g_free (test_store_add (self->store, "Cy"));
  g_assert_null (self->meanwhile);
  expect_journal (self, "Old Ann Cy");
  g_free (test_store_add (self->other, "Bo"));
  expect_journal (self, "Old Ann Cy Bo");
}

/* Nothing is behind what the disk did not confirm: it goes, before anybody else writes. */
static void
test_failed (Fixture       *self,
             gconstpointer  data)
{
  self->meanwhile = add_bo_in_vain;
  add_ann_in_vain (self, "It was not saved.");
  g_assert_cmpstr (self->calls->str, ==, "WSCS");
  expect_journal (self, "Old");
  g_free (test_store_add (self->other, "Bo"));
  g_free (test_store_add (self->store, "Cy"));
  expect_journal (self, "Old Bo Cy");
}

/* Whoever has seen it meanwhile goes on from where it was. */
static void
test_seen_failed (Fixture       *self,
                  gconstpointer  data)
{
  self->meanwhile = look;
  add_ann_in_vain (self, "It was not saved.");
  expect_journal (self, "Old");
  g_free (test_store_add (self->other, "Bo"));
  g_free (test_store_add (self->store, "Cy"));
  expect_journal (self, "Old Bo Cy");
}

/* What cannot be cut off at once is cut off by the next one who adds here, if nobody has written behind it. */
static void
test_cut_later (Fixture       *self,
                gconstpointer  data)
{
  self->cutting_fails = TRUE;
  add_ann_in_vain (self, "It may or may not have been kept.");
  g_assert_null (test_store_try_add (self->store, "Bo", NULL));
  expect_journal (self, "Old Ann");
  self->cutting_fails = FALSE;
  g_string_truncate (self->calls, 0);
  g_free (test_store_add (self->store, "Cy"));
  g_assert_cmpstr (self->calls->str, ==, "CSWS");
  expect_journal (self, "Old Cy");
}

static void
remove_lock_and_add_bo (Fixture *self)
{
  g_autofree char *path = test_folder_path (self->folder, "signups/lock");
  g_autoptr (FairStore) another = NULL;

  g_assert_cmpint (unlink (path), ==, 0);
  another = test_store_open (self->folder->path);
  g_free (test_store_add (another, "Bo"));
}

/* Somebody removed the lock's file, and another one wrote behind: that stays, whatever the disk says of this one. */
static void
test_lock_removed (Fixture       *self,
                   gconstpointer  data)
{
  self->meanwhile = remove_lock_and_add_bo;
  add_ann_in_vain (self, "It may or may not have been kept.");
  expect_journal (self, "Old Ann Bo");
  g_free (test_store_add (self->store, "Cy"));
  expect_journal (self, "Old Ann Bo Cy");
  self->meanwhile = remove_lock_and_add_bo;
  g_free (test_store_add (self->store, "Di"));
  g_free (test_store_add (self->other, "Ed"));
  expect_journal (self, "Old Ann Bo Cy Di Bo Ed");
}

/* It cannot even be cut off, and somebody else writes behind it. A page that a disk refused is taken for clean: so it is
 * written once more, and confirmed, before anything is acknowledged behind it. */
static void
test_doubtful (Fixture       *self,
               gconstpointer  data)
{
  self->cutting_fails = TRUE;
  add_ann_in_vain (self, "It may or may not have been kept.");
  self->cutting_fails = FALSE;
  expect_journal (self, "Old Ann");
  g_free (test_store_add (self->other, "Bo"));
  g_string_truncate (self->calls, 0);
  self->renewing_fails = TRUE;
  g_assert_null (test_store_try_add (self->store, "Cy", NULL));
  g_assert_cmpstr (self->calls->str, ==, "P");
  expect_journal (self, "Old Ann Bo");
  self->renewing_fails = FALSE;
  g_string_truncate (self->calls, 0);
  g_free (test_store_add (self->store, "Cy"));
  g_assert_cmpstr (self->calls->str, ==, "PSWS");
  expect_journal (self, "Old Ann Bo Cy");
}

/* Whoever tries again with the id of the first try is one person, whatever had become of that. */
static void
test_tried_again (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr (FairAnswers) answers = fair_answers_new ();
  FairDraft draft = { .event = "fair", .form = "interest@1", .lang = "en", .answers = answers,
                      .id = "3f2504e0-4f89-41d3-9a0c-0305e82c3301" };
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  fair_answers_set_text (answers, "given_name", "Ann");
  self->cutting_fails = TRUE;
  self->n_failing_syncs = 1;
  g_assert_null (fair_store_add (self->store, &draft, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_UNCERTAIN);
  g_clear_error (&error);
  g_free (test_store_add (self->other, "Bo"));

  id = fair_store_add (self->store, &draft, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, draft.id);
  expect_journal (self, "Old Bo Ann");
}

/* Makes the journal end where a block of the disk does. */
static void
fill_block (Fixture *self)
{
  g_autofree char *path = test_folder_path (self->folder, "signups/signups.jsonl");
  g_autofree char *before = test_read (path), *after = NULL, *name = NULL;
  gsize length;

  g_free (test_store_add (self->other, "A"));
  after = test_read (path);
  length = 2 * strlen (after) - strlen (before) - 1;
  name = g_strnfill (512 - length % 512, 'A');
  g_free (test_store_add (self->other, name));
}

/* Nobody who has just opened the file knows whether the newline before a block is on the disk. */
static void
test_block (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (FairStore) fresh = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;

  fill_block (self);
  g_assert_cmpuint (self->n_renewed, ==, 0);
  before = test_store_dump (self->other, NULL);
  fresh = open_store (self, &self->ops);
  self->renewing_fails = TRUE;
  g_assert_null (test_store_try_add (fresh, "Bo", &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
  after = test_store_dump (self->other, NULL);
  g_assert_cmpstr (after, ==, before);
  g_clear_pointer (&after, g_free);

  self->renewing_fails = FALSE;
  g_free (test_store_add (fresh, "Bo"));
  g_free (test_store_add (fresh, "Cy"));
  g_assert_cmpuint (self->n_renewed, ==, 2);
  g_free (g_steal_pointer (&before));
  before = test_store_dump (self->other, NULL);
  g_assert_true (g_str_has_suffix (before, " Bo Cy"));
}

#define N_PROCESSES 3
#define N_STORES 2 /* of each process */
#define N_THREADS 2 /* that share a store */
#define N_ADDS 25 /* of each thread */

/* What all of them can see. */
typedef struct
{
  int writer;     /* (atomic): who has written what the disk has not confirmed yet; 0 for nobody */
  int n_syncs;    /* (atomic) */
  int n_overlaps; /* (atomic): how often somebody wrote meanwhile */
} Shared;

typedef struct
{
  FairFileOps ops;
  Shared *shared;
  int number;
  int journal_fd;
  FairStore *store;
} Writer;

static int
open_and_note (const char *path, int flags, mode_t mode, gpointer data)
{
  int fd = open (path, flags, mode);

  if (g_str_has_suffix (path, "signups.jsonl") && (flags & O_APPEND))
    ((Writer *) data)->journal_fd = fd;
  return fd;
}

static gssize
write_and_check (int fd, const void *buffer, gsize length, gpointer data)
{
  Writer *self = data;

  if (fd == self->journal_fd && !g_atomic_int_compare_and_exchange (&self->shared->writer, 0, self->number))
    g_atomic_int_inc (&self->shared->n_overlaps);
  return write (fd, buffer, length);
}

static int
sync_and_check (int fd, gpointer data)
{
  Writer *self = data;
  int result = fdatasync (fd);

  if (fd != self->journal_fd)
    return result;
  g_atomic_int_inc (&self->shared->n_syncs);
  if (!g_atomic_int_compare_and_exchange (&self->shared->writer, self->number, 0))
    g_atomic_int_inc (&self->shared->n_overlaps);
  return result;
}

static gpointer
add_many (gpointer data)
{
  Writer *self = data;

  for (int i = 0; i < N_ADDS; i++)
    {
      g_autofree char *name = g_strdup_printf ("%d/%p/%d", self->number, g_thread_self (), i);

      g_free (test_store_add (self->store, name));
    }
  return NULL;
}

static void
open_writer (Writer     *self,
             Shared     *shared,
             int         number,
             const char *folder)
{
  g_autoptr (GError) error = NULL;

  *self = (Writer) { *fair_file_ops_get_default (), shared, number, -1, NULL };
  self->ops.user_data = self;
  self->ops.open = open_and_note;
  self->ops.write = write_and_check;
  self->ops.fdatasync = sync_and_check;
  self->store = fair_store_open (folder, &self->ops, NULL, &error);
  g_assert_no_error (error);
}

/* In a process of its own: several stores, each of several threads. */
static void
add_in_process (Shared     *shared,
                int         process,
                const char *folder)
{
  Writer writers[N_STORES];
  GThread *threads[N_STORES * N_THREADS];

  /* a forked process has its parent's random numbers */
  g_random_set_seed ((guint32) getpid ());
  for (int i = 0; i < N_STORES; i++)
    open_writer (&writers[i], shared, 1 + process * N_STORES + i, folder);
  for (int i = 0; i < N_STORES * N_THREADS; i++)
    threads[i] = g_thread_new ("add", add_many, &writers[i % N_STORES]);
  for (int i = 0; i < N_STORES * N_THREADS; i++)
    g_thread_join (threads[i]);
  for (int i = 0; i < N_STORES; i++)
    g_object_unref (writers[i].store);
}

static void
assert_all_there (TestFolder *folder)
{
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  g_autofree char *dump = test_store_dump (store, report);
  g_auto (GStrv) names = g_strsplit (dump, " ", -1);
  g_autoptr (GHashTable) found = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; names[i] != NULL; i++)
    g_assert_true (g_hash_table_add (found, names[i]));
  g_assert_cmpuint (g_hash_table_size (found), ==, N_PROCESSES * N_STORES * N_THREADS * N_ADDS);
  g_assert_cmpuint (report->n_lines, ==, N_PROCESSES * N_STORES * N_THREADS * N_ADDS);
  g_assert_cmpuint (report->bad_lines->len, ==, 0);
}

/* Everybody's sign-ups are there once; and between one's write and the disk's word for it nobody else has written. */
static void
test_processes (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  Shared *shared = mmap (NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pid_t pids[N_PROCESSES];

  g_assert_true (shared != MAP_FAILED);
  for (int i = 0; i < N_PROCESSES; i++)
    {
      pids[i] = fork ();
      g_assert_cmpint (pids[i], >=, 0);
      if (pids[i] == 0)
        {
          add_in_process (shared, i, folder->path);
          _exit (0);
        }
    }
  for (int i = 0; i < N_PROCESSES; i++)
    {
      int status;

      g_assert_cmpint (waitpid (pids[i], &status, 0), ==, pids[i]);
      g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
    }
  g_assert_cmpint (shared->n_overlaps, ==, 0);
  g_assert_cmpint (shared->writer, ==, 0);
  g_assert_cmpint (shared->n_syncs, >=, N_PROCESSES * N_STORES * N_THREADS * N_ADDS);
  assert_all_there (folder);
  g_assert_cmpint (munmap (shared, sizeof *shared), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  static const struct { const char *path; void (*func) (Fixture *, gconstpointer); } tests[] = {
    { "/append-together/excluded", test_excluded },
    { "/append-together/failed", test_failed },
    { "/append-together/seen-failed", test_seen_failed },
    { "/append-together/cut-later", test_cut_later },
    { "/append-together/lock-removed", test_lock_removed },
    { "/append-together/doubtful", test_doubtful },
    { "/append-together/tried-again", test_tried_again },
    { "/append-together/block", test_block },
  };

  g_test_init (&argc, &argv, NULL);

  /* before there are threads in this process */
  g_test_add_func ("/append-together/processes", test_processes);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);

  return g_test_run ();
}
