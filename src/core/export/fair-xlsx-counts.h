/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many people of an export chose what: counted as they are written, in bounded memory. */
#pragma once

#include "export/fair-export-table.h"

G_BEGIN_DECLS

typedef struct _FairXlsxCounts FairXlsxCounts;

/**
 * FairCountedFunc:
 * @title: what was counted by
 * @value: what the people have in common, as a cell; borrowed
 * @n_people: how many they are
 */
typedef void (*FairCountedFunc) (const char     *title,
                                 const FairCell *value,
                                 guint64         n_people,
                                 gpointer        user_data);

FairXlsxCounts *fair_xlsx_counts_new (FairForm *form);
void            fair_xlsx_counts_add (FairXlsxCounts    *self,
                                      const FairVersion *version,
                                      const char        *day,
                                      gsize              length);
void            fair_xlsx_counts_foreach (FairXlsxCounts  *self,
                                          FairCountedFunc  func,
                                          gpointer         user_data);
void            fair_xlsx_counts_free (FairXlsxCounts *self);

G_END_DECLS
