/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replaces the journal as a whole, durably and at once: whatever happens, either the old one is there or the new one. */
#include "store/journal/fair-file-rewrite.h"
#include "store/journal/fair-journal-folder.h"
#include "store/journal/fair-journal-private.h"
#include "store/journal/fair-journal-rewrite.h"

struct _FairJournalRewrite
{
  FairJournal *journal;
  FairFileRewrite *file;
};

/**
 * fair_journal_rewrite_new:
 * @journal: a journal between fair_journal_begin() and fair_journal_end(); it must outlive the rewrite
 * @error: %FAIR_STORE_ERROR: why it cannot be rewritten
 *
 * Begins a rewrite. What earlier ones left behind when they crashed is removed.
 *
 * Returns: (transfer full): the rewrite, at the journal's first line, or NULL with @error set
 */
FairJournalRewrite *
fair_journal_rewrite_new (FairJournal  *journal,
                          GError      **error)
{
  FairJournalRewrite *self;
  FairFileRewrite *file;

  g_return_val_if_fail (fair_lock_is_held (journal->lock), NULL);

  fair_journal_sweep_folder (journal->ops, journal->folder);
  file = fair_file_rewrite_new (journal->ops, journal->path, error);
  if (file == NULL)
    return NULL;
  self = g_new (FairJournalRewrite, 1);
  *self = (FairJournalRewrite) { journal, file };
  return self;
}

/**
 * fair_journal_rewrite_free:
 * @self: (transfer full): a rewrite; without fair_journal_rewrite_commit() the journal stays as it was
 */
void
fair_journal_rewrite_free (FairJournalRewrite *self)
{
  fair_file_rewrite_free (self->file);
  g_free (self);
}

/**
 * fair_journal_rewrite_next:
 * @self: a rewrite
 * @line: (out caller-allocates): the journal's next line
 * @error: %FAIR_STORE_ERROR: why it could not be read
 *
 * Returns: FALSE after the last line, and with @error set on failure
 */
gboolean
fair_journal_rewrite_next (FairJournalRewrite  *self,
                           FairRawLine         *line,
                           GError             **error)
{
  return fair_file_rewrite_next (self->file, line, error);
}

/**
 * fair_journal_rewrite_rewind:
 * @self: a rewrite
 *
 * Goes back to the journal's first line, for those who must look at all before they decide.
 */
void
fair_journal_rewrite_rewind (FairJournalRewrite *self)
{
  fair_file_rewrite_rewind (self->file);
}

/**
 * fair_journal_rewrite_keep:
 * @self: a rewrite
 * @line: the line that fair_journal_rewrite_next() gave last
 * @error: %FAIR_STORE_ERROR: why it could not be copied
 *
 * Puts the line next into the new journal, byte for byte. A line that is not kept is left out.
 *
 * Returns: FALSE with @error set; only fair_journal_rewrite_free() may follow then
 */
gboolean
fair_journal_rewrite_keep (FairJournalRewrite  *self,
                           const FairRawLine   *line,
                           GError             **error)
{
  return fair_file_rewrite_keep (self->file, line, error);
}

/**
 * fair_journal_rewrite_add:
 * @self: a rewrite
 * @lines: whole lines, each with its newline
 * @length: how long they are together, in bytes
 * @error: %FAIR_STORE_ERROR: why they could not be written
 *
 * Puts other lines next into the new journal: instead of one that is not kept, or after the last.
 *
 * Returns: FALSE with @error set; only fair_journal_rewrite_free() may follow then
 */
gboolean
fair_journal_rewrite_add (FairJournalRewrite  *self,
                          const char          *lines,
                          gsize                length,
                          GError             **error)
{
  return fair_file_rewrite_add (self->file, lines, length, error);
}

/*
 * If somebody removed the lock's file, others lock another one by now, and write meanwhile. Bytes without a newline at
 * the end are what one of them is writing, too: under the lock there are none.
 */
static gboolean
check_lock (FairJournalRewrite  *self,
            GError             **error)
{
  if (fair_lock_is_current (self->journal->lock) && !fair_file_rewrite_leaves_tail (self->file))
    return TRUE;
  fair_file_rewrite_set_changed (error, self->journal->path);
  return FALSE;
}

/**
 * fair_journal_rewrite_commit:
 * @self: a rewrite
 * @error: %FAIR_STORE_ERROR_UNCERTAIN if the new journal is in place but a power cut may still bring back the old one;
 *   otherwise another of %FAIR_STORE_ERROR, and the journal is as it was
 *
 * Puts the new journal into the place of the old one, durably. Afterwards only fair_journal_rewrite_free() and
 * fair_journal_end() may follow; the next fair_journal_begin() is about the new journal, and nothing is acknowledged in
 * it before its name is on the disk.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_journal_rewrite_commit (FairJournalRewrite  *self,
                             GError             **error)
{
  gboolean done = fair_file_rewrite_finish (self->file, error) && check_lock (self, error) &&
                  fair_file_rewrite_commit (self->file, error);

  fair_journal_forget_file (self->journal);
  return done;
}
