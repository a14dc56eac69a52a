/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies in a folder, and in the folders in it: read to the end, or not at all. */
#pragma once

#include "base/fair-file-ops.h"

G_BEGIN_DECLS

/**
 * FairFolderSkipFunc:
 *
 * Returns: whether @path is passed over, with all that is in it
 */
typedef gboolean (*FairFolderSkipFunc) (const char *path,
                                        gpointer    user_data);

char   **fair_folder_list (const char *path,
                           gpointer    user_data);
gboolean fair_folder_files_find (const FairFileOps   *ops,
                                 const char          *folder,
                                 FairFolderSkipFunc   skip,
                                 gpointer             user_data,
                                 GPtrArray           *files,
                                 char               **failed);

G_END_DECLS
