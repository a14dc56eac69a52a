/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What appending to the journal and rewriting it need to know of it. */
#pragma once

#include "store/journal/fair-journal-tail.h"
#include "store/journal/fair-journal.h"
#include "store/journal/fair-lock.h"
#include "store/journal/fair-quarantine.h"

G_BEGIN_DECLS

struct _FairJournal
{
  const FairFileOps *ops;
  const FairClock *clock;
  char *folder;
  char *path;
  FairLock *lock;
  FairQuarantine *quarantine;

  int fd;
  gboolean writable;
  dev_t device; /* which file @tail speaks of; kept while it is closed */
  ino_t inode;
  gboolean examined; /* whether @tail holds */
  FairJournalTail tail;
  FairHlc last;
  gboolean folder_synced; /* whether the file is sure to be found under its name after a power cut */

  GBytes *pending; /* what was not acknowledged and could not be cut off, at the end of @tail; or NULL */
  FairBadLine *torn_tail;
  gboolean torn_tail_kept; /* whether it is in the quarantine */
};

gboolean fair_journal_is_file (const FairJournal *self,
                               const struct stat *status);
void     fair_journal_forget_file (FairJournal *self);
gboolean fair_journal_refresh (FairJournal  *self,
                               GError      **error);

G_END_DECLS
