/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A spreadsheet in the making: sheets of rows, which reach the file as a whole or are told to be missing. */
#pragma once

#include "export/fair-export-table.h"

G_BEGIN_DECLS

typedef struct _FairXlsxBook FairXlsxBook;
typedef struct _FairXlsxSheet FairXlsxSheet;

FairXlsxBook  *fair_xlsx_book_new (const char *path,
                                   const char *folder,
                                   const char *name,
                                   gboolean    is_right_to_left);
FairXlsxSheet *fair_xlsx_book_add_sheet (FairXlsxBook             *self,
                                         const char               *name,
                                         const FairColumn *const  *columns,
                                         guint                     n_columns,
                                         GError                  **error);
gboolean       fair_xlsx_book_finish (FairXlsxBook  *self,
                                      GError       **error);
void           fair_xlsx_book_free (FairXlsxBook *self);

const char    *fair_xlsx_sheet_get_name (const FairXlsxSheet *self);
gboolean       fair_xlsx_sheet_has_room (const FairXlsxSheet *self);
void           fair_xlsx_sheet_add_row (FairXlsxSheet  *self,
                                        const FairCell *cells);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairXlsxBook, fair_xlsx_book_free)

G_END_DECLS
