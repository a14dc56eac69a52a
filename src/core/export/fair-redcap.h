/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form as REDCap's variables: what each is called, and what it may hold. Its records and its data dictionary both take them from here. */
#pragma once

#include "export/fair-export-table.h"

G_BEGIN_DECLS

/** What REDCap has for a variable: a field type, and for texts of one line a validation. */
typedef enum
{
  FAIR_REDCAP_TEXT,
  FAIR_REDCAP_NOTES,
  FAIR_REDCAP_EMAIL,
  FAIR_REDCAP_INTEGER,
  FAIR_REDCAP_DATE,
  FAIR_REDCAP_TIME,
  FAIR_REDCAP_YESNO,
  FAIR_REDCAP_RADIO,
  FAIR_REDCAP_CHECKBOX,
} FairRedcapKind;

/**
 * FairRedcapVariable:
 * @name: lower-case letters, digits and single underscores, at most 26, the first of them a letter, the last no underscore; unique in
 *   its project, as REDCap counts
 * @kind: what it may hold
 * @column: of the table: the one that it is made of; of a %FAIR_REDCAP_CHECKBOX the first of one for each choice
 * @field: (nullable): whose answers it has
 * @is_other: whether it has what of @field's answers is none of its choices
 * @codes: (nullable): what REDCap calls the choices of @field, in their order: letters, digits and single underscores, unique
 *   whatever their case, since it makes the names of columns of them
 */
typedef struct
{
  char *name;
  FairRedcapKind kind;
  guint column;
  FairField *field;
  gboolean is_other;
  char **codes;
} FairRedcapVariable;

/**
 * FairRedcap:
 * @form_name: what REDCap calls the form: as the name of a variable
 * @table: where the cells of a record come from
 * @variables: (element-type FairRedcapVariable): all of them, in the order of the dictionary and of a record's columns; the record's id
 *   is the first, answers that are no variable's the last
 */
typedef struct
{
  char *form_name;
  FairExportTable *table;
  GPtrArray *variables;
} FairRedcap;

FairRedcap               *fair_redcap_new (FairForm            *form,
                                           const FairTimeZones *zones);
void                      fair_redcap_free (FairRedcap *self);
const FairRedcapVariable *fair_redcap_find (const FairRedcap *self,
                                            const char       *field);
const FairColumn         *fair_redcap_get_column (const FairRedcap         *self,
                                                  const FairRedcapVariable *variable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairRedcap, fair_redcap_free)

G_END_DECLS
