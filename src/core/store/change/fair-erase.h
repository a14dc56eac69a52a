/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Removes a person for good, with whoever was joined into them; and lines of which nobody can tell whose they are. */
#pragma once

#include "store/change/fair-erasure.h"

G_BEGIN_DECLS

gboolean fair_store_erase (FairStore        *self,
                           const char       *id,
                           FairEraseReport  *report,
                           GError          **error);
gboolean fair_store_discard_damaged (FairStore  *self,
                                     guint64    *n_discarded,
                                     GError    **error);

G_END_DECLS
