/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The system's clocks, and times as RFC 3339 text in UTC. */
#include "base/fair-clock.h"
#include <time.h>

#define MS_PER_SECOND 1000
#define MS_PER_DAY (G_GINT64_CONSTANT (86400) * MS_PER_SECOND)
/* 0001-01-01T00:00:00.000Z and 9999-12-31T23:59:59.999Z: what four digits of a year can say */
#define MIN_MS (G_GINT64_CONSTANT (-62135596800) * MS_PER_SECOND)
#define MAX_MS (G_GINT64_CONSTANT (253402300799) * MS_PER_SECOND + 999)
/* the Julian day of GDate that is 1970-01-01 */
#define EPOCH_JULIAN 719163

static gint64
system_now (gpointer user_data)
{
  return g_get_real_time () / 1000;
}

/**
 * fair_clock_get_default:
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the system's clock
 */
const FairClock *
fair_clock_get_default (void)
{
  static const FairClock clock = { system_now, NULL };

  return &clock;
}

static gint64
boot_now (gpointer user_data)
{
  struct timespec time = { 0 };

  /* of a Linux without it, one that stands still while the laptop sleeps is the next best */
  if (clock_gettime (CLOCK_BOOTTIME, &time) != 0)
    clock_gettime (CLOCK_MONOTONIC, &time);
  return (gint64) time.tv_sec * MS_PER_SECOND + time.tv_nsec / 1000000;
}

/**
 * fair_clock_get_monotonic:
 *
 * A clock for how long something takes: nobody can set it, it goes on while the laptop sleeps, and begins when it is switched on.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the clock
 */
const FairClock *
fair_clock_get_monotonic (void)
{
  static const FairClock clock = { boot_now, NULL };

  return &clock;
}

/**
 * fair_clock_now:
 * @clock: a clock
 *
 * Threading: any thread.
 *
 * Returns: milliseconds since 1970-01-01T00:00:00Z, negative before it; of fair_clock_get_monotonic() since another moment
 */
gint64
fair_clock_now (const FairClock *clock)
{
  return clock->now (clock->user_data);
}

/**
 * fair_time_format_utc:
 * @ms: milliseconds since 1970-01-01T00:00:00Z
 *
 * Writes a time as `2026-11-22T15:04:05.123Z` (RFC 3339, always with three decimals, always UTC). A time outside the
 * years 1 to 9999 becomes the nearest one that can be written.
 *
 * Returns: (transfer full): the text
 */
char *
fair_time_format_utc (gint64 ms)
{
  gint64 time = CLAMP (ms, MIN_MS, MAX_MS) - MIN_MS;
  guint of_day = (guint) (time % MS_PER_DAY);
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) (time / MS_PER_DAY) + 1);
  return g_strdup_printf ("%04u-%02u-%02uT%02u:%02u:%02u.%03uZ",
                          (guint) g_date_get_year (&date), (guint) g_date_get_month (&date),
                          (guint) g_date_get_day (&date),
                          of_day / 3600000, of_day / 60000 % 60, of_day / 1000 % 60, of_day % 1000);
}

/* Reads exactly @digits decimal digits and moves on; FALSE when there are fewer. */
static gboolean
take_number (const char **text,
             int          digits,
             guint       *number)
{
  *number = 0;
  for (int i = 0; i < digits; i++, (*text)++)
    {
      if (!g_ascii_isdigit (**text))
        return FALSE;
      *number = *number * 10 + (guint) (**text - '0');
    }
  return TRUE;
}

static gboolean
take_character (const char **text,
                char         expected)
{
  if (**text != expected)
    return FALSE;
  (*text)++;
  return TRUE;
}

/* An optional fraction of a second, of any length; what is finer than a millisecond is dropped. */
static gboolean
take_fraction (const char **text,
               guint       *ms)
{
  guint unit = 100;

  *ms = 0;
  if (!take_character (text, '.'))
    return TRUE;
  if (!g_ascii_isdigit (**text))
    return FALSE;
  for (; g_ascii_isdigit (**text); (*text)++, unit /= 10)
    *ms += (guint) (**text - '0') * unit;
  return TRUE;
}

/**
 * fair_time_parse_utc:
 * @text: a time as RFC 3339 writes it, in UTC (`2026-11-22T15:04:05.123Z`; the fraction may be absent)
 * @ms: (out) (optional): milliseconds since 1970-01-01T00:00:00Z
 *
 * Returns: FALSE if @text is not such a time, or not one that the calendar has
 */
gboolean
fair_time_parse_utc (const char *text,
                     gint64     *ms)
{
  guint year, month, day, hour, minute, second, fraction;
  GDate date;

  if (!take_number (&text, 4, &year) || !take_character (&text, '-') ||
      !take_number (&text, 2, &month) || !take_character (&text, '-') ||
      !take_number (&text, 2, &day) || !take_character (&text, 'T') ||
      !take_number (&text, 2, &hour) || !take_character (&text, ':') ||
      !take_number (&text, 2, &minute) || !take_character (&text, ':') ||
      !take_number (&text, 2, &second) || !take_fraction (&text, &fraction) ||
      !take_character (&text, 'Z') || *text != '\0')
    return FALSE;
  if (hour > 23 || minute > 59 || second > 60 ||
      !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  if (ms == NULL)
    return TRUE;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  *ms = ((gint64) g_date_get_julian (&date) - EPOCH_JULIAN) * MS_PER_DAY +
        ((gint64) hour * 3600 + minute * 60 + second) * MS_PER_SECOND + fraction;
  return TRUE;
}
