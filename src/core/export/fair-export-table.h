/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sign-ups as rows of a table: which columns there are, and what stands in each cell. Every format of rows takes them from here. */
#pragma once

#include "base/fair-time-zones.h"
#include "form/fair-answer-text.h"
#include "form/fair-form.h"
#include "store/journal/fair-line.h"

G_BEGIN_DECLS

/** What a column is for, and what a cell holds. A cell that does not hold what its column is for says %FAIR_CELL_TEXT. */
typedef enum
{
  FAIR_CELL_TEXT,
  FAIR_CELL_CODE,   /* an id, or one of a field's choices, be it by its title: never to be counted with */
  FAIR_CELL_NUMBER, /* decimal digits */
  FAIR_CELL_DATE,   /* "2026-11-22" */
  FAIR_CELL_TIME,   /* "2026-11-22 10:04:05": by the clock of the fair */
  FAIR_CELL_FLAG,   /* yes or no: see @flag */
  FAIR_CELL_LIST,   /* any number of a field's choices: see @value */
} FairCellKind;

/**
 * FairCell:
 * @text: all that the cell says, @length bytes of UTF-8 without a zero at the end, for whoever writes texts
 * @flag: whether a %FAIR_CELL_FLAG says yes
 * @value: (nullable): the answer, or what staff noted, as it is stored: of a %FAIR_CELL_LIST an array, whose items can be had one by one
 */
typedef struct
{
  FairCellKind kind;
  gboolean flag;
  const char *text;
  gsize length;
  yyjson_val *value;
} FairCell;

gboolean fair_cell_is_number (const char *text,
                              gsize       length);

/**
 * FairColumn:
 * @id: what programs call it: "signed_up_at", "interests", "interests___research", "interests: other"
 * @title: what people call it
 * @header: the one of the two that suits who the table is for
 * @kind: what its cells hold as a rule
 * @width: how many characters of it people want to see at a glance
 * @wraps: whether longer texts go on in further lines
 * @field: (nullable): whose answers it has
 * @choice: (nullable): which choice of @field's it tells of, where each has a column
 */
typedef struct
{
  char *id;
  char *title;
  const char *header;
  FairCellKind kind;
  guint width;
  gboolean wraps;
  FairField *field;
  const FairChoice *choice;
} FairColumn;

/**
 * FairTableOptions:
 * @style: who it is for: programs get ids, and times in UTC; people get titles, and times by the clock of the fair
 * @choices_apart: whether a list has a column for each of its choices, and one for what is none of them
 * @has_staff: whether there are columns for what staff noted: star, chips, note, stage
 * @stages: (nullable) (element-type FairStage): what people call the stages; as %NULL they are told by their ids
 */
typedef struct
{
  FairAnswerStyle style;
  gboolean choices_apart;
  gboolean has_staff;
  GPtrArray *stages;
} FairTableOptions;

/** In the place of the index of a column. */
#define FAIR_EXPORT_NO_COLUMN (-1)

typedef struct _FairExportTable FairExportTable;

FairExportTable  *fair_export_table_new (FairForm               *form,
                                         const FairTimeZones    *zones,
                                         const FairTableOptions *options);
guint             fair_export_table_get_n_columns (const FairExportTable *self);
const FairColumn *fair_export_table_get_column (const FairExportTable *self,
                                                guint                  index);
int               fair_export_table_find_column (const FairExportTable *self,
                                                 const FairField       *field);
const FairCell   *fair_export_table_fill_row (FairExportTable   *self,
                                              const FairVersion *version);
void              fair_export_table_free (FairExportTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairExportTable, fair_export_table_free)

G_END_DECLS
