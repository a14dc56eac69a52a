/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two lines with one id and one time stamp, but different bytes: a disk was copied, or somebody edited the file. Which
 * of them stands is in the lines and not in their order, whoever asks: list, search for one, export, statistics,
 * duplicates, the index, what follows the journal, and a merge.
 */
#include "export/fair-exporter.h"
#include "store/fair-duplicates.h"
#include "store/fair-stats.h"
#include "store/import/fair-import.h"
#include "store/index/fair-index-follower.h"
#include "store/index/fair-index.h"
#include "store/journal/fair-journal-seal.h"
#include "store/standing/fair-merge.h"
#include "test-store-util.h"
#include "test-util.h"
#include <errno.h>
#include <string.h>

#define JOURNAL "signups/signups.jsonl"
#define ID_A "00000000-0000-4000-8000-00000000000a"
#define ID_B "00000000-0000-4000-8000-00000000000b"
#define ID_C "00000000-0000-4000-8000-00000000000c"
#define N_LINES 6
#define TIME "1600000000005-0-a"

/* A put whose members from `lang` on are @rest, with its newline. */
static char *
make_line (const char *id,
           const char *rest)
{
  g_autofree char *model = test_put_line (id, 2, TIME, "?");
  g_autofree char *object = g_strdup_printf ("%.*s%s}", (int) (strstr (model, "\"lang\"") - model), model, rest);
  g_autoptr (GError) error = NULL;
  GString *line = g_string_new (NULL);

  g_assert_true (fair_journal_seal (line, object, strlen (object), &error));
  g_string_append_c (line, '\n');
  return g_string_free (line, FALSE);
}

/* Twins that differ in an answer, in the order of members, and in a join. */
static void
make_lines (char **lines)
{
  lines[0] = make_line (ID_A, "\"lang\":\"en\",\"answers\":{\"given_name\":\"Ann\",\"email\":\"x@y.edu\"},\"staff\":{}");
  lines[1] = make_line (ID_A, "\"lang\":\"en\",\"answers\":{\"given_name\":\"Bea\",\"email\":\"c@y.edu\"},\"staff\":{}");
  lines[2] = make_line (ID_B, "\"lang\":\"en\",\"answers\":{\"given_name\":\"Cy\",\"email\":\"c@y.edu\"},\"staff\":{}");
  lines[3] = make_line (ID_B, "\"lang\":\"en\",\"staff\":{},\"answers\":{\"email\":\"c@y.edu\",\"given_name\":\"Di\"}");
  lines[4] = make_line (ID_C, "\"lang\":\"en\",\"answers\":{\"given_name\":\"Ed\"},\"staff\":{\"a\":1}");
  lines[5] = make_line (ID_C, "\"lang\":\"en\",\"answers\":{\"given_name\":\"Ed\"},\"staff\":{\"joined_into\":\"" ID_A "\"}");
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* Lines in the order of their bytes, without the commas that JSON has between them. */
static char *
sort_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    if (g_str_has_suffix (*line, ","))
      (*line)[strlen (*line) - 1] = '\0';
  qsort (lines, g_strv_length (lines), sizeof *lines, compare_texts);
  return g_strjoinv ("\n", lines);
}

static void
append_section (GString    *out,
                const char *title,
                const char *text)
{
  g_autofree char *sorted = sort_lines (text);

  g_string_append_printf (out, "== %s\n%s\n", title, sorted);
}

static void
append_export (GString    *out,
               FairStore  *store,
               const char *format)
{
  const FairExportOptions options = { .format = fair_export_format_find (format, NULL) };
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = test_folder_path (folder, format);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  fair_export_to_path (store, NULL, &options, fair_file_ops_get_default (), path, NULL, NULL, &error);
  g_assert_no_error (error);
  text = test_read (path);
  append_section (out, format, text);
}

static void
append_index (GString    *out,
              const char *title,
              FairIndex  *index)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint32 i = 0; i < fair_index_get_n_rows (index); i++)
    if (fair_index_is_standing (index, i))
      {
        g_autofree char *line = fair_index_read_line (index, fair_index_get_row (index, i), NULL);

        g_string_append_printf (lines, "%s\n", line);
      }
  append_section (out, title, lines->str);
}

static void
append_found (GString    *out,
              FairStore  *store)
{
  static const char *const ids[] = { ID_A, ID_B, ID_C };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *line = fair_store_find_line (store, ids[i], NULL);

      append_section (out, ids[i], line);
    }
}

static void
append_counts (GString    *out,
               FairStore  *store)
{
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  g_autoptr (FairStats) stats = fair_stats_collect (store, NULL, report, NULL, NULL);
  g_autoptr (GPtrArray) groups = fair_store_find_duplicates (store, NULL, NULL, NULL);

  g_string_append_printf (out, "%" G_GUINT64_FORMAT " people, %" G_GUINT64_FORMAT " joined, %" G_GUINT64_FORMAT
                          " superseded, %u groups\n",
                          fair_stats_get_people (stats), report->n_joined, report->n_superseded, groups->len);
}

/* What a store says of its people, but for the order in which it does. */
static char *
describe (FairStore *store)
{
  g_autoptr (FairIndex) index = fair_index_load (store, NULL, NULL);
  GString *out = g_string_new (NULL);

  append_export (out, store, "jsonl");
  append_export (out, store, "json");
  append_found (out, store);
  append_index (out, "index", index);
  append_counts (out, store);
  return g_string_free (out, FALSE);
}

static char *
join_lines (char *const *lines,
            const int   *order,
            int          n)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < n; i++)
    g_string_append (text, lines[order[i]]);
  return g_string_free (text, FALSE);
}

static void
swap (int *a,
      int *b)
{
  int was = *a;

  *a = *b;
  *b = was;
}

/* The next order in the order of a dictionary. Returns FALSE after the last one. */
static gboolean
permute (int *order,
         int  n)
{
  int i = n - 2, j = n - 1;

  while (i >= 0 && order[i] > order[i + 1])
    i--;
  if (i < 0)
    return FALSE;
  while (order[j] < order[i])
    j--;
  swap (&order[i], &order[j]);
  for (int left = i + 1, right = n - 1; left < right; left++, right--)
    swap (&order[left], &order[right]);
  return TRUE;
}

typedef void (*Check) (char *const *lines,
                       const int   *order,
                       char       **expected);

static void
check_all_orders (Check check)
{
  int order[N_LINES];
  char *lines[N_LINES];
  g_autofree char *expected = NULL;
  int n_orders = 0;

  make_lines (lines);
  for (int i = 0; i < N_LINES; i++)
    order[i] = i;
  do
    {
      check (lines, order, &expected);
      n_orders++;
    }
  while (permute (order, N_LINES));
  g_assert_cmpint (n_orders, ==, 720);
  for (int i = 0; i < N_LINES; i++)
    g_free (lines[i]);
}

static void
assert_expected (char **expected,
                 char  *text)
{
  if (*expected == NULL)
    *expected = g_strdup (text);
  g_assert_cmpstr (text, ==, *expected);
  g_free (text);
}

static void
check_journal (char *const *lines,
               const int   *order,
               char       **expected)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *text = join_lines (lines, order, N_LINES);
  g_autofree char *path = test_folder_write (folder, JOURNAL, text);
  g_autoptr (FairStore) store = test_store_open (folder->path);
  char *said = describe (store);

  /* the greater of each two: "B" after "A", "s" of staff after "a" of answers, "j" of joined_into after "a" */
  g_assert_nonnull (strstr (said, "\"Bea\""));
  g_assert_null (strstr (said, "\"Ann\""));
  g_assert_nonnull (strstr (said, "\"Di\""));
  g_assert_null (strstr (said, "\"Cy\""));
  g_assert_nonnull (strstr (said, "2 people, 1 joined, 3 superseded, 1 groups"));
  assert_expected (expected, said);
}

static void
test_journal (void)
{
  check_all_orders (check_journal);
}

static void
append_file (const char *path,
             const char *text)
{
  FILE *file = fopen (path, "ab");

  g_assert_nonnull (file);
  g_assert_cmpint (fputs (text, file), >=, 0);
  g_assert_cmpint (fclose (file), ==, 0);
}

/* Some are there when the index is loaded, the others come later. */
static void
check_followed (char *const *lines,
                const int   *order,
                char       **expected)
{
  const int n_before = order[0];
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *before = join_lines (lines, order, n_before);
  g_autofree char *after = join_lines (lines, order + n_before, N_LINES - n_before);
  g_autofree char *path = test_folder_write (folder, JOURNAL, before);
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autoptr (FairIndex) index = fair_index_load (store, NULL, NULL);
  g_auto (FairIndexChange) change = { 0 };
  GString *out = g_string_new (NULL);

  append_file (path, after);
  fair_index_change_init (&change);
  g_assert_true (fair_index_update (&index, store, &change, NULL, NULL));
  g_assert_false (fair_index_is_undecided (index));
  append_index (out, "followed", index);
  assert_expected (expected, g_string_free (out, FALSE));
}

static void
test_followed (void)
{
  check_all_orders (check_followed);
}

static void
import (FairStore  *store,
        const char *path)
{
  const char *const files[] = { path, NULL };
  g_autoptr (FairImportReport) report = fair_import_report_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (fair_store_import (store, files, report, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_refused, ==, 0);
}

/* Some are here and the others come: merging leaves one of each two, the same as reading finds. */
static void
check_merged (char *const *lines,
              const int   *order,
              char       **expected)
{
  const int n_here = order[0];
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *here = join_lines (lines, order, n_here);
  g_autofree char *all = join_lines (lines, order, N_LINES);
  g_autofree char *path = test_folder_write (folder, JOURNAL, here);
  g_autofree char *other = test_folder_write (folder, "other.jsonl", all);
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *text = NULL;

  import (store, other);
  text = test_read (path);
  g_assert_nonnull (strstr (text, lines[1]));
  g_assert_nonnull (strstr (text, lines[3]));
  g_assert_nonnull (strstr (text, lines[5]));
  g_assert_cmpuint (strlen (text), ==, strlen (lines[1]) + strlen (lines[3]) + strlen (lines[5]));
  assert_expected (expected, describe (store));
}

static void
test_merged (void)
{
  check_all_orders (check_merged);
}

/* Both are in the laptop's own journal, and what comes speaks of that person too: the same again. */
static void
test_merged_into_both (void)
{
  for (int i = 0; i < 4; i++)
    {
      char *lines[N_LINES];
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autoptr (FairStore) store = NULL;
      g_autofree char *path = NULL, *other = NULL, *text = NULL, *here = NULL;

      make_lines (lines);
      here = join_lines (lines, i % 2 == 0 ? (const int[]) { 0, 1 } : (const int[]) { 1, 0 }, 2);
      path = test_folder_write (folder, JOURNAL, here);
      other = test_folder_write (folder, "other.jsonl", lines[i / 2]);
      store = test_store_open (folder->path);
      import (store, other);
      text = test_read (path);
      g_assert_cmpstr (text, ==, lines[1]);
      for (int j = 0; j < N_LINES; j++)
        g_free (lines[j]);
    }
}

/* The one that was first cannot be read again: nothing is said rather than the wrong thing. */
static void
test_unreadable (void)
{
  char *lines[N_LINES];
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *text = NULL, *path = NULL;
  guint n_failures = 0;

  make_lines (lines);
  text = g_strconcat (lines[0], lines[1], NULL);
  path = test_folder_write (folder, JOURNAL, text);
  for (guint fail_at = 1; fail_at < 20; fail_at++)
    {
      g_autoptr (GError) error = NULL, index_error = NULL;
      g_autoptr (FairStore) store = NULL;
      g_autofree char *line = NULL;
      TestFileOps ops;

      test_file_ops_init (&ops);
      ops.only = "pread";
      store = fair_store_open (folder->path, &ops.ops, NULL, &error);
      test_file_ops_plan (&ops, fail_at, G_MAXUINT, EIO);
      line = fair_store_find_line (store, ID_A, &error);
      g_assert_true (line != NULL || error != NULL);
      g_assert_true (line == NULL || strstr (line, "Bea") != NULL);
      n_failures += line == NULL;
      test_file_ops_plan (&ops, fail_at, G_MAXUINT, EIO);
      {
        g_autoptr (FairIndex) index = fair_index_load (store, NULL, &index_error);

        g_assert_true ((index == NULL) == (index_error != NULL));
        g_assert_true (index != NULL || ops.failures > 0);
        g_assert_true (index == NULL || ops.failures == 0);
      }
    }
  g_assert_cmpuint (n_failures, >, 2);
  for (int i = 0; i < N_LINES; i++)
    g_free (lines[i]);
}

typedef struct
{
  FairIndex *index;
  FairIndexFollower *follower;
  gboolean replaced;
} Following;

static void
take_update (FairIndexUpdate *update,
             gpointer         user_data)
{
  Following *self = user_data;
  g_auto (FairIndexChange) change = { 0 };

  fair_index_change_init (&change);
  fair_index_apply (&self->index, update, &change);
  self->replaced = self->replaced || change.replaced;
  if (fair_index_is_undecided (self->index))
    fair_index_follower_catch_up (self->follower);
}

/* The main loop decides nothing itself: a thread does, and says so. */
static void
test_follower (void)
{
  char *lines[N_LINES];
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = NULL, *expected = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  Following following = { 0 };

  make_lines (lines);
  path = test_folder_write (folder, JOURNAL, lines[0]);
  store = test_store_open (folder->path);
  following.index = fair_index_load (store, NULL, NULL);
  append_file (path, lines[1]);
  following.follower = fair_index_follower_start (store, following.index, take_update, &following);
  while (!following.replaced)
    g_main_context_iteration (NULL, TRUE);
  append_index (out, "index", following.index);
  expected = g_strdup_printf ("== index\n\n%s", lines[1]);
  g_assert_cmpstr (out->str, ==, expected);
  fair_index_follower_stop (following.follower);
  fair_index_unref (following.index);
  for (int i = 0; i < N_LINES; i++)
    g_free (lines[i]);
}

/* A total order: of two that differ one is the greater, whoever is asked first; a beginning of the other is less. */
static void
test_order (void)
{
  static const char *const texts[] = { "", "a", "aa", "ab", "b", "\303\251" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (texts); j++)
      {
        int order = fair_merge_compare_twins (texts[i], strlen (texts[i]), texts[j], strlen (texts[j]));

        g_assert_cmpint ((order > 0) - (order < 0), ==, (i > j) - (i < j));
      }
}

int
main (int   argc,
      char *argv[])
{
  test_prefer_memory ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/twins/order", test_order);
  g_test_add_func ("/twins/journal", test_journal);
  g_test_add_func ("/twins/followed", test_followed);
  g_test_add_func ("/twins/follower", test_follower);
  g_test_add_func ("/twins/merged", test_merged);
  g_test_add_func ("/twins/merged-into-both", test_merged_into_both);
  g_test_add_func ("/twins/unreadable", test_unreadable);

  return g_test_run ();
}
