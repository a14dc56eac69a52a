/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts what visitors look at: pages, photos, forms. No person is in it, and it can be switched off: the setting `count-visits`. */
#pragma once

#include "base/fair-clock.h"
#include "visits/fair-visit-counts.h"
#include <glib-object.h>

G_BEGIN_DECLS

typedef struct _FairBooth FairBooth;

#define FAIR_TYPE_VISIT_RECORDER (fair_visit_recorder_get_type ())
/* Of FairBooth, which owns it. Threading: main thread only; the file is written in another. */
G_DECLARE_FINAL_TYPE (FairVisitRecorder, fair_visit_recorder, FAIR, VISIT_RECORDER, GObject)

FairVisitRecorder *fair_visit_recorder_new (FairBooth       *booth,
                                            const FairClock *wall,
                                            const FairClock *monotonic);
void               fair_visit_recorder_show_page (FairVisitRecorder *self,
                                                  const char        *page,
                                                  gboolean           in_front);
gboolean           fair_visit_recorder_count (FairVisitRecorder *self,
                                              FairVisitKind      kind,
                                              const char        *id);
void               fair_visit_recorder_tick (FairVisitRecorder *self);
void               fair_visit_recorder_flush (FairVisitRecorder *self);
void               fair_visit_recorder_stop (FairVisitRecorder *self);

G_END_DECLS
