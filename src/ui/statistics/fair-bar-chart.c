/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shows a chart. What it draws, it draws itself; over each item lies a child without looks of its own, which a screen reader reads and
 * the arrow keys go through. They are the items of a list: GTK (as of 4.18) has no AT-SPI interface for tables, so the cells of one would
 * be read without the heads of their columns.
 */
#include "config.h"

#include "statistics/fair-bar-chart.h"

#include "statistics/fair-chart-drawing.h"

#include <adwaita.h>

/* In pixels. */
#define LEAST_WIDTH 140
#define NATURAL_WIDTH 460
#define WIDEST 4096 /* where it is no lower any more: what GTK means by a height for no width in particular */
#define DIM 0.65f

struct _FairBarChart
{
  GtkWidget parent_instance;

  FairChart *chart; /* (nullable) */
  GPtrArray *rows;  /* of GtkWidget, one for each item */
  GtkWidget *ink;   /* is never seen: its colour is the one of bars */
  guint focused;    /* where the focus was last */
};

G_DEFINE_FINAL_TYPE (FairBarChart, fair_bar_chart, GTK_TYPE_WIDGET)

static FairChartStyle
get_style (FairBarChart *self)
{
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));
  FairChartStyle style = {
    .context = gtk_widget_get_pango_context (GTK_WIDGET (self)),
    .edges = adw_style_manager_get_high_contrast (manager),
    .rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL,
    .exact = TRUE,
  };

  gtk_widget_get_color (GTK_WIDGET (self), &style.text);
  gtk_widget_get_color (self->ink, &style.bar);
  style.dim = style.text;
  if (!style.edges)
    style.dim.alpha *= DIM;
  return style;
}

static GtkSizeRequestMode
fair_bar_chart_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
fair_bar_chart_measure (GtkWidget     *widget,
                        GtkOrientation orientation,
                        int            for_size,
                        int           *minimum,
                        int           *natural,
                        int           *minimum_baseline,
                        int           *natural_baseline)
{
  FairBarChart *self = FAIR_BAR_CHART (widget);
  FairChartStyle style = get_style (self);

  *minimum = LEAST_WIDTH;
  *natural = NATURAL_WIDTH;
  if (orientation == GTK_ORIENTATION_VERTICAL && self->chart != NULL)
    *minimum = *natural = (int) fair_chart_draw (self->chart, &style, for_size < 0 ? WIDEST : for_size, NULL, NULL);
}

static void
fair_bar_chart_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  FairBarChart *self = FAIR_BAR_CHART (widget);
  FairChartStyle style = get_style (self);
  g_autofree graphene_rect_t *areas = g_new0 (graphene_rect_t, MAX (self->rows->len, 1));

  if (self->chart != NULL)
    fair_chart_draw (self->chart, &style, width, NULL, areas);
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkAllocation area = { (int) areas[i].origin.x, (int) areas[i].origin.y, (int) areas[i].size.width, (int) areas[i].size.height };
      int least_width, least_height;

      gtk_widget_measure (self->rows->pdata[i], GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
      gtk_widget_measure (self->rows->pdata[i], GTK_ORIENTATION_VERTICAL, -1, &least_height, NULL, NULL, NULL);
      area.width = MAX (area.width, least_width);
      area.height = MAX (area.height, least_height);
      gtk_widget_size_allocate (self->rows->pdata[i], &area, -1);
    }
}

static void
fair_bar_chart_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  FairBarChart *self = FAIR_BAR_CHART (widget);
  FairChartStyle style = get_style (self);

  if (self->chart != NULL)
    fair_chart_draw (self->chart, &style, gtk_widget_get_width (widget), snapshot, NULL);
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_snapshot_child (widget, self->rows->pdata[i], snapshot);
}

/* Returns which way an arrow leads through the items: 1, -1, or 0 for none. */
static int
get_step (FairBarChart    *self,
          GtkDirectionType direction)
{
  const gboolean is_across = self->chart != NULL && self->chart->kind == FAIR_CHART_COLUMNS;
  const int right = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;

  if (direction == GTK_DIR_DOWN && !is_across)
    return 1;
  if (direction == GTK_DIR_UP && !is_across)
    return -1;
  if (direction == GTK_DIR_RIGHT && is_across)
    return right;
  return direction == GTK_DIR_LEFT && is_across ? -right : 0;
}

/* Tab goes from chart to chart, arrows go through the items of one. */
static gboolean
fair_bar_chart_focus (GtkWidget       *widget,
                      GtkDirectionType direction)
{
  FairBarChart *self = FAIR_BAR_CHART (widget);
  const int step = get_step (self, direction);
  gint64 next = self->focused;

  if (self->rows->len == 0)
    return FALSE;
  if (gtk_widget_get_focus_child (widget) != NULL)
    next = step == 0 ? -1 : next + step;
  if (next < 0 || next >= self->rows->len)
    return FALSE;
  return gtk_widget_grab_focus (self->rows->pdata[next]);
}

static gboolean
fair_bar_chart_grab_focus (GtkWidget *widget)
{
  FairBarChart *self = FAIR_BAR_CHART (widget);

  return self->focused < self->rows->len && gtk_widget_grab_focus (self->rows->pdata[self->focused]);
}

static void
fair_bar_chart_set_focus_child (GtkWidget *widget,
                                GtkWidget *child)
{
  FairBarChart *self = FAIR_BAR_CHART (widget);

  if (child != NULL)
    g_ptr_array_find (self->rows, child, &self->focused);
  GTK_WIDGET_CLASS (fair_bar_chart_parent_class)->set_focus_child (widget, child);
}

static gboolean
fair_bar_chart_query_tooltip (GtkWidget  *widget,
                              int         x,
                              int         y,
                              gboolean    keyboard_tooltip,
                              GtkTooltip *tooltip)
{
  FairBarChart *self = FAIR_BAR_CHART (widget);

  for (guint i = 0; i < self->rows->len; i++)
    {
      graphene_rect_t bounds;
      g_autofree char *words = NULL;

      if (keyboard_tooltip ? i != self->focused
                           : !gtk_widget_compute_bounds (self->rows->pdata[i], widget, &bounds) ||
                               !graphene_rect_contains_point (&bounds, &GRAPHENE_POINT_INIT ((float) x, (float) y)))
        continue;
      words = fair_chart_dup_words (self->chart, fair_chart_get (self->chart, i));
      gtk_tooltip_set_text (tooltip, words);
      return TRUE;
    }
  return FALSE;
}

static void
fair_bar_chart_css_changed (GtkWidget         *widget,
                            GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (fair_bar_chart_parent_class)->css_changed (widget, change);
  gtk_widget_queue_resize (widget);
}

static void
fair_bar_chart_direction_changed (GtkWidget       *widget,
                                  GtkTextDirection previous)
{
  GTK_WIDGET_CLASS (fair_bar_chart_parent_class)->direction_changed (widget, previous);
  gtk_widget_queue_resize (widget);
}

static void
fair_bar_chart_dispose (GObject *object)
{
  FairBarChart *self = FAIR_BAR_CHART (object);

  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->ink, gtk_widget_unparent);
  g_clear_pointer (&self->chart, fair_chart_unref);

  G_OBJECT_CLASS (fair_bar_chart_parent_class)->dispose (object);
}

static void
fair_bar_chart_finalize (GObject *object)
{
  g_ptr_array_unref (FAIR_BAR_CHART (object)->rows);

  G_OBJECT_CLASS (fair_bar_chart_parent_class)->finalize (object);
}

static void
fair_bar_chart_class_init (FairBarChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_bar_chart_dispose;
  G_OBJECT_CLASS (klass)->finalize = fair_bar_chart_finalize;
  widget_class->get_request_mode = fair_bar_chart_get_request_mode;
  widget_class->measure = fair_bar_chart_measure;
  widget_class->size_allocate = fair_bar_chart_size_allocate;
  widget_class->snapshot = fair_bar_chart_snapshot;
  widget_class->focus = fair_bar_chart_focus;
  widget_class->grab_focus = fair_bar_chart_grab_focus;
  widget_class->set_focus_child = fair_bar_chart_set_focus_child;
  widget_class->query_tooltip = fair_bar_chart_query_tooltip;
  widget_class->css_changed = fair_bar_chart_css_changed;
  widget_class->direction_changed = fair_bar_chart_direction_changed;
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
fair_bar_chart_init (FairBarChart *self)
{
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gtk_widget_unparent);
  self->ink = g_object_new (ADW_TYPE_BIN, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "css-name", "bars", "visible", FALSE, NULL);
  gtk_widget_set_parent (self->ink, GTK_WIDGET (self));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

/* Whoever was at an item is at it again, if there still is one in its place. */
static void
make_rows (FairBarChart *self)
{
  const gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;

  for (guint i = 0; i < self->chart->items->len; i++)
    {
      g_autofree char *words = fair_chart_dup_words (self->chart, fair_chart_get (self->chart, i));

      if (i == self->rows->len)
        {
          GtkWidget *row = g_object_new (ADW_TYPE_BIN, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, "css-name", "item",
                                         "focusable", TRUE, NULL);

          gtk_widget_set_parent (row, GTK_WIDGET (self));
          g_ptr_array_add (self->rows, row);
        }
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows->pdata[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
    }
  g_ptr_array_set_size (self->rows, (int) self->chart->items->len);
  self->focused = self->rows->len > 0 ? MIN (self->focused, self->rows->len - 1) : 0;
  if (had_focus && gtk_widget_get_focus_child (GTK_WIDGET (self)) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

/** Returns: (transfer floating): a widget that shows @chart */
GtkWidget *
fair_bar_chart_new (FairChart *chart)
{
  FairBarChart *self = g_object_new (FAIR_TYPE_BAR_CHART, NULL);

  fair_bar_chart_set_chart (self, chart);
  return GTK_WIDGET (self);
}

/** Returns: (transfer none): what it shows */
FairChart *
fair_bar_chart_get_chart (FairBarChart *self)
{
  return self->chart;
}

/** Shows another chart, such as the same one with newer numbers. */
void
fair_bar_chart_set_chart (FairBarChart *self,
                          FairChart    *chart)
{
  FairChart *before = self->chart;

  self->chart = fair_chart_ref (chart);
  g_clear_pointer (&before, fair_chart_unref);
  make_rows (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, chart->title, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
