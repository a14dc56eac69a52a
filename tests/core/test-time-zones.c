/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People's days and hours: the fair's, else the laptop's, right across every change of clocks. */
#include "base/fair-time-zones.h"

static void
assert_localized (const char *zone,
                  const char *at,
                  const char *expected)
{
  g_autoptr (FairTimeZones) zones = fair_time_zones_new ();
  g_autofree char *found = NULL;

  g_assert_true (fair_time_zones_add (zones, "fair", zone));
  g_assert_cmpstr (fair_time_zones_get_name (zones, "fair"), ==, zone);
  found = fair_time_zones_localize (zones, "fair", at);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_zones (void)
{
  assert_localized ("America/New_York", "2026-11-08T00:30:00.000Z", "2026-11-07T19:30:00-05:00");
  assert_localized ("Asia/Kolkata", "2026-11-07T18:29:59.999Z", "2026-11-07T23:59:59+05:30");
  assert_localized ("Asia/Kolkata", "2026-11-07T18:30:00Z", "2026-11-08T00:00:00+05:30");
  assert_localized ("Asia/Kathmandu", "2026-01-01T00:00:00Z", "2026-01-01T05:45:00+05:45");
  assert_localized ("America/St_Johns", "2026-01-01T00:00:00Z", "2025-12-31T20:30:00-03:30");
  assert_localized ("Pacific/Kiritimati", "2026-12-31T10:00:00Z", "2027-01-01T00:00:00+14:00");
  assert_localized ("Pacific/Marquesas", "2026-01-01T09:29:00Z", "2025-12-31T23:59:00-09:30");
  assert_localized ("America/Argentina/Salta", "2026-07-01T02:00:00Z", "2026-06-30T23:00:00-03:00");
  assert_localized ("UTC", "2026-07-01T02:00:00Z", "2026-07-01T02:00:00+00:00");
}

/* The hour that is left out, and the hour that comes twice, north and south of the equator, by an hour and by half of one. */
static void
test_changes_of_clocks (void)
{
  assert_localized ("America/New_York", "2026-03-08T06:59:59Z", "2026-03-08T01:59:59-05:00");
  assert_localized ("America/New_York", "2026-03-08T07:00:00Z", "2026-03-08T03:00:00-04:00");
  assert_localized ("America/New_York", "2026-11-01T05:30:00Z", "2026-11-01T01:30:00-04:00");
  assert_localized ("America/New_York", "2026-11-01T06:30:00Z", "2026-11-01T01:30:00-05:00");
  assert_localized ("Europe/Berlin", "2026-03-29T00:59:59Z", "2026-03-29T01:59:59+01:00");
  assert_localized ("Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29T03:00:00+02:00");
  assert_localized ("Australia/Lord_Howe", "2026-04-04T14:59:00Z", "2026-04-05T01:59:00+11:00");
  assert_localized ("Australia/Lord_Howe", "2026-04-04T15:00:00Z", "2026-04-05T01:30:00+10:30");
  /* beyond the last change that a file of the database lists one by one */
  assert_localized ("America/New_York", "2087-07-01T00:00:00Z", "2087-06-30T20:00:00-04:00");
}

static void
test_unknown (void)
{
  static const char *const names[] = {
    "", " ", "Foo/Bar", "europe/berlin ", "Europe/Berlin\n", "../../etc/passwd", "/etc/localtime", "Europe/../Europe/Berlin", "EST5EDT4,M3.2.0,M11.1.0",
    "+01:00", "Z", "CET", "Berlin", "Europe", "Europe/", "ÿ/x",
  };
  g_autoptr (FairTimeZones) zones = fair_time_zones_new ();
  g_autofree char *own = NULL;
  g_autofree char *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_test_message ("%s", names[i]);
      g_assert_false (fair_time_zones_add (zones, "fair", names[i]));
      g_assert_false (fair_time_zones_has (zones, "fair"));
    }
  own = fair_time_zones_localize (zones, "", "2026-11-08T00:30:00.000Z");
  found = fair_time_zones_localize (zones, "fair", "2026-11-08T00:30:00.000Z");
  g_assert_cmpstr (found, ==, own);
  g_assert_cmpstr (own, ==, "2026-11-07T16:30:00-08:00");
  g_assert_cmpstr (fair_time_zones_get_name (zones, "fair"), ==, "America/Los_Angeles");
}

/* What no calendar has stays as it is. */
static void
test_odd_times (void)
{
  assert_localized ("America/New_York", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z");
  assert_localized ("Asia/Tokyo", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z");
  assert_localized ("Asia/Tokyo", "2016-12-31T23:59:60Z", "2017-01-01T09:00:00+09:00");
  assert_localized ("Asia/Tokyo", "yesterday", "yesterday");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("TZ", "America/Los_Angeles", TRUE);

  g_test_add_func ("/time-zones/zones", test_zones);
  g_test_add_func ("/time-zones/changes-of-clocks", test_changes_of_clocks);
  g_test_add_func ("/time-zones/unknown", test_unknown);
  g_test_add_func ("/time-zones/odd-times", test_odd_times);

  return g_test_run ();
}
