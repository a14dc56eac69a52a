/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The charts of each kind of count. */
#pragma once

#include "statistics/fair-chart.h"
#include "statistics/fair-statistics.h"

G_BEGIN_DECLS

/** How many things a chart shows by themselves; what is rarer is counted together. */
#define FAIR_STATISTICS_MOST 10

void fair_statistics_add_hours (const FairStatistics *self,
                                const char           *event,
                                const char           *language,
                                GPtrArray            *charts);
void fair_statistics_add_visits (const FairStatistics *self,
                                 const char           *event,
                                 GPtrArray            *charts);

G_END_DECLS
