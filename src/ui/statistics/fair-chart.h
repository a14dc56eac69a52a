/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a chart shows, as plain values: drawn alike on the screen, in files and on paper, and told in words to those who do not see it. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/** How many bars there are of one thing at most, side by side. */
#define FAIR_CHART_MAX_SERIES 4

typedef enum
{
  FAIR_CHART_BARS,    /* of one length each, one below the other */
  FAIR_CHART_COLUMNS, /* of one height each, side by side: what follows one another, such as hours */
} FairChartKind;

/**
 * FairChartItem:
 * @label: what it is called
 * @values: how much there is of it, for each series
 * @text: (nullable): how the value is written where it is no plain number, of a chart with one series
 * @is_rest: whether it is all that is rarer, together: a number without a bar, which would be longer than what it stands below
 */
typedef struct
{
  char *label;
  guint64 values[FAIR_CHART_MAX_SERIES];
  char *text;
  gboolean is_rest;
} FairChartItem;

/**
 * FairChart:
 * @title: what it shows
 * @subtitle: (nullable): of what, more closely
 * @n_series: how many bars each item has: 1 or more
 * @series: (array length=n_series): what they are called, where there are several
 * @top: what would be as long as there is room; never less than the greatest value, but the same for charts that are compared
 * @items: (element-type FairChartItem): in the order in which they stand
 *
 * Counted references; does not change any more once it is shown.
 */
typedef struct
{
  FairChartKind kind;
  char *title;
  char *subtitle;
  guint n_series;
  char *series[FAIR_CHART_MAX_SERIES];
  guint64 top;
  GPtrArray *items;
} FairChart;

#define FAIR_TYPE_CHART (fair_chart_get_type ())
GType fair_chart_get_type (void);

FairChart           *fair_chart_new (FairChartKind  kind,
                                     const char    *title,
                                     const char    *subtitle);
FairChart           *fair_chart_ref (FairChart *self);
void                 fair_chart_unref (FairChart *self);
void                 fair_chart_add_series (FairChart  *self,
                                            const char *name);
FairChartItem       *fair_chart_add (FairChart  *self,
                                     const char *label,
                                     guint64     value);
FairChartItem       *fair_chart_add_rest (FairChart *self,
                                          guint      n_others,
                                          guint64    value);
void                 fair_chart_set_value (FairChart     *self,
                                           FairChartItem *item,
                                           guint          series,
                                           guint64        value);
const FairChartItem *fair_chart_get (const FairChart *self,
                                     guint            nth);
char                *fair_chart_dup_number (const FairChart     *self,
                                            const FairChartItem *item,
                                            guint                series);
char                *fair_chart_dup_words (const FairChart     *self,
                                           const FairChartItem *item);
void                 fair_chart_describe (const FairChart *self,
                                          GString         *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairChart, fair_chart_unref)

G_END_DECLS
