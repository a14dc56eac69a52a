/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file in which an export is written before it gets its name, and the removal of those that a crash left. */
#pragma once

#include "base/fair-file-ops.h"

G_BEGIN_DECLS

/**
 * FairExportPart:
 * @path: (type filename): the file, or %NULL if there is none
 * @fd: the file, to be written to
 * @lock_fd: as long as it is open nobody sweeps the file away
 */
typedef struct
{
  char *path;
  int fd;
  int lock_fd;
} FairExportPart;

gboolean fair_export_part_make (FairExportPart    *self,
                                const FairFileOps *ops,
                                const char        *folder);
void     fair_export_part_sweep (const FairFileOps *ops,
                                 const char        *folder);

G_END_DECLS
