/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts of visits on their way from laptop to laptop, beside the sign-ups: told apart by the names of their files. */
#pragma once

#include "store/fair-store.h"

G_BEGIN_DECLS

GStrv    fair_collect_visits_find (FairStore          *store,
                                   const char *const  *paths,
                                   GStrv              *others);
gboolean fair_collect_visits_hand_over (FairStore   *store,
                                        const char  *folder,
                                        char       **name,
                                        GError     **error);

G_END_DECLS
