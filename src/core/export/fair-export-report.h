/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of an export: how many are in the file, and who is not, and why. */
#pragma once

#include "store/journal/fair-read-report.h"

G_BEGIN_DECLS

/** Somebody whom the format could not take: by their id alone, and the reason, translated, without any of their details. */
typedef struct
{
  char *id;
  char *reason;
} FairLeftOut;

/**
 * FairExportReport:
 * @read: what the reading met, bad lines among it
 * @n_written: how many people are in the file
 * @n_unfinished: what people left without signing up, and is not in the file for that
 * @left_out: (element-type FairLeftOut): whom the format could not take
 * @missing: (element-type utf8): ids that were asked for by name, and are not in the file since nobody who stands has them
 */
typedef struct
{
  FairReadReport *read;
  guint64 n_written;
  guint64 n_unfinished;
  GPtrArray *left_out;
  GPtrArray *missing;
} FairExportReport;

FairExportReport *fair_export_report_new (void);
void              fair_export_report_free (FairExportReport *self);
void              fair_export_report_add_left_out (FairExportReport *self,
                                                   const char       *id,
                                                   const char       *reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairExportReport, fair_export_report_free)

G_END_DECLS
