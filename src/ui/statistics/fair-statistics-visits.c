/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What visitors looked at, in charts: pages, photos, and what became of forms. No person is in it. */
#include "config.h"

#include "statistics/fair-statistics-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

typedef struct
{
  const char *id;
  guint64 n;
} Sum;

typedef const char *(*GetTitle) (FairProgram *program, const char *id);

static int
compare_sums (gconstpointer a,
              gconstpointer b)
{
  const Sum *first = a, *second = b;

  return first->n != second->n ? (first->n > second->n ? -1 : 1) : g_strcmp0 (first->id, second->id);
}

/* By id, the greatest first. */
static GArray *
list_sums (const FairStatistics *self,
           const char           *event,
           FairVisitKind         kind)
{
  GArray *sums = g_array_new (FALSE, FALSE, sizeof (Sum));

  for (guint i = 0; i < self->visits->len; i++)
    {
      const FairVisitCount *count = self->visits->pdata[i];
      guint at = 0;

      if (count->kind != kind || (event != NULL && !g_str_equal (event, count->event)))
        continue;
      while (at < sums->len && !g_str_equal (g_array_index (sums, Sum, at).id, count->id))
        at++;
      if (at == sums->len)
        g_array_append_val (sums, ((Sum) { count->id, 0 }));
      g_array_index (sums, Sum, at).n += count->n;
    }
  g_array_sort (sums, compare_sums);
  return sums;
}

static guint64
sum_up (const FairStatistics *self,
        const char           *event,
        FairVisitKind         kind)
{
  g_autoptr (GArray) sums = list_sums (self, event, kind);
  guint64 n = 0;

  for (guint i = 0; i < sums->len; i++)
    n += g_array_index (sums, Sum, i).n;
  return n;
}

static const char *
get_page_title (FairProgram *program,
                const char  *id)
{
  FairPage *page = fair_program_find_page (program, id);

  return page != NULL ? page->title : NULL;
}

static const char *
get_photo_title (FairProgram *program,
                 const char  *id)
{
  FairPhoto *photo = fair_program_find_photo (program, id);

  return photo == NULL ? NULL : photo->caption != NULL ? photo->caption : photo->alt;
}

static const char *
get_field_title (FairProgram *program,
                 const char  *id)
{
  FairField *field = program->form != NULL ? fair_form_find_field (program->form, id) : NULL;

  return field != NULL ? fair_field_get_title (field) : NULL;
}

static char *
dup_duration (guint64 seconds)
{
  if (seconds < 60)
    /* Translators: seconds */
    return g_strdup_printf (_("%'" PRIu64 " s"), seconds);
  if (seconds < 3600)
    /* Translators: minutes and seconds */
    return g_strdup_printf (_("%" PRIu64 " min %" PRIu64 " s"), seconds / 60, seconds % 60);
  /* Translators: hours and minutes */
  return g_strdup_printf (_("%'" PRIu64 " h %" PRIu64 " min"), seconds / 3600, seconds / 60 % 60);
}

static void
write_value (FairChartItem *item,
             FairVisitKind  kind)
{
  if (kind == FAIR_VISIT_PAGE_SECONDS)
    item->text = dup_duration (item->values[0]);
}

static void
add_chart (const FairStatistics *self,
           const char           *event,
           FairVisitKind         kind,
           const char           *title,
           const char           *subtitle,
           GetTitle              get_title,
           GPtrArray            *charts)
{
  g_autoptr (GArray) sums = list_sums (self, event, kind);
  FairChart *chart = fair_chart_new (FAIR_CHART_BARS, title, subtitle);
  /* one more is not worth a line that says so */
  const guint most = sums->len > FAIR_STATISTICS_MOST + 1 ? FAIR_STATISTICS_MOST : sums->len;
  guint64 rest = 0;

  for (guint i = 0; i < sums->len; i++)
    {
      const Sum *sum = &g_array_index (sums, Sum, i);
      const char *name = self->program != NULL ? get_title (self->program, sum->id) : NULL;

      if (i < most)
        write_value (fair_chart_add (chart, name != NULL ? name : sum->id, sum->n), kind);
      else
        rest += sum->n;
    }
  if (most < sums->len)
    write_value (fair_chart_add_rest (chart, sums->len - most, rest), kind);
  if (sums->len > 0)
    g_ptr_array_add (charts, chart);
  else
    fair_chart_unref (chart);
}

static void
add_forms (const FairStatistics *self,
           const char           *event,
           GPtrArray            *charts)
{
  const guint64 begun = sum_up (self, event, FAIR_VISIT_FORMS_BEGUN), finished = sum_up (self, event, FAIR_VISIT_FORMS_FINISHED);
  const guint64 left = sum_up (self, event, FAIR_VISIT_LEFT_AT);
  FairChart *chart;

  if (begun + finished + left == 0)
    return;
  chart = fair_chart_new (FAIR_CHART_BARS, _("Sign-Up Forms"), _("From the first letter to the sign-up"));
  fair_chart_add (chart, _("Begun"), begun);
  fair_chart_add (chart, _("Left"), left);
  fair_chart_add (chart, _("Finished"), finished);
  g_ptr_array_add (charts, chart);
}

/** Adds charts of what was looked at; none of what nobody has looked at. */
void
fair_statistics_add_visits (const FairStatistics *self,
                            const char           *event,
                            GPtrArray            *charts)
{
  add_chart (self, event, FAIR_VISIT_PAGE_VIEWS, _("Page Views"), NULL, get_page_title, charts);
  add_chart (self, event, FAIR_VISIT_PAGE_SECONDS, _("Time on Each Page"), _("All visitors together"), get_page_title, charts);
  add_forms (self, event, charts);
  add_chart (self, event, FAIR_VISIT_LEFT_AT, _("Where Forms Were Left"), _("The question that somebody was at"), get_field_title, charts);
  add_chart (self, event, FAIR_VISIT_PHOTOS_OPENED, _("Photos Opened"), NULL, get_photo_title, charts);
}
