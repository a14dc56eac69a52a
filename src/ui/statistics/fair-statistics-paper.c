/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "statistics/fair-statistics-paper.h"

#include "statistics/fair-chart-picture.h"

#include <glib/gi18n-lib.h>

/* In points. */
#define SIZE 9.5
#define BETWEEN 24

typedef struct
{
  guint page;
  double y;
  double scale; /* below 1 where it is higher than a page */
} Place;

struct _FairStatisticsPaper
{
  FairPaper parent_instance;

  GPtrArray *charts; /* of FairChart */
  char *color;       /* (nullable) */
  GArray *places;    /* of Place, one for each chart */
};

G_DEFINE_FINAL_TYPE (FairStatisticsPaper, fair_statistics_paper, FAIR_TYPE_PAPER)

static PangoContext *
init_style (FairStatisticsPaper *self,
            const FairPen       *pen,
            FairChartStyle      *style)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());

  fair_chart_style_init_for_paper (style, context, SIZE, self->color, pen->rtl);
  return context;
}

/* No chart is torn apart: what does not fit in below the one before stands on the next page. */
static gboolean
fair_statistics_paper_measure (FairPaper     *paper,
                               const FairPen *pen,
                               guint          step)
{
  FairStatisticsPaper *self = FAIR_STATISTICS_PAPER (paper);
  const double room = pen->height - FAIR_PAPER_HEAD;
  Place place = { 0, FAIR_PAPER_HEAD, 1 };
  FairChartStyle style;
  PangoContext *context = init_style (self, pen, &style);

  g_array_set_size (self->places, 0);
  for (guint i = 0; i < self->charts->len; i++)
    {
      double height = fair_chart_draw_titled (self->charts->pdata[i], &style, pen->width, NULL);

      place.scale = MIN (1, room / height);
      if (place.y > FAIR_PAPER_HEAD && place.y + height * place.scale > pen->height)
        {
          place.page++;
          place.y = FAIR_PAPER_HEAD;
        }
      g_array_append_val (self->places, place);
      place.y += height * place.scale + BETWEEN;
    }
  fair_paper_set_n_pages (paper, place.page + 1);
  g_object_unref (context);
  return TRUE;
}

static void
draw_chart (FairStatisticsPaper  *self,
            const FairPen        *pen,
            const FairChartStyle *style,
            guint                 nth)
{
  const Place *place = &g_array_index (self->places, Place, nth);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  fair_chart_draw_titled (self->charts->pdata[nth], style, pen->width, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  cairo_save (pen->cr);
  cairo_translate (pen->cr, fair_pen_mirror (pen, 0, pen->width * place->scale), place->y);
  cairo_scale (pen->cr, place->scale, place->scale);
  gsk_render_node_draw (node, pen->cr);
  cairo_restore (pen->cr);
  gsk_render_node_unref (node);
}

static void
fair_statistics_paper_draw (FairPaper     *paper,
                            const FairPen *pen,
                            guint          page)
{
  FairStatisticsPaper *self = FAIR_STATISTICS_PAPER (paper);
  FairChartStyle style;
  PangoContext *context = init_style (self, pen, &style);

  fair_paper_head (paper, pen, page);
  for (guint i = 0; i < self->places->len; i++)
    if (g_array_index (self->places, Place, i).page == page)
      draw_chart (self, pen, &style, i);
  g_object_unref (context);
}

static void
fair_statistics_paper_finalize (GObject *object)
{
  FairStatisticsPaper *self = FAIR_STATISTICS_PAPER (object);

  g_ptr_array_unref (self->charts);
  g_free (self->color);
  g_array_unref (self->places);

  G_OBJECT_CLASS (fair_statistics_paper_parent_class)->finalize (object);
}

static void
fair_statistics_paper_class_init (FairStatisticsPaperClass *klass)
{
  FairPaperClass *paper_class = FAIR_PAPER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fair_statistics_paper_finalize;
  paper_class->measure = fair_statistics_paper_measure;
  paper_class->draw = fair_statistics_paper_draw;
}

static void
fair_statistics_paper_init (FairStatisticsPaper *self)
{
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
}

/**
 * fair_statistics_paper_new:
 * @charts: (element-type FairChart): must not change any more
 * @color: (nullable): the program's, for bars
 * @beneath: as of fair_paper_set_beneath()
 *
 * Returns: (transfer full): the charts, for paper
 */
FairPaper *
fair_statistics_paper_new (GPtrArray         *charts,
                           const char        *color,
                           const char *const *beneath)
{
  FairStatisticsPaper *self = g_object_new (FAIR_TYPE_STATISTICS_PAPER, NULL);

  self->charts = g_ptr_array_ref (charts);
  self->color = g_strdup (color);
  fair_paper_set_title (FAIR_PAPER (self), _("Statistics"));
  fair_paper_set_beneath (FAIR_PAPER (self), beneath);
  return FAIR_PAPER (self);
}
