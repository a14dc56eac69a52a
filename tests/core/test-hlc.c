/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hybrid logical clock, and times as text. */
#include "base/fair-clock.h"
#include "base/fair-hlc.h"
#include <string.h>

static FairHlc
parse (const char *text)
{
  FairHlc hlc;

  g_assert_true (fair_hlc_parse (text, strlen (text), &hlc));
  return hlc;
}

static void
test_parse (void)
{
  static const char *const good[] = {
    "0-0-a", "1795366389333-0-c522dea509c45617", "1-4294967295-A.b_c-d", "253402300799999-7-x", "5-1--",
  };
  static const char *const bad[] = {
    "", "-", "--", "1", "1-", "1-2", "1-2-", "-1-2-a", "01-2-a", "1-02-a", "1-4294967296-a", "253402300800000-0-a",
    "99999999999999999999999-0-a", "1-2-a b", "1-2-ä", "1-2-a/b", "+1-2-a", " 1-2-a", "1-x-a",
    "1-2-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      FairHlc hlc = parse (good[i]);
      g_autofree char *text = fair_hlc_to_string (&hlc);

      g_assert_cmpstr (text, ==, good[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      FairHlc hlc;

      if (fair_hlc_parse (bad[i], strlen (bad[i]), &hlc))
        g_error ("“%s” was taken for a time stamp", bad[i]);
    }
}

static void
test_order (void)
{
  /* each comes before the next: as numbers, not as text */
  static const char *const ordered[] = { "9-0-a", "9-1-a", "9-9-z", "9-10-a", "9-10-b", "10-0-a", "100-0-a" };

  for (gsize i = 0; i < G_N_ELEMENTS (ordered); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (ordered); j++)
      {
        FairHlc a = parse (ordered[i]), b = parse (ordered[j]);
        int order = fair_hlc_compare (&a, &b);

        g_assert_cmpint ((order > 0) - (order < 0), ==, (i > j) - (i < j));
      }
}

/* Whatever the clock says and whatever is seen, the next time stamp is later than all before. */
static void
test_always_forward (void)
{
  FairHlc last = { 0 };

  for (int i = 0; i < 20000; i++)
    {
      FairHlc before = last, seen = { .ms = g_test_rand_int_range (0, 4000), .counter = 3, .device = "other" };

      if (g_test_rand_bit ())
        fair_hlc_observe (&last, &seen, 3000);
      g_assert_cmpint (fair_hlc_compare (&last, &before), >=, 0);
      before = last;
      fair_hlc_tick (&last, g_test_rand_int_range (-1000, 3000), "here");
      g_assert_true (last.ms > before.ms || (last.ms == before.ms && last.counter > before.counter));
      g_assert_cmpstr (last.device, ==, "here");
    }
}

static void
test_follows_clock (void)
{
  FairHlc last = { 0 };

  fair_hlc_tick (&last, 1000, "a");
  g_assert_cmpint (last.ms, ==, 1000);
  fair_hlc_tick (&last, 1000, "a");
  g_assert_cmpuint (last.counter, ==, 1);
  fair_hlc_tick (&last, 10, "a");
  g_assert_cmpint (last.ms, ==, 1000);
  g_assert_cmpuint (last.counter, ==, 2);
  fair_hlc_tick (&last, 1001, "a");
  g_assert_cmpint (last.ms, ==, 1001);
  g_assert_cmpuint (last.counter, ==, 0);
}

static void
test_counter_overflows (void)
{
  FairHlc last = { .ms = 5, .counter = G_MAXUINT32, .device = "a" };

  fair_hlc_tick (&last, 1, "a");
  g_assert_cmpint (last.ms, ==, 6);
  g_assert_cmpuint (last.counter, ==, 0);
}

/* A time stamp from too far ahead moves nothing, one from within a day does; the clock at its ends overflows nowhere. */
static void
test_far_ahead (void)
{
  const gint64 now = G_GINT64_CONSTANT (1795359845123);
  static const gint64 far_ahead[] = { FAIR_HLC_MAX_AHEAD + 1, G_GINT64_CONSTANT (2524608000000) };
  FairHlc last = { .ms = now, .counter = 7, .device = "here" }, seen = { .device = "other" };

  for (gsize i = 0; i < G_N_ELEMENTS (far_ahead); i++)
    {
      seen.ms = now + far_ahead[i];
      g_assert_true (fair_hlc_is_ahead (&seen, now));
      fair_hlc_observe (&last, &seen, now);
      g_assert_cmpint (last.ms, ==, now);
      g_assert_cmpuint (last.counter, ==, 7);
      g_assert_cmpstr (last.device, ==, "here");
    }
  seen.ms = now + FAIR_HLC_MAX_AHEAD;
  g_assert_false (fair_hlc_is_ahead (&seen, now));
  fair_hlc_observe (&last, &seen, now);
  g_assert_cmpint (last.ms, ==, now + FAIR_HLC_MAX_AHEAD);
  fair_hlc_tick (&last, now, "here");
  g_assert_cmpint (fair_hlc_compare (&last, &seen), >, 0);
  g_assert_true (fair_hlc_is_ahead (&seen, G_MININT64));
  g_assert_false (fair_hlc_is_ahead (&seen, G_MAXINT64));
}

static void
test_behind (void)
{
  FairHlc never_set = parse ("1577836799999-0-a"), earliest = parse ("1577836800000-0-a"), zero = { 0 };

  g_assert_true (fair_hlc_is_behind (&never_set));
  g_assert_true (fair_hlc_is_behind (&zero));
  g_assert_false (fair_hlc_is_behind (&earliest));
}

/* Whatever can be followed, its successor is a time stamp that can be read again. */
static void
test_can_be_followed (void)
{
  FairHlc last = parse ("253402300799998-4294967295-a"), end = parse ("253402300799999-0-a"), again;
  g_autofree char *text = NULL;

  g_assert_true (fair_hlc_can_be_followed (&last));
  g_assert_false (fair_hlc_can_be_followed (&end));
  fair_hlc_tick (&last, 5, "b");
  text = fair_hlc_to_string (&last);
  g_assert_cmpstr (text, ==, "253402300799999-0-b");
  g_assert_true (fair_hlc_parse (text, strlen (text), &again));
}

/* What is made here can be followed, whatever the clock says, and whatever was met. */
static void
test_end_of_time (void)
{
  FairHlc last = { 0 }, end = parse ("253402300799999-0-a");

  fair_hlc_tick (&last, G_MAXINT64, "b");
  g_assert_true (fair_hlc_can_be_followed (&last));
  fair_hlc_tick (&last, G_MAXINT64, "b");
  g_assert_cmpuint (last.counter, ==, 1);
  g_assert_true (fair_hlc_can_be_followed (&last));
  fair_hlc_observe (&last, &end, G_MAXINT64);
  fair_hlc_tick (&last, G_MAXINT64, "b");
  g_assert_true (fair_hlc_can_be_followed (&last));
}

static void
test_times (void)
{
  static const struct
  {
    gint64 ms;
    const char *text;
  } cases[] = {
    { 0, "1970-01-01T00:00:00.000Z" },
    { -1, "1969-12-31T23:59:59.999Z" },
    { 1795359845123, "2026-11-22T15:04:05.123Z" },
    { 951782400000, "2000-02-29T00:00:00.000Z" },
    { 253402300799999, "9999-12-31T23:59:59.999Z" },
    { -62135596800000, "0001-01-01T00:00:00.000Z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = fair_time_format_utc (cases[i].ms);
      gint64 ms;

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_true (fair_time_parse_utc (text, &ms));
      g_assert_cmpint (ms, ==, cases[i].ms);
    }
}

static void
test_times_out_of_range (void)
{
  g_autofree char *late = fair_time_format_utc (G_MAXINT64);
  g_autofree char *early = fair_time_format_utc (G_MININT64);

  g_assert_cmpstr (late, ==, "9999-12-31T23:59:59.999Z");
  g_assert_cmpstr (early, ==, "0001-01-01T00:00:00.000Z");
}

static void
test_times_refused (void)
{
  static const char *const bad[] = {
    "", "2026", "2026-11-22", "2026-11-22T15:04:05", "2026-11-22T15:04:05+00:00", "2026-11-22 15:04:05Z",
    "2026-02-29T15:04:05Z", "2026-13-01T00:00:00Z", "2026-11-22T24:00:00Z", "2026-11-22T15:60:00Z",
    "2026-11-22T15:04:05.Z", "2026-11-22T15:04:05.1Z ", "0000-01-01T00:00:00Z", "2026-1-22T15:04:05Z",
  };
  gint64 ms;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      if (fair_time_parse_utc (bad[i], &ms))
        g_error ("“%s” was taken for a time", bad[i]);
    }
  g_assert_true (fair_time_parse_utc ("1970-01-01T00:00:01Z", &ms));
  g_assert_cmpint (ms, ==, 1000);
  g_assert_true (fair_time_parse_utc ("1970-01-01T00:00:00.123456789Z", &ms));
  g_assert_cmpint (ms, ==, 123);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/hlc/parse", test_parse);
  g_test_add_func ("/hlc/order", test_order);
  g_test_add_func ("/hlc/always-forward", test_always_forward);
  g_test_add_func ("/hlc/follows-clock", test_follows_clock);
  g_test_add_func ("/hlc/counter-overflows", test_counter_overflows);
  g_test_add_func ("/hlc/far-ahead", test_far_ahead);
  g_test_add_func ("/hlc/behind", test_behind);
  g_test_add_func ("/hlc/can-be-followed", test_can_be_followed);
  g_test_add_func ("/hlc/end-of-time", test_end_of_time);
  g_test_add_func ("/clock/times", test_times);
  g_test_add_func ("/clock/out-of-range", test_times_out_of_range);
  g_test_add_func ("/clock/refused", test_times_refused);

  return g_test_run ();
}
