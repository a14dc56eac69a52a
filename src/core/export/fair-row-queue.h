/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that a thread of its own writes, in their order, while further ones are made. */
#pragma once

#include "export/fair-export-table.h"

G_BEGIN_DECLS

/**
 * FairRowFunc:
 * @to: whatever the row was added for
 * @cells: as they were added, without their values
 */
typedef void (*FairRowFunc) (gpointer        to,
                             const FairCell *cells,
                             guint           n_cells);

typedef struct _FairRowQueue FairRowQueue;

FairRowQueue *fair_row_queue_new (FairRowFunc write);
void          fair_row_queue_add (FairRowQueue   *self,
                                  gpointer        to,
                                  const FairCell *cells,
                                  guint           n_cells);
void          fair_row_queue_wait (FairRowQueue *self);
void          fair_row_queue_free (FairRowQueue *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairRowQueue, fair_row_queue_free)

G_END_DECLS
