/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "base/fair-local-time.h"

#include <unicode/udat.h>
#include <unicode/ustring.h>

/* In UTF-16 units and in bytes: far more than any day takes. */
#define MAX_TEXT 128

static char *
format (GDateTime       *time,
        const char      *language,
        UDateFormatStyle hour,
        UDateFormatStyle day)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar zone[MAX_TEXT], wide[MAX_TEXT];
  char text[MAX_TEXT * 3];
  UDateFormat *formatter;

  u_strFromUTF8 (zone, MAX_TEXT, NULL, g_time_zone_get_identifier (g_date_time_get_timezone (time)), -1, &status);
  formatter = udat_open (hour, day, language, zone, -1, NULL, 0, &status);
  udat_format (formatter, (UDate) g_date_time_to_unix (time) * 1000, wide, MAX_TEXT, NULL, &status);
  u_strToUTF8 (text, sizeof text, NULL, wide, -1, &status);
  udat_close (formatter);
  return U_SUCCESS (status) && status != U_STRING_NOT_TERMINATED_WARNING ? g_strdup (text) : g_date_time_format_iso8601 (time);
}

/**
 * fair_local_time_format_day:
 * @time: when, in the time zone whose day is meant
 * @language: a language tag
 *
 * Returns: (transfer full): the day with its name: "Saturday, October 24, 2099"
 */
char *
fair_local_time_format_day (GDateTime  *time,
                            const char *language)
{
  g_return_val_if_fail (time != NULL, NULL);
  g_return_val_if_fail (language != NULL, NULL);

  return format (time, language, UDAT_NONE, UDAT_FULL);
}

/**
 * fair_local_time_format_hour:
 * @time: when, in the time zone whose clocks are meant
 * @language: a language tag
 *
 * Returns: (transfer full): hour and minute: "9:30 AM", or "09:30" where there are 24 hours
 */
char *
fair_local_time_format_hour (GDateTime  *time,
                             const char *language)
{
  g_return_val_if_fail (time != NULL, NULL);
  g_return_val_if_fail (language != NULL, NULL);

  return format (time, language, UDAT_SHORT, UDAT_NONE);
}

/**
 * fair_local_time_format_moment:
 * @time: when, in the time zone that is meant
 * @language: a language tag
 *
 * Returns: (transfer full): the day in few letters, and hour and minute: "Oct 24, 2099, 9:30 AM"
 */
char *
fair_local_time_format_moment (GDateTime  *time,
                               const char *language)
{
  g_return_val_if_fail (time != NULL, NULL);
  g_return_val_if_fail (language != NULL, NULL);

  return format (time, language, UDAT_SHORT, UDAT_MEDIUM);
}
