/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that is counted, read in a thread: who signed up, and what visitors looked at. */
#pragma once

#include "desk/fair-stats.h"
#include "program/fair-program.h"
#include "visits/fair-visit-counts.h"

G_BEGIN_DECLS

/**
 * FairStatistics:
 * @program: (nullable): what ids are called
 * @zones: in which days and hours are told
 * @stats: of the people
 * @visits: (element-type FairVisitCount): of the visits, hour by hour
 * @problems: (element-type utf8): why some counts of visits are missing
 * @now: when it was read, in milliseconds since 1970-01-01T00:00:00Z
 */
typedef struct
{
  FairProgram *program;
  FairTimeZones *zones;
  FairStats *stats;
  GPtrArray *visits;
  GPtrArray *problems;
  gint64 now;
} FairStatistics;

void            fair_statistics_free (FairStatistics *self);
void            fair_statistics_load_async (FairStore           *store,
                                            FairProgram         *program,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
FairStatistics *fair_statistics_load_finish (GAsyncResult  *result,
                                             GError       **error);
GStrv           fair_statistics_dup_events (const FairStatistics *self);
char           *fair_statistics_dup_event_name (const FairStatistics *self,
                                                const char           *event);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairStatistics, fair_statistics_free)

G_END_DECLS
