/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a stretch of a journal into rows of the index, with several threads at once. */
#pragma once

#include "base/fair-file-ops.h"
#include "store/index/fair-index-names.h"
#include "store/index/fair-index-row.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/** How many bytes behind a block of texts may be read, though they mean nothing. */
#define FAIR_INDEX_TEXT_PADDING 16

/** Whom staff have joined into whom. */
typedef struct
{
  guint32 row;    /* whose line says so, counted from the segment's first */
  guint32 id;     /* (name) */
  guint32 target; /* (name) */
} FairIndexJoin;

/**
 * FairIndexSegment:
 * @rows: (array length=n_rows): a row for each put and each tombstone, in their order; their text_block is not set yet
 * @text: the texts of @rows, %FAIR_INDEX_TEXT_PADDING bytes longer than @text_length
 * @joins: of #FairIndexJoin
 * @n_lines: how many lines there are
 * @n_puts: how many of them are versions of a sign-up
 * @n_erased: how many are tombstones
 * @n_unknown: how many are of a newer version
 * @n_bad: how many could not be read
 * @bad_lines: the first of those, at most %FAIR_STORE_MAX_BAD_LINES; their numbers count from the segment's first line
 *
 * What was read from one piece of a journal.
 */
typedef struct
{
  FairIndexRow *rows;
  guint n_rows;
  char *text;
  gsize text_length;
  GArray *joins;
  guint64 n_lines;
  guint64 n_puts;
  guint64 n_erased;
  guint64 n_unknown;
  guint64 n_bad;
  GPtrArray *bad_lines;
} FairIndexSegment;

void       fair_index_segment_free (FairIndexSegment *self);
GPtrArray *fair_index_scan (const FairFileOps  *ops,
                            int                 fd,
                            goffset             from,
                            goffset             to,
                            const char         *name,
                            FairIndexNames     *names,
                            GCancellable       *cancellable,
                            GError            **error);
void       fair_index_make_key (const char *id,
                                guint8     *key);

G_END_DECLS
