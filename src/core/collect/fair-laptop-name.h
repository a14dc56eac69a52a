/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a laptop is called. */
#pragma once

#include "store/fair-store.h"

G_BEGIN_DECLS

/** The longest name of a laptop, in characters. */
#define FAIR_LAPTOP_NAME_MAX 200

char    *fair_laptop_dup_name (FairStore *store);
gboolean fair_laptop_set_name (FairStore   *store,
                               const char  *name,
                               GError     **error);
void     fair_laptop_load_name_async (FairStore           *store,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
char    *fair_laptop_load_name_finish (GAsyncResult  *result,
                                       GError       **error);
void     fair_laptop_set_name_async (FairStore           *store,
                                     const char          *name,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
gboolean fair_laptop_set_name_finish (GAsyncResult  *result,
                                      GError       **error);

G_END_DECLS
