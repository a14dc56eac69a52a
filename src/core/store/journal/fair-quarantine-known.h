/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which bytes a quarantine's file holds already, remembered as long as nobody else writes to it. */
#pragma once

#include "base/fair-file-ops.h"

G_BEGIN_DECLS

/** How many bytes one entry of a quarantine holds at most; what is longer takes several, one after the other. */
#define FAIR_QUARANTINE_PIECE_SIZE (40 * 1024)

typedef struct _FairQuarantineKnown FairQuarantineKnown;

FairQuarantineKnown *fair_quarantine_known_new (void);
void                 fair_quarantine_known_free (FairQuarantineKnown *self);
void                 fair_quarantine_known_forget (FairQuarantineKnown *self);
gboolean             fair_quarantine_known_update (FairQuarantineKnown *self,
                                                   const FairFileOps   *ops,
                                                   const char          *path,
                                                   const struct stat   *status,
                                                   goffset              end,
                                                   GError             **error);
void                 fair_quarantine_known_confirm (FairQuarantineKnown *self,
                                                    const struct stat   *status);
gboolean             fair_quarantine_known_contains (FairQuarantineKnown *self,
                                                     GChecksum           *checksum);
void                 fair_quarantine_known_add (FairQuarantineKnown *self,
                                                GChecksum           *checksum);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairQuarantineKnown, fair_quarantine_known_free)

G_END_DECLS
