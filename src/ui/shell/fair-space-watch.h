/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps an eye on the room that is left for sign-ups: measures off the main thread, after each sign-up and now and then. */
#pragma once

#include "base/fair-space.h"
#include "store/fair-store.h"

G_BEGIN_DECLS

#define FAIR_TYPE_SPACE_WATCH (fair_space_watch_get_type ())
/* Signal "changed": what the functions below tell is not what it was. Threading: main thread only. */
G_DECLARE_FINAL_TYPE (FairSpaceWatch, fair_space_watch, FAIR, SPACE_WATCH, GObject)

FairSpaceWatch *fair_space_watch_new (FairStore *store);
void            fair_space_watch_stop (FairSpaceWatch *self);
void            fair_space_watch_measure (FairSpaceWatch *self);
FairSpaceLevel  fair_space_watch_get_level (FairSpaceWatch *self);
guint64         fair_space_watch_get_free (FairSpaceWatch *self);
const GError   *fair_space_watch_get_error (FairSpaceWatch *self);

G_END_DECLS
