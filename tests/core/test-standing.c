/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who stands: of each person the version that wins, none of those who were erased; and how many they are. */
#include "desk/fair-stats.h"
#include "store/fair-store.h"
#include "test-store-util.h"
#include "test-util.h"
#include <string.h>

#define JOURNAL "signups/signups.jsonl"
#define ID_A "00000000-0000-4000-8000-00000000000a"
#define ID_B "00000000-0000-4000-8000-00000000000b"
#define ID_C "00000000-0000-4000-8000-00000000000c"

/* Each line is a person, an operation and a time; in any order, by themselves or in a crowd of others, the same people stand. */
static void
assert_standing_in_crowd (guint              n_others,
                          const char *const *lines,
                          gsize              n_lines,
                          const char        *names,
                          guint64            n_superseded,
                          guint64            n_erased)
{
  for (gsize rotation = 0; rotation < n_lines; rotation++)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autoptr (FairReadReport) report = fair_read_report_new ();
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (FairStore) store = NULL;
      g_autofree char *path = NULL;
      g_autofree char *dump = NULL;
      g_auto (GStrv) words = NULL;
      g_auto (GStrv) expected = g_strsplit (names, " ", -1);

      for (gsize i = 0; i < n_lines; i++)
        {
          if (i == n_lines / 2)
            test_append_crowd (text, n_others);
          g_string_append (text, lines[(i + rotation) % n_lines]);
        }
      path = test_folder_write (folder, JOURNAL, text->str);
      store = test_store_open (folder->path);
      dump = test_store_dump (store, report);
      words = g_strsplit (dump, " ", -1);
      g_assert_cmpuint (g_strv_length (words), ==, g_strv_length (expected) + n_others);
      for (char **name = expected; *name != NULL; name++)
        g_assert_true (g_strv_contains ((const char *const *) words, *name));
      g_assert_cmpuint (report->n_superseded, ==, n_superseded);
      g_assert_cmpuint (report->n_erased, ==, n_erased);
      g_assert_cmpuint (report->n_standing, ==, n_others + (*names == '\0' ? 0 : g_strv_length (expected)));
      g_assert_cmpuint (report->n_lines, ==, n_lines + n_others);
    }
}

static void
assert_standing (const char *const *lines,
                 gsize              n_lines,
                 const char        *names,
                 guint64            n_superseded,
                 guint64            n_erased)
{
  assert_standing_in_crowd (0, lines, n_lines, names, n_superseded, n_erased);
  assert_standing_in_crowd (200, lines, n_lines, names, n_superseded, n_erased);
}

static void
test_standing (void)
{
  g_autofree char *a1 = test_put_line (ID_A, 1, "5-0-a", "Ann");
  g_autofree char *a2 = test_put_line (ID_A, 2, "7-0-a", "Anna");
  g_autofree char *a3 = test_put_line (ID_A, 2, "7-0-b", "Anne");
  /* a higher revision with an earlier time stamp does not win */
  g_autofree char *a9 = test_put_line (ID_A, 9, "6-0-a", "Old");
  g_autofree char *a0 = test_put_line (ID_A, 0, "9-0-a", "None");
  g_autofree char *b1 = test_put_line (ID_B, 1, "6-0-a", "Bo");
  g_autofree char *b_gone = test_erase_line (ID_B, "1-0-a");
  g_autofree char *b2 = test_put_line (ID_B, 2, "99-0-a", "Back");
  g_autofree char *c1 = test_put_line (ID_C, 1, "6-0-a", "Cy");

  assert_standing ((const char *[]) { a1, b1, c1 }, 3, "Ann Bo Cy", 0, 0);
  assert_standing ((const char *[]) { a1, b1, a2 }, 3, "Anna Bo", 1, 0);
  assert_standing ((const char *[]) { a1, a2, a3, a9, b1 }, 5, "Anne Bo", 3, 0);
  assert_standing ((const char *[]) { a2, c1 }, 2, "Anna Cy", 0, 0);
  assert_standing ((const char *[]) { a1, b1, b_gone }, 3, "Ann", 1, 1);
  assert_standing ((const char *[]) { a1, b1, b_gone, b2 }, 4, "Ann", 2, 1);
  assert_standing ((const char *[]) { b_gone, b_gone, a1 }, 3, "Ann", 0, 2);
  /* the same line twice is one person */
  assert_standing ((const char *[]) { a1, a1, b1 }, 3, "Ann Bo", 1, 0);
  /* a version that nobody can have wins over nothing, though its checksum is right */
  assert_standing ((const char *[]) { a1, a0, b1 }, 3, "Ann Bo", 0, 0);
}

/* A damaged correction does not take the version that it was to replace with it. */
static void
test_damaged_winner (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *first = test_put_line (ID_A, 1, "5-0-a", "Ann");
  g_autofree char *second = test_put_line (ID_A, 2, "9-0-a", "Anna");
  g_autofree char *erase = test_erase_line (ID_A, "9-0-a");
  g_autofree char *text = NULL;
  g_autofree char *path = NULL;
  g_autofree char *dump = NULL;
  g_autofree char *line = NULL;
  g_autoptr (FairStore) store = NULL;

  second[strlen (second) - 30] ^= 1;
  erase[strlen (erase) - 30] ^= 1;
  text = g_strconcat (first, second, erase, NULL);
  path = test_folder_write (folder, JOURNAL, text);
  store = test_store_open (folder->path);
  dump = test_store_dump (store, NULL);
  line = fair_store_find_line (store, ID_A, NULL);
  g_assert_cmpstr (dump, ==, "Ann");
  g_assert_nonnull (strstr (line, "\"Ann\""));
}

static void
test_find_follows_versions (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *first = test_put_line (ID_A, 1, "5-0-a", "Ann");
  g_autofree char *second = test_put_line (ID_A, 2, "9-0-a", "Anna");
  g_autofree char *late = test_put_line (ID_A, 3, "7-0-a", "Late");
  g_autofree char *gone = test_erase_line (ID_B, "9-0-a");
  g_autofree char *other = test_put_line (ID_B, 1, "7-0-a", "Bo");
  g_autofree char *text = g_strconcat (first, second, late, other, gone, NULL);
  g_autofree char *path = test_folder_write (folder, JOURNAL, text);
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autoptr (GError) error = NULL;
  g_autofree char *line = fair_store_find_line (store, ID_A, &error);
  g_autofree char *erased = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (strstr (line, "Anna"));
  g_assert_null (strchr (line, '\n'));
  erased = fair_store_find_line (store, ID_B, &error);
  g_assert_null (erased);
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND);
}

/* Many people, one in @every of them corrected and one in a hundred erased: as many stand as a simple count says. */
static void
assert_many (guint every)
{
  enum { N_PEOPLE = 20000 };
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (FairStore) store = NULL;
  g_autofree char *path = NULL;
  g_autofree char *dump = NULL;
  guint64 n_anna = 0;

  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autofree char *id = g_uuid_string_random ();
      g_autofree char *put = test_put_line (id, 1, "5-0-a", "Ann");
      g_autofree char *correction = test_put_line (id, 2, "6-0-a", "Anna");
      g_autofree char *erasure = test_erase_line (id, "7-0-a");

      g_string_append (text, put);
      if (i % every == 0)
        g_string_append (text, correction);
      if (i % 100 == 0)
        g_string_append (text, erasure);
      n_anna += i % every == 0 && i % 100 != 0;
    }
  path = test_folder_write (folder, JOURNAL, text->str);
  store = test_store_open (folder->path);
  dump = test_store_dump (store, report);
  g_assert_cmpuint (report->n_standing, ==, N_PEOPLE - N_PEOPLE / 100);
  g_assert_cmpuint (report->n_erased, ==, N_PEOPLE / 100);
  g_assert_cmpuint (report->n_superseded, ==, N_PEOPLE / every + N_PEOPLE / 100);
  /* "Ann" and a space for each, and one letter more for who was corrected */
  g_assert_cmpuint (strlen (dump), ==, 4 * report->n_standing - 1 + n_anna);
}

static void
test_many (void)
{
  assert_many (10);
  assert_many (50);
}

/* A journal that somebody has put behind itself by hand: no line of it says that its id is there twice. */
static void
test_doubled (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (FairStore) store = NULL;
  g_autofree char *path = NULL;
  g_autofree char *dump = NULL;

  test_append_crowd (text, 100);
  test_append_crowd (text, 100);
  path = test_folder_write (folder, JOURNAL, text->str);
  store = test_store_open (folder->path);
  dump = test_store_dump (store, report);
  g_assert_cmpuint (report->n_standing, ==, 100);
  g_assert_cmpuint (report->n_superseded, ==, 100);
}

/* Cancels itself in the midst of the reading. */
static gboolean
cancel_midway (const FairVersion *record,
               gpointer          user_data,
               GError          **error)
{
  if (record->offset > 700000)
    g_cancellable_cancel (user_data);
  return TRUE;
}

static void
test_cancelled_midway (void)
{
  enum { N_PEOPLE = 20000 };
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autofree char *id = g_uuid_string_random ();
      g_autofree char *put = test_put_line (id, 1, "5-0-a", "Ann");

      g_string_append (text, put);
    }
  path = test_folder_write (folder, JOURNAL, text->str);
  store = test_store_open (folder->path);
  g_assert_false (fair_store_foreach (store, cancel_midway, cancellable, report, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (report->n_standing, >=, 3000);
  g_assert_cmpuint (report->n_standing, <, N_PEOPLE / 2);
}

static guint64
get_count (const FairStats *stats,
           const char      *event,
           guint            by,
           const char      *name)
{
  g_autoptr (GArray) list = fair_stats_list (stats, event, by);

  for (guint i = 0; i < list->len; i++)
    {
      const FairCount *entry = &g_array_index (list, FairCount, i);

      g_assert_true (i == 0 || by == FAIR_STATS_DAY || by == FAIR_STATS_HOUR || entry[-1].count >= entry->count);
      if (g_str_equal (entry->name, name))
        return entry->count;
    }
  return 0;
}

static void
add_person (FairStore  *store,
            const char *event,
            const char *school,
            const char *first_interest,
            const char *second_interest)
{
  g_autoptr (FairAnswers) answers = fair_answers_new ();
  const char *interests[] = { first_interest, second_interest, NULL };
  FairDraft draft = { .event = event, .form = "interest@1", .lang = "en", .answers = answers };
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  fair_answers_set_text (answers, "given_name", "Ann");
  if (school != NULL)
    fair_answers_set_text (answers, "medical_school", school);
  fair_answers_set_codes (answers, "interests", interests);
  id = fair_store_add (store, &draft, &error);
  g_assert_no_error (error);
}

static void
test_stats (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairTimeZones) zones = fair_time_zones_new ();
  g_autoptr (FairStats) stats = NULL;
  g_autoptr (FairStats) one_fair = NULL;
  g_autoptr (GError) error = NULL;
  TestClock clock;

  g_assert_true (fair_time_zones_add (zones, "spring", "America/New_York"));
  g_assert_true (fair_time_zones_add (zones, "", "Asia/Kolkata"));
  test_clock_init (&clock, 1795359845123); /* 2026-11-22T15:04:05.123Z */
  store = fair_store_open (folder->path, NULL, &clock.clock, &error);
  add_person (store, "spring", "BU", "research", "advocacy");
  add_person (store, "spring", " BU ", "research", NULL);
  clock.now += 9 * 3600 * 1000;
  add_person (store, "", NULL, NULL, NULL);

  stats = fair_stats_collect (store, NULL, NULL, zones, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fair_stats_get_people (stats, NULL), ==, 3);
  g_assert_cmpuint (get_count (stats, NULL, FAIR_STATS_EVENT, "spring"), ==, 2);
  g_assert_cmpuint (get_count (stats, NULL, FAIR_STATS_EVENT, ""), ==, 1);
  g_assert_cmpuint (get_count (stats, NULL, FAIR_STATS_TIME_ZONE, "America/New_York"), ==, 2);
  g_assert_cmpuint (get_count (stats, NULL, FAIR_STATS_TIME_ZONE, "Asia/Kolkata"), ==, 1);
  g_assert_cmpuint (get_count (stats, NULL, FAIR_STATS_DAY, "2026-11-22"), ==, 2);
  g_assert_cmpuint (get_count (stats, NULL, FAIR_STATS_DAY, "2026-11-23"), ==, 1);
  g_assert_cmpuint (get_count (stats, NULL, FAIR_STATS_HOUR, "10"), ==, 2);
  g_assert_cmpuint (get_count (stats, NULL, FAIR_STATS_HOUR, "05"), ==, 1);
  g_assert_cmpuint (get_count (stats, NULL, fair_stats_find (stats, "medical_school"), "BU"), ==, 2);
  g_assert_cmpuint (get_count (stats, NULL, fair_stats_find (stats, "interests"), "research"), ==, 2);
  g_assert_cmpuint (get_count (stats, NULL, fair_stats_find (stats, "interests"), "advocacy"), ==, 1);

  g_assert_cmpuint (get_count (stats, "spring", FAIR_STATS_LANGUAGE, "en"), ==, 2);
  g_assert_cmpuint (get_count (stats, "", FAIR_STATS_LANGUAGE, "en"), ==, 1);
  g_assert_cmpuint (fair_stats_get_people (stats, "spring"), ==, 2);
  g_assert_cmpuint (fair_stats_get_people (stats, "nowhere"), ==, 0);
  one_fair = fair_stats_collect (store, NULL, "spring", zones, NULL, NULL, &error);
  g_assert_cmpuint (fair_stats_get_people (one_fair, NULL), ==, 2);
  g_assert_cmpuint (get_count (one_fair, NULL, FAIR_STATS_EVENT, ""), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/standing/standing", test_standing);
  g_test_add_func ("/standing/damaged-winner", test_damaged_winner);
  g_test_add_func ("/standing/find-follows-versions", test_find_follows_versions);
  g_test_add_func ("/standing/many", test_many);
  g_test_add_func ("/standing/doubled", test_doubled);
  g_test_add_func ("/standing/cancelled-midway", test_cancelled_midway);
  g_test_add_func ("/standing/stats", test_stats);

  return g_test_run ();
}
