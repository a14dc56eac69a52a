/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The index: it has exactly those who stand in the journal, whatever the journal went through, and follows its changes. */
#include "base/fair-json.h"
#include "store/index/fair-index-scan.h"
#include "store/index/fair-index-text.h"
#include "store/index/fair-index.h"
#include "store/journal/fair-journal-line.h"
#include "store/standing/fair-search.h"
#include "test-store-util.h"
#include "test-util.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define JOURNAL "signups/signups.jsonl"
#define N_IDS 12

static FairIndex *
load (FairStore *store)
{
  g_autoptr (GError) error = NULL;
  FairIndex *index = fair_index_load (store, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (index);
  return index;
}

static gboolean
append_line (const FairRecord *record,
             gpointer          user_data,
             GError          **error)
{
  g_string_append_printf (user_data, "%" G_GOFFSET_FORMAT " %.*s\n", record->offset, (int) record->length, record->line);
  return TRUE;
}

/* Who stands, by the store. */
static char *
dump_store (FairStore      *store,
            FairReadReport *report)
{
  g_autoptr (GError) error = NULL;
  GString *lines = g_string_new (NULL);

  g_assert_true (fair_store_foreach (store, append_line, lines, report, NULL, &error));
  g_assert_no_error (error);
  return g_string_free (lines, FALSE);
}

/* Who stands, by the index. */
static char *
dump_index (FairIndex *index)
{
  GString *lines = g_string_new (NULL);

  for (guint32 i = 0; i < fair_index_get_n_rows (index); i++)
    {
      const FairIndexRow *row = fair_index_get_row (index, i);
      g_autoptr (GError) error = NULL;
      g_autofree char *line = NULL;

      if (!fair_index_is_standing (index, i))
        continue;
      line = fair_index_read_line (index, row, &error);
      g_assert_no_error (error);
      g_string_append_printf (lines, "%" G_GUINT64_FORMAT " %s\n", (guint64) row->offset, line);
    }
  return g_string_free (lines, FALSE);
}

static void
assert_same (FairIndex *index,
             FairStore *store)
{
  g_autoptr (FairReadReport) expected = fair_read_report_new ();
  g_autoptr (FairReadReport) report = fair_index_make_report (index);
  g_autofree char *standing = dump_store (store, expected);
  g_autofree char *indexed = dump_index (index);

  g_assert_cmpstr (indexed, ==, standing);
  g_assert_cmpuint (report->n_lines, ==, expected->n_lines);
  g_assert_cmpuint (report->n_standing, ==, expected->n_standing);
  g_assert_cmpuint (report->n_joined, ==, expected->n_joined);
  g_assert_cmpuint (report->n_superseded, ==, expected->n_superseded);
  g_assert_cmpuint (report->n_erased, ==, expected->n_erased);
  g_assert_cmpuint (report->n_unknown, ==, expected->n_unknown);
  g_assert_cmpuint (report->n_bad, ==, expected->n_bad);
  g_assert_cmpuint (report->n_bytes, ==, expected->n_bytes);
  g_assert_cmpuint (report->bad_lines->len, ==, expected->bad_lines->len);
  for (guint i = 0; i < report->bad_lines->len; i++)
    {
      const FairBadLine *bad = g_ptr_array_index (report->bad_lines, i);
      const FairBadLine *expected_bad = g_ptr_array_index (expected->bad_lines, i);

      g_assert_cmpuint (bad->line_number, ==, expected_bad->line_number);
      g_assert_cmpint (bad->offset, ==, expected_bad->offset);
      g_assert_cmpuint (bad->length, ==, expected_bad->length);
      g_assert_cmpstr (bad->reason, ==, expected_bad->reason);
    }
}

static void
append_file (const char *path,
             const char *text)
{
  FILE *file = g_fopen (path, "ab");

  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (text, 1, strlen (text), file), ==, strlen (text));
  g_assert_cmpint (fclose (file), ==, 0);
}

/* Half of the ids are UUIDs, half are not. */
static char *
make_id (guint number)
{
  return number % 2 == 0 ? g_strdup_printf ("00000000-0000-4000-8000-%012x", number) : g_strdup_printf ("other_%u", number);
}

static char *
make_put (GRand *random,
          guint  number)
{
  static const char *const names[] = { "Ann", "Zoë", "Łucja", "O’Brien  Søn", "" };
  g_autofree char *id = make_id (number);
  g_autofree char *hlc =
    g_strdup_printf ("%d-%d-%s", g_rand_int_range (random, 1, 8), g_rand_int_range (random, 0, 2),
                     g_rand_boolean (random) ? "a" : "b");

  return test_put_line (id, g_rand_int_range (random, 1, 4), hlc, names[g_rand_int_range (random, 0, G_N_ELEMENTS (names))]);
}

/* A line as journals have them: mostly puts, and anything that may have happened to one. */
static char *
make_line (GRand *random)
{
  guint number = (guint) g_rand_int_range (random, 0, N_IDS);
  g_autofree char *id = make_id (number);
  g_autofree char *put = make_put (random, number);

  switch (g_rand_int_range (random, 0, 16))
    {
    case 0:
      return g_rand_int_range (random, 0, 3) == 0 ? test_erase_line (id, "3-0-a") : g_steal_pointer (&put);
    case 1:
      put[strlen (put) - 30] ^= 1;
      return g_steal_pointer (&put);
    case 2:
      return g_strdup ("{\"v\":2,\"op\":\"put\",\"id\":\"x\"}\n");
    case 3:
      return g_strdup ("\n");
    case 4:
      return g_strconcat (put, put, NULL);
    default:
      return g_steal_pointer (&put);
    }
}

/* Versions of people whom staff have joined into each other, in circles too, and now and then an erasure. */
static char *
make_joined_line (GRand *random)
{
  g_autofree char *id = make_id ((guint) g_rand_int_range (random, 0, N_IDS));
  g_autofree char *target = make_id ((guint) g_rand_int_range (random, 0, N_IDS + 1));
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  FairHlc hlc = { g_rand_int_range (random, 1, 100), 0, "a" };
  FairPut put = { .id = id, .rev = 2, .at = "2026-11-22T15:04:05.123Z", .hlc = &hlc, .event = "fair",
                  .form = "interest@1", .lang = "en", .answers = yyjson_mut_obj (doc), .staff = yyjson_mut_obj (doc) };
  GString *line = g_string_new (NULL);

  if (g_rand_int_range (random, 0, 12) == 0)
    {
      g_string_free (line, TRUE);
      return test_erase_line (id, "3-0-a");
    }
  if (g_rand_boolean (random))
    yyjson_mut_obj_add_str (doc, put.staff, "joined_into", target);
  g_assert_true (fair_journal_line_encode_put (line, &put, NULL));
  return g_string_free (line, FALSE);
}

/* Random journals: opened at once, and taken in piece by piece. */
static void
test_random_journals (gconstpointer data)
{
  char *(*make) (GRand *) = data == NULL ? make_line : make_joined_line;
  enum { N_JOURNALS = 60, N_PIECES = 6 };
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int i = 0; i < N_JOURNALS; i++)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autofree char *path = test_folder_write (folder, JOURNAL, "");
      g_autoptr (FairStore) store = test_store_open (folder->path);
      g_autoptr (FairIndex) followed = load (store);
      g_autoptr (FairIndex) opened = NULL;

      for (int piece = 0; piece < N_PIECES; piece++)
        {
          g_auto (FairIndexChange) change = { 0 };
          g_autoptr (GError) error = NULL;

          for (int j = g_rand_int_range (random, 0, 8); j > 0; j--)
            {
              g_autofree char *line = make (random);

              append_file (path, line);
            }
          fair_index_change_init (&change);
          g_assert_true (fair_index_update (&followed, store, &change, NULL, &error));
          g_assert_no_error (error);
          assert_same (followed, store);
        }
      opened = load (store);
      assert_same (opened, store);
    }
}

/* Longer than one piece that a thread reads, with lines that are too long at every kind of place. */
static void
test_long_journal (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairIndex) index = NULL;
  g_autofree char *path = NULL;

  for (guint i = 0; text->len < 6 * 1024 * 1024; i++)
    {
      g_autofree char *id = make_id (i % 3000);
      g_autofree char *hlc = g_strdup_printf ("%u-0-a", 1 + i * 7919 % 100);
      g_autofree char *put = test_put_line (id, 1, hlc, "Ann");

      g_string_append (text, put);
      if (i == 5 || i == 4000)
        {
          gsize length = i == 5 ? 3 * 1024 * 1024 : FAIR_JSON_MAX_LINE + 1;

          g_string_set_size (text, text->len + length);
          memset (text->str + text->len - length, 'x', length);
          g_string_append_c (text, '\n');
        }
    }
  path = test_folder_write (folder, JOURNAL, text->str);
  store = test_store_open (folder->path);
  index = load (store);
  assert_same (index, store);
}

/* Where pieces begin and end makes no difference: the journal's lines are moved past the border byte by byte. */
static void
test_borders (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *last = test_put_line ("last", 1, "1-0-a", "Last");

  while (text->len < 1024 * 1024 - 700)
    {
      g_autofree char *id = g_uuid_string_random ();
      g_autofree char *put = test_put_line (id, 1, "1-0-a", "Ann");

      g_string_append (text, put);
    }
  for (guint i = 0; i < 700; i += 29)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autofree char *padding = g_strnfill (i, ' ');
      g_autofree char *whole = g_strconcat (padding, "\n", text->str, last, last, last, last, NULL);
      g_autofree char *path = test_folder_write (folder, JOURNAL, whole);
      g_autoptr (FairStore) store = test_store_open (folder->path);
      g_autoptr (FairIndex) index = load (store);

      assert_same (index, store);
    }
}

static void
test_change (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = test_folder_write (folder, JOURNAL, "");
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *ann = test_store_add (store, "Ann");
  g_autoptr (FairIndex) index = load (store);
  g_autofree char *correction = test_put_line (ann, 2, "9999999999999-0-a", "Anna");
  g_autofree char *late = test_put_line (ann, 2, "5-0-a", "Late");
  g_autofree char *lines = g_strconcat (correction, late, NULL);
  g_auto (FairIndexChange) change = { 0 };
  g_auto (FairIndexChange) erasure = { 0 };
  g_autofree char *gone = test_erase_line (ann, "7-0-a");
  guint32 row;

  append_file (path, lines);
  fair_index_change_init (&change);
  g_assert_true (fair_index_update (&index, store, &change, NULL, NULL));
  g_assert_cmpuint (change.added->len, ==, 1);
  g_assert_cmpuint (change.removed->len, ==, 1);
  g_assert_cmpuint (g_array_index (change.removed, guint32, 0), ==, 0);
  g_assert_true (fair_index_find (index, ann, &row));
  g_assert_cmpuint (g_array_index (change.added, guint32, 0), ==, row);

  append_file (path, gone);
  fair_index_change_init (&erasure);
  g_assert_true (fair_index_update (&index, store, &erasure, NULL, NULL));
  g_assert_cmpuint (erasure.added->len, ==, 0);
  g_assert_cmpuint (erasure.removed->len, ==, 1);
  g_assert_false (fair_index_find (index, ann, &row));
  g_assert_cmpuint (fair_index_get_n_standing (index), ==, 0);
}

/* Another file in its place: everything is read again. */
static void
test_replaced (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = test_folder_write (folder, JOURNAL, "");
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *ann = test_store_add (store, "Ann");
  g_autofree char *bo = test_store_add (store, "Bo");
  g_autoptr (FairIndex) index = load (store);
  g_autofree char *cy = test_put_line ("cy", 1, "5-0-a", "Cy");
  g_autofree char *other = test_folder_write (folder, "other", cy);
  g_autofree char *line = NULL;
  const FairIndexRow *old_row = fair_index_get_row (index, 0);
  g_autoptr (FairIndex) old_index = fair_index_ref (index);
  g_auto (FairIndexChange) change = { 0 };
  guint32 row;

  g_assert_cmpint (g_rename (other, path), ==, 0);
  fair_index_change_init (&change);
  g_assert_true (fair_index_update (&index, store, &change, NULL, NULL));
  g_assert_true (change.replaced);
  g_assert_true (fair_index_find (index, "cy", &row));
  g_assert_false (fair_index_find (index, ann, &row));
  assert_same (index, store);
  /* what was known can still be read */
  line = fair_index_read_line (old_index, old_row, NULL);
  g_assert_nonnull (strstr (line, "\"Ann\""));
}

static void
test_limit (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autoptr (FairIndex) index = load (store);
  g_autofree char *ann = test_store_add (store, "Ann");
  g_autoptr (GError) error = NULL;
  FairIndexUpdate *update = NULL;

  g_assert_false (fair_index_read_update (index, store, 10, &update, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
  g_assert_null (update);
  g_clear_error (&error);
  g_assert_true (fair_index_read_update (index, store, 4096, &update, NULL, &error));
  g_assert_nonnull (update);
  fair_index_update_free (update);
}

static void
test_cancelled (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *ann = test_store_add (store, "Ann");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (fair_index_load (store, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Every read that can fail does, once: then there is no index, and otherwise it is right. */
static void
test_failures (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = NULL;
  TestFileOps ops;
  guint n_failed = 0;

  test_file_ops_init (&ops);
  store = fair_store_open (folder->path, &ops.ops, NULL, NULL);
  for (int i = 0; i < 50; i++)
    g_free (test_store_add (store, "Ann"));
  for (guint at = 1;; at++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FairIndex) index = NULL;

      test_file_ops_plan (&ops, at, 1, EIO);
      index = fair_index_load (store, NULL, &error);
      if (ops.failures == 0)
        break;
      test_file_ops_plan (&ops, 0, 0, 0);
      n_failed += index == NULL;
      if (index != NULL)
        assert_same (index, store);
      else
        g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
    }
  g_assert_cmpuint (n_failed, >=, 3);
}

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
sort_words (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  qsort (words, g_strv_length (words), sizeof *words, compare_strings);
  return g_strjoinv (" ", words);
}

/* The folded text has the same words as the one that fairctl searches. */
static void
test_text (void)
{
  static const char *const answers[] = {
    "{}",
    "{\"given_name\":\"Zoë\",\"family_name\":\"O’Brien-SØN\",\"medical_school\":\"Łódź  Medical\"}",
    "{\"email\":\"A@B.example\",\"graduation_year\":2027,\"interests\":[\"x\",[\"Y\",3]],\"consent\":true,\"x\":null}",
    "{\"given_name\":\"  \\tAnn\\u000bB \\r\\n\",\"family_name\":\"\",\"question\":\"a\\u00a0b \\u00a0 c\\u200b\\u00a0\"}",
    "{\"given_name\":\"é\\u0301\\u0301x\\u0301 \\u0301 y\",\"family_name\":\"\\u0301\",\"z\":\"\\u00a0\"}",
    "{\"given_name\":[\"Ann\"],\"family_name\":7,\"medical_school\":[\"BU\",2]}",
    "{\"question\":\"ﬁ ẞ İ ΣΑΣ Σ ŉ ﷺ ㌀ 한국 Ⅷ ① ½ ａｂ\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (yyjson_doc) doc = fair_json_read_line (answers[i], strlen (answers[i]), NULL, NULL);
      g_autoptr (GString) text = g_string_new ("before");
      g_autoptr (GString) school = g_string_new (NULL);
      g_autofree char *expected = fair_search_dup_text (yyjson_doc_get_root (doc));
      g_autofree char *both = NULL;
      g_autofree char *sorted = NULL;
      g_autofree char *expected_sorted = sort_words (expected);

      fair_index_text_append (text, yyjson_doc_get_root (doc), school);
      g_assert_true (g_str_has_prefix (text->str, "before"));
      both = g_strdup_printf ("%s%s%s", text->str + 6, text->len > 6 && school->len > 0 ? " " : "", school->str);
      sorted = sort_words (both);
      g_assert_cmpstr (sorted, ==, expected_sorted);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/index/random-journals", NULL, test_random_journals);
  g_test_add_data_func ("/index/random-joined", "joined", test_random_journals);
  g_test_add_func ("/index/long-journal", test_long_journal);
  g_test_add_func ("/index/borders", test_borders);
  g_test_add_func ("/index/change", test_change);
  g_test_add_func ("/index/replaced", test_replaced);
  g_test_add_func ("/index/limit", test_limit);
  g_test_add_func ("/index/cancelled", test_cancelled);
  g_test_add_func ("/index/failures", test_failures);
  g_test_add_func ("/index/text", test_text);

  return g_test_run ();
}
