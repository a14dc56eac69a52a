/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many people signed up, counted by fair, day, hour, school and interest. */
#pragma once

#include "base/fair-time-zones.h"
#include "store/fair-store.h"

G_BEGIN_DECLS

/** What people are counted by. */
typedef enum
{
  FAIR_STATS_EVENT,     /* the fair's id; "" where none was chosen */
  FAIR_STATS_TIME_ZONE, /* in which the day and the hour are told: the fair's, else this laptop's */
  FAIR_STATS_DAY,       /* "2026-11-22": the date of signing up */
  FAIR_STATS_HOUR,      /* "00" to "23": the hour of signing up */
  FAIR_STATS_SCHOOL,    /* `medical_school` by its one name: see fair_store_set_form() */
  FAIR_STATS_INTEREST,  /* each code in `interests`: one person may count under several */
  FAIR_STATS_N
} FairStatsBy;

/** One line of a table of counts. */
typedef struct
{
  const char *name; /* owned by the statistics */
  guint64 count;
} FairCount;

typedef struct _FairStats FairStats;

FairStats *fair_stats_collect (FairStore            *store,
                               const char           *event,
                               const FairTimeZones  *zones,
                               FairReadReport       *report,
                               GCancellable         *cancellable,
                               GError              **error);
void       fair_stats_free (FairStats *self);
guint64    fair_stats_get_people (const FairStats *self);
GArray    *fair_stats_list (const FairStats *self,
                            FairStatsBy      by);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairStats, fair_stats_free)

G_END_DECLS
