/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows a chart; to a screen reader and to the keyboard it is a list of its items in words. */
#pragma once

#include "statistics/fair-chart.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FAIR_TYPE_BAR_CHART (fair_bar_chart_get_type ())
G_DECLARE_FINAL_TYPE (FairBarChart, fair_bar_chart, FAIR, BAR_CHART, GtkWidget)

GtkWidget *fair_bar_chart_new (FairChart *chart);
FairChart *fair_bar_chart_get_chart (FairBarChart *self);
void       fair_bar_chart_set_chart (FairBarChart *self,
                                     FairChart    *chart);

G_END_DECLS
