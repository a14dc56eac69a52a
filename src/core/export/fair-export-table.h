/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sign-ups as rows of a table: which columns there are, and what stands in each cell. Every format of rows takes them from here. */
#pragma once

#include "base/fair-time-zones.h"
#include "form/fair-answer-text.h"
#include "form/fair-form.h"
#include "store/journal/fair-line.h"

G_BEGIN_DECLS

/** What a cell holds; as a text each is complete. */
typedef enum
{
  FAIR_CELL_TEXT,
  FAIR_CELL_NUMBER, /* decimal digits */
  FAIR_CELL_TIME,   /* "2026-11-22 10:04:05": by the clock of the fair */
} FairCellKind;

typedef struct
{
  FairCellKind kind;
  const char *text;
  gsize length;
} FairCell;

/**
 * FairColumn:
 * @title: what it is called: its id for programs, a title for people
 * @width: how many characters of it people want to see at a glance
 * @wraps: whether longer texts go on in further lines
 */
typedef struct
{
  const char *title;
  guint width;
  gboolean wraps;
} FairColumn;

typedef struct _FairExportTable FairExportTable;

FairExportTable  *fair_export_table_new (FairForm            *form,
                                         const FairTimeZones *zones,
                                         FairAnswerStyle      style);
guint             fair_export_table_get_n_columns (const FairExportTable *self);
const FairColumn *fair_export_table_get_column (const FairExportTable *self,
                                                guint                  index);
const FairCell   *fair_export_table_fill_row (FairExportTable   *self,
                                              const FairVersion *version);
void              fair_export_table_free (FairExportTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairExportTable, fair_export_table_free)

G_END_DECLS
