/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Collecting, and taking it back: the journal is then what it was before, byte for byte but for what came since; what something
 * depends on stays.
 */
#include "collect/fair-collect.h"

#include "collect/fair-collected.h"
#include "collect/fair-hand-over.h"
#include "collect/fair-import-records.h"
#include "collect/fair-import-undo.h"
#include "store/change/fair-correct.h"
#include "store/change/fair-join.h"
#include "test-store-util.h"
#include "test-util.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define ID_A "00000000-0000-4000-8000-00000000000a"
#define ID_B "00000000-0000-4000-8000-00000000000b"
#define ID_C "00000000-0000-4000-8000-00000000000c"
#define ID_D "00000000-0000-4000-8000-00000000000d"
#define THEIRS "aaaaaaaaaaaaaaaa"
#define JOURNAL "data/signups/signups.jsonl"

typedef struct
{
  TestFolder *folder;
  TestFileOps ops;
  FairStore *store;
  char *data;
  char *journal;
  char *hall_2; /* Bo is newer there, and Cy new */
} Fixture;

static void
set_up_with (Fixture    *self,
             const char *more)
{
  g_autofree char *a = test_put_line (ID_A, 1, "1600000000005-0-own", "Ann");
  g_autofree char *b = test_put_line (ID_B, 1, "1600000000006-0-own", "Bo");
  g_autofree char *bob = test_put_line (ID_B, 2, "1600000000009-0-" THEIRS, "Bob");
  g_autofree char *c = test_put_line (ID_C, 1, "1600000000010-0-" THEIRS, "Cy");
  g_autofree char *ours = g_strconcat (a, b, NULL), *theirs = g_strconcat (b, bob, c, more, NULL);
  g_autoptr (GError) error = NULL;

  self->folder = test_folder_new ();
  self->data = test_folder_path (self->folder, "data");
  self->journal = test_folder_write (self->folder, JOURNAL, ours);
  self->hall_2 = test_folder_write (self->folder, "stick/Hall 2 (" THEIRS ").jsonl", theirs);
  test_file_ops_init (&self->ops);
  self->store = fair_store_open (self->data, &self->ops.ops, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  set_up_with (self, NULL);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  test_store_close (&self->store);
  test_folder_free (self->folder);
  g_free (self->data);
  g_free (self->journal);
  g_free (self->hall_2);
}

static FairCollectResult *
collect (Fixture    *self,
         const char *path)
{
  g_autoptr (GError) error = NULL;
  FairCollectResult *result =
    fair_collect (self->store, (const char *const[]) { path, NULL }, NULL, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_null (result->unrecorded);
  return result;
}

static void
undo (Fixture *self,
      guint64  n_gone,
      guint64  n_back)
{
  g_autoptr (FairUndoReport) report = fair_undo_report_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (fair_import_undo (self->store, 0, report, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_gone, ==, n_gone);
  g_assert_cmpuint (report->n_back, ==, n_back);
}

static void
assert_not_undone (Fixture *self,
                   guint64  number,
                   int      code,
                   guint    n_changed)
{
  g_autoptr (FairUndoReport) report = fair_undo_report_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *before = test_read (self->journal), *after = NULL;

  g_assert_false (fair_import_undo (self->store, number, report, NULL, &error));
  g_assert_error (error, FAIR_UNDO_ERROR, code);
  g_assert_cmpuint (report->changed->len, ==, n_changed);
  after = test_read (self->journal);
  g_assert_cmpstr (after, ==, before);
}

static void
assert_names (Fixture    *self,
              const char *expected)
{
  g_autofree char *names = test_store_dump (self->store, NULL);

  g_assert_cmpstr (names, ==, expected);
}

static guint
count_records (Fixture *self)
{
  g_autoptr (GPtrArray) records = fair_import_records_list (self->store, NULL);

  return records->len;
}

static void
test_undo (Fixture      *self,
           gconstpointer data)
{
  g_autofree char *before = test_read (self->journal), *after = NULL;
  g_autoptr (FairCollectResult) result = collect (self, self->hall_2);
  g_autoptr (GPtrArray) records = fair_import_records_list (self->store, NULL);
  const FairImportRecord *record = records->pdata[0];

  assert_names (self, "Ann Bob Cy");
  g_assert_cmpuint (result->report->n_new, ==, 1);
  g_assert_cmpuint (result->report->n_newer, ==, 1);
  g_assert_cmpuint (records->len, ==, 1);
  g_assert_cmpuint (result->import, ==, record->number);
  g_assert_cmpuint (record->n_new, ==, 1);
  g_assert_cmpuint (record->n_newer, ==, 1);
  g_assert_cmpuint (g_strv_length (record->files), ==, 1);
  g_assert_cmpstr (record->files[0], ==, "Hall 2 (" THEIRS ").jsonl");
  undo (self, 1, 1);
  after = test_read (self->journal);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (count_records (self), ==, 0);
  assert_not_undone (self, 0, FAIR_UNDO_ERROR_NOT_LAST, 0);
  /* and it is no erasure */
  fair_collect_result_free (collect (self, self->hall_2));
  assert_names (self, "Ann Bob Cy");
}

/* Nobody can tell from it who came, and an erasure does not take it for a copy of somebody. */
static void
test_record_tells_nothing (Fixture      *self,
                           gconstpointer data)
{
  g_autofree char *text = NULL, *path = NULL, *left = NULL;
  g_autoptr (FairEraseReport) report = NULL;
  struct stat status;

  fair_collect_result_free (collect (self, self->hall_2));
  path = test_folder_path (self->folder, "data/imports/00000001.jsonl");
  text = test_read (path);
  g_assert_null (strstr (text, "Cy"));
  g_assert_null (strstr (text, ID_C));
  g_assert_no_errno (g_stat (path, &status));
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  report = fair_erase_report_new ();
  g_assert_true (fair_store_erase (self->store, ID_C, report, NULL));
  left = test_list_left (report);
  g_assert_cmpstr (left, ==, "");
}

static void
test_what_came_since_stays (Fixture      *self,
                            gconstpointer data)
{
  fair_collect_result_free (collect (self, self->hall_2));
  g_free (test_store_add (self->store, "Dee"));
  g_assert_true (fair_store_erase (self->store, ID_A, NULL, NULL));
  undo (self, 1, 1);
  assert_names (self, "Bo Dee");
}

static void
note (Fixture    *self,
      const char *id)
{
  g_autoptr (FairAnswers) patch = fair_answers_new ();
  g_autoptr (GError) error = NULL;

  fair_answers_set_text (patch, "note", "wants to be called");
  g_assert_cmpint (fair_store_set_staff (self->store, id, patch, &error), >, 0);
}

static void
test_changed_since (Fixture      *self,
                    gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fair_collect_result_free (collect (self, self->hall_2));
  note (self, ID_B);
  assert_not_undone (self, 0, FAIR_UNDO_ERROR_CHANGED, 1);
  g_assert_true (fair_store_join (self->store, ID_A, ID_C, &error));
  assert_not_undone (self, 0, FAIR_UNDO_ERROR_CHANGED, 2);
  /* what is erased depends on nothing */
  g_assert_true (fair_store_erase (self->store, ID_B, NULL, NULL));
  g_assert_true (fair_store_unjoin (self->store, ID_C, &error));
  assert_not_undone (self, 0, FAIR_UNDO_ERROR_CHANGED, 1);
  g_assert_true (fair_store_erase (self->store, ID_C, NULL, NULL));
  undo (self, 0, 0);
  assert_names (self, "Ann");
}

/* A change of somebody who did not come with it is in nobody's way. */
static void
test_others_changed (Fixture      *self,
                     gconstpointer data)
{
  fair_collect_result_free (collect (self, self->hall_2));
  note (self, ID_A);
  undo (self, 1, 1);
  assert_names (self, "Bo Ann");
}

/* What a later import has as well is not taken from it. */
static void
test_last_one_first (Fixture      *self,
                     gconstpointer data)
{
  g_autofree char *c = test_put_line (ID_C, 1, "1600000000010-0-" THEIRS, "Cy");
  g_autofree char *d = test_put_line (ID_D, 1, "1600000000011-0-b", "Di");
  g_autofree char *lines = g_strconcat (c, d, NULL), *path = test_folder_write (self->folder, "b.jsonl", lines);
  g_autofree char *before = test_read (self->journal), *between = NULL, *after = NULL;
  g_autoptr (FairCollectResult) first = collect (self, self->hall_2), second = NULL, third = NULL;

  between = test_read (self->journal);
  second = collect (self, path);
  g_assert_cmpuint (second->report->n_new, ==, 1);
  third = collect (self, self->hall_2);
  g_assert_cmpuint (third->report->n_new, ==, 0);
  g_assert_cmpuint (count_records (self), ==, 3);
  assert_not_undone (self, first->import, FAIR_UNDO_ERROR_NOT_LAST, 0);
  undo (self, 0, 0);
  undo (self, 1, 0);
  after = test_read (self->journal);
  g_assert_cmpstr (after, ==, between);
  undo (self, 1, 1);
  g_free (after);
  after = test_read (self->journal);
  g_assert_cmpstr (after, ==, before);
}

/* Tombstones stand above all; and somebody may have agreed to a wording since. */
static void
test_what_stays (Fixture      *self,
                 gconstpointer data)
{
  static const char wording[] = "{\"v\":1,\"op\":\"wording\",\"id\":\"f7f747afbc8d3a1bde08981fb2a52505bca9d43da7229e50dcb2c68689ff1b37\","
                                "\"lang\":\"en\",\"text\":\"The program may keep what I entered, and write to me about its residency.\","
                                "\"crc\":\"a264f1a2\"}\n";
  static const char unknown[] = "{\"v\":2,\"op\":\"put\",\"id\":\"1d9f0c44-75aa-4be0-8f3e-9b6c2a7d1e03\",\"hlc\":\"1831118400000-0-"
                                "5f0e9c1a2b7d4e38\",\"sealed\":\"b3BhcXVl\",\"crc\":\"45c216e0\"}\n";
  g_autofree char *gone = test_erase_line (ID_A, "1600000000020-0-b"), *never = test_erase_line (ID_D, "1600000000020-0-b");
  g_autofree char *put = test_put_line ("e", 1, "1600000000011-0-b", "Eve"), *b = test_put_line (ID_B, 1, "1600000000006-0-own", "Bo");
  g_autofree char *lines = g_strconcat (gone, never, wording, unknown, put, NULL);
  g_autofree char *path = test_folder_write (self->folder, "b.jsonl", lines), *after = NULL, *expected = NULL;
  g_autoptr (FairUndoReport) report = fair_undo_report_new ();

  fair_collect_result_free (collect (self, path));
  g_assert_true (fair_import_undo (self->store, 0, report, NULL, NULL));
  g_assert_cmpuint (report->n_erased, ==, 1);
  g_assert_cmpuint (report->n_gone, ==, 1);
  after = test_read (self->journal);
  expected = g_strconcat (b, gone, never, wording, NULL);
  g_assert_cmpstr (after, ==, expected);
}

/* If nobody knows what an import added, it stays, and so does what came before. */
static void
test_unfinished_record (Fixture      *self,
                        gconstpointer data)
{
  g_autofree char *path = NULL;

  fair_collect_result_free (collect (self, self->hall_2));
  path = test_folder_write (self->folder, "data/imports/00000002.jsonl", "{\"v\":1,\"at\":\"2026-11-22T15:04:05.123Z\"}\n");
  g_assert_cmpuint (count_records (self), ==, 0);
  assert_not_undone (self, 0, FAIR_UNDO_ERROR_NOT_LAST, 0);
  fair_collect_result_free (collect (self, self->hall_2));
  g_assert_cmpuint (count_records (self), ==, 1);
  undo (self, 0, 0);
  assert_not_undone (self, 0, FAIR_UNDO_ERROR_NOT_LAST, 0);
  assert_names (self, "Ann Bob Cy");
}

static void
test_damaged_record (Fixture      *self,
                     gconstpointer data)
{
  static const char *const damage[] = { "", "{}\n", "\n", "{\"v\":1}\n\"00\"\n", "[]\n[]\n", "\"" };

  for (gsize i = 0; i < G_N_ELEMENTS (damage); i++)
    {
      g_autoptr (FairUndoReport) report = fair_undo_report_new ();
      g_autofree char *record = test_folder_path (self->folder, "data/imports/00000001.jsonl"), *text = NULL, *shorter = NULL;

      g_remove (record);
      fair_collect_result_free (collect (self, self->hall_2));
      text = test_read (record);
      shorter = g_strndup (text, strlen (text) - 7);
      g_free (test_folder_write (self->folder, "data/imports/00000001.jsonl", i == 0 && strlen (text) > 200 ? shorter : damage[i]));
      g_assert_false (fair_import_undo (self->store, 0, report, NULL, NULL));
      assert_names (self, "Ann Bob Cy");
    }
}

static void
test_not_too_many (Fixture      *self,
                   gconstpointer data)
{
  for (guint i = 0; i < FAIR_IMPORT_RECORDS_MAX + 3; i++)
    fair_collect_result_free (collect (self, self->hall_2));
  g_assert_cmpuint (count_records (self), ==, FAIR_IMPORT_RECORDS_MAX);
}

static void
test_collected (Fixture      *self,
                gconstpointer data)
{
  g_autofree char *nobody = test_folder_write (self->folder, "stick/Hall 3 (bbbbbbbbbbbbbbbb).jsonl", "");
  g_autofree char *anonymous = NULL, *c = test_put_line (ID_C, 1, "1600000000010-0-" THEIRS, "Cy");
  g_autoptr (FairCollectResult) result = NULL;
  g_autoptr (GPtrArray) first = NULL, second = NULL, third = NULL;
  const FairCollected *entry;

  fair_collect_result_free (collect (self, self->hall_2));
  result = collect (self, nobody);
  g_assert_cmpuint (result->import, ==, 0);
  first = fair_collected_load (self->store);
  g_assert_cmpuint (first->len, ==, 2);
  entry = first->pdata[0];
  g_assert_cmpstr (entry->device, ==, THEIRS);
  g_assert_cmpstr (entry->name, ==, "Hall 2");
  g_assert_cmpstr (entry->file, ==, "Hall 2 (" THEIRS ").jsonl");
  g_assert_cmpint (entry->at, >, FAIR_HLC_EARLIEST);
  g_assert_cmpuint (entry->n_sign_ups, ==, 1);
  entry = first->pdata[1];
  g_assert_cmpstr (entry->name, ==, "Hall 3");
  g_assert_cmpuint (entry->n_sign_ups, ==, 0);
  /* a copy of another name does not make the laptop's name unknown */
  anonymous = test_folder_write (self->folder, "copy.jsonl", c);
  fair_collect_result_free (collect (self, anonymous));
  second = fair_collected_load (self->store);
  g_assert_cmpuint (second->len, ==, 2);
  entry = second->pdata[0];
  g_assert_cmpstr (entry->name, ==, "Hall 2");
  g_assert_cmpstr (entry->file, ==, "copy.jsonl");
  undo (self, 0, 0);
  third = fair_collected_load (self->store);
  g_assert_cmpuint (third->len, ==, 1);
}

static void
test_damaged_collected (Fixture      *self,
                        gconstpointer data)
{
  static const char *const damage[] = { "", "{", "[]", "{\"laptops\":{}}", "{\"laptops\":[1,{},{\"device\":\"a\",\"file\":\"b\",\"at\":\"c\"}]}" };

  for (gsize i = 0; i < G_N_ELEMENTS (damage); i++)
    {
      g_autofree char *path = test_folder_write (self->folder, "data/collected.json", damage[i]);
      g_autoptr (GPtrArray) before = fair_collected_load (self->store), after = NULL;

      g_assert_cmpuint (before->len, ==, 0);
      fair_collect_result_free (collect (self, self->hall_2));
      after = fair_collected_load (self->store);
      g_assert_cmpuint (after->len, ==, 1);
    }
}

static void
test_own (Fixture      *self,
          gconstpointer data)
{
  g_autofree char *stick = test_folder_path (self->folder, "stick");
  g_autoptr (FairHandOver) handed = fair_hand_over (self->store, stick, NULL, NULL, NULL);
  g_autoptr (FairCollectResult) result = collect (self, handed->path);
  g_autoptr (GPtrArray) collected = fair_collected_load (self->store);

  g_assert_cmpuint (result->report->n_same, ==, 2);
  g_assert_cmpuint (collected->len, ==, 0);
}

static void
test_refused (Fixture      *self,
              gconstpointer data)
{
  g_autofree char *d = test_put_line (ID_D, 1, "1600000000011-0-b", "Di"), *lines = g_strconcat (d, "damaged\n", NULL);
  g_autofree char *path = test_folder_write (self->folder, "b.jsonl", lines), *junk = test_folder_write (self->folder, "c.jsonl", "junk\n");
  g_autoptr (FairCollectResult) result = collect (self, path);
  g_autoptr (GError) error = NULL;
  const FairCollectLine *line = result->refused->pdata[0];

  g_assert_cmpuint (result->refused->len, ==, 1);
  g_assert_cmpstr (line->file, ==, path);
  g_assert_cmpuint (line->line_number, ==, 2);
  g_assert_null (fair_collect (self->store, (const char *const[]) { junk, NULL }, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
  g_assert_cmpuint (count_records (self), ==, 1);
  undo (self, 1, 0);
}

static void
test_async (Fixture      *self,
            gconstpointer data)
{
  const char *const paths[] = { self->hall_2, NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL, cancelled = NULL, undone = NULL, listed = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (FairCollectResult) collected = NULL;
  g_autoptr (FairUndoReport) report = fair_undo_report_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *before = test_read (self->journal), *after = NULL;

  g_cancellable_cancel (cancellable);
  fair_collect_async (self->store, paths, NULL, NULL, cancellable, test_keep_result, &cancelled);
  test_wait_for_result (&cancelled);
  g_assert_null (fair_collect_finish (cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpuint (count_records (self), ==, 0);
  fair_collect_async (self->store, paths, NULL, NULL, NULL, test_keep_result, &result);
  test_wait_for_result (&result);
  collected = fair_collect_finish (result, &error);
  g_assert_no_error (error);
  fair_import_records_list_async (self->store, NULL, test_keep_result, &listed);
  test_wait_for_result (&listed);
  records = fair_import_records_list_finish (listed, &error);
  g_assert_cmpuint (records->len, ==, 1);
  fair_import_undo_async (self->store, collected->import, report, NULL, test_keep_result, &undone);
  test_wait_for_result (&undone);
  g_assert_true (fair_import_undo_finish (undone, &error));
  g_assert_no_error (error);
  after = test_read (self->journal);
  g_assert_cmpstr (after, ==, before);
}

#define ADD(path, func) g_test_add ("/collect/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  test_prefer_memory ();
  g_test_init (&argc, &argv, NULL);

  ADD ("undo", test_undo);
  ADD ("record-tells-nothing", test_record_tells_nothing);
  ADD ("what-came-since-stays", test_what_came_since_stays);
  ADD ("changed-since", test_changed_since);
  ADD ("others-changed", test_others_changed);
  ADD ("last-one-first", test_last_one_first);
  ADD ("what-stays", test_what_stays);
  ADD ("unfinished-record", test_unfinished_record);
  ADD ("damaged-record", test_damaged_record);
  ADD ("not-too-many", test_not_too_many);
  ADD ("collected", test_collected);
  ADD ("damaged-collected", test_damaged_collected);
  ADD ("own", test_own);
  ADD ("refused", test_refused);
  ADD ("async", test_async);

  return g_test_run ();
}
