/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which charts tell what was counted, of all fairs or of one. */
#pragma once

#include "statistics/fair-chart.h"
#include "statistics/fair-statistics.h"

G_BEGIN_DECLS

/**
 * FairFigure:
 * @value: "512"
 * @caption: "people"
 *
 * A number one reads from two metres.
 */
typedef struct
{
  char *value;
  char *caption;
} FairFigure;

/**
 * FairStatisticsSection:
 * @title: what its charts have in common
 * @charts: (element-type FairChart): at least one
 */
typedef struct
{
  char *title;
  GPtrArray *charts;
} FairStatisticsSection;

GPtrArray *fair_statistics_list_figures (const FairStatistics *self,
                                         const char           *event);
GPtrArray *fair_statistics_list_sections (const FairStatistics *self,
                                          const char           *event,
                                          const char           *language);

G_END_DECLS
