/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a line of a newer version speaks of, as far as this version can tell. */
#pragma once

#include "store/journal/fair-record.h"

G_BEGIN_DECLS

GPtrArray *fair_unknown_line_list_ids (const FairRecord *record);

G_END_DECLS
