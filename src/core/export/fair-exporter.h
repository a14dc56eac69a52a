/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One interface for every format that sign-ups leave in. */
#pragma once

#include "base/fair-progress.h"
#include "export/fair-export-filter.h"
#include "export/fair-export-format.h"

G_BEGIN_DECLS

/**
 * FairExportOptions:
 * @format: what to write
 * @filter: of whom
 * @program: (nullable): the content pack in use: what people call the stages, and what else a format may need of it
 * @zones: (nullable): in which people read times; %NULL for this laptop's
 * @exported: (nullable): what was exported before; a begun one is told of all who leave. %NULL: it is read where it is needed
 * @choices_apart: whether lists have a column for each choice, where the format has that
 * @has_staff: whether what staff noted goes out, too, where the format has that
 * @keeps_reached: whether the report is to say who was reached, for which it takes memory for each
 * @template_path: (type filename) (nullable): the text of messages, where the format makes some; %NULL: the program's own
 * @progress: (nullable): is told how far it is
 *
 * Borrowed by the call that takes it.
 */
typedef struct
{
  const FairExportFormat *format;
  FairExportFilter filter;
  FairProgram *program;
  FairTimeZones *zones;
  FairExported *exported;
  gboolean choices_apart;
  gboolean has_staff;
  gboolean keeps_reached;
  const char *template_path;
  FairProgress *progress;
} FairExportOptions;

gboolean fair_export (FairStore               *store,
                      FairForm                *form,
                      const FairExportOptions *options,
                      FairExportFile          *file,
                      FairExportReport        *report,
                      GCancellable            *cancellable,
                      GError                 **error);
gboolean fair_export_to_path (FairStore               *store,
                              FairForm                *form,
                              const FairExportOptions *options,
                              const FairFileOps       *ops,
                              const char              *path,
                              FairExportReport        *report,
                              GCancellable            *cancellable,
                              GError                 **error);
gboolean fair_export_to_file (FairStore               *store,
                              FairForm                *form,
                              const FairExportOptions *options,
                              GFile                   *file,
                              FairExportReport        *report,
                              GCancellable            *cancellable,
                              GError                 **error);
void     fair_export_to_file_async (FairStore               *store,
                                    FairForm                *form,
                                    const FairExportOptions *options,
                                    GFile                   *file,
                                    FairProgressFunc         progress,
                                    gpointer                 progress_data,
                                    GCancellable            *cancellable,
                                    GAsyncReadyCallback      callback,
                                    gpointer                 user_data);
FairExportReport *fair_export_to_file_finish (GAsyncResult *result,
                                              GError      **error);

G_END_DECLS
