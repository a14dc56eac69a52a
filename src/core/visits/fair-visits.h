/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The counts of visits in the data folder: a file for each laptop, this one's and those of whom it has collected from. */
#pragma once

#include "store/fair-store.h"
#include "visits/fair-visit-counts.h"

G_BEGIN_DECLS

FairVisitCounts *fair_visits_read (FairStore   *store,
                                   const char  *path,
                                   char       **device,
                                   GError     **error);
FairVisitCounts *fair_visits_read_own (FairStore  *store,
                                       GError    **error);
gboolean         fair_visits_add (FairStore        *store,
                                  FairVisitCounts  *more,
                                  GError          **error);
void             fair_visits_add_async (FairStore           *store,
                                        FairVisitCounts     *more,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
gboolean         fair_visits_add_finish (GAsyncResult     *result,
                                         FairVisitCounts **more,
                                         GError          **error);
gboolean         fair_visits_import (FairStore   *store,
                                     const char  *path,
                                     GError     **error);
FairVisitCounts *fair_visits_load (FairStore *store,
                                   GPtrArray *problems);

G_END_DECLS
