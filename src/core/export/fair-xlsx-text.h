/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts as spreadsheets take them: in a cell, and as the name of a sheet. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void  fair_xlsx_text_append (GString    *out,
                             const char *text,
                             gsize       length);
char *fair_xlsx_text_make_sheet_name (GHashTable *taken,
                                      const char *wanted);

G_END_DECLS
