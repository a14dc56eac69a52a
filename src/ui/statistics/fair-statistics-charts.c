/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is worth a look, of all fairs side by side or of one. */
#include "config.h"

#include "statistics/fair-statistics-charts.h"

#include "base/fair-language.h"
#include "base/fair-local-time.h"
#include "statistics/fair-statistics-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

static void
figure_free (gpointer data)
{
  FairFigure *figure = data;

  g_free (figure->value);
  g_free (figure->caption);
  g_free (figure);
}

static void
section_free (gpointer data)
{
  FairStatisticsSection *section = data;

  g_free (section->title);
  g_ptr_array_unref (section->charts);
  g_free (section);
}

static void
add_figure (GPtrArray  *figures,
            guint64     n,
            const char *caption)
{
  FairFigure *figure = g_new (FairFigure, 1);

  figure->value = g_strdup_printf ("%'" PRIu64, n);
  figure->caption = g_strdup (caption);
  g_ptr_array_add (figures, figure);
}

static guint64
find_count (const FairStatistics *self,
            const char           *event,
            guint                 by,
            const char           *name)
{
  g_autoptr (GArray) list = fair_stats_list (self->stats, event, by);

  for (guint i = 0; i < list->len; i++)
    if (g_str_equal (g_array_index (list, FairCount, i).name, name))
      return g_array_index (list, FairCount, i).count;
  return 0;
}

/* By the clock of each fair. */
static guint64
count_today (const FairStatistics *self,
             const char           *event)
{
  g_autoptr (GArray) events = fair_stats_list (self->stats, event, FAIR_STATS_EVENT);
  guint64 n = 0;

  for (guint i = 0; i < events->len; i++)
    {
      const char *id = g_array_index (events, FairCount, i).name;
      g_autoptr (GDateTime) now = fair_time_zones_get_local (self->zones, id, self->now);
      g_autofree char *today = now != NULL ? g_date_time_format (now, "%Y-%m-%d") : g_strdup ("");

      n += find_count (self, id, FAIR_STATS_DAY, today);
    }
  return n;
}

static guint
count_names (const FairStatistics *self,
             const char           *event,
             guint                 by)
{
  g_autoptr (GArray) list = fair_stats_list (self->stats, event, by);

  return list->len;
}

/**
 * fair_statistics_list_figures:
 * @event: (nullable): the fair; NULL for all
 *
 * Returns: (transfer full) (element-type FairFigure): the numbers that come first
 */
GPtrArray *
fair_statistics_list_figures (const FairStatistics *self,
                              const char           *event)
{
  GPtrArray *figures = g_ptr_array_new_with_free_func (figure_free);
  const guint64 people = fair_stats_get_people (self->stats, event), today = count_today (self, event);
  const guint schools = count_names (self, event, fair_stats_find (self->stats, "medical_school"));
  const guint languages = count_names (self, event, FAIR_STATS_LANGUAGE), fairs = count_names (self, NULL, FAIR_STATS_EVENT);

  add_figure (figures, people, ngettext ("person signed up", "people signed up", (gulong) people));
  if (today > 0)
    add_figure (figures, today, _("of them today"));
  add_figure (figures, schools, ngettext ("school", "schools", schools));
  if (languages > 1)
    add_figure (figures, languages, ngettext ("language", "languages", languages));
  if (event == NULL && fairs > 1)
    add_figure (figures, fairs, ngettext ("fair in all", "fairs in all", fairs));
  return figures;
}

static char *
dup_title (const FairStatistics *self,
           guint                 by)
{
  const char *title = fair_stats_get_title (self->stats, by), *id = fair_stats_get_id (self->stats, by);

  if (by == FAIR_STATS_LANGUAGE)
    return g_strdup (_("Language of the Form"));
  if (title != NULL)
    return g_strdup (title);
  return g_strdup (g_str_equal (id, "interests") ? _("Interests") : g_str_equal (id, "medical_school") ? _("School") : id);
}

static char *
dup_label (guint            by,
           const FairCount *count)
{
  if (by == FAIR_STATS_LANGUAGE)
    return fair_language_dup_name (count->name);
  return g_strdup (count->label);
}

static guint64
sum_up (GArray *list,
        guint   from)
{
  guint64 n = 0;

  for (guint i = from; i < list->len; i++)
    n += g_array_index (list, FairCount, i).count;
  return n;
}

static FairChart *
make_chart (const FairStatistics *self,
            const char           *event,
            guint                 by)
{
  g_autofree char *title = dup_title (self, by);
  FairChart *chart = fair_chart_new (FAIR_CHART_BARS, title, NULL);
  g_autoptr (GArray) list = fair_stats_list (self->stats, event, by);
  /* one more is not worth a line that says so */
  const guint most = list->len > FAIR_STATISTICS_MOST + 1 ? FAIR_STATISTICS_MOST : list->len;

  for (guint i = 0; i < most; i++)
    {
      const FairCount *count = &g_array_index (list, FairCount, i);
      g_autofree char *label = dup_label (by, count);

      fair_chart_add (chart, label, count->count);
    }
  if (most < list->len)
    fair_chart_add_rest (chart, list->len - most, sum_up (list, most));
  return chart;
}

/* The fairs with most people, each by itself; from the fourth on all others together. */
static void
add_fairs (const FairStatistics *self,
           FairChart            *chart,
           GArray               *events)
{
  for (guint i = 0; i < MIN (events->len, FAIR_CHART_MAX_SERIES); i++)
    {
      g_autofree char *name = fair_statistics_dup_event_name (self, g_array_index (events, FairCount, i).name);

      if (i + 1 == FAIR_CHART_MAX_SERIES && events->len > FAIR_CHART_MAX_SERIES)
        fair_chart_add_series (chart, _("All other fairs"));
      else
        fair_chart_add_series (chart, name);
    }
}

static void
add_compared (const FairStatistics *self,
              FairChart            *chart,
              GArray               *events,
              guint                 by,
              const FairCount      *count)
{
  g_autofree char *label = dup_label (by, count);
  FairChartItem *item = fair_chart_add (chart, label, 0);

  for (guint i = 0; i < events->len; i++)
    {
      guint series = MIN (i, FAIR_CHART_MAX_SERIES - 1);
      guint64 n = find_count (self, g_array_index (events, FairCount, i).name, by, count->name);

      fair_chart_set_value (chart, item, series, item->values[series] + n);
    }
}

/* What everybody is asked to choose, fair by fair. */
static FairChart *
make_compared (const FairStatistics *self,
               GArray               *events,
               guint                 by)
{
  g_autofree char *title = dup_title (self, by);
  FairChart *chart = fair_chart_new (FAIR_CHART_BARS, title, NULL);
  g_autoptr (GArray) list = fair_stats_list (self->stats, NULL, by);

  add_fairs (self, chart, events);
  for (guint i = 0; i < MIN (list->len, FAIR_STATISTICS_MOST); i++)
    add_compared (self, chart, events, by, &g_array_index (list, FairCount, i));
  return chart;
}

/* Where there are many, such as schools, several fairs side by side would be a wall of bars. */
static gboolean
can_be_compared (const FairStatistics *self,
                 guint                 by)
{
  return count_names (self, NULL, by) <= FAIR_STATISTICS_MOST;
}

static void
add_people (const FairStatistics *self,
            const char           *event,
            GPtrArray            *charts)
{
  g_autoptr (GArray) events = fair_stats_list (self->stats, NULL, FAIR_STATS_EVENT);

  for (guint by = FAIR_STATS_LANGUAGE; by < fair_stats_get_n (self->stats); by++)
    {
      if (count_names (self, event, by) == 0 || (by == FAIR_STATS_LANGUAGE && count_names (self, event, by) == 1))
        continue;
      if (event == NULL && events->len > 1 && can_be_compared (self, by))
        g_ptr_array_add (charts, make_compared (self, events, by));
      else
        g_ptr_array_add (charts, make_chart (self, event, by));
    }
}

static void
add_fairs_chart (const FairStatistics *self,
                 GPtrArray            *charts)
{
  g_autoptr (GArray) events = fair_stats_list (self->stats, NULL, FAIR_STATS_EVENT);
  FairChart *chart = fair_chart_new (FAIR_CHART_BARS, _("People at Each Fair"), NULL);

  for (guint i = 0; i < events->len; i++)
    {
      const FairCount *event = &g_array_index (events, FairCount, i);
      g_autofree char *name = fair_statistics_dup_event_name (self, event->name);

      fair_chart_add (chart, name, event->count);
    }
  g_ptr_array_add (charts, chart);
}

static GPtrArray *
add_section (GPtrArray  *sections,
             const char *title)
{
  FairStatisticsSection *section = g_new (FairStatisticsSection, 1);

  section->title = g_strdup (title);
  section->charts = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_chart_unref);
  g_ptr_array_add (sections, section);
  return section->charts;
}

static void
drop_empty (GPtrArray *sections)
{
  for (guint i = sections->len; i > 0; i--)
    if (((FairStatisticsSection *) sections->pdata[i - 1])->charts->len == 0)
      g_ptr_array_remove_index (sections, i - 1);
}

/**
 * fair_statistics_list_sections:
 * @event: (nullable): the fair; NULL for all, which are compared
 * @language: in which days and hours are written
 *
 * Returns: (transfer full) (element-type FairStatisticsSection): the charts, in the order in which they are read
 */
GPtrArray *
fair_statistics_list_sections (const FairStatistics *self,
                               const char           *event,
                               const char           *language)
{
  GPtrArray *sections = g_ptr_array_new_with_free_func (section_free);

  const gboolean are_compared = event == NULL && count_names (self, NULL, FAIR_STATS_EVENT) > 1;
  GPtrArray *charts = add_section (sections, are_compared ? _("Fairs Compared") : _("Sign-Ups by Hour"));

  if (are_compared)
    add_fairs_chart (self, charts);
  fair_statistics_add_hours (self, event, language, charts);
  add_people (self, event, add_section (sections, _("Who Signed Up")));
  fair_statistics_add_visits (self, event, add_section (sections, _("What Visitors Looked At")));
  drop_empty (sections);
  return sections;
}
