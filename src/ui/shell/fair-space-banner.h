/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says in the window, in words for the staff, that the room for sign-ups runs out or that none can be saved. */
#pragma once

#include "base/fair-space.h"
#include "store/fair-store.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_SPACE_BANNER (fair_space_banner_get_type ())
G_DECLARE_FINAL_TYPE (FairSpaceBanner, fair_space_banner, FAIR, SPACE_BANNER, AdwBin)

char *fair_space_banner_dup_words (FairSpaceLevel  level,
                                   guint64         free,
                                   const GError   *error);
void fair_space_banner_watch (FairSpaceBanner *self,
                              FairStore       *store);
void fair_space_banner_show (FairSpaceBanner *self,
                             FairSpaceLevel   level,
                             guint64          free,
                             const GError    *error);

G_END_DECLS
