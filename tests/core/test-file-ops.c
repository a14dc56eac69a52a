/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The combinations of file operations that durability needs: waiting for a lock, finishing a file, replacing one; and the
 * handle of an open file. */
#include "base/fair-file.h"
#include "store/fair-store.h"
#include "test-store-util.h"
#include "test-util.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define HALF_A_MINUTE (30 * G_USEC_PER_SEC)

/* A lock that somebody lets go of after a while, and time that goes by at once. */
typedef struct
{
  FairFileOps ops;
  guint64 waited; /* in microseconds */
  guint64 held_for;
  gulong longest;
  guint n_interruptions;
} Waiting;

static int
lock_after_a_while (int fd, gpointer data)
{
  Waiting *self = data;

  if (self->n_interruptions > 0)
    {
      self->n_interruptions--;
      errno = EINTR;
      return -1;
    }
  if (self->waited >= self->held_for)
    return fair_file_ops_get_default ()->lock (fd, NULL);
  errno = EAGAIN;
  return -1;
}

static void
let_time_go_by (gulong microseconds, gpointer data)
{
  Waiting *self = data;

  self->waited += microseconds;
  self->longest = MAX (self->longest, microseconds);
}

static void
waiting_init (Waiting *self,
              guint64  held_for)
{
  *self = (Waiting) { *fair_file_ops_get_default (), 0, held_for, 0, 0 };
  self->ops.user_data = self;
  self->ops.lock = lock_after_a_while;
  self->ops.pause = let_time_go_by;
}

static int
open_lock (TestFolder *folder)
{
  g_autofree char *path = test_folder_path (folder, "lock");
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  g_assert_cmpint (fd, >=, 0);
  return fd;
}

static void
test_lock_waits (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofd int fd = open_lock (folder);
  Waiting waiting;

  waiting_init (&waiting, 20 * G_USEC_PER_SEC);
  waiting.n_interruptions = 5;
  g_assert_true (fair_file_ops_lock (&waiting.ops, fd, HALF_A_MINUTE));
  g_assert_cmpuint (waiting.waited, >=, 20 * G_USEC_PER_SEC);
  /* whoever waits gets it soon when it is free */
  g_assert_cmpuint (waiting.longest, <=, 5000);
}

static void
test_lock_gives_up (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofd int fd = open_lock (folder);
  g_autofd int other = open_lock (folder);
  const FairFileOps *real = fair_file_ops_get_default ();
  Waiting waiting;

  waiting_init (&waiting, 0);
  g_assert_true (fair_file_ops_lock (real, other, 0));
  g_assert_false (fair_file_ops_lock (&waiting.ops, fd, HALF_A_MINUTE));
  g_assert_cmpint (errno, ==, ETIMEDOUT);
  g_assert_cmpuint (waiting.waited, >=, HALF_A_MINUTE);
  g_assert_cmpuint (waiting.waited, <, HALF_A_MINUTE + G_USEC_PER_SEC);
  g_assert_cmpint (real->unlock (other, NULL), ==, 0);
  g_assert_true (fair_file_ops_lock (&waiting.ops, fd, HALF_A_MINUTE));
}

/* A signal that comes again and again is no reason to try for ever. */
static void
test_lock_interrupted (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofd int fd = open_lock (folder);
  Waiting waiting;

  waiting_init (&waiting, 0);
  waiting.n_interruptions = G_MAXUINT;
  g_assert_false (fair_file_ops_lock (&waiting.ops, fd, HALF_A_MINUTE));
  g_assert_cmpint (errno, ==, EINTR);
}

/* A program that has stopped with the lock keeps nobody from starting, nor from reading; who adds is told what to do. */
static void
test_stopped_program (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) before = test_store_open (folder->path);
  g_autofree char *ann = test_store_add (before, "Ann");
  g_autofree char *path = test_folder_path (folder, "signups/lock");
  g_autofd int other = open (path, O_RDWR | O_CLOEXEC);
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *dump = NULL, *bo = NULL;
  Waiting waiting;

  g_assert_true (fair_file_ops_lock (fair_file_ops_get_default (), other, 0));
  waiting_init (&waiting, 0);
  store = fair_store_open (folder->path, &waiting.ops, NULL, &error);
  g_assert_no_error (error);
  dump = test_store_dump (store, NULL);
  g_assert_cmpstr (dump, ==, "Ann");
  g_assert_cmpuint (waiting.waited, <, G_USEC_PER_SEC);
  g_assert_null (test_store_try_add (store, "Bo", &error));
  g_assert_cmpuint (waiting.waited, >=, 10 * G_USEC_PER_SEC);
  g_assert_cmpuint (waiting.waited, <, 12 * G_USEC_PER_SEC);
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "another program"));
  g_assert_nonnull (strstr (error->message, "then try again"));
  g_assert_nonnull (strstr (error->message, path));
  g_clear_fd (&other, NULL);
  bo = test_store_add (store, "Bo");
}

/* A file system may keep the bad news until a file is closed: by then nothing has taken the old one's place. */
static void
test_close_fails (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = test_folder_write (folder, "file", "old");
  g_autofree char *text = NULL, *again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) entries = NULL;
  TestFileOps ops;

  test_file_ops_init (&ops);
  ops.only = "close";
  test_file_ops_plan (&ops, 1, 1, EDQUOT);
  g_assert_false (fair_file_replace (&ops.ops, path, "new", 3, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  text = test_read (path);
  g_assert_cmpstr (text, ==, "old");
  entries = g_dir_open (folder->path, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (entries), ==, "file");
  g_assert_null (g_dir_read_name (entries));
  g_clear_error (&error);
  test_file_ops_plan (&ops, 1, 1, EINTR);
  g_assert_true (fair_file_replace (&ops.ops, path, "new", 3, &error));
  again = test_read (path);
  g_assert_cmpstr (again, ==, "new");
}

static void
assert_closed (const FairFile *file)
{
  g_assert_cmpint (file->fd, ==, -1);
  g_assert_null (file->path);
}

static void
test_file_open (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  const FairFileOps *ops = fair_file_ops_get_default ();
  g_autofree char *path = test_folder_path (folder, "file");
  g_autofree char *pipe_path = test_folder_path (folder, "pipe");
  FairFile file = FAIR_FILE_CLOSED, never = FAIR_FILE_CLOSED;
  struct stat status;

  g_assert_false (fair_file_open (&file, ops, path, O_RDWR, NULL));
  g_assert_cmpint (errno, ==, ENOENT);
  assert_closed (&file);
  g_assert_false (fair_file_open (&file, ops, folder->path, O_RDONLY, NULL));
  g_assert_cmpint (errno, ==, EISDIR);
  assert_closed (&file);
  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);
  g_assert_false (fair_file_open (&file, ops, pipe_path, O_RDONLY, NULL));
  g_assert_cmpint (errno, ==, ESPIPE);
  assert_closed (&file);

  g_assert_true (fair_file_open (&file, ops, path, O_RDWR | O_CREAT, &status));
  g_assert_cmpstr (file.path, ==, path);
  g_assert_cmpuint (status.st_mode & 07777, ==, 0600);
  g_assert_cmpint (status.st_size, ==, 0);
  g_assert_cmpint (fcntl (file.fd, F_GETFD) & FD_CLOEXEC, ==, FD_CLOEXEC);
  fair_file_clear (&file);
  assert_closed (&file);
  fair_file_clear (&file);
  fair_file_clear (&never);
}

/* Opens a file that holds "0123456789". */
static void
open_digits (FairFile    *file,
             TestFolder  *folder,
             TestFileOps *ops)
{
  g_autofree char *path = test_folder_write (folder, "file", "0123456789");

  test_file_ops_init (ops);
  g_assert_true (fair_file_open (file, &ops->ops, path, O_RDWR | O_APPEND, NULL));
}

static void
test_file_read_and_write (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_auto (FairFile) file = FAIR_FILE_CLOSED;
  g_autofree char *text = NULL;
  TestFileOps ops;
  char bytes[8];

  open_digits (&file, folder, &ops);
  g_assert_true (fair_file_read (&file, bytes, 8, 2));
  g_assert_cmpmem (bytes, 8, "23456789", 8);
  g_assert_false (fair_file_read (&file, bytes, 8, 3));
  g_assert_cmpint (errno, ==, ENODATA);
  ops.only = "write";
  test_file_ops_plan (&ops, 1, 3, TEST_SHORT_WRITE);
  g_assert_true (fair_file_write (&file, "abcdefghij", 10));
  test_file_ops_plan (&ops, 1, 3, EINTR);
  g_assert_true (fair_file_write (&file, "k", 1));
  test_file_ops_plan (&ops, 1, 1, ENOSPC);
  g_assert_false (fair_file_write (&file, "x", 1));
  g_assert_cmpint (errno, ==, ENOSPC);
  text = test_read (file.path);
  g_assert_cmpstr (text, ==, "0123456789abcdefghijk");
}

/* What is cut off is gone for good, or it is said that it may not be. */
static void
test_file_cut (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_auto (FairFile) file = FAIR_FILE_CLOSED;
  g_autofree char *before = NULL, *after = NULL;
  TestFileOps ops;

  open_digits (&file, folder, &ops);
  ops.only = "ftruncate";
  test_file_ops_plan (&ops, 1, 1, EIO);
  g_assert_false (fair_file_cut (&file, 4));
  before = test_read (file.path);
  g_assert_cmpstr (before, ==, "0123456789");
  ops.only = "fdatasync";
  test_file_ops_plan (&ops, 1, 2, EIO);
  g_assert_false (fair_file_sync_data (&file));
  g_assert_cmpint (errno, ==, EIO);
  g_assert_false (fair_file_cut (&file, 4));
  g_assert_cmpint (errno, ==, EIO);
  g_assert_true (fair_file_cut (&file, 4));
  g_assert_cmpuint (ops.calls, ==, 3);
  after = test_read (file.path);
  g_assert_cmpstr (after, ==, "0123");
}

/* A file is closed once, whatever the disk says of it. */
static void
test_file_finish (void)
{
  static const struct
  {
    const char *only;
    int errnum;
    gboolean finished;
  } cases[] = { { "fsync", 0, TRUE }, { "fsync", EIO, FALSE }, { "close", EDQUOT, FALSE }, { "close", EINTR, TRUE } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      FairFile file = FAIR_FILE_CLOSED;
      TestFileOps ops;

      open_digits (&file, folder, &ops);
      ops.only = cases[i].only;
      test_file_ops_plan (&ops, cases[i].errnum != 0, 1, cases[i].errnum);
      g_assert_true (fair_file_finish (&file) == cases[i].finished);
      g_assert_true (cases[i].finished || errno == cases[i].errnum);
      assert_closed (&file);
      g_assert_cmpuint (ops.calls, ==, 1);
    }
}

/* It is the file that counts, by whatever way, and not its name. */
static void
test_file_is_at (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *link_path = test_folder_path (folder, "link");
  g_autofree char *twin = test_folder_path (folder, "twin");
  g_autofree char *other = test_folder_write (folder, "other", "0123456789");
  g_auto (FairFile) file = FAIR_FILE_CLOSED;
  TestFileOps ops;

  open_digits (&file, folder, &ops);
  test_folder_link (folder, "link", "file");
  g_assert_cmpint (link (file.path, twin), ==, 0);
  g_assert_true (fair_file_is_at (&file, file.path));
  g_assert_true (fair_file_is_at (&file, link_path));
  g_assert_true (fair_file_is_at (&file, twin));
  g_assert_false (fair_file_is_at (&file, other));
  g_assert_cmpint (g_rename (other, file.path), ==, 0);
  g_assert_false (fair_file_is_at (&file, file.path));
  g_assert_true (fair_file_is_at (&file, twin));
  g_assert_false (fair_file_is_at (&file, other));
  test_file_ops_plan (&ops, 1, G_MAXUINT, EIO);
  g_assert_false (fair_file_is_at (&file, twin));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/file-ops/lock/waits", test_lock_waits);
  g_test_add_func ("/file-ops/lock/gives-up", test_lock_gives_up);
  g_test_add_func ("/file-ops/lock/interrupted", test_lock_interrupted);
  g_test_add_func ("/file-ops/lock/stopped-program", test_stopped_program);
  g_test_add_func ("/file-ops/close-fails", test_close_fails);
  g_test_add_func ("/file-ops/file/open", test_file_open);
  g_test_add_func ("/file-ops/file/read-and-write", test_file_read_and_write);
  g_test_add_func ("/file-ops/file/cut", test_file_cut);
  g_test_add_func ("/file-ops/file/finish", test_file_finish);
  g_test_add_func ("/file-ops/file/is-at", test_file_is_at);

  return g_test_run ();
}
