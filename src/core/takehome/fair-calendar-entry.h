/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day or some hours of it as a calendar entry, for the calendar of a phone. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairCalendarEntry:
 * @uid: what tells it from all others, also when it is taken a second time
 * @title: what it is
 * @place: (nullable): where
 * @url: (nullable): an address with more about it
 * @starts: when it begins; of an entry for a whole day, any time of that day
 * @ends: (nullable): when it ends, after @starts; %NULL: it is for the whole day
 * @made_at: when it was made, in milliseconds since 1970 (UTC)
 */
typedef struct
{
  const char *uid;
  const char *title;
  const char *place;
  const char *url;
  GDateTime *starts;
  GDateTime *ends;
  gint64 made_at;
} FairCalendarEntry;

char *fair_calendar_entry_to_text (const FairCalendarEntry *self);

G_END_DECLS
