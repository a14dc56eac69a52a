/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The quarantine on a failing disk: what was not confirmed is not taken for kept, and is copied again. */
#include "store/journal/fair-quarantine.h"
#include "test-store-util.h"
#include "test-util.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define QUARANTINE "quarantine.jsonl"

typedef struct
{
  TestFolder *folder;
  TestFileOps ops;
  FairQuarantine *quarantine;
  FairBadLine *line;
  int fd;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autofree char *path = NULL;

  self->folder = test_folder_new ();
  path = test_folder_write (self->folder, "signups.jsonl", "damaged\n");
  test_file_ops_init (&self->ops);
  self->quarantine = fair_quarantine_new (&self->ops.ops, fair_clock_get_default (), self->folder->path);
  self->line = fair_bad_line_new (1, 0, strlen ("damaged"), FALSE, "why");
  self->fd = open (path, O_RDONLY | O_CLOEXEC);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  close (self->fd);
  fair_bad_line_free (self->line);
  fair_quarantine_free (self->quarantine);
  test_folder_free (self->folder);
}

static gboolean
keep (Fixture *self)
{
  const FairBadLine *lines[] = { self->line };
  g_autoptr (GError) error = NULL;
  gboolean kept = fair_quarantine_keep (self->quarantine, self->fd, lines, 1, &error);

  g_assert_true (kept == (error == NULL));
  if (error != NULL)
    g_assert_nonnull (strstr (error->message, QUARANTINE));
  return kept;
}

static guint
count_entries (Fixture *self)
{
  g_autofree char *path = test_folder_path (self->folder, QUARANTINE);
  g_autofree char *text = test_read (path);
  guint n = 0;

  for (const char *at = text; (at = strchr (at, '\n')) != NULL; at++)
    n++;
  return n;
}

/* The next attempt writes it anew: the system may have forgotten that it was never written. */
static void
test_failed_sync (Fixture       *self,
                  gconstpointer  data)
{
  self->ops.only = "fdatasync";
  test_file_ops_plan (&self->ops, 1, 1, EIO);
  g_assert_false (keep (self));
  g_assert_cmpuint (count_entries (self), ==, 0);
  self->ops.only = "write";
  test_file_ops_plan (&self->ops, 0, 0, 0);
  g_assert_true (keep (self));
  g_assert_cmpuint (self->ops.calls, ==, 1);
  g_assert_cmpuint (count_entries (self), ==, 1);
  g_assert_true (keep (self));
  g_assert_cmpuint (count_entries (self), ==, 1);
}

static int
fail_to_cut (int fd, goffset length, gpointer data)
{
  errno = EIO;
  return -1;
}

/* It cannot even be cut off: it stays, and is written again all the same. */
static void
test_failed_cut (Fixture       *self,
                 gconstpointer  data)
{
  int (*cut) (int, goffset, gpointer) = self->ops.ops.ftruncate;

  self->ops.ops.ftruncate = fail_to_cut;
  self->ops.only = "fdatasync";
  test_file_ops_plan (&self->ops, 1, 2, EIO);
  g_assert_false (keep (self));
  g_assert_false (keep (self));
  g_assert_cmpuint (count_entries (self), ==, 2);
  self->ops.ops.ftruncate = cut;
  g_assert_true (keep (self));
  g_assert_cmpuint (count_entries (self), ==, 3);
  g_assert_true (keep (self));
  g_assert_cmpuint (count_entries (self), ==, 3);
}

/* A disk that is full in the middle of a line leaves nothing of it. */
static void
test_full (Fixture       *self,
           gconstpointer  data)
{
  self->ops.only = "write";
  test_file_ops_plan (&self->ops, 1, G_MAXUINT, ENOSPC);
  g_assert_false (keep (self));
  test_file_ops_plan (&self->ops, 0, 0, 0);
  g_assert_true (keep (self));
  g_assert_cmpuint (count_entries (self), ==, 1);
}

/* After a rewrite of the journal its bad lines are at other places, and say nothing new. */
static void
test_moved (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *path = test_folder_write (self->folder, "signups.jsonl", "more\ndamaged\ndamaged\n");
  g_autofree char *quarantine_path = test_folder_path (self->folder, QUARANTINE);
  g_autofree char *text = NULL;

  g_assert_true (keep (self));
  fair_bad_line_free (self->line);
  self->line = fair_bad_line_new (3, 13, strlen ("damaged"), FALSE, "why");
  close (self->fd);
  self->fd = open (path, O_RDONLY | O_CLOEXEC);
  g_assert_true (keep (self));
  g_assert_cmpuint (count_entries (self), ==, 1);
  text = test_read (quarantine_path);
  g_assert_nonnull (strstr (text, "\"line\":1,\"offset\":0,"));
}

static gboolean
keep_another (Fixture    *self,
              const char *bytes)
{
  g_autofree char *path = test_folder_write (self->folder, "signups.jsonl", bytes);

  close (self->fd);
  self->fd = open (path, O_RDONLY | O_CLOEXEC);
  self->line->length = strlen (bytes);
  return keep (self);
}

/* What it costs to keep a line does not depend on how much is there, unless somebody else has written to it. */
static void
test_remembered (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr (FairQuarantine) other = NULL;
  g_autofree char *quarantine_path = test_folder_path (self->folder, QUARANTINE);
  guint64 before;

  for (int i = 0; i < 100; i++)
    {
      g_autofree char *bytes = g_strdup_printf ("damaged in way %d", i);

      g_assert_true (keep_another (self, bytes));
    }
  before = self->ops.bytes_read;
  g_assert_true (keep_another (self, "once more"));
  g_assert_cmpuint (self->ops.bytes_read - before, <, 100);
  g_assert_cmpuint (count_entries (self), ==, 101);

  /* only what is new of another's is read */
  other = g_steal_pointer (&self->quarantine);
  self->quarantine = fair_quarantine_new (&self->ops.ops, fair_clock_get_default (), self->folder->path);
  g_assert_true (keep_another (self, "by somebody else"));
  fair_quarantine_free (self->quarantine);
  self->quarantine = g_steal_pointer (&other);
  before = self->ops.bytes_read;
  g_assert_true (keep_another (self, "by somebody else"));
  g_assert_cmpuint (self->ops.bytes_read - before, <, 400);
  g_assert_cmpuint (count_entries (self), ==, 102);

  /* another file: whoever erased somebody has made a new one */
  g_assert_true (g_file_set_contents (quarantine_path, "", 0, NULL));
  g_assert_true (keep_another (self, "once more"));
  g_assert_cmpuint (count_entries (self), ==, 1);
}

static gsize longest_read, longest_write;

static gssize
note_read (int fd, void *buffer, gsize length, goffset offset, gpointer data)
{
  longest_read = MAX (longest_read, length);
  return fair_file_ops_get_default ()->pread (fd, buffer, length, offset, NULL);
}

static gssize
note_write (int fd, const void *buffer, gsize length, gpointer data)
{
  longest_write = MAX (longest_write, length);
  return fair_file_ops_get_default ()->write (fd, buffer, length, NULL);
}

/* A line as long as a journal goes through memory in pieces, is there whole, and is there once; a piece of it that another
 * line has too is not missing from it. */
static void
test_long (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *bytes = g_strnfill (3 * 1024 * 1024, 'x');
  guint n;

  self->ops.ops.pread = note_read;
  self->ops.ops.write = note_write;
  longest_read = longest_write = 0;
  g_assert_true (keep_another (self, bytes));
  g_assert_cmpuint (longest_read, <=, 64 * 1024);
  g_assert_cmpuint (longest_write, <=, 1024 * 1024);
  n = count_entries (self);
  g_assert_cmpuint (n, ==, (3 * 1024 * 1024 + 40 * 1024 - 1) / (40 * 1024));
  fair_quarantine_free (self->quarantine);
  self->quarantine = fair_quarantine_new (&self->ops.ops, fair_clock_get_default (), self->folder->path);
  g_assert_true (keep_another (self, bytes));
  g_assert_cmpuint (count_entries (self), ==, n);
  bytes[100 * 1024] = '\0';
  g_assert_true (keep_another (self, bytes));
  g_assert_cmpuint (count_entries (self), ==, n + 3);
}

#define ADD(name, func) g_test_add ("/quarantine/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("failed-sync", test_failed_sync);
  ADD ("failed-cut", test_failed_cut);
  ADD ("full", test_full);
  ADD ("moved", test_moved);
  ADD ("remembered", test_remembered);
  ADD ("long", test_long);

  return g_test_run ();
}
