/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports in several pieces, each of which is written while the next is made: whatever happens then, the file is whole or as before. */
#include "base/fair-relay.h"
#include "export/fair-exporter.h"
#include "test-store-util.h"
#include "test-util.h"

#include <errno.h>
#include <string.h>

#define N_PEOPLE 8000
#define BEFORE "before"

typedef struct
{
  TestFolder *folder;
  FairStore *store;
  char *target;
  TestFileOps ops;
  GCancellable *cancellable;
} Fixture;

static char *
make_id (guint number)
{
  return g_strdup_printf ("00000000-0000-4000-8000-%012u", number);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autofree char *id = make_id (i);
      g_autofree char *line = test_put_line (id, 1, "8-0-c", "Somebody");

      g_string_append (text, line);
    }
  fixture->folder = test_folder_new ();
  g_free (test_folder_write (fixture->folder, "signups/signups.jsonl", text->str));
  fixture->store = test_store_open (fixture->folder->path);
  fixture->target = test_folder_write (fixture->folder, "out/people.jsonl", BEFORE);
  fixture->cancellable = g_cancellable_new ();
  test_file_ops_init (&fixture->ops);
  fixture->ops.only = "write";
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_clear_object (&fixture->cancellable);
  g_clear_object (&fixture->store);
  g_free (fixture->target);
  test_folder_free (fixture->folder);
}

static gboolean
export (Fixture  *fixture,
        GError  **error)
{
  const FairExportOptions options = { .format = fair_export_format_find ("jsonl", NULL) };

  return fair_export_to_path (fixture->store, NULL, &options, &fixture->ops.ops, fixture->target, NULL, fixture->cancellable, error);
}

static void
assert_before (Fixture *fixture)
{
  g_autofree char *folder_path = g_path_get_dirname (fixture->target), *text = test_read (fixture->target);
  g_autoptr (GDir) folder = g_dir_open (folder_path, 0, NULL);

  g_assert_cmpstr (text, ==, BEFORE);
  g_assert_cmpstr (g_dir_read_name (folder), ==, "people.jsonl");
  g_assert_null (g_dir_read_name (folder));
}

static void
assert_whole (Fixture *fixture)
{
  g_autofree char *text = test_read (fixture->target);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, N_PEOPLE + 1);
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autofree char *id = make_id (i);

      g_assert_nonnull (strstr (lines[i], id));
    }
}

/* Returns: in how many pieces the whole is written */
static guint
count_pieces (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  guint n_pieces;

  g_assert_true (export (fixture, &error));
  g_assert_no_error (error);
  assert_whole (fixture);
  n_pieces = fixture->ops.calls;
  g_assert_cmpuint (n_pieces, >=, FAIR_RELAY_BOXES + 2);
  g_assert_true (g_file_set_contents (fixture->target, BEFORE, -1, NULL));
  return n_pieces;
}

static void
test_disk_full (Fixture      *fixture,
                gconstpointer data)
{
  guint n_pieces = count_pieces (fixture);

  for (guint piece = 1; piece <= n_pieces; piece++)
    {
      g_autoptr (GError) error = NULL;

      test_file_ops_plan (&fixture->ops, piece, 1, ENOSPC);
      g_assert_false (export (fixture, &error));
      g_assert_nonnull (strstr (error->message, "people.jsonl"));
      g_assert_cmpuint (fixture->ops.calls, ==, piece); /* nothing is written behind it */
      assert_before (fixture);
    }
}

static void
cancel (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
}

/* Whoever cancels when all is written is too late. */
static void
test_cancelled (Fixture      *fixture,
                gconstpointer data)
{
  guint n_pieces = count_pieces (fixture);

  fixture->ops.happens = cancel;
  fixture->ops.happens_data = fixture->cancellable;
  for (guint piece = 1; piece <= n_pieces; piece++)
    {
      g_autoptr (GError) error = NULL;
      gboolean done;

      g_cancellable_reset (fixture->cancellable);
      test_file_ops_plan (&fixture->ops, piece, 1, EIO);
      done = export (fixture, &error);
      g_assert_true (done == (error == NULL) && (piece > 1 || !done));
      if (done)
        {
          assert_whole (fixture);
          g_assert_true (g_file_set_contents (fixture->target, BEFORE, -1, NULL));
          continue;
        }
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      assert_before (fixture);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/export-pieces/disk-full", Fixture, NULL, set_up, test_disk_full, tear_down);
  g_test_add ("/export-pieces/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  return g_test_run ();
}
