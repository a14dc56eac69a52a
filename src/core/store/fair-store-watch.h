/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells whoever watches a store that this process has changed its journal, at once and in the thread that did. */
#pragma once

#include "store/fair-store.h"

G_BEGIN_DECLS

/**
 * FairStoreWatchFunc:
 *
 * Called in whatever thread changed the journal, when the change is durable and others may have their turn. It may
 * read from the store; whoever made the change waits for it.
 */
typedef void (*FairStoreWatchFunc) (gpointer user_data);

guint fair_store_watch (FairStore          *self,
                        FairStoreWatchFunc  func,
                        gpointer            user_data,
                        GDestroyNotify      destroy);
void  fair_store_unwatch (FairStore *self,
                          guint      watch);
void  fair_store_tell_watchers (FairStore *self);

G_END_DECLS
