/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One cell of comma-separated values (RFC 4180): quoting, and the guard against cells that a spreadsheet would run. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean fair_csv_is_formula (const char *text,
                              gsize       length);
void     fair_csv_append_cell (GString    *out,
                               const char *text,
                               gsize       length,
                               gboolean    guard);

G_END_DECLS
