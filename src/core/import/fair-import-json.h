/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sign-ups in a file of JSON of whatever layout, such as an export as JSON, become lines as a journal has them. */
#pragma once

#include "base/fair-file.h"
#include "store/change/fair-import.h"
#include <yyjson.h>

G_BEGIN_DECLS

typedef enum
{
  FAIR_IMPORT_JSON_OURS,
  FAIR_IMPORT_JSON_OTHER,
  FAIR_IMPORT_JSON_DAMAGED,
} FairImportJson;

gboolean fair_import_json_is_line (yyjson_val *root);
gboolean fair_import_json_is_sign_up (yyjson_val *root);
FairImportJson fair_import_json_tell (const FairFile *json,
                                      goffset         size);
gboolean fair_import_json_to_lines (const FairFile    *json,
                                    goffset            size,
                                    const char        *journal,
                                    FairImportReport  *report,
                                    FairFile          *lines,
                                    GArray           **numbers,
                                    GCancellable      *cancellable,
                                    GError           **error);

G_END_DECLS
