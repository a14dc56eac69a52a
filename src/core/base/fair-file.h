/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fair-file-ops.h"

G_BEGIN_DECLS

/**
 * FairFile:
 * @ops: through which operations
 * @fd: its descriptor, -1 while it is closed
 * @path: where it was when it was opened
 *
 * An ordinary file, open; or one that is not, all of whose members are 0 or closed.
 */
typedef struct
{
  const FairFileOps *ops;
  int fd;
  char *path;
} FairFile;

#define FAIR_FILE_CLOSED { .fd = -1 }

gboolean fair_file_open (FairFile          *self,
                         const FairFileOps *ops,
                         const char        *path,
                         int                flags,
                         struct stat       *status);
void     fair_file_clear (FairFile *self);
gboolean fair_file_finish (FairFile *self);
gboolean fair_file_read (const FairFile *self,
                         void           *buffer,
                         gsize           length,
                         goffset         offset);
gboolean fair_file_write (const FairFile *self,
                          const void     *data,
                          gsize           length);
gboolean fair_file_sync_data (const FairFile *self);
gboolean fair_file_cut (const FairFile *self,
                        goffset         length);
gboolean fair_file_is_at (const FairFile *self,
                          const char     *path);
gboolean fair_file_replace (const FairFileOps *ops,
                            const char        *path,
                            const void        *data,
                            gsize              length,
                            GError           **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FairFile, fair_file_clear)

G_END_DECLS
