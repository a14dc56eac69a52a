/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file that keeps, byte for byte and with the reason, what could not be read. */
#pragma once

#include "base/fair-clock.h"
#include "base/fair-file-ops.h"
#include "store/journal/fair-read-report.h"

G_BEGIN_DECLS

typedef struct _FairQuarantine FairQuarantine;

FairQuarantine *fair_quarantine_new (const FairFileOps *ops,
                                     const FairClock   *clock,
                                     const char        *folder);
void            fair_quarantine_free (FairQuarantine *self);
gboolean        fair_quarantine_keep (FairQuarantine     *self,
                                      int                 fd,
                                      const FairBadLine  *const *lines,
                                      gsize               n_lines,
                                      GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairQuarantine, fair_quarantine_free)

G_END_DECLS
