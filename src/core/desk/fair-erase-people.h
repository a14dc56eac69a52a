/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Removes several people for good, one after the other, and says of all of them what an erasure says of one. */
#pragma once

#include "store/change/fair-erase.h"

G_BEGIN_DECLS

/**
 * FairEraseOutcome:
 * @report: what was erased, and what somebody should look at, of all who are gone; @keeper is of the last one that had any, and
 *   nobody is in @others who is gone
 * @n_done: how many of those who were asked for are gone
 * @error: (nullable): why it ended before all of them were; %G_IO_ERROR_CANCELLED where somebody wanted that
 */
typedef struct
{
  FairEraseReport *report;
  guint n_done;
  GError *error;
} FairEraseOutcome;

/** Told of each who is gone, in the main thread of whoever asked. */
typedef void (*FairEraseProgress) (guint    n_done,
                                   gpointer user_data);

void              fair_erase_outcome_free (FairEraseOutcome *self);
FairEraseOutcome *fair_erase_people (FairStore          *store,
                                     const char *const  *ids,
                                     GCancellable       *cancellable);
void              fair_erase_people_async (FairStore           *store,
                                           const char *const   *ids,
                                           FairEraseProgress    progress,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
FairEraseOutcome *fair_erase_people_finish (GAsyncResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairEraseOutcome, fair_erase_outcome_free)

G_END_DECLS
