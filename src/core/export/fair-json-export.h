/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sign-ups as JSON: one array of objects, or the journal's own lines. */
#pragma once

#include "store/journal/fair-record.h"

G_BEGIN_DECLS

void fair_json_append_record (GString          *out,
                              const FairRecord *record);

G_END_DECLS
