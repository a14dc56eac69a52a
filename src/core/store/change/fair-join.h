/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joins two sign-ups of one person, when somebody has said that they are, and takes a join back. */
#pragma once

#include "store/fair-store.h"

G_BEGIN_DECLS

gboolean fair_store_join (FairStore   *self,
                          const char  *keep,
                          const char  *other,
                          GError     **error);
gboolean fair_store_unjoin (FairStore   *self,
                            const char  *other,
                            GError     **error);

G_END_DECLS
