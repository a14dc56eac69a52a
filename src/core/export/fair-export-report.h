/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of an export: how many are in the file, and who is not, and why. */
#pragma once

#include "store/journal/fair-read-report.h"

G_BEGIN_DECLS

/** Of how many people who are like another one the ids are kept. */
#define FAIR_EXPORT_ALIKE_MAX 100

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
 * @reached: (element-type utf8): the ids of who is in the file, where it is asked for and %FAIR_EXPORT_REACHES_PEOPLE says that people
 *   are written to with it: see fair_person_edit_advance()
 * @missing: (element-type utf8): ids that were asked for by name, and are not in the file since nobody who stands has them
 * @n_alike: how many people in the file are one with somebody before them to the program that reads it
 * @alike: (element-type utf8): the ids of the first of these
 */
typedef struct
{
  FairReadReport *read;
  guint64 n_written;
  guint64 n_unfinished;
  GPtrArray *left_out;
  GPtrArray *reached;
  GPtrArray *missing;
  guint64 n_alike;
  GPtrArray *alike;
} FairExportReport;

FairExportReport *fair_export_report_new (void);
void              fair_export_report_free (FairExportReport *self);
void              fair_export_report_add_left_out (FairExportReport *self,
                                                   const char       *id,
                                                   const char       *reason);
void              fair_export_report_add_alike (FairExportReport *self,
                                                const char       *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairExportReport, fair_export_report_free)

G_END_DECLS
