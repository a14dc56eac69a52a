/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What time it is, from a source that a test can set. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairClock:
 * @now: milliseconds since 1970-01-01T00:00:00Z; of fair_clock_get_monotonic() since a moment that nobody knows
 *
 * Threading: @now may be called from any thread.
 */
typedef struct
{
  gint64 (*now) (gpointer user_data);
  gpointer user_data;
} FairClock;

const FairClock *fair_clock_get_default (void);
const FairClock *fair_clock_get_monotonic (void);

gint64   fair_clock_now (const FairClock *clock);

char    *fair_time_format_utc (gint64 ms);
gboolean fair_time_parse_utc (const char *text,
                              gint64     *ms);

G_END_DECLS
