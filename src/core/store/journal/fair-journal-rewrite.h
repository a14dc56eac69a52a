/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Replaces the journal as a whole, durably and at once: whatever happens, either the old one is there or the new one.
 *
 * Used like this, between fair_journal_begin() and fair_journal_end():
 *
 *     rewrite = fair_journal_rewrite_new (journal, error);
 *     while (fair_journal_rewrite_next (rewrite, &line, &local_error))
 *       … fair_journal_rewrite_keep (rewrite, &line, error), or nothing, or fair_journal_rewrite_add () instead …
 *     fair_journal_rewrite_add (rewrite, lines, length, error);
 *     fair_journal_rewrite_commit (rewrite, error);
 *     fair_journal_rewrite_free (rewrite);
 *
 * What is kept is copied byte for byte, whatever it is: a line of a newer version, a damaged one, one that is too long
 * to be read. Others go on reading the journal meanwhile; they wait with appending until fair_journal_end().
 */
#pragma once

#include "store/journal/fair-journal.h"

G_BEGIN_DECLS

typedef struct _FairJournalRewrite FairJournalRewrite;

FairJournalRewrite *fair_journal_rewrite_new (FairJournal  *journal,
                                              GError      **error);
void                fair_journal_rewrite_free (FairJournalRewrite *self);

gboolean            fair_journal_rewrite_next (FairJournalRewrite  *self,
                                               FairRawLine         *line,
                                               GError             **error);
void                fair_journal_rewrite_rewind (FairJournalRewrite *self);
gboolean            fair_journal_rewrite_keep (FairJournalRewrite  *self,
                                               const FairRawLine   *line,
                                               GError             **error);
gboolean            fair_journal_rewrite_add (FairJournalRewrite  *self,
                                              const char          *lines,
                                              gsize                length,
                                              GError             **error);
gboolean            fair_journal_rewrite_commit (FairJournalRewrite  *self,
                                                 GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairJournalRewrite, fair_journal_rewrite_free)

G_END_DECLS
