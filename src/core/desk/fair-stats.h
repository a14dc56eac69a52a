/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many people signed up: of each fair, by day, hour, language, and by what the form lets people choose. */
#pragma once

#include "base/fair-time-zones.h"
#include "form/fair-form.h"
#include "store/fair-store.h"

G_BEGIN_DECLS

/** What people are counted by, whatever the form. */
typedef enum
{
  FAIR_STATS_EVENT,     /* the fair's id; "" where none was chosen */
  FAIR_STATS_TIME_ZONE, /* in which the day and the hour are told: the fair's, else this laptop's */
  FAIR_STATS_DAY,       /* "2026-11-22": the date of signing up */
  FAIR_STATS_HOUR,      /* "00" to "23": the hour of signing up */
  FAIR_STATS_LANGUAGE,  /* the language tag in which the form was filled in */
  FAIR_STATS_N_FIXED    /* from here on: the fields of choice, choices, year and suggestion, in the form's order */
} FairStatsBy;

/**
 * FairCount:
 * @name: of what there are so many: an id, a code, a date
 * @label: what people call it: @name itself where nobody calls it anything else
 * @count: how many people
 *
 * One line of a table of counts.
 */
typedef struct
{
  const char *name;
  const char *label;
  guint64 count;
} FairCount;

/** An hour by the fair's clock. */
typedef struct
{
  gint64 start; /* in milliseconds since 1970-01-01T00:00:00Z */
  guint64 count;
} FairHourCount;

typedef struct _FairStats FairStats;

FairStats  *fair_stats_collect (FairStore            *store,
                                FairForm             *form,
                                const char           *event,
                                FairTimeZones        *zones,
                                FairReadReport       *report,
                                GCancellable         *cancellable,
                                GError              **error);
void        fair_stats_free (FairStats *self);
guint       fair_stats_get_n (const FairStats *self);
const char *fair_stats_get_id (const FairStats *self,
                               guint            by);
const char *fair_stats_get_title (const FairStats *self,
                                  guint            by);
guint       fair_stats_find (const FairStats *self,
                             const char      *field);
guint64     fair_stats_get_people (const FairStats *self,
                                   const char      *event);
GArray     *fair_stats_list (const FairStats *self,
                             const char      *event,
                             guint            by);
GArray     *fair_stats_list_hours (const FairStats *self,
                                   const char      *event);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairStats, fair_stats_free)

G_END_DECLS
