/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Removes a person for good: from the journal, of which a tombstone remains, and from what lies beside it.
 *
 * What lies beside the journal (its quarantine, copies of either, however they are called) is cleaned first, and the
 * journal last and at once: as long as the person is in the journal, erasing can be done again from the beginning, and
 * when they are not, nothing is left to do.
 */
#pragma once

#include "store/erase/fair-erase-report.h"
#include "store/fair-store.h"

G_BEGIN_DECLS

gboolean         fair_store_erase (FairStore        *self,
                                   const char       *id,
                                   FairEraseReport  *report,
                                   GError          **error);
void             fair_store_erase_async (FairStore           *self,
                                         const char          *id,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
FairEraseReport *fair_store_erase_finish (FairStore     *self,
                                          GAsyncResult  *result,
                                          GError       **error);

G_END_DECLS
