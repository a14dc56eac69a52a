/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a rewrite of the journal needs to know of it. */
#pragma once

#include "store/fair-journal-tail.h"
#include "store/fair-journal.h"
#include "store/fair-lock.h"
#include "store/fair-quarantine.h"

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
};

void fair_journal_forget_file (FairJournal *self);

G_END_DECLS
