/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Draws charts. Everything is measured by the height of a line of text, so a chart grows with its letters:
 *
 *   bars:     label │████████ 12        columns:   3
 *             label │███ 4                        ███   1
 *                                                 ███  ███
 *                                                 9 AM 10 AM
 *
 * Where a chart is narrow, the labels of its bars stand above them. Several series are told apart by how they are filled, not by colour.
 */
#include "config.h"

#include "statistics/fair-chart-drawing.h"

#include <math.h>

/* All in heights of a line. */
#define LABEL_BESIDE 17.0   /* as wide as a chart must be for labels beside its bars */
#define LABEL_SHARE 0.42    /* of the width, for them at most */
#define BAR 0.9
#define BAR_OF_SEVERAL 0.66
#define GAP_OF_ITEMS 0.42
#define GAP_OF_SERIES 2.0   /* in pixels */
#define SPACE 0.45          /* between a bar and what stands beside it */
#define COLUMN_HEIGHT 6.5
#define COLUMN_SLOT 4.2     /* for each column at most */
#define COLUMN_SHARE 0.74   /* of its slot */
#define SMALL 0.85          /* of the size of letters */
#define RADIUS 0.18
#define EDGE 1.0            /* in pixels */
#define STRIPE 2.0          /* likewise */
#define STRIPES 5.0         /* from one to the next */

typedef enum
{
  START,
  CENTER,
  END,
} Side;

typedef struct
{
  const FairChart *chart;
  const FairChartStyle *style;
  GtkSnapshot *snapshot; /* NULL while it is measured */
  double width;
  double line; /* how high a line of text is */
  double y;
} Canvas;

static double
snap (const Canvas *self,
      double        at)
{
  return self->style->exact ? round (at) : at;
}

/* Whatever is drawn goes through here: that is what mirrors it. */
static graphene_rect_t
place (const Canvas *self,
       double        x,
       double        y,
       double        width,
       double        height)
{
  double left = snap (self, x), top = snap (self, y);
  double right = snap (self, x + width), bottom = snap (self, y + height);

  if (self->style->rtl)
    {
      left = self->width - snap (self, x + width);
      right = self->width - snap (self, x);
    }
  return GRAPHENE_RECT_INIT ((float) left, (float) top, (float) (right - left), (float) (bottom - top));
}

static PangoLayout *
make_layout (const Canvas *self,
             const char   *text,
             double        scale,
             PangoWeight   weight)
{
  PangoLayout *layout = pango_layout_new (self->style->context);
  PangoFontDescription *font = pango_font_description_copy (pango_context_get_font_description (self->style->context));
  PangoAttrList *attributes = pango_attr_list_new ();
  const double size = pango_font_description_get_size (font) * scale;

  if (pango_font_description_get_size_is_absolute (font))
    pango_font_description_set_absolute_size (font, size);
  else
    pango_font_description_set_size (font, (int) size);
  pango_font_description_set_weight (font, weight);
  pango_layout_set_font_description (layout, font);
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_text (layout, text, -1);
  pango_attr_list_unref (attributes);
  pango_font_description_free (font);
  return layout;
}

static PangoLayout *
make_label (const Canvas *self,
            const char   *text)
{
  return make_layout (self, text, 1, PANGO_WEIGHT_NORMAL);
}

static PangoLayout *
make_number (const Canvas        *self,
             const FairChartItem *item,
             guint                series)
{
  g_autofree char *text = fair_chart_dup_number (self->chart, item, series);

  return make_layout (self, text, self->chart->n_series > 1 ? SMALL : 1, PANGO_WEIGHT_BOLD);
}

static double
get_width (PangoLayout *layout)
{
  int width;

  pango_layout_get_size (layout, &width, NULL);
  return ceil ((double) width / PANGO_SCALE);
}

static double
get_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

/* Shortens what is longer than @width. */
static void
put_text (const Canvas  *self,
          PangoLayout   *layout,
          const GdkRGBA *color,
          Side           side,
          double         x,
          double         y,
          double         width)
{
  double wide, offset;
  graphene_rect_t area;

  if (self->snapshot == NULL)
    return;
  if (get_width (layout) > width)
    {
      pango_layout_set_width (layout, (int) (MAX (width, 0) * PANGO_SCALE));
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_height (layout, -1);
      wide = width;
    }
  else
    wide = get_width (layout);
  offset = side == START ? 0 : side == CENTER ? (width - wide) / 2 : width - wide;
  area = place (self, x + offset, y, wide, 0);
  gtk_snapshot_save (self->snapshot);
  gtk_snapshot_translate (self->snapshot, &area.origin);
  gtk_snapshot_append_layout (self->snapshot, layout, color);
  gtk_snapshot_restore (self->snapshot);
}

static void
fill_stripes (const Canvas          *self,
              const graphene_rect_t *bar)
{
  for (float x = bar->origin.x; x < bar->origin.x + bar->size.width; x += (float) STRIPES)
    gtk_snapshot_append_color (self->snapshot, &self->style->bar,
                               &GRAPHENE_RECT_INIT (x, bar->origin.y, (float) STRIPE, bar->size.height));
}

/* By series: full, a shade, stripes, empty. */
static void
fill (const Canvas          *self,
      const graphene_rect_t *bar,
      guint                  series)
{
  GdkRGBA shade = self->style->bar;

  shade.alpha = series == 1 ? 0.35f : 1;
  if (series < 2)
    gtk_snapshot_append_color (self->snapshot, &shade, bar);
  else if (series == 2)
    fill_stripes (self, bar);
}

/* Rounded where it ends. */
static GskRoundedRect
round_end (const Canvas          *self,
           const graphene_rect_t *bar)
{
  const float radius = MIN ((float) (self->line * RADIUS), MIN (bar->size.width, bar->size.height) / 2);
  const gboolean is_column = self->chart->kind == FAIR_CHART_COLUMNS;
  graphene_size_t none = GRAPHENE_SIZE_INIT (0, 0), corner = GRAPHENE_SIZE_INIT (radius, radius);
  const gboolean left = is_column || self->style->rtl, right = is_column || !self->style->rtl;
  GskRoundedRect outline;

  gsk_rounded_rect_init (&outline, bar, left ? &corner : &none, right ? &corner : &none, right && !is_column ? &corner : &none,
                         left && !is_column ? &corner : &none);
  return outline;
}

static void
draw_bar (const Canvas *self,
          guint         series,
          double        x,
          double        y,
          double        width,
          double        height)
{
  const GdkRGBA *edge = self->style->edges ? &self->style->text : &self->style->bar;
  graphene_rect_t bar = place (self, x, y, width, height);
  GskRoundedRect outline = round_end (self, &bar);

  if (self->snapshot == NULL || bar.size.width <= 0 || bar.size.height <= 0)
    return;
  gtk_snapshot_push_rounded_clip (self->snapshot, &outline);
  fill (self, &bar, series);
  gtk_snapshot_pop (self->snapshot);
  if (series > 0 || self->style->edges)
    gtk_snapshot_append_border (self->snapshot, &outline, (float[4]) { EDGE, EDGE, EDGE, EDGE },
                                (GdkRGBA[4]) { *edge, *edge, *edge, *edge });
}

static void
draw_axis (const Canvas *self,
           double        x,
           double        y,
           double        width,
           double        height)
{
  GdkRGBA color = self->style->dim;
  graphene_rect_t line = place (self, x, y, width, height);

  if (!self->style->edges)
    color.alpha *= 0.5f;
  if (self->snapshot != NULL)
    gtk_snapshot_append_color (self->snapshot, &color, &line);
}

/* As long as its share of the longest, and never so short that it does not show. */
static double
scale (const Canvas *self,
       guint64       value,
       double        length)
{
  return value == 0 ? 0 : MAX (2, length * (double) value / (double) MAX (self->chart->top, 1));
}

/* What the series are called, each beside a piece of bar: as many on a line as fit. */
static void
draw_legend (Canvas *self)
{
  const double piece = self->line * 1.2, thick = self->line * BAR_OF_SEVERAL, space = self->line * SPACE;
  double x = 0;

  for (guint i = 0; i < self->chart->n_series; i++)
    {
      g_autoptr (PangoLayout) name = make_label (self, self->chart->series[i]);
      double room = MIN (piece + space + get_width (name), self->width);

      if (x > 0 && x + room > self->width)
        {
          x = 0;
          self->y += self->line * 1.25;
        }
      draw_bar (self, i, x, self->y + (self->line - thick) / 2, piece, thick);
      put_text (self, name, &self->style->text, START, x + piece + space, self->y, room - piece - space);
      x += room + self->line;
    }
  self->y += self->line * 1.7;
}

static double
find_widest (const Canvas *self,
             gboolean      labels)
{
  double widest = 0;

  for (guint i = 0; i < self->chart->items->len; i++)
    for (guint series = 0; series < (labels ? 1 : self->chart->n_series); series++)
      {
        const FairChartItem *item = fair_chart_get (self->chart, i);
        g_autoptr (PangoLayout) layout = labels ? make_label (self, item->label) : make_number (self, item, series);

        widest = MAX (widest, get_width (layout));
      }
  return widest;
}

static double
draw_item_bars (const Canvas        *self,
                const FairChartItem *item,
                double               x,
                double               y,
                double               number_width)
{
  const double thick = self->line * (self->chart->n_series > 1 ? BAR_OF_SEVERAL : BAR), space = self->line * SPACE;
  const double longest = MAX (self->width - x - 1 - space - number_width, 1);

  for (guint i = 0; i < self->chart->n_series; i++)
    {
      g_autoptr (PangoLayout) number = make_number (self, item, i);
      double length = item->is_rest ? 0 : scale (self, item->values[i], longest), top = y + i * (thick + GAP_OF_SERIES);

      draw_bar (self, i, x + 1, top, length, thick);
      put_text (self, number, &self->style->text, START, x + 1 + length + space, top + (thick - get_height (number)) / 2,
             self->width - x - 1 - length - space);
    }
  return self->chart->n_series * (thick + GAP_OF_SERIES) - GAP_OF_SERIES;
}

static void
draw_bars (Canvas          *self,
           graphene_rect_t *areas)
{
  const gboolean beside = self->width >= self->line * LABEL_BESIDE;
  const double label = beside ? MIN (find_widest (self, TRUE), self->width * LABEL_SHARE) : self->width;
  const double x = beside ? label + self->line * SPACE : 0, number = find_widest (self, FALSE), gap = self->line * GAP_OF_ITEMS;
  const double first = self->y;

  for (guint i = 0; i < self->chart->items->len; i++)
    {
      const FairChartItem *item = fair_chart_get (self->chart, i);
      g_autoptr (PangoLayout) text = make_label (self, item->label);
      double top = self->y, bars = self->y + (beside ? 0 : self->line * 1.15), height;

      height = draw_item_bars (self, item, x, bars, number);
      put_text (self, text, &self->style->text, beside ? END : START, 0, beside ? top + (height - self->line) / 2 : top, label);
      if (!beside)
        draw_axis (self, 0, bars - 2, 1, height + 4);
      self->y = bars + height;
      if (areas != NULL)
        areas[i] = place (self, 0, top - gap / 2, self->width, self->y - top + gap);
      self->y += i + 1 < self->chart->items->len ? gap : 0;
    }
  if (beside)
    draw_axis (self, x, first - gap / 2, 1, self->y - first + gap);
}

static double
find_widest_below (const Canvas *self)
{
  double widest = 0;

  for (guint i = 0; i < self->chart->items->len; i++)
    {
      g_autoptr (PangoLayout) label = make_layout (self, fair_chart_get (self->chart, i)->label, SMALL, PANGO_WEIGHT_NORMAL);

      widest = MAX (widest, get_width (label));
    }
  return MIN (widest + self->line * 0.5, self->width);
}

static void
draw_column (const Canvas *self,
             guint         nth,
             double        slot,
             double        base,
             gboolean      has_label,
             double        label_width)
{
  const FairChartItem *item = fair_chart_get (self->chart, nth);
  const double wide = slot * COLUMN_SHARE, height = scale (self, item->values[0], self->line * COLUMN_HEIGHT), x = nth * slot;
  g_autoptr (PangoLayout) number = make_number (self, item, 0);
  g_autoptr (PangoLayout) label = make_layout (self, item->label, SMALL, PANGO_WEIGHT_NORMAL);
  double from = CLAMP (x + slot / 2 - label_width / 2, 0, self->width - label_width);

  draw_bar (self, 0, x + (slot - wide) / 2, base - height, wide, height);
  if (item->values[0] > 0 && get_width (number) <= slot)
    put_text (self, number, &self->style->text, CENTER, x, base - height - self->line * 1.1, slot);
  if (has_label)
    put_text (self, label, &self->style->dim, CENTER, from, base + self->line * 0.3, label_width);
}

static void
draw_columns (Canvas          *self,
              graphene_rect_t *areas)
{
  const guint n = self->chart->items->len;
  const double slot = MIN (self->width / MAX (n, 1), self->line * COLUMN_SLOT);
  const double base = self->y + self->line * (COLUMN_HEIGHT + 1.1);
  const double label = find_widest_below (self);
  const guint steps = (guint) ceil (label / slot); /* every how many columns one has its label: as many as fit beside each other */

  for (guint i = 0; i < n; i++)
    {
      draw_column (self, i, slot, base, i % steps == 0, label);
      if (areas != NULL)
        areas[i] = place (self, i * slot, self->y, slot, base + self->line * 1.3 - self->y);
    }
  draw_axis (self, 0, base, n * slot, 1);
  self->y = base + self->line * 1.3;
}

static double
measure_line (const FairChartStyle *style)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (style->context);

  pango_layout_set_text (layout, "0", -1);
  return get_height (layout);
}

/**
 * fair_chart_draw:
 * @width: how wide it may be, in pixels of the context
 * @snapshot: (nullable): where it is drawn, from its origin; NULL to measure it only
 * @areas: (nullable) (array): of as many rectangles as there are items; where each of them is
 *
 * Draws a chart without its title. Nothing of it is outside @width: labels that are too long are shortened.
 *
 * Returns: how high it is
 */
double
fair_chart_draw (const FairChart      *chart,
                 const FairChartStyle *style,
                 double                width,
                 GtkSnapshot          *snapshot,
                 graphene_rect_t      *areas)
{
  Canvas canvas = { chart, style, snapshot, width, measure_line (style), 0 };

  if (chart->n_series > 1)
    draw_legend (&canvas);
  if (chart->kind == FAIR_CHART_COLUMNS)
    draw_columns (&canvas, areas);
  else
    draw_bars (&canvas, areas);
  return ceil (canvas.y);
}
