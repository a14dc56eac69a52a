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
  FairSchoolNames *schools;
  FairBadLine *torn_tail;
  gboolean torn_tail_kept;

  GMutex mutex; /* guards the journal, @device.saved and @wordings */
  FairJournal *journal;
  GHashTable *wordings; /* lines of the journal, by id; "" for those that it does not have */
  guint wordings_generation; /* in which file: see FairJournal */
};

/** A store in its turn, which ends with the scope. */
typedef FairStore FairTurn;

FairTurn *fair_store_begin (FairStore  *self,
                            GError    **error);
void      fair_store_end (FairTurn *turn);
gboolean  fair_store_snapshot (FairStore  *self,
                               FairFile   *file,
                               goffset    *end,
                               GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairTurn, fair_store_end)

gboolean fair_store_encode_wordings_in_turn (FairStore        *self,
                                             const FairDraft  *draft,
                                             GString          *lines,
                                             GError          **error);

G_END_DECLS
