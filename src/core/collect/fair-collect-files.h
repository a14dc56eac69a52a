/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files that somebody names to collect from, those of folders among them, and what each is. */
#pragma once

#include "collect/fair-collect-preview.h"

G_BEGIN_DECLS

FairCollectPreview *fair_collect_files_find (FairStore          *store,
                                             const char *const  *paths,
                                             GError            **error);

G_END_DECLS
