/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work in two hands: one thread fills boxes, and one of their own empties them, in their order. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** How many boxes there are: one that is filled, one that is emptied, and some that wait before or behind that. */
#define FAIR_RELAY_BOXES 4

/** Empties a box, so that it can be filled again. */
typedef void (*FairRelayFunc) (gpointer box,
                               gpointer user_data);

typedef struct _FairRelay FairRelay;

FairRelay *fair_relay_new (const char    *name,
                           gpointer       boxes[FAIR_RELAY_BOXES],
                           FairRelayFunc  empty,
                           gpointer       user_data);
gpointer   fair_relay_hand_over (FairRelay *self,
                                 gpointer   box);
void       fair_relay_wait (FairRelay *self);
void       fair_relay_free (FairRelay *self);

G_END_DECLS
