/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day or some hours of it as a calendar entry, for the calendar of a phone. */
#include "config.h"
#include "takehome/fair-calendar-entry.h"

#include "takehome/fair-content-line.h"

/* Times in UTC, which every phone shows in its own zone (RFC 5545, section 3.3.5, form 2). A time with a VTIMEZONE would say
 * the same moment in 150 bytes more, and the readers in many cameras take it for one in the phone's own zone. */
static void
append_time (GString    *out,
             const char *name,
             GDateTime  *time)
{
  g_autoptr (GDateTime) utc = g_date_time_to_utc (time);
  g_autofree char *value = g_date_time_format (utc, "%Y%m%dT%H%M%SZ");

  fair_content_line_append (out, name, value);
}

/* A whole day is the same date everywhere, and ends with it (RFC 5545, section 3.6.1). */
static void
append_day (GString   *out,
            GDateTime *day)
{
  g_autofree char *value = g_date_time_format (day, "%Y%m%d");

  fair_content_line_append (out, "DTSTART;VALUE=DATE", value);
}

static void
append_event (GString                 *out,
              const FairCalendarEntry *self)
{
  g_autoptr (GDateTime) made_at = g_date_time_new_from_unix_utc_usec (self->made_at * 1000);

  fair_content_line_append (out, "BEGIN", "VEVENT");
  fair_content_line_append_text (out, "UID", self->uid);
  append_time (out, "DTSTAMP", made_at);
  if (self->ends != NULL)
    {
      append_time (out, "DTSTART", self->starts);
      append_time (out, "DTEND", self->ends);
    }
  else
    append_day (out, self->starts);
  fair_content_line_append_text (out, "SUMMARY", self->title);
  fair_content_line_append_text (out, "LOCATION", self->place);
  /* Not as a URL: few phones show that, and all show a description. */
  fair_content_line_append_text (out, "DESCRIPTION", self->url);
  fair_content_line_append (out, "END", "VEVENT");
}

/**
 * fair_calendar_entry_to_text:
 *
 * Writes a calendar of one event (RFC 5545).
 *
 * Returns: (transfer full): the calendar
 */
char *
fair_calendar_entry_to_text (const FairCalendarEntry *self)
{
  GString *out = g_string_new (NULL);

  fair_content_line_append (out, "BEGIN", "VCALENDAR");
  fair_content_line_append (out, "VERSION", "2.0");
  fair_content_line_append (out, "PRODID", "Fairbook");
  append_event (out, self);
  fair_content_line_append (out, "END", "VCALENDAR");
  return g_string_free_and_steal (out);
}
