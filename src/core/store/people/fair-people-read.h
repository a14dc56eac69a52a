/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a store: everybody who stands, or one of them. */
#pragma once

#include "store/fair-store.h"
#include "store/people/fair-people.h"

G_BEGIN_DECLS

gboolean    fair_store_foreach (FairStore        *self,
                                FairVersionFunc   func,
                                gpointer          user_data,
                                FairReadReport   *report,
                                GCancellable     *cancellable,
                                GError          **error);
gboolean    fair_store_foreach_version (FairStore        *self,
                                        const char       *id,
                                        FairVersionFunc   func,
                                        gpointer          user_data,
                                        GCancellable     *cancellable,
                                        GError          **error);
char       *fair_store_find_line (FairStore    *self,
                                  const char   *id,
                                  GError      **error);
FairPeople *fair_store_load_people (FairStore       *self,
                                    gboolean         is_searched,
                                    goffset         *end,
                                    FairReadReport  *report,
                                    GCancellable    *cancellable,
                                    GError         **error);
FairPeople *fair_store_load_latest (FairStore       *self,
                                    goffset          most,
                                    goffset         *end,
                                    FairReadReport  *report,
                                    GCancellable    *cancellable,
                                    GError         **error);

char       *fair_store_find_in_turn (FairStore    *self,
                                     const char   *id,
                                     FairVersion  *version,
                                     GError      **error);
FairPeople *fair_store_load_in_turn (FairStore  *self,
                                     GError    **error);

G_END_DECLS
