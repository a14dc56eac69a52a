/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal's file: takes the lock, mends what a crash left, finds the end that is appended to. */
#include "config.h"

#include "store/journal/fair-journal-folder.h"
#include "store/journal/fair-journal-private.h"
#include "store/journal/fair-store-error.h"
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
fail (FairJournal *self,
      GError     **error)
{
  fair_store_error_set (error, self->path, _("The sign-ups could not be opened"));
  return FALSE;
}

/**
 * fair_journal_is_file:
 * @self: a journal
 * @status: of a file
 *
 * Returns: whether it is the file that @self speaks of
 */
gboolean
fair_journal_is_file (const FairJournal *self,
                      const struct stat *status)
{
  return status->st_dev == self->device && status->st_ino == self->inode;
}

/**
 * fair_journal_forget_file:
 * @self: a journal
 *
 * Closes the file: nothing that was known of it holds any longer. It is opened anew by fair_journal_begin().
 */
void
fair_journal_forget_file (FairJournal *self)
{
  fair_file_ops_close (self->ops, &self->fd);
  g_clear_pointer (&self->pending, g_bytes_unref);
  self->examined = FALSE;
  self->tail = (FairJournalTail) { 0 };
}

static gboolean
open_file (FairJournal *self,
           int          flags,
           gboolean     writable,
           goffset     *size,
           GError     **error)
{
  struct stat status;
  int fd = fair_file_ops_open_regular (self->ops, self->path, flags, 0600, &status);

  if (fd < 0)
    return fail (self, error);
  if (!fair_journal_is_file (self, &status))
    fair_journal_forget_file (self);
  self->fd = fd;
  self->device = status.st_dev;
  self->inode = status.st_ino;
  self->writable = writable;
  self->folder_synced = FALSE;
  *size = status.st_size;
  return TRUE;
}

/* Closes the file if the path no longer leads to it, or if it is open for reading only; tells its size otherwise. */
static gboolean
check_file (FairJournal *self,
            goffset     *size,
            GError     **error)
{
  struct stat status;

  if (self->fd < 0)
    return TRUE;
  if (!self->writable)
    {
      self->examined = FALSE;
      fair_file_ops_close (self->ops, &self->fd);
      return TRUE;
    }
  if (self->ops->stat (self->path, &status, self->ops->user_data) == 0)
    {
      *size = status.st_size;
      if (!fair_journal_is_file (self, &status))
        fair_journal_forget_file (self);
      return TRUE;
    }
  if (errno != ENOENT)
    return fail (self, error);
  fair_journal_forget_file (self);
  return TRUE;
}

/* Cuts the file back to the acknowledged end, durably. */
static gboolean
cut (FairJournal *self)
{
  if (self->ops->ftruncate (self->fd, self->tail.end, self->ops->user_data) == 0 &&
      self->ops->fdatasync (self->fd, self->ops->user_data) == 0)
    return TRUE;
  self->examined = FALSE;
  fair_file_ops_close (self->ops, &self->fd);
  return FALSE;
}

/* Whether the file ends, from the acknowledged end on, with what was not acknowledged, or with the beginning of it. */
static gboolean
ends_with_pending (FairJournal *self,
                   goffset      size,
                   gboolean    *result)
{
  gsize length = (gsize) (size - self->tail.end);
  g_autofree char *bytes = NULL;

  *result = FALSE;
  if (size <= self->tail.end || length > g_bytes_get_size (self->pending))
    return TRUE;
  bytes = g_malloc (length);
  if (!fair_file_ops_pread_exact (self->ops, self->fd, bytes, length, self->tail.end))
    return FALSE;
  *result = memcmp (bytes, g_bytes_get_data (self->pending, NULL), length) == 0;
  return TRUE;
}

static gboolean
withdraw_pending (FairJournal *self,
                  goffset     *size,
                  GError     **error)
{
  gboolean is_end;

  if (self->pending == NULL)
    return TRUE;
  if (!ends_with_pending (self, *size, &is_end) || (is_end && !cut (self)))
    {
      fail (self, error);
      return FALSE;
    }
  if (is_end)
    *size = self->tail.end;
  g_clear_pointer (&self->pending, g_bytes_unref);
  return TRUE;
}

/* Finds the end of the last whole line, from what is known already. */
static gboolean
examine (FairJournal *self,
         goffset      size,
         GError     **error)
{
  goffset lower = self->examined && size > self->tail.end ? self->tail.end : 0;

  self->examined = fair_journal_tail_examine (&self->tail, self->ops, self->fd, lower, size,
                                              fair_clock_now (self->clock), &self->last);
  return self->examined || fail (self, error);
}

static void
note_torn_tail (FairJournal *self,
                goffset      size)
{
  g_clear_pointer (&self->torn_tail, fair_bad_line_free);
  self->torn_tail_kept = FALSE;
  if (size > self->tail.end)
    self->torn_tail = fair_bad_line_new (0, self->tail.end, (gsize) (size - self->tail.end), TRUE,
                                         _("the last line is not whole: it was being written when the program or the "
                                           "computer stopped"));
}

/* The torn line is cut off only when its copy is on the disk. */
static gboolean
mend (FairJournal *self,
      goffset      size,
      GError     **error)
{
  const FairBadLine *torn;

  note_torn_tail (self, size);
  torn = self->torn_tail;
  if (torn == NULL)
    return TRUE;
  if (!fair_quarantine_keep (self->quarantine, self->fd, &torn, 1, error))
    {
      self->examined = FALSE;
      return FALSE;
    }
  self->torn_tail_kept = cut (self);
  return self->torn_tail_kept || fail (self, error);
}

/**
 * fair_journal_refresh:
 * @self: a journal that is locked
 * @error: %FAIR_STORE_ERROR
 *
 * Brings what is known of the file up to date, and the file in order.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_journal_refresh (FairJournal  *self,
                      GError      **error)
{
  goffset size = 0;

  if (!check_file (self, &size, error))
    return FALSE;
  if (self->fd < 0 && !open_file (self, O_RDWR | O_APPEND | O_CREAT, TRUE, &size, error))
    return FALSE;
  if (!withdraw_pending (self, &size, error))
    return FALSE;
  /* Somebody who was not acknowledged may have taken back the line that it ended with, and others have written there. */
  self->examined = self->examined && fair_journal_tail_is_there (&self->tail, self->ops, self->fd);
  if (self->examined && size == self->tail.end)
    return TRUE;
  return examine (self, size, error) && mend (self, size, error);
}

/* A journal that cannot be appended to is still there to be read. Where somebody else is writing, what is after its last
 * line need not be torn. */
static gboolean
open_for_reading (FairJournal *self,
                  gboolean     busy)
{
  goffset size;

  fair_file_ops_close (self->ops, &self->fd);
  if (!open_file (self, O_RDONLY, FALSE, &size, NULL) || !examine (self, size, NULL))
    return FALSE;
  if (!busy)
    note_torn_tail (self, size);
  return TRUE;
}

/**
 * fair_journal_open:
 * @folder: the folder of the journal; it is made if it is missing
 * @ops: the operations; they must outlive the journal
 * @clock: the clock; it must outlive the journal
 * @error: %FAIR_STORE_ERROR: why there is no journal
 *
 * Opens the journal or makes an empty one (0600), and reads its end: what that costs does not depend on how long it
 * is. A torn tail goes to the quarantine and is cut off. A journal that can only be read, or whose lock somebody else
 * has had for a while, is opened all the same; fair_journal_begin() tries again each time, and fails as long as that does
 * not change. A process that forks must not
 * go on using it in both: they would share one lock.
 *
 * Threading: one thread at a time.
 *
 * Returns: (transfer full): the journal, not locked, or NULL with @error set
 */
FairJournal *
fair_journal_open (const char         *folder,
                   const FairFileOps  *ops,
                   const FairClock    *clock,
                   GError            **error)
{
  g_autoptr (FairJournal) self = g_new0 (FairJournal, 1);
  g_autoptr (GError) local_error = NULL;
  gboolean opened;

  self->ops = ops;
  self->clock = clock;
  self->fd = -1;
  self->folder = fair_journal_resolve_folder (folder, error);
  if (self->folder == NULL)
    return NULL;
  self->path = g_build_filename (self->folder, FAIR_JOURNAL_NAME, NULL);
  self->lock = fair_lock_new (ops, self->folder);
  self->quarantine = fair_quarantine_new (ops, clock, self->folder);

  opened = fair_lock_take (self->lock, FAIR_LOCK_SHORT_PATIENCE, &local_error) && fair_journal_refresh (self, &local_error);
  if (opened)
    fair_journal_sweep_folder (self->ops, self->folder);
  if (!opened)
    opened = open_for_reading (self, g_error_matches (local_error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_BUSY));
  fair_lock_release (self->lock);
  if (opened)
    return g_steal_pointer (&self);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/**
 * fair_journal_free:
 * @self: (transfer full): a journal
 */
void
fair_journal_free (FairJournal *self)
{
  fair_journal_forget_file (self);
  g_clear_pointer (&self->lock, fair_lock_free);
  g_clear_pointer (&self->torn_tail, fair_bad_line_free);
  g_clear_pointer (&self->quarantine, fair_quarantine_free);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

/**
 * fair_journal_get_path:
 * @self: a journal
 *
 * Returns: (transfer none): the journal's file
 */
const char *
fair_journal_get_path (const FairJournal *self)
{
  return self->path;
}

/**
 * fair_journal_get_torn_tail:
 * @self: a journal
 *
 * Returns: (transfer none) (nullable): the torn tail that was last found, or NULL
 */
const FairBadLine *
fair_journal_get_torn_tail (const FairJournal *self)
{
  return self->torn_tail;
}

/**
 * fair_journal_is_torn_tail_kept:
 * @self: a journal
 *
 * Returns: whether the torn tail that was last found is in the quarantine, and not in the journal any longer
 */
gboolean
fair_journal_is_torn_tail_kept (const FairJournal *self)
{
  return self->torn_tail_kept;
}

static gboolean
begin (FairJournal *self,
       gulong       patience,
       GError     **error)
{
  if (!fair_lock_take (self->lock, patience, error))
    return FALSE;
  if (fair_journal_refresh (self, error))
    return TRUE;
  fair_lock_release (self->lock);
  return FALSE;
}

/**
 * fair_journal_begin:
 * @self: the journal
 * @error: %FAIR_STORE_ERROR: why nothing can be appended now
 *
 * Takes the lock and takes in what others did: lines that were appended, a torn tail that a dead process left, a
 * journal that was replaced. Ended with fair_journal_end().
 *
 * Returns: FALSE with @error set, and without the lock
 */
gboolean
fair_journal_begin (FairJournal  *self,
                    GError      **error)
{
  return begin (self, FAIR_LOCK_PATIENCE, error);
}

/**
 * fair_journal_try_begin:
 * @self: the journal
 *
 * Does what fair_journal_begin() does, but does not wait long for somebody else.
 *
 * Returns: FALSE without the lock
 */
gboolean
fair_journal_try_begin (FairJournal *self)
{
  return begin (self, FAIR_LOCK_SHORT_PATIENCE, NULL);
}

/**
 * fair_journal_end:
 * @self: a journal after fair_journal_begin()
 *
 * Lets others append.
 */
void
fair_journal_end (FairJournal *self)
{
  fair_lock_release (self->lock);
}

/**
 * fair_journal_get_last_hlc:
 * @self: a journal between fair_journal_begin() and fair_journal_end()
 *
 * Returns: (transfer none): the latest time stamp that was made or seen, to be advanced with fair_hlc_tick()
 */
FairHlc *
fair_journal_get_last_hlc (FairJournal *self)
{
  return &self->last;
}
