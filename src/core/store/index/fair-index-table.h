/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the row of a person by their key: a hash table of row numbers, four bytes each. */
#pragma once

#include "store/index/fair-index-row.h"

G_BEGIN_DECLS

typedef struct
{
  guint32 *slots; /* row + 1; 0 where there is none */
  guint bits;
  guint32 n_used;
  guint64 seed;
} FairIndexTable;

void     fair_index_table_init (FairIndexTable *self);
void     fair_index_table_clear (FairIndexTable *self);
guint32 *fair_index_table_find (FairIndexTable      *self,
                                FairIndexRow *const *pages,
                                const guint8        *key);
void     fair_index_table_prefetch (const FairIndexTable *self,
                                    const guint8         *key);
void     fair_index_table_set (FairIndexTable      *self,
                               guint32             *slot,
                               FairIndexRow *const *pages,
                               guint32              row);

G_END_DECLS
