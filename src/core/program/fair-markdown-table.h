/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the block of a table out of its cells. */
#pragma once

#include "program/fair-page.h"
#include <cmark-gfm.h>

G_BEGIN_DECLS

FairBlock *fair_markdown_table_new (cmark_node *node);
void       fair_markdown_table_add (FairBlock  *self,
                                    cmark_node *node,
                                    const char *markup,
                                    const char *text);
FairBlock *fair_markdown_table_end (FairBlock *self);

G_END_DECLS
