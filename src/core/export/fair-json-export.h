/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sign-ups as JSON: one array of objects, or the journal's own lines. */
#pragma once

#include "store/fair-store.h"

G_BEGIN_DECLS

gboolean fair_json_append_line (GString     *out,
                                FairStore   *store,
                                yyjson_val  *line,
                                GError     **error);

G_END_DECLS
