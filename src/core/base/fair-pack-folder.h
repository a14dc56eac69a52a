/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A content pack's folder: finds and reads what lies in it, never what lies outside, and only so much. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** How many files a pack may refer to. */
#define FAIR_PACK_MAX_FILES 500

/**
 * FairPackFolder:
 *
 * Threading: one thread at a time.
 */
typedef struct _FairPackFolder FairPackFolder;

FairPackFolder *fair_pack_folder_open (const char *path,
                                       GError    **error);
void            fair_pack_folder_free (FairPackFolder *self);
const char     *fair_pack_folder_get_path (FairPackFolder *self);
char           *fair_pack_folder_resolve (FairPackFolder *self,
                                          const char     *name,
                                          GError        **error);
gboolean        fair_pack_folder_has (FairPackFolder *self,
                                      const char     *name);
GBytes         *fair_pack_folder_read (FairPackFolder *self,
                                       const char     *name,
                                       gsize           max_length,
                                       GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairPackFolder, fair_pack_folder_free)

G_END_DECLS
