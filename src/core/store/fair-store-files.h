/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which files are a store's own, so that nobody else writes over them. */
#pragma once

#include "store/fair-store.h"

G_BEGIN_DECLS

gboolean fair_store_owns_path (FairStore  *self,
                               const char *path);

G_END_DECLS
