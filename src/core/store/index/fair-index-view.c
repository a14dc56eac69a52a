/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An index as it was at one moment, for another thread to search while its owner goes on. */
#include "store/index/fair-index-view.h"

/**
 * fair_index_view_new:
 * @index: an index
 *
 * Copies addresses and one bit a row, never rows or texts. Threading: the owner's.
 *
 * Returns: (transfer full): the view
 */
FairIndexView *
fair_index_view_new (FairIndex *index)
{
  FairIndexView *self = g_new0 (FairIndexView, 1);

  self->index = fair_index_ref (index);
  self->pages = g_memdup2 (index->pages->pdata, index->pages->len * sizeof (gpointer));
  self->blocks = g_memdup2 (index->blocks->pdata, index->blocks->len * sizeof (gpointer));
  self->n_rows = index->n_rows;
  self->standing = g_memdup2 (index->standing->data, fair_index_bits_length (index->n_rows) * sizeof (guint64));
  return self;
}

/**
 * fair_index_view_free:
 * @self: (transfer full): a view
 *
 * Threading: any.
 */
void
fair_index_view_free (FairIndexView *self)
{
  g_free (self->standing);
  g_free (self->blocks);
  g_free (self->pages);
  fair_index_unref (self->index);
  g_free (self);
}
