/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One interface for every format that sign-ups leave in. */
#pragma once

#include "export/fair-export-file.h"
#include "export/fair-export-format.h"
#include "export/fair-exported.h"
#include "form/fair-form.h"
#include "store/fair-store.h"

G_BEGIN_DECLS

/** What to write, and for whom. Borrowed by the call that takes it. */
typedef struct
{
  const FairExportFormat *format;
  const char *event;    /* only this fair, or NULL for all */
  FairTimeZones *zones; /* in which people read times, or NULL for this laptop's */
  FairExported *exported; /* begun; is told of all who leave; or NULL */
} FairExportOptions;

gboolean fair_export (FairStore               *store,
                      FairForm                *form,
                      const FairExportOptions *options,
                      FairExportFile          *file,
                      FairReadReport          *report,
                      GCancellable            *cancellable,
                      GError                 **error);
gboolean fair_export_to_path (FairStore               *store,
                              FairForm                *form,
                              const FairExportOptions *options,
                              const FairFileOps       *ops,
                              const char              *path,
                              FairReadReport          *report,
                              GCancellable            *cancellable,
                              GError                 **error);
gboolean fair_export_to_file (FairStore               *store,
                              FairForm                *form,
                              const FairExportOptions *options,
                              GFile                   *file,
                              FairReadReport          *report,
                              GCancellable            *cancellable,
                              GError                 **error);
void     fair_export_to_file_async (FairStore               *store,
                                    FairForm                *form,
                                    const FairExportOptions *options,
                                    GFile                   *file,
                                    GCancellable            *cancellable,
                                    GAsyncReadyCallback      callback,
                                    gpointer                 user_data);
FairReadReport *fair_export_to_file_finish (GAsyncResult *result,
                                            GError      **error);

G_END_DECLS
