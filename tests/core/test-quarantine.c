/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The quarantine: what it keeps of lines short and long, once; and on a failing disk. */
#include "base/fair-json.h"
#include "store/journal/fair-quarantine.h"
#include "store/journal/fair-read-report.h"
#include "store/journal/fair-store-error.h"
#include "test-store-util.h"
#include "test-util.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>

#define QUARANTINE "quarantine.jsonl"

typedef struct
{
  TestFolder *folder;
  TestFileOps ops;
  FairFile journal;
  FairBadLine *line;
} Fixture;

/* A journal that begins with a line of these bytes. */
static void
open_journal (Fixture    *self,
              const char *bytes)
{
  g_autofree char *path = test_folder_write (self->folder, "signups.jsonl", bytes);

  fair_file_clear (&self->journal);
  g_assert_true (fair_file_open (&self->journal, &self->ops.ops, path, O_RDONLY, NULL));
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = test_folder_new ();
  self->journal.fd = -1;
  test_file_ops_init (&self->ops);
  self->line = fair_bad_line_new (1, 0, strlen ("damaged"), FALSE, "why");
  open_journal (self, "damaged\n");
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  fair_file_clear (&self->journal);
  fair_bad_line_free (self->line);
  test_folder_free (self->folder);
}

static gboolean
keep (Fixture *self)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  gboolean kept;

  g_ptr_array_add (lines, self->line);
  kept = fair_quarantine_keep (&self->ops.ops, fair_clock_get_default (), self->folder->path, &self->journal, lines,
                               &error);
  g_assert_true (kept == (error == NULL));
  if (error != NULL)
    {
      g_assert_true (error->domain == FAIR_STORE_ERROR);
      g_assert_nonnull (strstr (error->message, QUARANTINE));
    }
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

/* What cannot even be cut off stays. A torn line is about to be cut off the journal: it is written again all the
 * same. */
static void
test_failed_cut (Fixture       *self,
                 gconstpointer  data)
{
  int (*cut) (int, goffset, gpointer) = self->ops.ops.ftruncate;

  self->line->torn = TRUE;
  self->ops.ops.ftruncate = fail_to_cut;
  self->ops.only = "fdatasync";
  test_file_ops_plan (&self->ops, 1, 2, EIO);
  g_assert_false (keep (self));
  g_assert_false (keep (self));
  g_assert_cmpuint (count_entries (self), ==, 2);
  self->ops.ops.ftruncate = cut;
  g_assert_true (keep (self));
  g_assert_cmpuint (count_entries (self), ==, 3);
  self->line->torn = FALSE;
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
  g_autofree char *quarantine_path = test_folder_path (self->folder, QUARANTINE);
  g_autofree char *text = NULL;

  g_assert_true (keep (self));
  fair_bad_line_free (self->line);
  self->line = fair_bad_line_new (3, 13, strlen ("damaged"), FALSE, "why");
  open_journal (self, "more\ndamaged\ndamaged\n");
  g_assert_true (keep (self));
  g_assert_cmpuint (count_entries (self), ==, 1);
  text = test_read (quarantine_path);
  g_assert_nonnull (strstr (text, "\"line\":1,\"offset\":0,"));
}

static gboolean
keep_another (Fixture    *self,
              const char *bytes)
{
  open_journal (self, bytes);
  self->line->length = strlen (bytes);
  return keep (self);
}

/* What is there counts, whoever has written it and whatever Fairbook; what is not there any longer does not. */
static void
test_known (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *old = test_quarantine_line (7, "damaged", strlen ("damaged"));
  g_autofree char *text = g_strconcat ("no entry\n{\"v\":1}\n", old, "{\"v\":1,\"bytes\":7}\n", NULL);
  g_autofree char *path = test_folder_write (self->folder, QUARANTINE, text);

  g_assert_true (keep (self));
  g_assert_cmpuint (count_entries (self), ==, 4);
  g_assert_true (keep_another (self, "once more"));
  g_assert_true (keep_another (self, "once more"));
  g_assert_cmpuint (count_entries (self), ==, 5);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_true (keep_another (self, "once more"));
  g_assert_cmpuint (count_entries (self), ==, 1);
}

/* An empty line has nothing to keep. */
static void
test_empty (Fixture       *self,
            gconstpointer  data)
{
  g_assert_true (keep_another (self, ""));
  g_assert_cmpuint (count_entries (self), ==, 0);
}

/* An entry that a crash tore stays, and the next one is on a line of its own. */
static void
test_torn_entry (Fixture       *self,
                 gconstpointer  data)
{
  g_autofree char *path = test_folder_write (self->folder, QUARANTINE, "{\"v\":1,\"at\":\"20");
  g_autofree char *text = NULL;

  g_assert_true (keep (self));
  g_assert_cmpuint (count_entries (self), ==, 2);
  text = test_read (path);
  g_assert_true (g_str_has_prefix (text, "{\"v\":1,\"at\":\"20\n{\"v\":1,"));
}

/* Puts the bytes of all entries together, and checks that each is one line of JSON that says whose they are. */
static GByteArray *
read_entries (Fixture    *self,
              const char *sha256)
{
  g_autofree char *path = test_folder_path (self->folder, QUARANTINE);
  g_autofree char *text = test_read (path);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GByteArray *all = g_byte_array_new ();

  for (guint i = 0; lines[i][0] != '\0'; i++)
    {
      g_autoptr (yyjson_doc) doc = fair_json_read_line (lines[i], strlen (lines[i]), NULL, NULL);
      yyjson_val *root = yyjson_doc_get_root (doc);
      gsize length;
      g_autofree guchar *bytes = g_base64_decode (yyjson_get_str (yyjson_obj_get (root, "bytes")), &length);

      g_assert_cmpuint (length, <=, 40 * 1024);
      g_assert_cmpstr (yyjson_get_str (yyjson_obj_get (root, "sha256")), ==, sha256);
      g_assert_cmpuint (yyjson_get_uint (yyjson_obj_get (root, "offset")), ==, all->len);
      g_assert_cmpstr (yyjson_get_str (yyjson_obj_get (root, "reason")), ==, "why");
      g_byte_array_append (all, bytes, (guint) length);
    }
  return all;
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
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, bytes, -1);
  g_autoptr (GByteArray) kept = NULL;
  guint n;

  self->ops.ops.pread = note_read;
  self->ops.ops.write = note_write;
  longest_read = longest_write = 0;
  g_assert_true (keep_another (self, bytes));
  g_assert_cmpuint (longest_read, <=, 64 * 1024);
  g_assert_cmpuint (longest_write, <=, 1024 * 1024);
  n = count_entries (self);
  g_assert_cmpuint (n, ==, (3 * 1024 * 1024 + 40 * 1024 - 1) / (40 * 1024));
  kept = read_entries (self, sha256);
  g_assert_cmpmem (kept->data, kept->len, bytes, strlen (bytes));
  g_assert_true (keep_another (self, bytes));
  g_assert_cmpuint (count_entries (self), ==, n);
  bytes[100 * 1024] = '\0';
  g_assert_true (keep_another (self, bytes));
  g_assert_cmpuint (count_entries (self), ==, n + 3);
}

/* A long line of which a crash kept some pieces from the disk is not there: it is copied again as a whole. */
static void
test_long_in_part (Fixture       *self,
                   gconstpointer  data)
{
  g_autofree char *bytes = g_strnfill (100 * 1024, 'x');
  g_autofree char *path = test_folder_path (self->folder, QUARANTINE);
  g_autofree char *text = NULL;

  g_assert_true (keep_another (self, bytes));
  text = test_read (path);
  strrchr (text, '{')[0] = '\0';
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpuint (count_entries (self), ==, 2);
  g_assert_true (keep_another (self, bytes));
  g_assert_cmpuint (count_entries (self), ==, 5);
  g_assert_true (keep_another (self, bytes));
  g_assert_cmpuint (count_entries (self), ==, 5);
}

/* A long line, of which some pieces were written when the disk is full, leaves none of them. */
static void
test_long_full (Fixture       *self,
                gconstpointer  data)
{
  g_autofree char *bytes = g_strnfill (3 * 1024 * 1024, 'x');

  g_assert_true (keep (self));
  self->ops.only = "write";
  test_file_ops_plan (&self->ops, 2, 1, ENOSPC);
  g_assert_false (keep_another (self, bytes));
  g_assert_cmpuint (self->ops.failures, ==, 1);
  g_assert_cmpuint (count_entries (self), ==, 1);
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
  ADD ("known", test_known);
  ADD ("empty", test_empty);
  ADD ("torn-entry", test_torn_entry);
  ADD ("long", test_long);
  ADD ("long-in-part", test_long_in_part);
  ADD ("long-full", test_long_full);

  return g_test_run ();
}
