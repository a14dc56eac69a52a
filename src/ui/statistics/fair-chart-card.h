/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart with its title, and a menu to save it. */
#pragma once

#include "statistics/fair-chart-picture.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_CHART_CARD (fair_chart_card_get_type ())
/* Signal: save (FairChartFormat format): the chart is to be saved. */
G_DECLARE_FINAL_TYPE (FairChartCard, fair_chart_card, FAIR, CHART_CARD, AdwBin)

GtkWidget *fair_chart_card_new (FairChart *chart);
FairChart *fair_chart_card_get_chart (FairChartCard *self);
void       fair_chart_card_set_chart (FairChartCard *self,
                                      FairChart     *chart);

G_END_DECLS
