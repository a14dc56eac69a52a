/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far something has got that is done in another thread, told in the main loop of whoever asked for it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairProgressFunc:
 * @done: how much is done, from 0 to @total; never less than the last time
 * @total: how much there is to do, in bytes
 *
 * Called in the main context in which the work was begun, and never after its callback.
 */
typedef void (*FairProgressFunc) (guint64  done,
                                  guint64  total,
                                  gpointer user_data);

typedef struct _FairProgress FairProgress;

FairProgress *fair_progress_new (FairProgressFunc func,
                                 gpointer         user_data);
void          fair_progress_free (FairProgress *self);
void          fair_progress_expect (FairProgress *self,
                                    guint64       n);
void          fair_progress_add (FairProgress *self,
                                 guint64       n);

G_END_DECLS
