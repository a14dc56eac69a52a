/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lock of a journal's folder: held for one append, rewrite or import, by one thread of one process. */
#pragma once

#include "base/fair-file-ops.h"

G_BEGIN_DECLS

typedef struct _FairLock FairLock;

FairLock *fair_lock_new (const FairFileOps *ops,
                         const char        *folder);
void      fair_lock_free (FairLock *self);
gboolean  fair_lock_take (FairLock  *self,
                          GError   **error);
gboolean  fair_lock_is_held (const FairLock *self);
void      fair_lock_release (FairLock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairLock, fair_lock_free)

G_END_DECLS
