/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What would come of merging: file by file, with reasons, and nothing is merged by asking. What comes of it then is just that. */
#include "collect/fair-collect-preview.h"

#include "import/fair-import-files.h"
#include "test-store-util.h"
#include "test-util.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define ID "00000000-0000-4000-8000-0000000000%02u"
#define OWN "5f0e9c1a2b7d4e38"
#define THEIRS "aaaaaaaaaaaaaaaa"
#define NOW G_GINT64_CONSTANT (1795359845123)

typedef struct
{
  TestFolder *folder;
  FairStore *store;
  TestClock clock;
  TestFileOps ops;
  char *stick;
  char *journal;
} Fixture;

static char *
put (guint       number,
     gint64      ms,
     const char *device,
     const char *name)
{
  g_autofree char *id = g_strdup_printf (ID, number);
  g_autofree char *hlc = g_strdup_printf ("%" G_GINT64_FORMAT "-0-%s", ms, device);

  return test_put_line (id, 1, hlc, name);
}

static char *
erase (guint number)
{
  g_autofree char *id = g_strdup_printf (ID, number);

  return test_erase_line (id, "1600000000999-0-" THEIRS);
}

/* Takes over its arguments. */
static char *
join_lines (char *first,
            ...)
{
  GString *lines = g_string_new_take (first);
  va_list more;
  char *line;

  va_start (more, first);
  while ((line = va_arg (more, char *)) != NULL)
    {
      g_string_append (lines, line);
      g_free (line);
    }
  va_end (more);
  return g_string_free (lines, FALSE);
}

/* 1 to 4 are here, 5 was erased here. */
static void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autofree char *lines =
    join_lines (put (1, 1600000000100, OWN, "Ann"), put (2, 1600000000200, OWN, "Bo"), put (3, 1600000000300, OWN, "Cy"),
                put (4, 1600000000400, OWN, "Di"), erase (5), NULL);
  g_autofree char *data_folder = NULL;
  g_autoptr (GError) error = NULL;

  self->folder = test_folder_new ();
  g_free (test_folder_write (self->folder, "data/device.json", "{\"v\":1,\"id\":\"" OWN "\",\"name\":\"Hall 1\"}\n"));
  self->journal = test_folder_write (self->folder, "data/signups/signups.jsonl", lines);
  data_folder = test_folder_path (self->folder, "data");
  self->stick = test_folder_path (self->folder, "stick");
  g_assert_no_errno (g_mkdir (self->stick, 0700));
  test_clock_init (&self->clock, NOW);
  test_file_ops_init (&self->ops);
  self->store = fair_store_open (data_folder, &self->ops.ops, &self->clock.clock, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  test_store_close (&self->store);
  test_folder_free (self->folder);
  g_free (self->journal);
  g_free (self->stick);
}

static void
write_stick (Fixture    *self,
             const char *name,
             char       *text)
{
  g_autofree char *path = g_build_filename ("stick", name, NULL);

  g_free (test_folder_write (self->folder, path, text));
  g_free (text);
}

static FairCollectPreview *
preview_paths (Fixture           *self,
               const char *const *paths)
{
  g_autofree char *before = test_read (self->journal), *after = NULL;
  g_autoptr (GError) error = NULL;
  FairCollectPreview *preview = fair_collect_preview (self->store, paths, NULL, NULL, &error);

  g_assert_no_error (error);
  after = test_read (self->journal);
  g_assert_cmpstr (after, ==, before);
  return preview;
}

static FairCollectPreview *
preview_stick (Fixture *self)
{
  return preview_paths (self, (const char *const[]) { self->stick, NULL });
}

static FairCollectFile *
find (FairCollectPreview *preview,
      const char         *name)
{
  for (guint i = 0; i < preview->files->len; i++)
    {
      FairCollectFile *file = g_ptr_array_index (preview->files, i);

      if (g_str_equal (file->name, name))
        return file;
    }
  g_assert_not_reached ();
}

static void
assert_counts (const FairCollectCounts *found,
               FairCollectCounts        expected)
{
  g_autofree char *text = g_strdup_printf ("new %d newer %d same %d older %d erased %d away %d unknown %d refused %d", (int) found->n_new,
                                           (int) found->n_newer, (int) found->n_same, (int) found->n_older, (int) found->n_erased,
                                           (int) found->n_away, (int) found->n_unknown, (int) found->n_refused);

  if (memcmp (found, &expected, sizeof expected) != 0)
    g_error ("%s", text);
}

/* Whoever goes on and merges gets what was said. */
static void
assert_import (Fixture                  *self,
               const FairCollectPreview *preview)
{
  g_auto (GStrv) paths = fair_collect_preview_list_paths (preview);
  g_autoptr (FairImportReport) report = fair_import_report_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (fair_import_files (self->store, (const char *const *) paths, report, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_new, ==, preview->total.n_new);
  g_assert_cmpuint (report->n_newer, ==, preview->total.n_newer);
  g_assert_cmpuint (report->n_same, ==, preview->total.n_same + preview->total.n_older + preview->total.n_away);
  g_assert_cmpuint (report->n_erased, ==, preview->total.n_erased);
  g_assert_cmpuint (report->n_refused, ==, preview->total.n_refused);
}

static void
test_every_outcome (Fixture      *self,
                    gconstpointer data)
{
  g_autoptr (FairCollectPreview) preview = NULL;
  const FairCollectFile *file;
  const FairCollectRefused *refused;
  const FairLaptopSpan *span;

  write_stick (self, "Hall 2 (" THEIRS ").jsonl",
               join_lines (put (1, 1600000000100, OWN, "Ann"), put (2, 1600000000250, THEIRS, "Bob"), put (3, 1600000000250, THEIRS, "C"),
                           erase (4), put (5, 1700000000000, THEIRS, "Eve"), put (6, 1600000000600, THEIRS, "Fay"),
                           put (6, 1600000000500, THEIRS, "Faye"), erase (7), g_strdup ("damaged\n"),
                           g_strdup ("{\"v\":2,\"op\":\"put\",\"id\":\"x\",\"hlc\":\"1-0-a\"}\n"), NULL));
  preview = preview_stick (self);
  file = find (preview, "Hall 2 (" THEIRS ").jsonl");
  g_assert_cmpint (file->state, ==, FAIR_COLLECT_SIGN_UPS);
  g_assert_null (file->problem);
  assert_counts (&file->counts, (FairCollectCounts) { .n_new = 1, .n_newer = 1, .n_same = 2, .n_older = 1, .n_erased = 1, .n_away = 1,
                                                      .n_unknown = 1, .n_refused = 1 });
  assert_counts (&preview->total, file->counts);
  g_assert_cmpstr (file->device, ==, THEIRS);
  g_assert_cmpstr (file->laptop, ==, "Hall 2");
  g_assert_false (file->is_own);
  g_assert_cmpint (file->first, ==, 1600000000100);
  g_assert_cmpint (file->last, ==, 1700000000000);
  g_assert_cmpuint (file->spans->len, ==, 2);
  span = g_ptr_array_index (file->spans, 0);
  g_assert_cmpstr (span->device, ==, THEIRS);
  g_assert_cmpuint (span->n_lines, ==, 7);
  g_assert_cmpuint (file->refused->len, ==, 1);
  refused = g_ptr_array_index (file->refused, 0);
  g_assert_cmpuint (refused->line_number, ==, 9);
  g_assert_nonnull (refused->reason);
  g_assert_cmpuint (fair_collect_preview_count_news (preview), ==, 1);
  assert_import (self, preview);
}

/* Who is in several files is one, and a tombstone in any of them stands above all. */
static void
test_several_files (Fixture      *self,
                    gconstpointer data)
{
  g_autoptr (FairCollectPreview) preview = NULL;

  write_stick (self, "a.jsonl", join_lines (put (6, 1600000000600, "a", "Fay"), put (7, 1600000000600, "a", "Gus"), NULL));
  write_stick (self, "b.jsonl", join_lines (put (6, 1600000000700, "b", "Faye"), erase (7), put (1, 1600000000001, "b", "A"), NULL));
  write_stick (self, "c.jsonl", join_lines (put (1, 1600000000900, "c", "Anna"), put (8, 1600000000900, "c", "Hal"), erase (2), NULL));
  preview = preview_stick (self);
  assert_counts (&find (preview, "a.jsonl")->counts, (FairCollectCounts) { .n_new = 2 });
  assert_counts (&find (preview, "b.jsonl")->counts, (FairCollectCounts) { .n_new = 1, .n_same = 1, .n_older = 1 });
  assert_counts (&find (preview, "c.jsonl")->counts, (FairCollectCounts) { .n_new = 1, .n_newer = 1, .n_erased = 1 });
  assert_counts (&preview->total, (FairCollectCounts) { .n_new = 2, .n_newer = 1, .n_same = 1, .n_erased = 1 });
  g_assert_null (find (preview, "a.jsonl")->laptop);
  g_assert_cmpstr (find (preview, "a.jsonl")->device, ==, "a");
  g_assert_cmpuint (fair_collect_preview_count_news (preview), ==, 3);
  assert_import (self, preview);
}

/* The same time stamp, and other bytes: the greater ones win, here as in a merge. */
static void
test_ties (Fixture      *self,
           gconstpointer data)
{
  g_autoptr (FairCollectPreview) preview = NULL;

  write_stick (self, "a.jsonl", join_lines (put (1, 1600000000100, OWN, "Zoe"), put (2, 1600000000200, OWN, "Al"),
                                            put (3, 1600000000300, OWN, "Cy"), NULL));
  preview = preview_stick (self);
  assert_counts (&preview->total, (FairCollectCounts) { .n_newer = 1, .n_older = 1, .n_same = 1 });
  g_assert_true (find (preview, "a.jsonl")->is_own);
  assert_import (self, preview);
}

static void
test_json (Fixture      *self,
           gconstpointer data)
{
  g_autoptr (FairCollectPreview) preview = NULL;
  g_autofree char *line = put (6, 1600000000600, THEIRS, "Fay");
  const FairCollectFile *file;

  write_stick (self, "hall.json", g_strdup_printf ("[\n%s,\n17\n]\n", g_strchomp (line)));
  preview = preview_stick (self);
  file = find (preview, "hall.json");
  assert_counts (&file->counts, (FairCollectCounts) { .n_new = 1, .n_refused = 1 });
  g_assert_cmpuint (((FairCollectRefused *) file->refused->pdata[0])->line_number, ==, 3);
  assert_import (self, preview);
}

static void
test_what_is_no_file_of_sign_ups (Fixture      *self,
                                  gconstpointer data)
{
  g_autoptr (FairCollectPreview) preview = NULL;
  g_autofree char *nowhere = g_build_filename (self->stick, "nowhere.jsonl", NULL), *inner = NULL, *passed_over = NULL;
  g_auto (GStrv) paths = NULL;
  const char *const named[] = { self->stick, self->journal, nowhere, self->stick, NULL };

  write_stick (self, "table.jsonl", g_strdup ("Name,Email\nZoe,zoe@example.org\nAna,ana@example.org\n"));
  write_stick (self, "program.json", g_strdup ("{\"format\":1}"));
  write_stick (self, "photo.jpg", g_strdup ("picture"));
  write_stick (self, "quarantine.jsonl", g_strdup ("{}\n"));
  write_stick (self, ".hidden.jsonl", g_strdup ("{}\n"));
  write_stick (self, ".fairbook-0123456789abcdef.part", g_strdup ("half"));
  write_stick (self, "Hall 3 (bbbbbbbbbbbbbbbb).jsonl", g_strdup (""));
  write_stick (self, "empty.jsonl", g_strdup (""));
  inner = g_build_filename (self->stick, "inner", NULL);
  g_assert_no_errno (g_mkdir (inner, 0700));
  preview = preview_paths (self, named);
  g_assert_cmpuint (preview->files->len, ==, 5);
  g_assert_cmpint (find (preview, "table.jsonl")->state, ==, FAIR_COLLECT_OTHER);
  g_assert_nonnull (strstr (find (preview, "table.jsonl")->problem, "CSV"));
  g_assert_cmpint (find (preview, "empty.jsonl")->state, ==, FAIR_COLLECT_OTHER);
  g_assert_cmpint (find (preview, "Hall 3 (bbbbbbbbbbbbbbbb).jsonl")->state, ==, FAIR_COLLECT_NOBODY);
  g_assert_null (find (preview, "Hall 3 (bbbbbbbbbbbbbbbb).jsonl")->problem);
  g_assert_cmpstr (find (preview, "Hall 3 (bbbbbbbbbbbbbbbb).jsonl")->device, ==, "bbbbbbbbbbbbbbbb");
  g_assert_cmpint (find (preview, "signups.jsonl")->state, ==, FAIR_COLLECT_OWN);
  g_assert_cmpint (find (preview, "nowhere.jsonl")->state, ==, FAIR_COLLECT_UNREADABLE);
  g_assert_nonnull (strstr (find (preview, "nowhere.jsonl")->problem, "not there"));
  g_ptr_array_add (preview->passed_over, NULL);
  passed_over = g_strjoinv ("|", (GStrv) preview->passed_over->pdata);
  for (char *at; (at = strstr (passed_over, self->stick)) != NULL;)
    memmove (at, at + strlen (self->stick) + 1, strlen (at + strlen (self->stick) + 1) + 1);
  g_assert_cmpstr (passed_over, ==, "inner|photo.jpg|program.json|quarantine.jsonl");
  paths = fair_collect_preview_list_paths (preview);
  g_assert_cmpuint (g_strv_length (paths), ==, 1);
}

static void
test_clocks (Fixture      *self,
             gconstpointer data)
{
  g_autoptr (FairCollectPreview) preview = NULL;
  const FairLaptopSpan *span;

  write_stick (self, "a.jsonl", join_lines (put (6, NOW + 2 * FAIR_HLC_MAX_AHEAD, "a", "Fay"), put (7, 5, "a", "Gus"),
                                            put (8, NOW, "a", "Hal"), NULL));
  preview = preview_stick (self);
  span = find (preview, "a.jsonl")->spans->pdata[0];
  g_assert_cmpuint (span->n_ahead, ==, 1);
  g_assert_cmpuint (span->n_behind, ==, 1);
  g_assert_cmpuint (span->n_lines, ==, 3);
}

/* Whatever fails, it ends, with an error or with a file that says so, and nothing is merged. */
static void
test_faults (Fixture      *self,
             gconstpointer data)
{
  write_stick (self, "a.jsonl", join_lines (put (6, 1600000000600, "a", "Fay"), put (1, 1600000000100, OWN, "Ann"), NULL));
  write_stick (self, "b.json", join_lines (g_strdup ("["), put (7, 1600000000600, "b", "Gus"), g_strdup ("]"), NULL));
  for (guint fail_at = 1;; fail_at++)
    {
      g_autoptr (FairCollectPreview) preview = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *before = test_read (self->journal), *after = NULL;

      test_file_ops_plan (&self->ops, fail_at, 1, EIO);
      preview = fair_collect_preview (self->store, (const char *const[]) { self->stick, NULL }, NULL, NULL, &error);
      self->ops.fail_at = 0;
      g_assert_true ((preview == NULL) == (error != NULL));
      after = test_read (self->journal);
      g_assert_cmpstr (after, ==, before);
      if (self->ops.failures > 0)
        continue;
      g_assert_cmpuint (fail_at, >, 10);
      g_assert_cmpuint (preview->total.n_new, ==, 2);
      break;
    }
}

static void
take_progress (guint64  done,
               guint64  total,
               gpointer user_data)
{
  g_assert_cmpuint (done, <=, total);
  *(guint64 *) user_data = done;
}

static void
test_async (Fixture      *self,
            gconstpointer data)
{
  const char *const paths[] = { self->stick, NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL, cancelled = NULL;
  g_autoptr (FairCollectPreview) preview = NULL;
  g_autoptr (GError) error = NULL;
  guint64 done = 0;

  write_stick (self, "a.jsonl", put (6, 1600000000600, "a", "Fay"));
  fair_collect_preview_async (self->store, paths, take_progress, &done, NULL, test_keep_result, &result);
  test_wait_for_result (&result);
  preview = fair_collect_preview_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (done, ==, find (preview, "a.jsonl")->size);
  g_cancellable_cancel (cancellable);
  fair_collect_preview_async (self->store, paths, NULL, NULL, cancellable, test_keep_result, &cancelled);
  test_wait_for_result (&cancelled);
  g_assert_null (fair_collect_preview_finish (cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(path, func) g_test_add ("/collect-preview/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  test_prefer_memory ();
  g_test_init (&argc, &argv, NULL);

  ADD ("every-outcome", test_every_outcome);
  ADD ("several-files", test_several_files);
  ADD ("ties", test_ties);
  ADD ("json", test_json);
  ADD ("no-sign-ups", test_what_is_no_file_of_sign_ups);
  ADD ("clocks", test_clocks);
  ADD ("faults", test_faults);
  ADD ("async", test_async);

  return g_test_run ();
}
