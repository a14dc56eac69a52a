/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The formats that sign-ups leave in: one table for the window, for fairctl, and for the export itself. */
#pragma once

#include "export/fair-export-file.h"
#include "export/fair-export-report.h"
#include "export/fair-export-table.h"
#include "program/fair-program.h"
#include "store/fair-store.h"

G_BEGIN_DECLS

/** The preset that is meant where none is named. */
#define FAIR_EXPORT_DEFAULT_PRESET "plain"

typedef struct _FairExportFormat FairExportFormat;

/**
 * FairExportSource:
 * @format: which of its formats the exporter is to write
 * @form: (nullable): where %FAIR_EXPORT_NEEDS_FORM does not say that it is there
 * @program: (nullable): the content pack in use
 * @store: whose people they are
 * @zones: in which people read times
 * @choices_apart: whether lists have a column for each choice; only where %FAIR_EXPORT_HAS_LISTS says that there is a choice
 * @has_staff: whether what staff noted goes out, too; only where %FAIR_EXPORT_HAS_STAFF says that it can
 * @stages: (element-type FairStage): what people call the stages
 * @template_path: (type filename) (nullable): the text of messages; %NULL: the program's own, or what every program has. Only where
 *   %FAIR_EXPORT_TAKES_TEMPLATE says that there are messages
 * @file: where it goes, for formats that do not append to a text: see fair_export_file_hand_out(), fair_export_file_add()
 * @report: what becomes of it; a format may add what people have to know
 *
 * What an export is made of. Borrowed; all of it outlives the state that a format makes of it.
 */
typedef struct
{
  const FairExportFormat *format;
  FairForm *form;
  FairProgram *program;
  FairStore *store;
  const FairTimeZones *zones;
  gboolean choices_apart;
  gboolean has_staff;
  GPtrArray *stages;
  const char *template_path;
  FairExportFile *file;
  FairExportReport *report;
} FairExportSource;

/**
 * FairExporter:
 * @begin: writes what comes before the first person; returns the state that the others are handed, or %NULL with the error set
 * @version: writes one person; %NULL with %FAIR_EXPORT_HAS_NOBODY. One whom the format cannot take: returns FALSE with
 *   %FAIR_EXPORT_ERROR_PERSON, whose message says why without any of their details; what was appended goes, they are named in the report,
 *   and the export goes on. Any other error stops it
 * @end: (nullable): writes what comes after the last person; not called after a failure
 * @free: releases the state
 *
 * What a format must be able to do. Each appends to @out, which fair_export() sends on as it fills; or uses the source's file.
 */
typedef struct
{
  gpointer (*begin) (GString *out, const FairExportSource *source, GError **error);
  gboolean (*version) (gpointer state, GString *out, const FairVersion *version, GError **error);
  gboolean (*end) (gpointer state, GString *out, GError **error);
  void (*free) (gpointer state);
} FairExporter;

/** What holds of a format. */
typedef enum
{
  FAIR_EXPORT_NEEDS_FORM = 1 << 0,       /* the columns come from the form */
  FAIR_EXPORT_TAKES_UNFINISHED = 1 << 1, /* what people left without signing up is written, too, with its mark */
  FAIR_EXPORT_HAS_STAFF = 1 << 2,        /* what staff noted can be had on request */
  FAIR_EXPORT_HAS_LISTS = 1 << 3,        /* lists can be had in one column, or with one for each choice */
  FAIR_EXPORT_TAKES_TEMPLATE = 1 << 4,   /* it makes messages of a text: see fair-template.h */
  FAIR_EXPORT_REACHES_PEOPLE = 1 << 5,   /* people are written to with it: the report names them, so that it can be noted */
  FAIR_EXPORT_HAS_NOBODY = 1 << 6,       /* it is made of the form alone: no person is in it, and its version is never called */
} FairExportFlags;

/**
 * FairExportFormat:
 * @name: as on the command line; several presets of one format share it
 * @preset: (nullable): which of them; %NULL for a format of one kind
 * @extension: (nullable): of a file's name, without the dot; %NULL for a format that makes a folder of files
 * @mime_type: what the file, or each file, is to other programs
 * @title: what people call it; to be translated
 * @purpose: what it is good for, in whole sentences; to be translated
 * @style: how its answers are told, where it is a table
 * @flags: what holds of it
 * @exporter: what writes it
 *
 * All that the window, fairctl, the documents and the tests know of a format.
 */
struct _FairExportFormat
{
  const char *name;
  const char *preset;
  const char *extension;
  const char *mime_type;
  const char *title;
  const char *purpose;
  FairAnswerStyle style;
  FairExportFlags flags;
  const FairExporter *exporter;
};

/** All of them, in the order in which people are shown them; the last has no name. */
extern const FairExportFormat fair_export_formats[];

const FairExportFormat *fair_export_format_find (const char *name,
                                                 const char *preset);
char                   *fair_export_format_list_names (void);
char                   *fair_export_format_list_presets (void);

FairExportTable        *fair_export_source_make_table (const FairExportSource *self);

extern const FairExporter fair_xlsx_exporter;
extern const FairExporter fair_csv_exporter;
extern const FairExporter fair_json_exporter;
extern const FairExporter fair_jsonl_exporter;
extern const FairExporter fair_vcard_exporter;
extern const FairExporter fair_mail_exporter;
extern const FairExporter fair_drafts_exporter;
extern const FairExporter fair_redcap_exporter;
extern const FairExporter fair_redcap_dictionary_exporter;

G_END_DECLS
