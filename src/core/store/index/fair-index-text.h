/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a record is searched and sorted by: its answers folded as fair_search_dup_text() folds them. */
#pragma once

#include <glib.h>
#include <yyjson.h>

G_BEGIN_DECLS

/** By how much folding can lengthen a text: U+FDFA, three bytes, becomes four words of 33. */
#define FAIR_INDEX_TEXT_GROWTH 12

gsize fair_index_text_append (GString    *out,
                              yyjson_val *answers,
                              GString    *school);

G_END_DECLS
