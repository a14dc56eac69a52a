/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws charts: the one drawing for the screen, for files and for paper. */
#pragma once

#include "statistics/fair-chart.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FairChartStyle:
 * @context: whose font is the one of labels; all else follows its size
 * @text: the colour of what is read
 * @dim: the colour of what is read last
 * @bar: the colour of bars
 * @edges: whether bars have a line of the colour of text around them
 * @rtl: whether it is read from right to left
 * @exact: whether lines fall on whole pixels
 */
typedef struct
{
  PangoContext *context;
  GdkRGBA text;
  GdkRGBA dim;
  GdkRGBA bar;
  gboolean edges;
  gboolean rtl;
  gboolean exact;
} FairChartStyle;

double fair_chart_draw (const FairChart      *chart,
                        const FairChartStyle *style,
                        double                width,
                        GtkSnapshot          *snapshot,
                        graphene_rect_t      *areas);

G_END_DECLS
