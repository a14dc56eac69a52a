/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sign-ups by the hour: a chart for each day of a fair, all of the same hours and the same scale, so that days can be compared. */
#include "config.h"

#include "statistics/fair-statistics-private.h"

#include "base/fair-local-time.h"

#include <glib/gi18n-lib.h>

/* Of more days each has no chart of its own: a fair has two or three. */
#define MOST_DAYS 6
/* The latest ones, where it goes on for months. */
#define MOST_DAYS_IN_ONE 31

typedef struct
{
  const FairStatistics *statistics;
  const char *event;
  const char *language;
  GArray *hours; /* of FairHourCount */
  int first;     /* the earliest hour of any day */
  int last;
  guint64 top;
} Fair;

static GDateTime *
get_local (const Fair *self,
           gint64      ms)
{
  g_autoptr (GDateTime) time = fair_time_zones_get_local (self->statistics->zones, self->event, ms);

  /* so far away that it is in no calendar */
  return time != NULL ? g_steal_pointer (&time) : g_date_time_new_from_unix_utc (0);
}

static void
find_limits (Fair *self)
{
  self->first = 23;
  for (guint i = 0; i < self->hours->len; i++)
    {
      const FairHourCount *hour = &g_array_index (self->hours, FairHourCount, i);
      g_autoptr (GDateTime) time = get_local (self, hour->start);

      self->first = MIN (self->first, g_date_time_get_hour (time));
      self->last = MAX (self->last, g_date_time_get_hour (time));
      self->top = MAX (self->top, hour->count);
    }
}

static void
add_hour (const Fair *self,
          FairChart  *chart,
          GDateTime  *time,
          guint64     count)
{
  g_autofree char *label = fair_local_time_format_hour (time, self->language);

  fair_chart_add (chart, label, count);
}

/* Hours in which nobody signed up that day, but on another. */
static void
add_empty (const Fair *self,
           FairChart  *chart,
           GDateTime  *day,
           int         from,
           int         to)
{
  for (int hour = from; hour < to; hour++)
    {
      g_autoptr (GDateTime) time = g_date_time_new (g_date_time_get_timezone (day), g_date_time_get_year (day),
                                                    g_date_time_get_month (day), g_date_time_get_day_of_month (day), hour, 0, 0);

      if (time != NULL)
        add_hour (self, chart, time, 0);
    }
}

static gboolean
is_same_day (GDateTime *one,
             GDateTime *other)
{
  return g_date_time_get_year (one) == g_date_time_get_year (other) &&
         g_date_time_get_day_of_year (one) == g_date_time_get_day_of_year (other);
}

/* Of the day that begins at @from. Returns where the next one does. */
static guint
add_day (const Fair *self,
         guint       from,
         GPtrArray  *charts)
{
  g_autoptr (GDateTime) day = get_local (self, g_array_index (self->hours, FairHourCount, from).start);
  g_autofree char *name = fair_statistics_dup_event_name (self->statistics, self->event);
  g_autofree char *when = fair_local_time_format_day (day, self->language);
  FairChart *chart = fair_chart_new (FAIR_CHART_COLUMNS, when, name);
  int next = self->first;
  guint i;

  for (i = from; i < self->hours->len; i++)
    {
      const FairHourCount *hour = &g_array_index (self->hours, FairHourCount, i);
      g_autoptr (GDateTime) time = get_local (self, hour->start);

      if (!is_same_day (day, time))
        break;
      add_empty (self, chart, day, next, g_date_time_get_hour (time));
      add_hour (self, chart, time, hour->count);
      next = g_date_time_get_hour (time) + 1;
    }
  add_empty (self, chart, day, next, self->last + 1);
  chart->top = self->top;
  g_ptr_array_add (charts, chart);
  return i;
}

/* All days together. */
static void
add_hours_of_day (const Fair *self,
                  const char *title,
                  const char *subtitle,
                  GPtrArray  *charts)
{
  FairChart *chart = fair_chart_new (FAIR_CHART_COLUMNS, title, subtitle);
  guint64 counts[24] = { 0 };

  for (guint i = 0; i < self->hours->len; i++)
    {
      const FairHourCount *hour = &g_array_index (self->hours, FairHourCount, i);
      g_autoptr (GDateTime) time = get_local (self, hour->start);

      counts[g_date_time_get_hour (time)] += hour->count;
    }
  for (int hour = self->first; hour <= self->last; hour++)
    {
      g_autoptr (GDateTime) time = g_date_time_new_utc (2026, 1, 1, hour, 0, 0);

      add_hour (self, chart, time, counts[hour]);
    }
  g_ptr_array_add (charts, chart);
}

static void
add_days (const Fair *self,
          const char *name,
          GPtrArray  *charts)
{
  FairChart *chart = fair_chart_new (FAIR_CHART_BARS, _("Sign-Ups by Day"), name);
  g_autoptr (GArray) days = fair_stats_list (self->statistics->stats, self->event, FAIR_STATS_DAY);

  for (guint i = days->len > MOST_DAYS_IN_ONE ? days->len - MOST_DAYS_IN_ONE : 0; i < days->len; i++)
    {
      const FairCount *day = &g_array_index (days, FairCount, i);

      fair_chart_add (chart, day->name, day->count);
    }
  g_ptr_array_add (charts, chart);
}

static void
add_fair (const Fair *self,
          gboolean    has_days,
          GPtrArray  *charts)
{
  g_autofree char *name = fair_statistics_dup_event_name (self->statistics, self->event);
  g_autoptr (GArray) days = fair_stats_list (self->statistics->stats, self->event, FAIR_STATS_DAY);

  if (!has_days)
    add_hours_of_day (self, name, days->len > 1 ? _("By hour, all days together") : _("By hour"), charts);
  else if (days->len <= MOST_DAYS)
    for (guint i = 0; i < self->hours->len;)
      i = add_day (self, i, charts);
  else
    {
      add_days (self, name, charts);
      add_hours_of_day (self, _("Sign-Ups by Hour"), _("All days together"), charts);
    }
}

/** Adds charts for each day of a fair; with NULL one for each fair. */
void
fair_statistics_add_hours (const FairStatistics *self,
                           const char           *event,
                           const char           *language,
                           GPtrArray            *charts)
{
  g_autoptr (GArray) events = fair_stats_list (self->stats, NULL, FAIR_STATS_EVENT);

  for (guint i = 0; i < events->len; i++)
    {
      const char *id = g_array_index (events, FairCount, i).name;
      g_autoptr (GArray) hours = fair_stats_list_hours (self->stats, id);
      Fair fair = { self, id, language, hours, 0, 0, 0 };

      if (event != NULL && !g_str_equal (event, id))
        continue;
      find_limits (&fair);
      add_fair (&fair, event != NULL || events->len == 1, charts);
    }
}
