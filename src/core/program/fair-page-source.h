/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a page as its author typed it: its lines, what stands before the page itself, and where something is written. */
#pragma once

#include "base/fair-pack-reader.h"
#include <cmark-gfm.h>

G_BEGIN_DECLS

/**
 * FairPageSource:
 * @text: CommonMark in UTF-8, without front matter
 * @length: its length in bytes
 * @first_line: the number of its first line in the file, from 1
 * @starts: (element-type gsize): where each line begins, and @length at its end
 */
typedef struct
{
  const char *text;
  gsize length;
  guint first_line;
  GArray *starts;
} FairPageSource;

void        fair_page_source_init (FairPageSource *self,
                                   const char     *text,
                                   gsize           length,
                                   FairPackReader *reader);
void        fair_page_source_clear (FairPageSource *self);
gboolean    fair_page_source_check (FairPageSource *self,
                                    FairPackReader *reader);
void        fair_page_source_complain (FairPackReader *reader,
                                       guint           line,
                                       const char     *message);
char       *fair_page_source_dup_line (FairPageSource *self,
                                       guint           line);
cmark_node *fair_page_source_parse (FairPageSource *self);
guint       fair_page_source_find (FairPageSource *self,
                                   const char     *words,
                                   guint           first,
                                   guint           last);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FairPageSource, fair_page_source_clear)

G_END_DECLS
