/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the block of a table out of its cells, and finds what gets lost of tables. */
#pragma once

#include "program/fair-page-source.h"
#include "program/fair-page.h"
#include <cmark-gfm.h>

G_BEGIN_DECLS

FairBlock *fair_markdown_table_new (cmark_node *node);
void       fair_markdown_table_add (FairBlock  *self,
                                    cmark_node *node,
                                    const char *markup,
                                    const char *text);
FairBlock *fair_markdown_table_end (FairBlock *self);
void       fair_markdown_table_check_row (FairBlock      *self,
                                          FairPageSource *source,
                                          guint           line,
                                          FairPackReader *reader);
void       fair_markdown_table_check_rule (FairPageSource *source,
                                           guint           line,
                                           FairPackReader *reader);

G_END_DECLS
