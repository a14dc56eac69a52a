/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the index share: how its rows and texts lie in memory. */
#pragma once

#include "store/index/fair-index-names.h"
#include "store/index/fair-index-scan.h"
#include "store/index/fair-index-table.h"
#include "store/index/fair-index.h"
#include "store/journal/fair-journal-reader.h"

G_BEGIN_DECLS

/** How many rows are in a page. Pages and blocks of text never move: whoever has their addresses may go on reading. */
#define FAIR_INDEX_PAGE_BITS 12
#define FAIR_INDEX_PAGE_SIZE (1u << FAIR_INDEX_PAGE_BITS)

struct _FairIndex
{
  gatomicrefcount references;

  /* set once */
  const FairFileOps *ops;
  FairJournalReader *journal;
  char *path;
  dev_t device;
  ino_t inode;
  FairIndexNames *names;

  GMutex reading;   /* guards @read_end */
  goffset read_end; /* how much of the journal has been read into updates, in bytes */

  /* the owner's */
  GPtrArray *pages;  /* of FairIndexRow[FAIR_INDEX_PAGE_SIZE] */
  GPtrArray *blocks; /* of char: texts */
  guint32 n_rows;
  GArray *standing; /* of guint64: a bit for each row: whether it stands and is in sight */
  guint32 n_standing;
  FairIndexTable table;
  guint64 n_puts;
  guint64 n_bytes;
  FairReadReport *report;
  GHashTable *joined; /* of FairIndexJoin, by row: those who stand but for being joined into another */
  gsize tail_length; /* how much of the last block is in use; 0 if it is not one that can be added to */
  gboolean loading;   /* whether it is in the thread that loads it, and may read the journal to compare two lines */
  GError *load_error; /* why it could not */

  int undecided; /* (atomic): whether lines have to be compared that only another loading can compare */
};

static inline const FairIndexRow *
fair_index_page_row (FairIndexRow *const *pages,
                     guint32              row)
{
  return &pages[row >> FAIR_INDEX_PAGE_BITS][row & (FAIR_INDEX_PAGE_SIZE - 1)];
}

static inline gboolean
fair_index_test_bit (const guint64 *bits,
                     guint32        row)
{
  return (bits[row >> 6] >> (row & 63) & 1) != 0;
}

static inline void
fair_index_set_bit (guint64  *bits,
                    guint32   row,
                    gboolean  value)
{
  guint64 mask = G_GUINT64_CONSTANT (1) << (row & 63);

  bits[row >> 6] = value ? bits[row >> 6] | mask : bits[row >> 6] & ~mask;
}

static inline gsize
fair_index_bits_length (guint32 n_rows)
{
  return ((gsize) n_rows + 63) / 64;
}

FairIndex *fair_index_new (const FairFileOps *ops,
                           FairJournalReader *journal,
                           const char        *path);
void       fair_index_take_segment (FairIndex         *self,
                                    FairIndexSegment  *segment,
                                    FairIndexChange   *change);
void       fair_index_set_standing (FairIndex       *self,
                                    guint32          row,
                                    gboolean         standing,
                                    FairIndexChange *change);
gboolean   fair_index_find_winner (FairIndex  *self,
                                   const char *id,
                                   guint32    *row);
void       fair_index_review_joined (FairIndex       *self,
                                     FairIndexChange *change);
guint64    fair_index_count_joined (FairIndex *self);

G_END_DECLS
