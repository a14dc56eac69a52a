/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lock of a journal's folder: held for one append, rewrite or import, by one thread of one process. */
#pragma once

#include "base/fair-file-ops.h"

G_BEGIN_DECLS

typedef struct _FairLock FairLock;

/** How long whoever wants to write waits for the lock, in microseconds: longer than an erasure or an import of ordinary
 * size takes, and short enough that nobody at a window takes it for hanging. Who has it longer may have stopped. */
#define FAIR_LOCK_PATIENCE (10 * G_USEC_PER_SEC)
/** How long whoever can do without the lock waits for it, in microseconds: longer than other programs' appends take. */
#define FAIR_LOCK_SHORT_PATIENCE (G_USEC_PER_SEC / 4)

FairLock *fair_lock_new (const FairFileOps *ops,
                         const char        *folder);
void      fair_lock_free (FairLock *self);
gboolean  fair_lock_take (FairLock  *self,
                          gulong     patience,
                          GError   **error);
gboolean  fair_lock_is_held (const FairLock *self);
gboolean  fair_lock_is_current (const FairLock *self);
void      fair_lock_release (FairLock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairLock, fair_lock_free)

G_END_DECLS
