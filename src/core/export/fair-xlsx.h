/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a spreadsheet in Office Open XML (ECMA-376), as XML: cells, and what never changes. */
#pragma once

#include "export/fair-export-table.h"

G_BEGIN_DECLS

/** How many rows a sheet may have, its header among them, and how many characters a cell (Microsoft's specifications and limits). */
#define FAIR_XLSX_MAX_ROWS 1048576
#define FAIR_XLSX_MAX_TEXT 32767

extern const char fair_xlsx_content_types[];
extern const char fair_xlsx_package[];
extern const char fair_xlsx_relations[];
extern const char fair_xlsx_styles[];

void fair_xlsx_append_workbook (GString    *out,
                                const char *sheet,
                                guint       n_columns,
                                guint       n_rows);
void fair_xlsx_append_head (GString               *out,
                            const FairExportTable *table,
                            gboolean               is_right_to_left);
void fair_xlsx_append_row (GString               *out,
                           const FairExportTable *table,
                           const FairCell        *cells,
                           guint                  row);
void fair_xlsx_append_foot (GString *out,
                            guint    n_columns,
                            guint    n_rows);

G_END_DECLS
