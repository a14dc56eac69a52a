/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Appends to the journal, durably, and takes back what the disk did not confirm.
 *
 * Why one flush may serve several writers, and what happens when it fails. A and B have the file open, each with a
 * descriptor of its own; A has written and waits for the disk without the lock, B writes behind it.
 *
 * - A sync is of the file, not of what a descriptor wrote: B's takes A's bytes along, and A may die meanwhile.
 * - When a page could not be written, Linux tells each descriptor that was open then, once, and takes the page for
 *   clean: it reads well, and no later sync writes it. So B is told as well if it was open, and nobody acknowledges
 *   what A's failed page had of theirs. A takes its line back if nobody is behind it, B likewise, in either order.
 * - Only who opens the file after A was told hears nothing. Its own bytes, written later, are sound when its sync
 *   says so; what others wrote before it and nobody acknowledged may be missing on the disk, in the middle of the
 *   file, as zeros, although it reads well until the power goes. That is a bad line, of somebody who was never told
 *   "Saved". A line before it was acknowledged when its page was on the disk; a disk that fails to write a page
 *   again keeps the old one.
 * - The line behind those zeros must begin behind a newline. Where it begins within a block, writing it writes the
 *   block with what is before it. Where it begins a block, the newline is written once more (renew_newline()).
 * - A file that has grown by bytes that were not written, after a power cut, has zeros there; a sync that has
 *   returned has written all before it but what is said above. At the end of the file they are a torn tail.
 * - A disk that refuses to flush tells nobody but who asked for it. What it had taken before and lost then, nobody
 *   can know who asks later: that is a disk that lies.
 * - While A waits, B may have seen A's line, A may have taken it back, and C have written there: what is remembered
 *   of the end of the file holds only as long as its last bytes are still those (fair_journal_refresh()).
 * - The journal may be replaced while A waits: what was copied under the lock has A's line, was synced, and A syncs
 *   the folder. What somebody put there by hand is synced, or has A's line appended (append_again()).
 */
#include "config.h"

#include "store/journal/fair-journal-missing.h"
#include "store/journal/fair-journal-private.h"
#include "store/journal/fair-store-error.h"
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>

/* No file system writes less at once, in bytes. */
#define SMALLEST_BLOCK 512

/* A folder that its owner did not make need not be readable. */
static gboolean
sync_parent (FairJournal *self,
             const char  *data_folder,
             GError     **error)
{
  g_autofree char *parent = g_path_get_dirname (data_folder);
  g_autoptr (GError) local_error = NULL;

  if (fair_file_ops_sync_folder (self->ops, parent, &local_error) ||
      g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/*
 * Before anything is acknowledged, the file must be sure to be found again after a power cut: it may be new, or have
 * replaced another by a rename that whoever made it did not live to sync. A new one may be in new folders, too.
 */
static gboolean
sync_folders (FairJournal *self,
              GError     **error)
{
  g_autofree char *data_folder = g_path_get_dirname (self->folder);
  g_autoptr (GError) io_error = NULL;

  if (self->folder_synced)
    return TRUE;
  self->folder_synced = fair_file_ops_sync_folder (self->ops, self->folder, &io_error) &&
                        (self->tail.end > 0 || (fair_file_ops_sync_folder (self->ops, data_folder, &io_error) &&
                                                sync_parent (self, data_folder, &io_error)));
  if (!self->folder_synced)
    fair_store_error_propagate (error, g_steal_pointer (&io_error));
  return self->folder_synced;
}

/*
 * What was there when the file was opened reads well, and need not be on the disk if a sync had failed before. Whoever
 * begins a block takes nothing of the one before along; so the newline there is written again, with the block that it is in.
 */
static gboolean
renew_newline (FairJournal *self,
               GError     **error)
{
  int fd;
  gboolean done;

  if (self->folder_synced || self->tail.end == 0 || self->tail.end % SMALLEST_BLOCK != 0)
    return TRUE;
  fd = fair_file_ops_open (self->ops, self->path, O_WRONLY, 0);
  done = fd >= 0 && self->ops->pwrite (fd, "\n", 1, self->tail.end - 1, self->ops->user_data) == 1;
  if (!done)
    fair_store_error_set (error, self->path, _("The sign-up could not be saved"));
  fair_file_ops_close (self->ops, &fd);
  return done;
}

static void
keep_pending (FairJournal *self,
              const char  *lines,
              gsize        length)
{
  self->pending = g_bytes_new (lines, length);
}

static gboolean
take_back_write (FairJournal *self,
                 const char  *lines,
                 gsize        length,
                 GError     **error)
{
  fair_store_error_set (error, self->path, _("The sign-up could not be saved"));
  if (self->ops->ftruncate (self->fd, self->tail.end, self->ops->user_data) != 0)
    keep_pending (self, lines, length);
  return FALSE;
}

/* What became of the bytes that the disk did not confirm, in words. Takes the lock again. */
static const char *
take_back_unconfirmed (FairJournal *self)
{
  FairJournalTail acknowledged = self->tail;
  ino_t inode = self->inode;

  if (!fair_lock_take (self->lock, FAIR_LOCK_PATIENCE, NULL) || !fair_journal_refresh (self, NULL) || self->inode != inode)
    return _("It may or may not have been kept.");
  if (self->tail.end < acknowledged.end || !fair_journal_tail_is_there (&acknowledged, self->ops, self->fd))
    return _("It was not saved, and earlier sign-ups may be damaged: run “fairctl verify”.");
  return self->tail.end == acknowledged.end ? _("It was not saved.") : _("It may or may not have been kept.");
}

static gboolean
distrust (FairJournal *self,
          const char  *lines,
          gsize        length,
          GError     **error)
{
  int saved_errno = errno;
  const char *outcome;

  keep_pending (self, lines, length);
  self->examined = FALSE;
  fair_file_ops_close (self->ops, &self->fd);
  outcome = take_back_unconfirmed (self);
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_UNCERTAIN,
               /* Translators: what became of the sign-up, a file name, the system's words */
               _("The disk did not confirm that the sign-up is saved. %s Try again; if it happens again, use another "
                 "disk. (%s: %s)"),
               outcome, self->path, g_strerror (saved_errno));
  return FALSE;
}

/* Whether another file, or none, is under the journal's name by now. */
static gboolean
was_replaced (FairJournal *self)
{
  struct stat status;

  if (self->ops->stat (self->path, &status, self->ops->user_data) != 0)
    return errno == ENOENT;
  return !fair_journal_is_file (self, &status);
}

/* What somebody else wrote under the journal's name is on the disk, and found there. */
static gboolean
confirm (FairJournal *self,
         GError     **error)
{
  if (!sync_folders (self, error))
    return FALSE;
  if (self->ops->fdatasync (self->fd, self->ops->user_data) == 0)
    return TRUE;
  fair_store_error_set (error, self->path, _("The sign-up could not be saved"));
  self->examined = FALSE;
  fair_file_ops_close (self->ops, &self->fd);
  return FALSE;
}

/*
 * Somebody has rewritten the journal: mostly one who took the lock when it was let go of, and has copied the lines; but if
 * the lock's file was removed, or a copy was put in place, they may be missing. What is there is not written again.
 */
static gboolean
append_again (FairJournal *self,
              const char  *lines,
              gsize        length,
              GError     **error)
{
  g_autoptr (FairJournalReader) reader = NULL;
  g_autoptr (GString) missing = NULL;
  g_autoptr (GError) why = NULL;

  if (fair_journal_begin (self, &why))
    reader = fair_journal_read (self, &why);
  if (reader != NULL)
    missing = fair_journal_find_missing (reader, lines, length, &why);
  if (missing != NULL && missing->len > 0)
    return fair_journal_append (self, missing->str, missing->len, error);
  if (missing != NULL && confirm (self, &why))
    return TRUE;
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_UNCERTAIN, "%s %s", _("It may or may not have been kept."),
               why->message);
  return FALSE;
}

/**
 * fair_journal_append:
 * @self: a journal between fair_journal_begin() and fair_journal_end()
 * @lines: whole lines, each with its newline
 * @length: how long they are together, in bytes
 * @error: %FAIR_STORE_ERROR: why they are not acknowledged
 *
 * Appends lines with one write and one fdatasync(), between which the lock is let go of: nothing but
 * fair_journal_end() may follow. When TRUE is returned they are acknowledged. When it is FALSE none of them is; the
 * header says what became of them.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_journal_append (FairJournal  *self,
                     const char   *lines,
                     gsize         length,
                     GError      **error)
{
  g_return_val_if_fail (fair_lock_is_held (self->lock) && self->fd >= 0, FALSE);

  if (!renew_newline (self, error) || !sync_folders (self, error))
    return FALSE;
  if (!fair_file_ops_write_all (self->ops, self->fd, lines, length))
    return take_back_write (self, lines, length, error);
  /* Whoever appends while the disk is busy is served by its next flush, together with all others who do. */
  fair_lock_release (self->lock);
  if (self->ops->fdatasync (self->fd, self->ops->user_data) != 0)
    return distrust (self, lines, length, error);
  if (was_replaced (self))
    return append_again (self, lines, length, error);
  fair_journal_tail_extend (&self->tail, lines, length);
  return TRUE;
}
