/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The journal's file: takes the lock, appends durably, mends what a crash left, hands out readers.
 *
 * An append is acknowledged when its bytes are written and fdatasync() has said so. What happens otherwise:
 *
 * - A write that fails midway is cut off again, back to the acknowledged end.
 * - The lock is held for the write, not for fdatasync(): others append meanwhile, and the disk serves all with one flush.
 *   A sync is of the whole file; fair-journal-append.c argues what that means when one fails.
 * - After a failed fdatasync() that descriptor is never used again. The lock is taken again and the file opened anew, its
 *   last acknowledged bytes are compared with what is remembered, and the line that was not acknowledged is cut off and
 *   the cut synced: whoever tries again does not end up twice in the journal.
 * - When even cutting off fails, the unacknowledged bytes are remembered. The next append first looks whether exactly
 *   they (or their beginning) are still the end of the file, and cuts them off then; as long as that fails, nothing is
 *   appended. If somebody else has appended behind them they stay: they are a whole line then, or in quarantine.
 */
#pragma once

#include "base/fair-clock.h"
#include "base/fair-file-ops.h"
#include "store/journal/fair-hlc.h"
#include "store/journal/fair-journal-reader.h"
#include "store/journal/fair-read-report.h"

G_BEGIN_DECLS

typedef struct _FairJournal FairJournal;

FairJournal       *fair_journal_open (const char         *folder,
                                      const FairFileOps  *ops,
                                      const FairClock    *clock,
                                      GError            **error);
void               fair_journal_free (FairJournal *self);
const char        *fair_journal_get_path (const FairJournal *self);
const FairBadLine *fair_journal_get_torn_tail (const FairJournal *self);
gboolean           fair_journal_is_torn_tail_kept (const FairJournal *self);

gboolean           fair_journal_begin (FairJournal  *self,
                                       GError      **error);
gboolean           fair_journal_try_begin (FairJournal *self);
FairHlc           *fair_journal_get_last_hlc (FairJournal *self);
gboolean           fair_journal_append (FairJournal  *self,
                                        const char   *lines,
                                        gsize         length,
                                        GError      **error);
FairJournalReader *fair_journal_read (FairJournal  *self,
                                      GError      **error);
void               fair_journal_end (FairJournal *self);

FairJournalReader *fair_journal_snapshot (FairJournal  *self,
                                          GError      **error);
gboolean           fair_journal_set_aside (FairJournal        *self,
                                           int                 fd,
                                           const FairBadLine  *const *lines,
                                           gsize               n_lines,
                                           GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairJournal, fair_journal_free)

G_END_DECLS
