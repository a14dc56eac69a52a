/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statistics: what any form lets people choose, of each fair and of all, and the hours of each day by the fair's clock. */
#include "desk/fair-stats.h"

#include "base/fair-paths.h"
#include "test-store-util.h"
#include "test-util.h"

#define AT_SIX 1793512800000 /* 2026-11-01T06:00:00.000Z: New York has the hour from one to two for the second time */
#define HOUR (3600 * 1000)

/* Of a program that asks something else than the built-in one. */
#define FORM                                                                                                                       \
  "{\"type\":\"object\",\"title\":\"F\",\"x-fairbook\":{\"id\":\"f\",\"version\":1,\"sections\":[{\"id\":\"s\",\"title\":\"S\"}]}," \
  "\"properties\":{"                                                                                                               \
  "\"name\":{\"type\":\"string\",\"x-fairbook\":{\"kind\":\"text\",\"section\":\"s\",\"order\":1,\"title\":\"Name\"}},"           \
  "\"track\":{\"type\":\"string\",\"oneOf\":[{\"const\":\"cat\",\"title\":\"Categorical\"},{\"const\":\"prelim\",\"title\":\"P\"}]," \
  "\"x-fairbook\":{\"kind\":\"choice\",\"section\":\"s\",\"order\":2,\"title\":\"Which track?\"}},"                               \
  "\"since\":{\"type\":\"integer\",\"minimum\":1990,\"maximum\":2040,"                                                            \
  "\"x-fairbook\":{\"kind\":\"year\",\"section\":\"s\",\"order\":3,\"title\":\"Since\"}}}}"

typedef struct
{
  TestFolder *folder;
  TestClock clock;
  FairStore *store;
  FairTimeZones *zones;
  FairForm *form;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *pack = NULL;

  self->folder = test_folder_new ();
  g_free (test_folder_write (self->folder, "pack/form.json", FORM));
  pack = test_folder_path (self->folder, "pack");
  self->form = test_load_form (pack, "en", problems, NULL);
  g_assert_nonnull (self->form);
  test_clock_init (&self->clock, AT_SIX);
  self->store = fair_store_open (self->folder->path, NULL, &self->clock.clock, NULL);
  self->zones = fair_time_zones_new ();
  g_assert_true (fair_time_zones_add (self->zones, "york", "America/New_York"));
  g_assert_true (fair_time_zones_add (self->zones, "kolkata", "Asia/Kolkata"));
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_object_unref (self->store);
  g_object_unref (self->form);
  fair_time_zones_unref (self->zones);
  test_folder_free (self->folder);
}

static void
sign_up (Fixture    *self,
         const char *event,
         gint64      ms,
         const char *track,
         gint64      since)
{
  g_autoptr (FairAnswers) answers = fair_answers_new ();
  FairDraft draft = { .event = event, .form = "f@1", .lang = "es", .answers = answers };
  g_autoptr (GError) error = NULL;

  fair_answers_set_text (answers, "name", "Ann");
  fair_answers_set_text (answers, "track", track);
  fair_answers_set_integer (answers, "since", since);
  self->clock.now = ms;
  g_free (fair_store_add (self->store, &draft, &error));
  g_assert_no_error (error);
}

static FairStats *
collect (Fixture    *self,
         const char *event)
{
  g_autoptr (GError) error = NULL;
  FairStats *stats = fair_stats_collect (self->store, self->form, event, self->zones, NULL, NULL, &error);

  g_assert_no_error (error);
  return stats;
}

static void
assert_list (FairStats  *stats,
             const char *event,
             guint       by,
             const char *expected)
{
  g_autoptr (GArray) list = fair_stats_list (stats, event, by);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const FairCount *count = &g_array_index (list, FairCount, i);

      g_string_append_printf (found, "%s=%s:%" G_GUINT64_FORMAT " ", count->name, count->label, count->count);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
assert_hours (Fixture    *self,
              const char *event,
              const char *expected)
{
  g_autoptr (FairStats) stats = collect (self, NULL);
  g_autoptr (GArray) list = fair_stats_list_hours (stats, event);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const FairHourCount *hour = &g_array_index (list, FairHourCount, i);
      g_autofree char *utc = fair_time_format_utc (hour->start), *local = fair_time_zones_localize (self->zones, event, utc);

      g_string_append_printf (found, "%.5s%s %" G_GUINT64_FORMAT "|", local + 11, local + 19, hour->count);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_any_form (Fixture      *self,
               gconstpointer data)
{
  g_autoptr (FairStats) stats = NULL, one = NULL;
  guint track, since;

  sign_up (self, "york", AT_SIX, "prelim", 2031);
  sign_up (self, "york", AT_SIX, "cat", 2028);
  sign_up (self, "kolkata", AT_SIX, "cat", 2031);
  sign_up (self, "", AT_SIX, "gone", 2031);
  stats = collect (self, NULL);
  track = fair_stats_find (stats, "track");
  since = fair_stats_find (stats, "since");
  g_assert_cmpuint (track, ==, FAIR_STATS_N_FIXED);
  g_assert_cmpuint (since, ==, FAIR_STATS_N_FIXED + 1);
  g_assert_cmpuint (fair_stats_find (stats, "name"), ==, 0);
  g_assert_cmpstr (fair_stats_get_title (stats, track), ==, "Which track?");
  assert_list (stats, NULL, track, "cat=Categorical:2 gone=gone:1 prelim=P:1 ");
  assert_list (stats, "york", track, "cat=Categorical:1 prelim=P:1 ");
  assert_list (stats, NULL, since, "2028=2028:1 2031=2031:3 ");
  assert_list (stats, NULL, FAIR_STATS_LANGUAGE, "es=es:4 ");
  assert_list (stats, NULL, FAIR_STATS_EVENT, "york=york:2 =:1 kolkata=kolkata:1 ");
  assert_list (stats, "nowhere", track, "");
  g_assert_cmpuint (fair_stats_get_people (stats, NULL), ==, 4);
  g_assert_cmpuint (fair_stats_get_people (stats, "york"), ==, 2);
  one = collect (self, "kolkata");
  assert_list (one, NULL, track, "cat=Categorical:1 ");
  g_assert_cmpuint (fair_stats_get_people (one, NULL), ==, 1);
}

/* The hour that comes twice when clocks are set back is two hours; the night between two days is none. */
static void
test_hours (Fixture      *self,
            gconstpointer data)
{
  sign_up (self, "york", AT_SIX - HOUR + 1, "cat", 2031);
  sign_up (self, "york", AT_SIX + 5, "cat", 2031);
  sign_up (self, "york", AT_SIX + 3 * HOUR - 1, "cat", 2031);
  sign_up (self, "york", AT_SIX + 5 * HOUR, "cat", 2031);
  sign_up (self, "york", AT_SIX + 5 * HOUR + HOUR / 2, "cat", 2031);
  sign_up (self, "york", AT_SIX + 34 * HOUR, "cat", 2031);
  assert_hours (self, "york", "01:00-04:00 1|01:00-05:00 1|02:00-05:00 0|03:00-05:00 1|04:00-05:00 0|05:00-05:00 0|06:00-05:00 2|11:00-05:00 1|");
}

static void
test_hours_by_halves (Fixture      *self,
                      gconstpointer data)
{
  sign_up (self, "kolkata", AT_SIX + HOUR / 2 - 1, "cat", 2031);
  sign_up (self, "kolkata", AT_SIX + HOUR / 2, "cat", 2031);
  sign_up (self, "kolkata", AT_SIX + HOUR, "cat", 2031);
  sign_up (self, "kolkata", AT_SIX + 7 * HOUR / 2, "cat", 2031);
  assert_hours (self, "kolkata", "11:00+05:30 1|12:00+05:30 2|13:00+05:30 0|14:00+05:30 0|15:00+05:30 1|");
  assert_hours (self, "york", "");
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *self, gconstpointer data);
  } tests[] = { { "/stats/any-form", test_any_form }, { "/stats/hours", test_hours }, { "/stats/hours-by-halves", test_hours_by_halves } };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
