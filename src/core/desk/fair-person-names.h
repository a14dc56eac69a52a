/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What several people are called, of whom only the ids are known. */
#pragma once

#include "store/fair-store.h"

G_BEGIN_DECLS

void        fair_person_names_load_async (FairStore           *store,
                                          GHashTable          *ids,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
GHashTable *fair_person_names_load_finish (GAsyncResult  *result,
                                           GError       **error);

G_END_DECLS
