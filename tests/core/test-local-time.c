/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days and hours as each language writes them, by the clocks of their own time zone, whatever the laptop's locale and zone. */
#include "config.h"

#include "base/fair-local-time.h"

static void
test_languages (void)
{
  static const struct
  {
    const char *language;
    const char *day;
    const char *hour;
  } cases[] = {
    { "en", "Saturday, October 24, 2099", "1:05" }, { "es", "sábado, 24 de octubre de 2099", "13:05" },
    { "fr", "samedi 24 octobre 2099", "13:05" },    { "pt-BR", "sábado, 24 de outubro de 2099", "13:05" },
    { "zh-Hans", "2099年10月24日星期六", "13:05" },  { "ar", "أكتوبر", "05" },
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/New_York");
  g_autoptr (GDateTime) time = g_date_time_new (zone, 2099, 10, 24, 13, 5, 0);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *day = fair_local_time_format_day (time, cases[i].language);
      g_autofree char *hour = fair_local_time_format_hour (time, cases[i].language);

      g_test_message ("%s: %s, %s", cases[i].language, day, hour);
      g_assert_nonnull (strstr (day, cases[i].day));
      g_assert_nonnull (strstr (hour, cases[i].hour));
    }
}

/* The evening in New York is the next day in Tokyo: the zone of the time counts. */
static void
test_zone (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Tokyo");
  g_autoptr (GTimeZone) other = g_time_zone_new_identifier ("America/New_York");
  g_autoptr (GDateTime) there = g_date_time_new (zone, 2099, 10, 25, 8, 0, 0);
  g_autoptr (GDateTime) here = g_date_time_to_timezone (there, other);
  g_autofree char *day_there = fair_local_time_format_day (there, "en");
  g_autofree char *day_here = fair_local_time_format_day (here, "en");

  g_autofree char *moment = fair_local_time_format_moment (here, "en");

  g_assert_cmpstr (day_there, ==, "Sunday, October 25, 2099");
  g_assert_cmpstr (day_here, ==, "Saturday, October 24, 2099");
  g_assert_true (g_str_has_prefix (moment, "Oct 24, 2099, 7:00"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/local-time/languages", test_languages);
  g_test_add_func ("/local-time/zone", test_zone);
  return g_test_run ();
}
