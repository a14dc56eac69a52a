/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was exported last, when and to which format; it can be taken back there, if its file was lost. */
#pragma once

#include "booth/fair-booth.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_LAST_EXPORT_ROW (fair_last_export_row_get_type ())
/*
 * Nothing is to be seen where nothing was exported.
 * Signals:
 * - taken-back: who left with it alone is new again; fair_last_export_row_put_back() takes that back
 * - put-back: and now they are not
 * - failed (const char *message): nothing was changed, and why
 * Threading: the main thread; files are read and written in others.
 */
G_DECLARE_FINAL_TYPE (FairLastExportRow, fair_last_export_row, FAIR, LAST_EXPORT_ROW, AdwActionRow)

void fair_last_export_row_set_booth (FairLastExportRow *self,
                                     FairBooth         *booth);
void fair_last_export_row_put_back (FairLastExportRow *self);

G_END_DECLS
