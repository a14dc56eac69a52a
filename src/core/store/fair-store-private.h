/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the store's operations in other files share: the store itself, and its turn at the journal. */
#pragma once

#include "store/fair-store.h"
#include "store/journal/fair-device.h"
#include "store/journal/fair-journal.h"

G_BEGIN_DECLS

struct _FairStore
{
  GObject parent_instance;

  const FairFileOps *ops;
  const FairClock *clock;
  char *data_folder;
  FairDevice device;
  FairBadLine *torn_tail;
  gboolean torn_tail_kept;

  GMutex mutex; /* guards the journal, and @device.saved */
  FairJournal *journal;
};

gboolean fair_store_begin (FairStore  *self,
                           GError    **error);
void     fair_store_end (FairStore *self);

FairJournalReader *fair_store_snapshot (FairStore  *self,
                                        GError    **error);

G_END_DECLS
