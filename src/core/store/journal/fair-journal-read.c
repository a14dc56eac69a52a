/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the journal's file, and copying what of it cannot be read to the quarantine. */
#include "config.h"

#include "store/journal/fair-journal-private.h"
#include "store/journal/fair-store-error.h"
#include <fcntl.h>
#include <glib/gi18n-lib.h>

static int
open_file (FairJournal *self,
           struct stat *status,
           GError     **error)
{
  int fd = fair_file_ops_open_regular (self->ops, self->path, O_RDONLY, 0, status);

  if (fd < 0)
    fair_store_error_set (error, self->path, _("The sign-ups could not be opened"));
  return fd;
}

/**
 * fair_journal_read:
 * @self: a journal between fair_journal_begin() and fair_journal_end()
 * @error: %FAIR_STORE_ERROR: why it cannot be read
 *
 * Returns: (transfer full): a reader of all that is acknowledged, independent of @self, or NULL with @error set
 */
FairJournalReader *
fair_journal_read (FairJournal  *self,
                   GError      **error)
{
  struct stat status;
  int fd = open_file (self, &status, error);

  return fd >= 0 ? fair_journal_reader_new (self->ops, fd, self->tail.end, self->path) : NULL;
}

/**
 * fair_journal_snapshot:
 * @self: a journal that is not locked
 * @error: %FAIR_STORE_ERROR: why it cannot be read
 *
 * Takes the lock for a moment, so that no line is half written, and opens the journal for reading as it is now. If the
 * folder does not let itself be locked, or somebody else has had the lock for a while, it is read up to its last whole
 * line all the same.
 *
 * Returns: (transfer full): a reader, independent of @self, or NULL with @error set
 */
FairJournalReader *
fair_journal_snapshot (FairJournal  *self,
                       GError      **error)
{
  gboolean ready = fair_lock_take (self->lock, FAIR_LOCK_SHORT_PATIENCE, NULL) && fair_journal_refresh (self, NULL);
  goffset lower = ready ? self->tail.end : 0;
  goffset end = 0;
  struct stat status;
  int fd = open_file (self, &status, error);

  if (fd >= 0 && !fair_journal_tail_find_end (self->ops, fd, MIN (lower, status.st_size), status.st_size, &end))
    {
      fair_store_error_set (error, self->path, _("The sign-ups could not be read"));
      fair_file_ops_close (self->ops, &fd);
    }
  fair_lock_release (self->lock);
  return fd >= 0 ? fair_journal_reader_new (self->ops, fd, end, self->path) : NULL;
}

/* Whether this is still the file under the journal's name. */
static gboolean
is_journal (FairJournal *self,
            int          fd)
{
  struct stat named, opened;

  return self->ops->fstat (fd, &opened, self->ops->user_data) == 0 &&
         self->ops->stat (self->path, &named, self->ops->user_data) == 0 &&
         named.st_dev == opened.st_dev && named.st_ino == opened.st_ino;
}

/**
 * fair_journal_set_aside:
 * @self: a journal that is not locked
 * @fd: the file that the lines are in
 * @lines: (array length=n_lines): lines that could not be read
 * @n_lines: how many
 * @error: %FAIR_STORE_ERROR: why they were not all copied
 *
 * Copies lines to the quarantine, as fair_quarantine_keep() does, under the lock. Of a journal that was rewritten since
 * @fd was opened nothing is copied: what is still in the new one is met again there, and who was erased stays erased.
 * Reading does not wait long for somebody else who has the lock; the lines are met again the next time.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_journal_set_aside (FairJournal        *self,
                        int                 fd,
                        const FairBadLine  *const *lines,
                        gsize               n_lines,
                        GError            **error)
{
  gboolean kept = fair_lock_take (self->lock, FAIR_LOCK_SHORT_PATIENCE, error) &&
                  (!is_journal (self, fd) || fair_quarantine_keep (self->quarantine, fd, lines, n_lines, error));

  fair_lock_release (self->lock);
  return kept;
}
