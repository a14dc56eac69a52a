/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of a journal's file: where its last whole line ends, and what its last lines say. */
#pragma once

#include "base/fair-file-ops.h"
#include "store/journal/fair-hlc.h"

G_BEGIN_DECLS

/** How many of the last bytes are remembered: they end with a line's checksum. */
#define FAIR_JOURNAL_MARK_SIZE 32

/**
 * FairJournalTail:
 * @end: where the last whole line ends, in bytes; everything before it is acknowledged
 * @mark: the bytes before @end
 * @mark_length: how many there are of them
 */
typedef struct
{
  goffset end;
  char mark[FAIR_JOURNAL_MARK_SIZE];
  gsize mark_length;
} FairJournalTail;

gboolean fair_journal_tail_examine (FairJournalTail   *self,
                                    const FairFileOps *ops,
                                    int                fd,
                                    goffset            lower,
                                    goffset            size,
                                    gint64             now_ms,
                                    FairHlc           *last);
void     fair_journal_tail_extend (FairJournalTail *self,
                                   const char      *lines,
                                   gsize            length);
gboolean fair_journal_tail_is_there (const FairJournalTail *self,
                                     const FairFileOps     *ops,
                                     int                    fd);
gboolean fair_journal_tail_find_end (const FairFileOps *ops,
                                     int                fd,
                                     goffset            lower,
                                     goffset            size,
                                     goffset           *end);

G_END_DECLS
