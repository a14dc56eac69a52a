/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The formats that sign-ups leave in: one table for the window, for fairctl, and for the export itself. */
#pragma once

#include "base/fair-time-zones.h"
#include "form/fair-form.h"
#include "store/fair-store.h"

G_BEGIN_DECLS

/** The preset that is meant where none is named. */
#define FAIR_EXPORT_DEFAULT_PRESET "plain"

/** What an export is made of. Borrowed; all of it outlives the state that a format makes of it. */
typedef struct
{
  FairForm *form; /* (nullable) where FairExporter.needs_form does not say that it is there */
  FairStore *store;
  const FairTimeZones *zones; /* in which people read times */
} FairExportSource;

/**
 * FairExporter:
 * @needs_form: whether the columns come from the form
 * @begin: (nullable): writes what comes before the first sign-up; returns the state that the others are handed
 * @version: writes one sign-up
 * @end: (nullable): writes what comes after the last sign-up; not called after a failure
 * @free: (nullable): releases the state
 * @takes_unfinished: whether what people left without signing up is written, too, with its mark
 *
 * What a format must be able to do. Each appends to @out, which fair_export() sends on as it fills.
 */
typedef struct
{
  gboolean needs_form;
  gpointer (*begin) (GString *out, const FairExportSource *source);
  gboolean (*version) (gpointer state, GString *out, const FairVersion *version, GError **error);
  gboolean (*end) (gpointer state, GString *out, GError **error);
  void (*free) (gpointer state);
  gboolean takes_unfinished;
} FairExporter;

/**
 * FairExportFormat:
 * @name: as on the command line; several presets of one format share it
 * @preset: (nullable): which of them; %NULL for a format of one kind
 * @extension: of a file's name, without the dot
 * @mime_type: what the file is to other programs
 * @title: what people call it; to be translated
 * @purpose: what it is good for, in whole sentences; to be translated
 * @exporter: what writes it
 */
typedef struct
{
  const char *name;
  const char *preset;
  const char *extension;
  const char *mime_type;
  const char *title;
  const char *purpose;
  const FairExporter *exporter;
} FairExportFormat;

/** All of them, in the order in which people are shown them; the last has no name. */
extern const FairExportFormat fair_export_formats[];

const FairExportFormat *fair_export_format_find (const char *name,
                                                 const char *preset);
char                   *fair_export_format_list_names (void);
char                   *fair_export_format_list_presets (void);

extern const FairExporter fair_xlsx_exporter;
extern const FairExporter fair_csv_excel_exporter;
extern const FairExporter fair_csv_slate_exporter;
extern const FairExporter fair_csv_plain_exporter;
extern const FairExporter fair_json_exporter;
extern const FairExporter fair_jsonl_exporter;

G_END_DECLS
