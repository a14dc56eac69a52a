/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays out sections of charts: in two columns where there is room, else in one. */
#pragma once

#include "statistics/fair-chart-card.h"

G_BEGIN_DECLS

/** Called when a chart is to be saved. */
typedef void (*FairChartSaveFunc) (FairChartCard  *card,
                                   FairChartFormat format,
                                   gpointer        user_data);

void fair_statistics_view_show (GtkBox           *box,
                                GPtrArray        *sections,
                                gboolean          is_narrow,
                                FairChartSaveFunc save,
                                gpointer          user_data);
void fair_statistics_view_set_narrow (GtkBox  *box,
                                      gboolean is_narrow);

G_END_DECLS
