/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a spreadsheet that was just written holds all that was put into it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairXlsxExtent:
 * @n_rows: how many rows it has
 * @n_bytes: how much XML these are
 *
 * How much a sheet holds.
 */
typedef struct
{
  guint64 n_rows;
  guint64 n_bytes;
} FairXlsxExtent;

gboolean fair_xlsx_check (const char           *path,
                          const FairXlsxExtent *sheets,
                          guint                 n_sheets);

G_END_DECLS
