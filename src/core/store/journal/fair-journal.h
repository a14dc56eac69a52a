/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The journal's file: takes the lock, mends what a crash left, appends durably, is read and rewritten.
 *
 * The lock is held from before a write until after fdatasync(). If either fails, what was written is cut off while the lock
 * is still held.
 */
#pragma once

#include "base/fair-clock.h"
#include "base/fair-hlc.h"
#include "store/journal/fair-lock.h"
#include "store/journal/fair-read-report.h"
#include "store/journal/fair-rewrite.h"

G_BEGIN_DECLS

/**
 * FairJournal:
 * @path: the journal's file, wherever links lead
 * @last: the latest time stamp that was made or seen, to be advanced with fair_hlc_tick() in turn
 * @generation: another number whenever another file has the journal's name
 * @torn_tail: (nullable): the torn tail that was last found
 * @torn_tail_kept: whether it is in the quarantine, and not in the journal any longer
 *
 * The rest is the journal's own.
 */
typedef struct
{
  const FairFileOps *ops;
  const FairClock *clock;
  char *folder;
  char *path;
  FairHlc last;
  guint generation;
  FairBadLine *torn_tail;
  gboolean torn_tail_kept;

  /*< private >*/
  FairLock *lock;
  FairFile file;
  gboolean writable;
  gboolean examined;      /* whether @end holds */
  goffset end;            /* where the last whole line ends */
  GBytes *doubtful;       /* (nullable): what was written behind @end, be it in part, not confirmed, and not cut off */
  gboolean folder_synced; /* whether the file is sure to be found under its name after a power cut */
} FairJournal;

FairJournal       *fair_journal_open (const char         *folder,
                                      const FairFileOps  *ops,
                                      const FairClock    *clock,
                                      GError            **error);
void               fair_journal_free (FairJournal *self);

gboolean           fair_journal_begin (FairJournal  *self,
                                       gulong        patience,
                                       GError      **error);
gboolean           fair_journal_append (FairJournal  *self,
                                        const char   *lines,
                                        gsize         length,
                                        GError      **error);
gboolean           fair_journal_confirm (FairJournal  *self,
                                         GError      **error);
FairRewrite       *fair_journal_rewrite (FairJournal  *self,
                                         GError      **error);
gboolean           fair_journal_commit (FairJournal  *self,
                                        FairRewrite  *rewrite,
                                        GError      **error);
void               fair_journal_end (FairJournal *self);

gboolean           fair_journal_snapshot (FairJournal  *self,
                                          FairFile     *file,
                                          goffset      *end,
                                          GError      **error);
gboolean           fair_journal_set_aside (FairJournal      *self,
                                           const FairFile   *file,
                                           const GPtrArray  *bad_lines,
                                           GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairJournal, fair_journal_free)

G_END_DECLS
