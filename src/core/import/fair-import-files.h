/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people hand over to be merged: finds the files, tells what each is, and merges those that have sign-ups. */
#pragma once

#include "store/change/fair-import.h"

G_BEGIN_DECLS

gboolean fair_import_files (FairStore          *store,
                            const char *const  *paths,
                            FairImportReport   *report,
                            GCancellable       *cancellable,
                            GError            **error);

G_END_DECLS
