/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal's file: takes the lock, mends what a crash left, appends durably, is read and rewritten. */
#include "config.h"
#include "store/journal/fair-journal.h"

#include "store/journal/fair-lock.h"
#include "store/journal/fair-quarantine.h"
#include "store/journal/fair-store-error.h"
#include "store/journal/fair-tail.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define JOURNAL_NAME "signups.jsonl"
/* How often somebody may put another journal in place of this one while it is appended to. */
#define MAX_ATTEMPTS 3
/* No file system writes less at once, in bytes. */
#define SMALLEST_BLOCK 512

static gboolean
fail (FairJournal  *self,
      const char   *doing,
      GError      **error)
{
  return fair_store_error_set (error, self->path, doing);
}

/* Nothing that was known of the file holds any longer: another one may have its name. */
static void
forget_file (FairJournal *self)
{
  fair_file_clear (&self->file);
  self->generation++;
  self->examined = FALSE;
  g_clear_pointer (&self->doubtful, g_bytes_unref);
}

static gboolean
open_file (FairJournal  *self,
           int           flags,
           GError      **error)
{
  if (!fair_file_open (&self->file, self->ops, self->path, flags, NULL))
    return fail (self, _("The sign-ups could not be opened"), error);
  self->writable = flags != O_RDONLY;
  self->folder_synced = FALSE;
  return TRUE;
}

static void
note_torn_tail (FairJournal *self,
                goffset      size)
{
  g_clear_pointer (&self->torn_tail, fair_bad_line_free);
  self->torn_tail_kept = FALSE;
  if (size > self->end)
    self->torn_tail = fair_bad_line_new (0, self->end, (gsize) (size - self->end), TRUE,
                                         _("the last line is not whole: it was being written when the program or the "
                                           "computer stopped"));
}

/* The torn line is cut off only when its copy is on the disk. */
static gboolean
mend (FairJournal  *self,
      GError      **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();

  if (self->torn_tail == NULL || self->torn_tail_kept)
    return TRUE;
  g_ptr_array_add (lines, self->torn_tail);
  if (!fair_quarantine_keep (self->ops, self->clock, self->folder, &self->file, lines, error))
    return FALSE;
  self->torn_tail_kept = fair_file_cut (&self->file, self->end);
  return self->torn_tail_kept || fail (self, _("The sign-ups could not be opened"), error);
}

/* Finds the end of the last whole line, from what is known already. */
static gboolean
examine (FairJournal *self,
         goffset      size)
{
  goffset lower = self->examined && size > self->end ? self->end : 0;

  self->examined = fair_tail_find_end (&self->file, lower, size, &self->end) &&
                   fair_tail_observe (&self->file, lower, self->end, fair_clock_now (self->clock), &self->last);
  return self->examined;
}

/* A descriptor whose sync failed is not used again. */
static gboolean
reopen (FairJournal *self)
{
  FairFile again = FAIR_FILE_CLOSED;

  if (!fair_file_open (&again, self->ops, self->path, O_RDWR | O_APPEND, NULL))
    return FALSE;
  if (!fair_file_is_at (&self->file, self->path))
    {
      fair_file_clear (&again);
      return FALSE;
    }
  fair_file_clear (&self->file);
  self->file = again;
  return TRUE;
}

static gboolean
write_at (FairJournal *self,
          const char  *bytes,
          gsize        length,
          goffset      offset)
{
  FairFile file = FAIR_FILE_CLOSED;
  gboolean done = fair_file_open (&file, self->ops, self->path, O_WRONLY, NULL) &&
                  self->ops->pwrite (file.fd, bytes, length, offset, self->ops->user_data) == (gssize) length &&
                  fair_file_sync_data (&file);

  fair_file_clear (&file);
  return done;
}

/* Cuts off what was not confirmed. If somebody removed the lock's file, others lock another one by now, and what they
 * wrote behind stays. */
static gboolean
cut_off (FairJournal *self)
{
  return fair_lock_is_current (self->lock) && reopen (self) && fair_file_cut (&self->file, self->end);
}

/* Whether nothing else is behind the last whole line: nobody has appended since, for no two lines are the same. */
static gboolean
is_doubtful (FairJournal *self,
             const char  *bytes,
             goffset      length)
{
  gsize written;
  const char *lines = g_bytes_get_data (self->doubtful, &written);

  return length >= 0 && (gsize) length <= written && memcmp (bytes, lines, (gsize) length) == 0;
}

/*
 * What was not confirmed, and could not be cut off, is cut off now; or, if somebody has appended behind it, written once more: a
 * page that the disk refused reads well and is taken for clean, and no later sync writes it.
 */
static gboolean
resolve_doubt (FairJournal *self,
               goffset     *size)
{
  goffset length = *size - self->end;
  g_autofree char *bytes = g_malloc ((gsize) MAX (length, 0) + 1);

  if (!fair_file_read (&self->file, bytes, (gsize) MAX (length, 0), self->end))
    return FALSE;
  if (is_doubtful (self, bytes, length))
    {
      *size = self->end;
      if (!cut_off (self))
        return FALSE;
    }
  else if (!reopen (self) || !write_at (self, bytes, (gsize) MAX (length, 0), self->end))
    return FALSE;
  g_clear_pointer (&self->doubtful, g_bytes_unref);
  return TRUE;
}

/* Brings what is known of the file up to date, and the file in order. The lock is held. */
static gboolean
refresh (FairJournal  *self,
         GError      **error)
{
  struct stat status;
  goffset size;

  if (self->file.fd >= 0 && (!self->writable || !fair_file_is_at (&self->file, self->path)))
    forget_file (self);
  if (self->file.fd < 0 && !open_file (self, O_RDWR | O_APPEND | O_CREAT, error))
    return FALSE;
  if (self->ops->fstat (self->file.fd, &status, self->ops->user_data) != 0)
    return fail (self, _("The sign-ups could not be opened"), error);
  size = status.st_size;
  if (self->doubtful != NULL && !resolve_doubt (self, &size))
    return fail (self, _("The sign-ups could not be opened"), error);
  if (self->examined && size == self->end)
    return TRUE;
  if (!examine (self, size))
    return fail (self, _("The sign-ups could not be opened"), error);
  note_torn_tail (self, size);
  if (mend (self, error))
    return TRUE;
  self->examined = FALSE;
  return FALSE;
}

/* A journal that cannot be appended to is still there to be read. Where somebody else is writing, what is after its last
 * line need not be torn. */
static gboolean
open_for_reading (FairJournal *self,
                  gboolean     is_busy)
{
  struct stat status;

  forget_file (self);
  if (!open_file (self, O_RDONLY, NULL) || self->ops->fstat (self->file.fd, &status, self->ops->user_data) != 0 ||
      !examine (self, status.st_size))
    return FALSE;
  if (!is_busy)
    note_torn_tail (self, status.st_size);
  return TRUE;
}

/*
 * If the journal itself is a link, all is done where it leads to: a lock that others would not take, or a new file in place
 * of the link, would harm what is there. A link that leads nowhere is not followed by making a file: its disk may be missing.
 */
static char *
resolve_folder (const FairFileOps  *ops,
                const char         *folder,
                GError            **error)
{
  g_autofree char *path = g_build_filename (folder, JOURNAL_NAME, NULL);
  g_autofree char *name = NULL;
  char *file, *result = NULL;
  struct stat status;

  if (ops->lstat (path, &status, ops->user_data) != 0 || !S_ISLNK (status.st_mode))
    return g_strdup (folder);
  file = ops->realpath (path, ops->user_data);
  if (file == NULL)
    {
      fair_store_error_set (error, path, _("The link to the sign-ups leads nowhere"));
      return NULL;
    }
  name = g_path_get_basename (file);
  if (g_str_equal (name, JOURNAL_NAME))
    result = g_path_get_dirname (file);
  else
    g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO,
                 _("“%s” is a link to a file of another name, “%s”. Put the file itself there, or a link to the folder "
                   "that it is in, then try again."),
                 path, file);
  free (file);
  return result;
}

static void
sweep (FairJournal *self)
{
  fair_file_ops_sweep (self->ops, self->folder, JOURNAL_NAME);
  fair_file_ops_sweep (self->ops, self->folder, FAIR_QUARANTINE_NAME);
}

/**
 * fair_journal_open:
 * @folder: the folder of the journal; it is made if it is missing
 * @ops: the operations; they must outlive the journal
 * @clock: the clock; it must outlive the journal
 * @error: %FAIR_STORE_ERROR: why there is no journal
 *
 * Opens the journal or makes an empty one (0600), and reads its end: what that costs does not depend on how long it is. A
 * torn tail goes to the quarantine and is cut off. A journal that can only be read, or whose lock somebody else has had for a
 * while, is opened all the same; fair_journal_begin() tries again each time, and fails as long as that does not change. A
 * process that forks must not go on using it in both: they would share one lock.
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
  self->file.fd = -1;
  self->folder = resolve_folder (ops, folder, error);
  if (self->folder == NULL)
    return NULL;
  self->path = g_build_filename (self->folder, JOURNAL_NAME, NULL);
  self->lock = fair_lock_new (ops, self->folder);
  opened = fair_journal_begin (self, FAIR_LOCK_SHORT_PATIENCE, &local_error);
  if (opened)
    sweep (self);
  else
    opened = open_for_reading (self, g_error_matches (local_error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_BUSY));
  fair_journal_end (self);
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
  fair_file_clear (&self->file);
  g_clear_pointer (&self->doubtful, g_bytes_unref);
  g_clear_pointer (&self->lock, fair_lock_free);
  g_clear_pointer (&self->torn_tail, fair_bad_line_free);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

/**
 * fair_journal_begin:
 * @self: the journal
 * @patience: how long to wait for the lock at most, in microseconds
 * @error: %FAIR_STORE_ERROR: why nothing can be appended now
 *
 * Takes the lock and takes in what others did: lines that were appended, a torn tail that a dead process left, a
 * journal that was replaced. Ended with fair_journal_end().
 *
 * Returns: FALSE with @error set, and without the lock
 */
gboolean
fair_journal_begin (FairJournal  *self,
                    gulong        patience,
                    GError      **error)
{
  if (!fair_lock_take (self->lock, patience, error))
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
                        (self->end > 0 || (fair_file_ops_sync_folder (self->ops, data_folder, &io_error) &&
                                           sync_parent (self, data_folder, &io_error)));
  if (!self->folder_synced)
    fair_store_error_propagate (error, g_steal_pointer (&io_error));
  return self->folder_synced;
}

/*
 * What another program could neither have confirmed nor cut off reads well, and need not be on the disk. A line that
 * begins in the middle of a block takes the end of the one before along; one that begins a block needs the newline there.
 */
static gboolean
renew_newline (FairJournal *self)
{
  return self->end == 0 || self->end % SMALLEST_BLOCK != 0 || write_at (self, "\n", 1, self->end - 1);
}

static gboolean
refuse (FairJournal  *self,
        const char   *lines,
        gsize         length,
        gboolean      was_written,
        GError      **error)
{
  int saved_errno = errno;

  if (!cut_off (self))
    self->doubtful = g_bytes_new (lines, length);
  errno = saved_errno;
  if (!was_written)
    return fail (self, _("The sign-up could not be saved"), error);
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_UNCERTAIN,
               /* Translators: what became of the sign-up, a file name, the system's words */
               _("The disk did not confirm that the sign-up is saved. %s Try again; if it happens again, use another "
                 "disk. (%s: %s)"),
               self->doubtful != NULL ? _("It may or may not have been kept.") : _("It was not saved."), self->path,
               g_strerror (saved_errno));
  return FALSE;
}

/* Whether another file, or none, is under the journal's name by now. */
static gboolean
was_replaced (FairJournal *self)
{
  struct stat named, opened;

  if (self->ops->stat (self->path, &named, self->ops->user_data) != 0)
    return errno == ENOENT;
  return self->ops->fstat (self->file.fd, &opened, self->ops->user_data) == 0 &&
         (named.st_dev != opened.st_dev || named.st_ino != opened.st_ino);
}

/**
 * fair_journal_append:
 * @self: a journal between fair_journal_begin() and fair_journal_end()
 * @lines: whole lines, each with its newline
 * @length: how long they are together, in bytes
 * @error: %FAIR_STORE_ERROR: why they are not acknowledged
 *
 * Appends lines with one write and one fdatasync(). When TRUE is returned they are acknowledged. When it is FALSE none of
 * them is, and they are cut off again.
 *
 * If somebody who does not heed the lock has put another journal in place of this one meanwhile, they are appended to that.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_journal_append (FairJournal  *self,
                     const char   *lines,
                     gsize         length,
                     GError      **error)
{
  g_return_val_if_fail (fair_lock_is_held (self->lock) && self->file.fd >= 0, FALSE);

  for (int i = 0; i < MAX_ATTEMPTS; i++)
    {
      if (!sync_folders (self, error))
        return FALSE;
      if (!renew_newline (self) || !fair_file_write (&self->file, lines, length))
        return refuse (self, lines, length, FALSE, error);
      if (!fair_file_sync_data (&self->file))
        return refuse (self, lines, length, TRUE, error);
      self->end += (goffset) length;
      if (!was_replaced (self))
        return TRUE;
      if (!refresh (self, error))
        return FALSE;
    }
  errno = EIO;
  return fail (self, _("The sign-up could not be saved"), error);
}

/**
 * fair_journal_confirm:
 * @self: a journal between fair_journal_begin() and fair_journal_end()
 * @error: %FAIR_STORE_ERROR: why it may not be on the disk
 *
 * For whoever has nothing to write, since it is there: whoever wrote it may have been killed before the disk had confirmed it.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_journal_confirm (FairJournal  *self,
                      GError      **error)
{
  self->folder_synced = FALSE;
  if (!sync_folders (self, error))
    return FALSE;
  return self->ops->fsync (self->file.fd, self->ops->user_data) == 0 ||
         fail (self, _("The disk did not confirm that the sign-up is saved"), error);
}

/**
 * fair_journal_rewrite:
 * @self: a journal between fair_journal_begin() and fair_journal_end()
 * @error: %FAIR_STORE_ERROR: why it cannot be rewritten
 *
 * Begins to replace the journal as a whole. Others go on reading it; they wait with appending until fair_journal_end().
 *
 * Returns: (transfer full): the rewrite, for fair_journal_commit(), or NULL with @error set
 */
FairRewrite *
fair_journal_rewrite (FairJournal  *self,
                      GError      **error)
{
  g_return_val_if_fail (fair_lock_is_held (self->lock), NULL);

  sweep (self);
  return fair_rewrite_new (self->ops, self->path, FAIR_LINES_JOURNAL, error);
}

/**
 * fair_journal_commit:
 * @self: a journal between fair_journal_begin() and fair_journal_end()
 * @rewrite: of this journal
 * @error: as of fair_rewrite_commit()
 *
 * Puts the new journal into the place of the old one, durably. Only fair_journal_end() may follow. Nothing is acknowledged
 * in the new journal before its name is on the disk.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_journal_commit (FairJournal  *self,
                     FairRewrite  *rewrite,
                     GError      **error)
{
  gboolean done;

  /* if somebody removed the lock's file, others lock another one by now, and write meanwhile */
  if (!fair_lock_is_current (self->lock))
    return fair_rewrite_refuse (rewrite, error);
  done = fair_rewrite_commit (rewrite, error);
  forget_file (self);
  return done;
}

/**
 * fair_journal_snapshot:
 * @self: a journal
 * @file: (out caller-allocates): the journal, open for reading
 * @end: (out): where its last whole line ends
 * @error: %FAIR_STORE_ERROR: why it cannot be read
 *
 * Opens the journal for reading as it is now; takes the lock for a moment, unless it is held, so that what is there is
 * acknowledged. If that cannot be had for a while, it is read up to its last whole line all the same.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_journal_snapshot (FairJournal  *self,
                       FairFile     *file,
                       goffset      *end,
                       GError      **error)
{
  gboolean was_held = fair_lock_is_held (self->lock);
  gboolean ready = was_held || fair_journal_begin (self, FAIR_LOCK_SHORT_PATIENCE, NULL);
  struct stat status;
  gboolean done = fair_file_open (file, self->ops, self->path, O_RDONLY, &status);

  if (!done)
    fail (self, _("The sign-ups could not be opened"), error);
  else if (!fair_tail_find_end (file, ready ? MIN (self->end, status.st_size) : 0, status.st_size, end))
    {
      done = fail (self, _("The sign-ups could not be read"), error);
      fair_file_clear (file);
    }
  if (!was_held)
    fair_lock_release (self->lock);
  return done;
}

/**
 * fair_journal_set_aside:
 * @self: a journal that is not locked
 * @file: the file that the lines are in
 * @bad_lines: (element-type FairBadLine): lines that could not be read
 * @error: %FAIR_STORE_ERROR: why they were not all copied
 *
 * Copies lines to the quarantine, as fair_quarantine_keep() does, if the lock can be had soon. Of a journal that was
 * rewritten since @file was opened nothing is copied: what is left is met again, and who was erased stays erased.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_journal_set_aside (FairJournal      *self,
                        const FairFile   *file,
                        const GPtrArray  *bad_lines,
                        GError          **error)
{
  gboolean kept = fair_lock_take (self->lock, FAIR_LOCK_SHORT_PATIENCE, error) &&
                  (!fair_file_is_at (file, self->path) ||
                   fair_quarantine_keep (self->ops, self->clock, self->folder, file, bad_lines, error));

  fair_lock_release (self->lock);
  return kept;
}
