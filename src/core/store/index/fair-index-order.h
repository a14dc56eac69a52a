/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order in which people are listed: made once for all of them, then kept for whatever part of them is shown. */
#pragma once

#include "store/index/fair-index-query.h"
#include "store/index/fair-index-view.h"

G_BEGIN_DECLS

/**
 * FairIndexOrder:
 * @sort: by what
 * @n_seen: how many rows the index had
 * @rows: (array length=n_rows): those of them that stood, ascending
 */
typedef struct
{
  gatomicrefcount references;
  FairIndexSort sort;
  guint32 n_seen;
  guint32 *rows;
  guint32 n_rows;
} FairIndexOrder;

FairIndexOrder *fair_index_order_new (const FairIndexView *view,
                                      FairIndexSort        sort);
FairIndexOrder *fair_index_order_ref (FairIndexOrder *self);
void            fair_index_order_unref (FairIndexOrder *self);
gboolean        fair_index_order_is_recent (const FairIndexOrder *self,
                                            const FairIndexView  *view);
guint32        *fair_index_order_pick (const FairIndexOrder *self,
                                       const FairIndexView  *view,
                                       const guint64        *matches,
                                       guint                *n_rows);
int             fair_index_order_compare (const FairIndexView *view,
                                          FairIndexSort        sort,
                                          guint32              a,
                                          guint32              b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairIndexOrder, fair_index_order_unref)

G_END_DECLS
