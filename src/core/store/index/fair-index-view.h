/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An index as it was at one moment, for another thread to search while its owner goes on. */
#pragma once

#include "store/index/fair-index-private.h"

G_BEGIN_DECLS

/**
 * FairIndexView:
 * @index: whose view it is
 * @pages: (array): its pages
 * @blocks: (array): its blocks of text
 * @n_rows: how many rows it had
 * @standing: a bit for each of them
 *
 * Made by the index's owner; then any thread may read it.
 */
typedef struct
{
  FairIndex *index;
  FairIndexRow **pages;
  char **blocks;
  guint32 n_rows;
  guint64 *standing;
} FairIndexView;

FairIndexView *fair_index_view_new (FairIndex *index);
void           fair_index_view_free (FairIndexView *self);

static inline const FairIndexRow *
fair_index_view_row (const FairIndexView *self,
                     guint32              row)
{
  return fair_index_page_row (self->pages, row);
}

static inline const char *
fair_index_view_text (const FairIndexView *self,
                      const FairIndexRow  *row)
{
  return self->blocks[row->text_block] + row->text_start;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairIndexView, fair_index_view_free)

G_END_DECLS
