/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells in a quotation what was said from who said it: its last line, where that begins with a dash. */
#pragma once

#include "program/fair-page.h"
#include <cmark-gfm.h>

G_BEGIN_DECLS

gboolean      fair_markdown_quote_ends_at (cmark_node *line_break);
FairBlockKind fair_markdown_quote_kind (GPtrArray  *blocks,
                                        const char *text);

G_END_DECLS
