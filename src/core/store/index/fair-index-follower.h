/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Follows a journal: reads what anybody appends to it, off the main thread, and hands it to the main loop in order. */
#pragma once

#include "store/index/fair-index.h"

G_BEGIN_DECLS

typedef struct _FairIndexFollower FairIndexFollower;

/**
 * FairIndexFollowerFunc:
 * @update: (transfer full): what is new
 *
 * Must apply the update to the index.
 */
typedef void (*FairIndexFollowerFunc) (FairIndexUpdate *update,
                                       gpointer         user_data);

FairIndexFollower *fair_index_follower_start (FairStore             *store,
                                              FairIndex             *index,
                                              FairIndexFollowerFunc  func,
                                              gpointer               user_data);
void               fair_index_follower_catch_up (FairIndexFollower *self);
void               fair_index_follower_stop (FairIndexFollower *self);

G_END_DECLS
