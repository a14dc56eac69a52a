/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Merges other laptops' journals, or exports as JSON Lines, into the store: all of them at once, or nothing. */
#pragma once

#include "store/fair-store.h"
#include "store/import/fair-import-report.h"

G_BEGIN_DECLS

gboolean          fair_store_import (FairStore          *self,
                                     const char *const  *files,
                                     FairImportReport   *report,
                                     GCancellable       *cancellable,
                                     GError            **error);
void              fair_store_import_async (FairStore           *self,
                                           const char *const   *files,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
FairImportReport *fair_store_import_finish (FairStore     *self,
                                            GAsyncResult  *result,
                                            GError       **error);

G_END_DECLS
