/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which of several versions stands: a total order, so that it is in the lines and not in how they meet. Also two lines with one
 * id and one time stamp, but different bytes (a disk was copied, or somebody edited the file): the same one stands, whoever
 * asks: list, search for one, export, statistics, duplicates, what follows the journal, and a merge.
 */
#include "export/fair-exporter.h"
#include "import/fair-import-files.h"
#include "desk/fair-duplicates.h"
#include "desk/fair-stats.h"
#include "test-store-util.h"
#include "test-util.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <zlib.h>

#define JOURNAL "signups/signups.jsonl"
#define ID_A "00000000-0000-4000-8000-00000000000a"
#define ID_B "00000000-0000-4000-8000-00000000000b"
#define ID_C "00000000-0000-4000-8000-00000000000c"
#define N_LINES 6
#define TIME "1600000000005-0-a"

/* A table of one file, which is read in two parts. */
static FairPeople *
read_people (const char *path,
             gsize       middle,
             gsize       end)
{
  FairPeople *people = fair_people_new (NULL);
  FairFile file = FAIR_FILE_CLOSED;

  g_assert_true (fair_file_open (&file, fair_file_ops_get_default (), path, O_RDONLY, NULL));
  fair_people_add_file (people, &file, FAIR_LINES_JOURNAL);
  g_assert_true (fair_people_read (people, 0, 0, (goffset) middle, NULL, NULL, NULL, NULL));
  g_assert_true (fair_people_read (people, 0, (goffset) middle, (goffset) end, NULL, NULL, NULL, NULL));
  return people;
}

static char *
pick_line (void)
{
  g_autofree char *hlc = g_strdup_printf ("%d-%d-%c", 5 + g_test_rand_int_range (0, 3), g_test_rand_int_range (0, 2),
                                          g_test_rand_int_range ('a', 'c'));
  const char name[] = { (char) g_test_rand_int_range ('a', 'c'), (char) g_test_rand_int_range ('a', 'c'), '\0' };

  return g_test_rand_int_range (0, 6) == 0 ? test_erase_line (ID_A, hlc) : test_put_line (ID_A, 1, hlc, name);
}

/* The rule in other words. */
static gboolean
is_greater (const char *line,
            const char *other)
{
  FairVersion a, b;
  int order;

  g_assert_true (fair_line_decode (line, strlen (line) - 1, NULL, &a, NULL));
  g_assert_true (fair_line_decode (other, strlen (other) - 1, NULL, &b, NULL));
  order = fair_hlc_compare (&a.hlc, &b.hlc);
  if (a.op != b.op)
    order = a.op == FAIR_OP_ERASE ? 1 : -1;
  fair_version_clear (&a);
  fair_version_clear (&b);
  return order != 0 ? order > 0 : strcmp (line, other) > 0;
}

/* Of three versions in any order, the greatest stands; a tombstone above all. */
static void
test_decision (void)
{
  static const int orders[][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
  g_autoptr (TestFolder) folder = test_folder_new ();

  for (int i = 0; i < 500; i++)
    {
      g_autofree char *first = pick_line (), *second = pick_line (), *third = pick_line ();
      const char *lines[] = { first, second, third };
      const char *greatest = is_greater (second, first) ? second : first;

      greatest = is_greater (third, greatest) ? third : greatest;
      for (gsize j = 0; j < G_N_ELEMENTS (orders); j++)
        {
          g_autofree char *text = g_strconcat (lines[orders[j][0]], lines[orders[j][1]], lines[orders[j][2]], NULL);
          g_autofree char *path = test_folder_write (folder, "lines.jsonl", text), *line = NULL;
          g_autoptr (FairPeople) people = read_people (path, strlen (lines[orders[j][0]]), strlen (text));
          const FairPerson *person = fair_people_find (people, ID_A);
          g_auto (FairVersion) version = { 0 };

          line = fair_people_read_line (people, &person->place, &version, NULL);
          g_assert_true (person->erased == (version.op == FAIR_OP_ERASE));
          if (!person->erased)
            g_assert_true (g_str_has_prefix (greatest, line));
          g_assert_true (person->erased == (strstr (greatest, "\"op\":\"erase\"") != NULL));
        }
    }
}

/* A put whose members from `lang` on are @rest, with its newline. */
static char *
make_line (const char *id,
           const char *rest)
{
  g_autofree char *model = test_put_line (id, 2, TIME, "?");
  g_autofree char *object = g_strdup_printf ("%.*s%s", (int) (strstr (model, "\"lang\"") - model), model, rest);

  return g_strdup_printf ("%s,\"crc\":\"%08lx\"}\n", object, crc32 (0, (const Bytef *) object, (uInt) strlen (object)));
}

/* Versions that differ in an answer, in the order of members, and in a join. */
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
append_people (GString    *out,
               FairPeople *people)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < people->size; i++)
    {
      const FairPerson *person = fair_people_get (people, i);
      g_auto (FairVersion) version = { 0 };
      g_autofree char *line = fair_people_read_line (people, &person->place, &version, NULL);

      if (fair_person_is_current (person))
        g_string_append_printf (lines, "%s%s\n", fair_people_is_hidden (people, person) ? "hidden " : "", line);
    }
  append_section (out, "people", lines->str);
}

static void
append_counts (GString    *out,
               FairStore  *store)
{
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  g_autoptr (FairTimeZones) zones = fair_time_zones_new ();
  g_autoptr (FairStats) stats = fair_stats_collect (store, NULL, NULL, zones, report, NULL, NULL);
  g_autoptr (GPtrArray) groups = fair_store_find_duplicates (store, NULL, NULL, NULL);

  g_string_append_printf (out, "%" G_GUINT64_FORMAT " people, %" G_GUINT64_FORMAT " joined, %u groups\n",
                          fair_stats_get_people (stats, NULL), report->n_joined, groups->len);
}

/* What a store says of its people, but for the order in which it does. */
static char *
describe (FairStore *store)
{
  goffset end;
  g_autoptr (FairPeople) people = fair_store_load_people (store, FALSE, &end, NULL, NULL, NULL);
  GString *out = g_string_new (NULL);

  append_export (out, store, "jsonl");
  append_export (out, store, "json");
  append_found (out, store);
  append_people (out, people);
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
  g_assert_nonnull (strstr (said, "2 people, 1 joined, 1 groups"));
  assert_expected (expected, said);
}

static void
test_journal (void)
{
  check_all_orders (check_journal);
}

/* Some are there when the journal is read, the others come later. */
static void
check_followed (char *const *lines,
                const int   *order,
                char       **expected)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *before = join_lines (lines, order, order[0]), *all = join_lines (lines, order, N_LINES);
  g_autofree char *path = test_folder_write (folder, "lines.jsonl", all);
  g_autoptr (FairPeople) people = read_people (path, strlen (before), strlen (all));
  GString *out = g_string_new (NULL);

  append_people (out, people);
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

  g_assert_true (fair_import_files (store, files, report, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_refused, ==, 0);
}

/* Some are here and the others come: the same stand as where all were read from one file, and once more changes nothing. */
static void
check_merged (char *const *lines,
              const int   *order,
              char       **expected)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *here = join_lines (lines, order, order[0]), *all = join_lines (lines, order, N_LINES);
  g_autofree char *path = test_folder_write (folder, JOURNAL, here);
  g_autofree char *other = test_folder_write (folder, "other.jsonl", all);
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *text = NULL, *again = NULL;

  import (store, other);
  text = test_read (path);
  import (store, other);
  again = test_read (path);
  g_assert_cmpstr (again, ==, text);
  assert_expected (expected, describe (store));
}

static void
test_merged (void)
{
  check_all_orders (check_merged);
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
      g_autoptr (GError) error = NULL, table_error = NULL;
      g_autoptr (FairStore) store = NULL;
      g_autoptr (FairPeople) people = NULL;
      g_autofree char *line = NULL;
      goffset end;
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
      people = fair_store_load_people (store, FALSE, &end, NULL, NULL, &table_error);
      g_assert_true ((people == NULL) == (table_error != NULL));
      g_assert_true ((people == NULL) == (ops.failures > 0));
    }
  g_assert_cmpuint (n_failures, >, 2);
  for (int i = 0; i < N_LINES; i++)
    g_free (lines[i]);
}

int
main (int   argc,
      char *argv[])
{
  test_prefer_memory ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/merge/decision", test_decision);
  g_test_add_func ("/merge/journal", test_journal);
  g_test_add_func ("/merge/followed", test_followed);
  g_test_add_func ("/merge/merged", test_merged);
  g_test_add_func ("/merge/unreadable", test_unreadable);

  return g_test_run ();
}
