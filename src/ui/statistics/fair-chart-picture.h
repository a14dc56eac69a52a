/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts as a picture in a file: black on white, whatever the screen looks like. */
#pragma once

#include "statistics/fair-chart-drawing.h"
#include "store/fair-store.h"

G_BEGIN_DECLS

typedef enum
{
  FAIR_CHART_SVG,
  FAIR_CHART_PNG,
} FairChartFormat;

void   fair_chart_style_init_for_paper (FairChartStyle *style,
                                        PangoContext   *context,
                                        double          size,
                                        const char     *color,
                                        gboolean        rtl);
double fair_chart_draw_titled (const FairChart      *chart,
                               const FairChartStyle *style,
                               double                width,
                               GtkSnapshot          *snapshot);

void     fair_chart_picture_save_async (GPtrArray           *charts,
                                        const char          *heading,
                                        const char          *color,
                                        FairChartFormat      format,
                                        FairStore           *store,
                                        GFile               *file,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
gboolean fair_chart_picture_save_finish (GAsyncResult  *result,
                                         GError       **error);

G_END_DECLS
