/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the journal and its quarantine have of some people: found, and taken out of both.
 *
 * A sound line goes if it is theirs, and a line of a newer version if it is about them. A damaged line goes if it has one of
 * their ids, or one of their addresses and nobody else's id; one whose own `id` is somebody else's, only if theirs is there
 * as such, too. Nothing else goes. What else there is of them in the data folder is named, and never changed.
 */
#pragma once

#include "base/fair-traces.h"
#include "store/fair-store.h"
#include "store/journal/fair-rewrite.h"
#include "store/people/fair-people.h"

G_BEGIN_DECLS

/**
 * FairEraseReport:
 * @erased: (element-type utf8): the ids of the sign-ups that are gone: the one that was named, then those that were
 *   joined into it
 * @keeper: (nullable): the id of the sign-up that the named one was joined into. It stays; most likely it is of the same
 *   person
 * @others: (element-type utf8): other ids: of sign-ups in which an address of theirs occurs, and in damaged lines that stayed
 *   although they occur in there. Perhaps these are of the same person
 * @files: (element-type filename): files of the data folder, none of the store's own, with an id or an address of theirs
 * @unreadable: (element-type filename): files and folders that could not be looked at
 * @n_unattributed: how many damaged lines stayed of which nobody can tell whose they are
 */
typedef struct
{
  GPtrArray *erased;
  char *keeper;
  GPtrArray *others;
  GPtrArray *files;
  GPtrArray *unreadable;
  guint64 n_unattributed;
} FairEraseReport;

/**
 * FairErasure:
 * @people: a table whose first file is the journal
 * @report: takes what somebody has to look at
 * @ids: (element-type utf8): a set: whose lines go, but for their tombstones; to be filled before fair_erasure_look()
 * @discards: whether all damaged lines go as well
 * @found: (element-type utf8): a set: of whom there is more than a tombstone
 * @latest: the latest time stamp of their lines that something can follow
 * @n_gone: how many lines go
 *
 * Threading: one thread at a time.
 */
typedef struct
{
  FairStore *store;
  FairPeople *people;
  FairEraseReport *report;
  GHashTable *ids;
  gboolean discards;
  GHashTable *found;
  FairHlc latest;
  guint n_gone;

  /*< private >*/
  FairTraces *traces;
  GArray *damaged;             /* of FairPlace, in the journal */
  GHashTable *journal_gone;    /* a set: the numbers of the lines that go */
  GHashTable *quarantine_gone; /* likewise */
} FairErasure;

FairEraseReport *fair_erase_report_new (void);
void             fair_erase_report_free (FairEraseReport *self);

FairErasure     *fair_erasure_new (FairStore       *store,
                                   FairPeople      *people,
                                   FairEraseReport *report);
void             fair_erasure_free (FairErasure *self);
gboolean         fair_erasure_look (FairErasure   *self,
                                    GCancellable  *cancellable,
                                    GError       **error);
const char      *fair_erasure_find_subject (FairErasure       *self,
                                            const FairVersion *version);
FairRewrite     *fair_erasure_rewrite (FairErasure   *self,
                                       GCancellable  *cancellable,
                                       GError       **error);
void             fair_erasure_look_at_files (FairErasure *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairEraseReport, fair_erase_report_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairErasure, fair_erasure_free)

G_END_DECLS
