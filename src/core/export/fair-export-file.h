/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that an export goes to: complete and on the disk under its name, or not there at all. */
#pragma once

#include "base/fair-file-ops.h"
#include "export/fair-exporter.h"
#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _FairExportFile FairExportFile;

FairExportFile *fair_export_file_open (const FairFileOps  *ops,
                                       const char         *path,
                                       GError            **error);
GOutputStream  *fair_export_file_get_stream (FairExportFile *self);
gboolean        fair_export_file_commit (FairExportFile  *self,
                                         GError         **error);
void            fair_export_file_free (FairExportFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairExportFile, fair_export_file_free)

gboolean        fair_export_to_path (FairStore                *store,
                                     FairForm                 *form,
                                     const FairExportOptions  *options,
                                     const FairFileOps        *ops,
                                     const char               *path,
                                     FairReadReport           *report,
                                     GCancellable             *cancellable,
                                     GError                  **error);

G_END_DECLS
