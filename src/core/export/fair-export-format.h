/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a format must be able to do in order to be written by fair_export(), and the formats that can. */
#pragma once

#include "export/fair-export-sink.h"
#include "export/fair-exporter.h"

G_BEGIN_DECLS

/**
 * FairExportFormat:
 * @name: as on the command line and in #FairExportOptions
 * @needs_form: whether the columns come from the form
 * @begin: (nullable): writes what comes before the first record; returns the state that the others are handed
 * @record: writes one sign-up
 * @end: (nullable): writes what comes after the last record; not called after a failure
 * @free: (nullable): releases the state
 *
 * Each appends to the sink's buffer, which fair_export() sends on as it fills.
 */
typedef struct
{
  const char *name;
  gboolean needs_form;
  gpointer (*begin) (FairExportSink *sink, FairForm *form, const FairExportOptions *options);
  void (*record) (gpointer state, FairExportSink *sink, const FairRecord *record);
  gboolean (*end) (gpointer state, FairExportSink *sink, GError **error);
  void (*free) (gpointer state);
} FairExportFormat;

extern const FairExportFormat fair_csv_format;
extern const FairExportFormat fair_json_format;
extern const FairExportFormat fair_jsonl_format;

G_END_DECLS
