/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All rows of a form together: what is in them, and which comes next. */
#pragma once

#include "form/fair-field-row.h"
#include "form/fair-form.h"

G_BEGIN_DECLS

FairAnswers  *fair_field_rows_dup_answers (GPtrArray *rows,
                                           FairForm  *form);
guint         fair_field_rows_count_filled (GPtrArray *rows);
FairFieldRow *fair_field_rows_find (GPtrArray  *rows,
                                    const char *field);
FairFieldRow *fair_field_rows_find_visible (GPtrArray *rows,
                                            guint      from);
FairFieldRow *fair_field_rows_find_wrong (GPtrArray *rows,
                                          guint      from);

G_END_DECLS
