/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laptops whose clocks are wrong: they are named, nobody is lost, nobody is infected, and nothing wins for ever. */
#include "store/change/fair-correct.h"
#include "import/fair-import-files.h"
#include "store/people/fair-people-read.h"
#include "test-store-util.h"
#include "test-util.h"
#include <string.h>

#define ID_A "00000000-0000-4000-8000-00000000000a"
#define ID_B "00000000-0000-4000-8000-00000000000b"
#define ID_C "00000000-0000-4000-8000-00000000000c"
/* 2026-11-22T15:04:05.123Z */
#define NOW G_GINT64_CONSTANT (1795359845123)

static void
assert_names (FairStore  *store,
              const char *names)
{
  g_autofree char *dump = test_store_dump (store, NULL);

  g_assert_cmpstr (dump, ==, names);
}

static FairImportReport *
import_at (TestFolder *folder,
           gint64      now,
           const char *text,
           const char *name)
{
  g_autofree char *path = test_folder_write (folder, "other.jsonl", text);
  const char *const files[] = { path, NULL };
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) error = NULL;
  FairImportReport *report = fair_import_report_new ();
  g_autofree char *id = NULL;
  TestClock clock;

  test_clock_init (&clock, now);
  store = fair_store_open (folder->path, NULL, &clock.clock, &error);
  g_assert_no_error (error);
  g_assert_true (fair_import_files (store, files, report, NULL, &error));
  g_assert_no_error (error);
  id = test_store_add (store, name);
  return report;
}

static gint64
time_of (FairStore  *store,
         const char *id)
{
  g_autofree char *line = fair_store_find_line (store, id, NULL);
  const char *hlc = strstr (line, "\"hlc\":\"") + strlen ("\"hlc\":\"");

  return g_ascii_strtoll (hlc, NULL, 10);
}

/* Wrong clocks are named, lose nobody and infect nobody; what a laptop of 2106 wrote can be corrected. */
static void
test_clocks (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *far_ahead = test_put_line (ID_A, 1, "4294967295000-0-late", "Ann");
  g_autofree char *never_set = test_put_line (ID_B, 1, "60000-0-early", "Bo");
  g_autofree char *right = test_put_line (ID_C, 1, "1795359900000-0-right", "Cy");
  g_autofree char *text = g_strconcat (far_ahead, right, never_set, NULL);
  g_autoptr (FairImportReport) report = import_at (folder, NOW, text, "Di");
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autoptr (FairAnswers) changes = fair_answers_new ();
  g_autofree char *di = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *journal = test_read (fair_store_get_journal_path (store));
  const FairWrongClock *clock;

  g_assert_cmpuint (report->n_wrong_clocks, ==, 2);
  clock = g_ptr_array_index (report->wrong_clocks, 0);
  g_assert_cmpstr (clock->id, ==, ID_A);
  g_assert_cmpstr (clock->hlc.device, ==, "late");
  g_assert_cmpuint (clock->line_number, ==, 1);
  clock = g_ptr_array_index (report->wrong_clocks, 1);
  g_assert_cmpstr (clock->id, ==, ID_B);
  g_assert_cmpuint (clock->line_number, ==, 3);
  g_assert_cmpint (report->own_clock, ==, 0);
  assert_names (store, "Ann Cy Bo Di");

  /* the one from within a day is followed, the one from 2106 is not */
  di = g_strndup (g_strrstr (journal, "\"id\":\"") + 6, 36);
  g_assert_cmpint (time_of (store, di), ==, G_GINT64_CONSTANT (1795359900000));

  fair_answers_set_text (changes, "given_name", "Anna");
  g_assert_cmpint (fair_store_correct (store, ID_A, changes, NULL, NULL, &error), ==, 2);
  g_assert_no_error (error);
  assert_names (store, "Cy Bo Di Anna");
  g_assert_cmpint (time_of (store, ID_A), ==, G_GINT64_CONSTANT (4294967295000));
}

/* A laptop whose own clock was never set says so, and blames nobody for being ahead of it. */
static void
test_own_clock (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *right = test_put_line (ID_C, 1, "1795359900000-0-right", "Cy");
  g_autofree char *never_set = test_put_line (ID_B, 1, "60000-0-early", "Bo");
  g_autofree char *text = g_strconcat (right, never_set, NULL);
  g_autoptr (FairImportReport) report = import_at (folder, 120000, text, "Di");

  g_assert_cmpint (report->own_clock, ==, 120000);
  g_assert_cmpuint (report->n_wrong_clocks, ==, 1);
  g_assert_cmpstr (((FairWrongClock *) g_ptr_array_index (report->wrong_clocks, 0))->id, ==, ID_B);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/import-clocks/others", test_clocks);
  g_test_add_func ("/import-clocks/own", test_own_clock);

  return g_test_run ();
}
