/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal's file: takes the lock, appends durably, mends what a crash left, hands out readers. */
#include "config.h"

#include "store/fair-file-rewrite.h"
#include "store/fair-journal-private.h"
#include "store/fair-store-error.h"
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

static gboolean
is_file (const struct stat *status,
         dev_t              device,
         ino_t              inode)
{
  return status->st_dev == device && status->st_ino == inode;
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
adopt_file (FairJournal *self,
            gboolean     writable,
            goffset     *size,
            GError     **error)
{
  struct stat status;

  if (self->fd < 0 || self->ops->fstat (self->fd, &status, self->ops->user_data) != 0)
    {
      fail (self, error);
      fair_file_ops_close (self->ops, &self->fd);
      return FALSE;
    }
  if (!S_ISREG (status.st_mode))
    {
      fair_file_ops_close (self->ops, &self->fd);
      g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO,
                   _("“%s” is not a file. Move it away, then start Fairbook again."), self->path);
      return FALSE;
    }
  if (!is_file (&status, self->device, self->inode))
    {
      int fd = self->fd;

      self->fd = -1;
      fair_journal_forget_file (self);
      self->fd = fd;
    }
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
      if (!is_file (&status, self->device, self->inode))
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
  if (fair_file_ops_pread_all (self->ops, self->fd, bytes, length, self->tail.end) < 0)
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
  return cut (self) || fail (self, error);
}

/* Brings what is known of the file up to date, and the file in order. Needs the lock. */
static gboolean
refresh (FairJournal *self,
         GError     **error)
{
  goffset size = 0;

  if (!check_file (self, &size, error))
    return FALSE;
  if (self->fd < 0)
    {
      self->fd = fair_file_ops_open (self->ops, self->path, O_RDWR | O_APPEND | O_CREAT, 0600);
      if (!adopt_file (self, TRUE, &size, error))
        return FALSE;
    }
  if (!withdraw_pending (self, &size, error))
    return FALSE;
  if (self->examined && size == self->tail.end)
    return TRUE;
  return examine (self, size, error) && mend (self, size, error);
}

/* A journal that cannot be appended to is still there to be read. */
static gboolean
open_for_reading (FairJournal *self)
{
  goffset size;

  if (self->fd < 0)
    self->fd = fair_file_ops_open (self->ops, self->path, O_RDONLY, 0);
  if (self->fd < 0 || !adopt_file (self, FALSE, &size, NULL))
    return FALSE;
  if (!examine (self, size, NULL))
    return FALSE;
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
 * is. A torn tail goes to the quarantine and is cut off. A journal that can only be read is opened all the same;
 * fair_journal_begin() tries again each time, and fails as long as that does not change. A process that forks must not
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
  self->folder = g_strdup (folder);
  self->path = g_build_filename (folder, "signups.jsonl", NULL);
  self->lock = fair_lock_new (ops, folder);
  self->quarantine = fair_quarantine_new (ops, clock, folder);
  self->fd = -1;

  opened = fair_lock_take (self->lock, &local_error) && refresh (self, &local_error);
  if (opened)
    fair_file_rewrite_sweep (self->ops, self->folder, NULL);
  if (!opened)
    opened = open_for_reading (self);
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
  fair_lock_free (self->lock);
  g_clear_pointer (&self->torn_tail, fair_bad_line_free);
  fair_quarantine_free (self->quarantine);
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
  if (!fair_lock_take (self->lock, error))
    return FALSE;
  if (refresh (self, error))
    return TRUE;
  fair_lock_release (self->lock);
  return FALSE;
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
  fair_store_error_set (error, self->path, _("The sign-up was not saved, but nothing that was typed is lost"));
  if (self->ops->ftruncate (self->fd, self->tail.end, self->ops->user_data) != 0)
    keep_pending (self, lines, length);
  return FALSE;
}

/* What became of the bytes that the disk did not confirm, in words. */
static const char *
take_back_unconfirmed (FairJournal *self)
{
  FairJournalTail acknowledged = self->tail;

  if (!refresh (self, NULL))
    return _("It may or may not have been kept.");
  if (self->tail.end != acknowledged.end || !fair_journal_tail_is_there (&acknowledged, self->ops, self->fd))
    return _("It was not saved, and earlier sign-ups may be damaged: run “fairctl verify”.");
  return _("It was not saved.");
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
               _("The disk did not confirm that the sign-up is saved. %s Nothing that was typed is lost: try again. If "
                 "it happens again, use another disk. (%s: %s)"),
               outcome, self->path, g_strerror (saved_errno));
  return FALSE;
}

/**
 * fair_journal_append:
 * @self: a journal between fair_journal_begin() and fair_journal_end()
 * @lines: whole lines, each with its newline
 * @length: how long they are together, in bytes
 * @error: %FAIR_STORE_ERROR: why they are not acknowledged
 *
 * Appends lines with one write and one fdatasync(). When TRUE is returned they are acknowledged. When it is FALSE none
 * of them is; the header says what became of them. After a failure the journal must be ended and begun again.
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

  if (!sync_folders (self, error))
    return FALSE;
  if (!fair_file_ops_write_all (self->ops, self->fd, lines, length))
    return take_back_write (self, lines, length, error);
  if (self->ops->fdatasync (self->fd, self->ops->user_data) != 0)
    return distrust (self, lines, length, error);
  fair_journal_tail_extend (&self->tail, lines, length);
  return TRUE;
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
  int fd = fair_file_ops_open (self->ops, self->path, O_RDONLY, 0);

  if (fd >= 0)
    return fair_journal_reader_new (self->ops, fd, self->tail.end, self->path);
  fail (self, error);
  return NULL;
}

/**
 * fair_journal_snapshot:
 * @self: a journal that is not locked
 * @error: %FAIR_STORE_ERROR: why it cannot be read
 *
 * Takes the lock for a moment, so that no line is half written, and opens the journal for reading as it is now. If the
 * folder does not let itself be locked, it is read up to its last whole line all the same.
 *
 * Returns: (transfer full): a reader, independent of @self, or NULL with @error set
 */
FairJournalReader *
fair_journal_snapshot (FairJournal  *self,
                       GError      **error)
{
  gboolean ready = fair_lock_take (self->lock, NULL) && refresh (self, NULL);
  int fd = fair_file_ops_open (self->ops, self->path, O_RDONLY, 0);
  goffset lower = ready ? self->tail.end : 0;
  goffset end = 0;
  struct stat status;

  if (fd < 0 || self->ops->fstat (fd, &status, self->ops->user_data) != 0 ||
      !fair_journal_tail_find_end (self->ops, fd, MIN (lower, status.st_size), status.st_size, &end))
    {
      fail (self, error);
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
         is_file (&named, opened.st_dev, opened.st_ino);
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
  gboolean kept = fair_lock_take (self->lock, error) &&
                  (!is_journal (self, fd) || fair_quarantine_keep (self->quarantine, fd, lines, n_lines, error));

  fair_lock_release (self->lock);
  return kept;
}
