/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replaces a file of lines as a whole, durably and at once: whatever happens, the old one is there or the new one. */
#include "config.h"

#include "store/journal/fair-file-rewrite.h"
#include "store/journal/fair-store-error.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define BUFFER_SIZE (1024 * 1024)

struct _FairFileRewrite
{
  const FairFileOps *ops;
  char *path;
  char *temporary;
  FairJournalReader *reader; /* of the old file */
  struct stat status;        /* of the old file, when it was opened */
  int fd;                    /* of the new one */
  GString *buffer;           /* what is to be written next */
  gboolean made;             /* whether the new one is there, under its temporary name */
};

static gboolean
fail (FairFileRewrite *self,
      GError         **error)
{
  fair_store_error_set (error, self->path, _("The file could not be rewritten, and nothing in it was changed"));
  return FALSE;
}

static FairJournalReader *
open_reader (FairFileRewrite *self)
{
  int fd = fair_file_ops_open_regular (self->ops, self->path, O_RDONLY | O_NOFOLLOW, 0, &self->status);

  return fd >= 0 ? fair_journal_reader_new (self->ops, fd, self->status.st_size, self->path) : NULL;
}

/**
 * fair_file_rewrite_new:
 * @ops: the operations; they must outlive it
 * @path: a file that nobody else writes meanwhile
 * @error: %FAIR_STORE_ERROR: why it cannot be rewritten
 *
 * Begins a new file (0600) beside the old one.
 *
 * Returns: (transfer full): the rewrite, at the first line of the old file, or NULL with @error set
 */
FairFileRewrite *
fair_file_rewrite_new (const FairFileOps  *ops,
                       const char         *path,
                       GError            **error)
{
  g_autoptr (FairFileRewrite) self = g_new0 (FairFileRewrite, 1);

  self->ops = ops;
  self->path = g_strdup (path);
  self->temporary = fair_file_ops_make_temporary_path (path);
  self->buffer = g_string_new (NULL);
  self->fd = -1;
  self->reader = open_reader (self);
  if (self->reader != NULL)
    self->fd = fair_file_ops_open (ops, self->temporary, O_RDWR | O_CREAT | O_EXCL, 0600);
  self->made = self->fd >= 0;
  if (self->made)
    return g_steal_pointer (&self);
  fail (self, error);
  return NULL;
}

/**
 * fair_file_rewrite_free:
 * @self: (transfer full): a rewrite; without fair_file_rewrite_commit() the old file stays as it was
 */
void
fair_file_rewrite_free (FairFileRewrite *self)
{
  fair_file_ops_close (self->ops, &self->fd);
  if (self->made)
    self->ops->unlink (self->temporary, self->ops->user_data);
  g_clear_pointer (&self->reader, fair_journal_reader_free);
  g_string_free (self->buffer, TRUE);
  g_free (self->temporary);
  g_free (self->path);
  g_free (self);
}

/**
 * fair_file_rewrite_next:
 * @self: a rewrite
 * @line: (out caller-allocates): the next line of the old file
 * @error: %FAIR_STORE_ERROR: why it could not be read
 *
 * Bytes without a newline at the end are no line: see fair_file_rewrite_copy().
 *
 * Returns: FALSE after the last line, and with @error set on failure
 */
gboolean
fair_file_rewrite_next (FairFileRewrite  *self,
                        FairRawLine      *line,
                        GError          **error)
{
  return fair_journal_reader_next (self->reader, line, error);
}

/**
 * fair_file_rewrite_rewind:
 * @self: a rewrite
 *
 * Goes back to the first line of the old file; what was written of the new one stays.
 */
void
fair_file_rewrite_rewind (FairFileRewrite *self)
{
  fair_journal_reader_rewind (self->reader);
}

static gboolean
flush (FairFileRewrite *self,
       GError         **error)
{
  if (!fair_file_ops_write_all (self->ops, self->fd, self->buffer->str, self->buffer->len))
    return fail (self, error);
  g_string_truncate (self->buffer, 0);
  return TRUE;
}

/**
 * fair_file_rewrite_add:
 * @self: a rewrite
 * @bytes: what comes next in the new file
 * @length: how long it is, in bytes
 * @error: %FAIR_STORE_ERROR: why it could not be written
 *
 * Returns: FALSE with @error set; only fair_file_rewrite_free() may follow then
 */
gboolean
fair_file_rewrite_add (FairFileRewrite  *self,
                       const char       *bytes,
                       gsize             length,
                       GError          **error)
{
  g_string_append_len (self->buffer, bytes, (gssize) length);
  return self->buffer->len < BUFFER_SIZE || flush (self, error);
}

/**
 * fair_file_rewrite_copy:
 * @self: a rewrite
 * @offset: where bytes of the old file begin
 * @length: how many
 * @error: %FAIR_STORE_ERROR: why they could not be copied
 *
 * Writes bytes of the old file next in the new one.
 *
 * Returns: FALSE with @error set; only fair_file_rewrite_free() may follow then
 */
gboolean
fair_file_rewrite_copy (FairFileRewrite  *self,
                        goffset           offset,
                        gsize             length,
                        GError          **error)
{
  g_autofree char *piece = g_malloc (MIN (length, BUFFER_SIZE) + 1);

  while (length > 0)
    {
      gsize wanted = MIN (length, BUFFER_SIZE);

      if (!fair_file_ops_pread_exact (self->ops, fair_journal_reader_get_fd (self->reader), piece, wanted, offset))
        return fail (self, error);
      if (!fair_file_rewrite_add (self, piece, wanted, error))
        return FALSE;
      offset += (goffset) wanted;
      length -= wanted;
    }
  return TRUE;
}

/**
 * fair_file_rewrite_keep:
 * @self: a rewrite
 * @line: the line that fair_file_rewrite_next() gave last
 * @error: %FAIR_STORE_ERROR: why it could not be copied
 *
 * Writes a line next, byte for byte and with its newline, however long it is.
 *
 * Returns: FALSE with @error set; only fair_file_rewrite_free() may follow then
 */
gboolean
fair_file_rewrite_keep (FairFileRewrite    *self,
                        const FairRawLine  *line,
                        GError            **error)
{
  if (line->text == NULL)
    return fair_file_rewrite_copy (self, line->offset, line->length + 1, error);
  g_string_append_len (self->buffer, line->text, (gssize) line->length);
  return fair_file_rewrite_add (self, "\n", 1, error);
}

/**
 * fair_file_rewrite_leaves_tail:
 * @self: a rewrite after fair_file_rewrite_next() returned FALSE
 *
 * Returns: whether there are bytes without a newline at the end of the old file, which are no line
 */
gboolean
fair_file_rewrite_leaves_tail (const FairFileRewrite *self)
{
  return fair_journal_reader_has_tail (self->reader);
}

/* Whoever wrote to the old file since it was opened, or put another one there, would lose it. */
static gboolean
check_unchanged (FairFileRewrite *self,
                 GError         **error)
{
  struct stat now;

  if (self->ops->stat (self->path, &now, self->ops->user_data) != 0)
    return fail (self, error);
  if (now.st_dev == self->status.st_dev && now.st_ino == self->status.st_ino && now.st_size == self->status.st_size)
    return TRUE;
  fair_file_rewrite_set_changed (error, self->path);
  return FALSE;
}

/**
 * fair_file_rewrite_set_changed:
 * @error: (optional): where to put the error
 * @path: the file that should have been rewritten
 *
 * Says that somebody else changed a file while it was being rewritten, and that it stays as that one made it.
 */
void
fair_file_rewrite_set_changed (GError     **error,
                               const char  *path)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_BUSY,
               _("Another program changed “%s” while it was being rewritten. Nothing in it was changed from here: try "
                 "again."), name);
}

/**
 * fair_file_rewrite_finish:
 * @self: a rewrite
 * @error: %FAIR_STORE_ERROR: why the new file is not complete, or not on the disk
 *
 * Puts the new file on the disk, complete, still under its temporary name: what takes long is over then. Only
 * fair_file_rewrite_commit() and fair_file_rewrite_free() may follow.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_file_rewrite_finish (FairFileRewrite  *self,
                          GError          **error)
{
  /* who has not seen all of the old file does not know what the new one has to have */
  if (!fair_journal_reader_is_finished (self->reader))
    {
      errno = EIO;
      return fail (self, error);
    }
  return flush (self, error) && (fair_file_ops_finish (self->ops, &self->fd) || fail (self, error));
}

/**
 * fair_file_rewrite_commit:
 * @self: a rewrite
 * @error: %FAIR_STORE_ERROR_UNCERTAIN if the new file is in place but a power cut may still bring back the old one;
 *   otherwise another of %FAIR_STORE_ERROR, and the old file is as it was
 *
 * Puts the new file into the place of the old one, of which all lines must have been read. An old file that somebody
 * else has changed meanwhile stays as it is. Only fair_file_rewrite_free() may follow.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_file_rewrite_commit (FairFileRewrite  *self,
                          GError          **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autoptr (GError) io_error = NULL;

  if ((self->fd >= 0 && !fair_file_rewrite_finish (self, error)) || !check_unchanged (self, error))
    return FALSE;
  if (self->ops->rename (self->temporary, self->path, self->ops->user_data) != 0)
    return fail (self, error);
  self->made = FALSE;
  if (fair_file_ops_sync_folder (self->ops, folder, &io_error))
    return TRUE;
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_UNCERTAIN,
               /* Translators: the system's words */
               _("The disk did not confirm the change. It is made, but a power cut might still undo it. Do it again; if "
                 "this happens again, use another disk. (%s)"),
               io_error->message);
  return FALSE;
}

static gboolean
is_left_over (const char        *name,
              const char *const *prefixes)
{
  for (; *prefixes != NULL; prefixes++)
    if (fair_file_ops_is_temporary (name, *prefixes))
      return TRUE;
  return FALSE;
}

static gboolean
is_file (const char *path)
{
  GStatBuf status;

  return g_lstat (path, &status) == 0 && S_ISREG (status.st_mode);
}

/**
 * fair_file_rewrite_sweep:
 * @ops: the operations
 * @folder: a folder in which nobody else is rewriting: the lock is held
 * @prefixes: (array zero-terminated=1): what the names of its files begin with
 *
 * Removes the new files that a crash kept from taking the place of old ones. What cannot be removed stays, and is no
 * hindrance to anything.
 */
void
fair_file_rewrite_sweep (const FairFileOps *ops,
                         const char        *folder,
                         const char *const *prefixes)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (is_left_over (name, prefixes) && is_file (path))
        ops->unlink (path, ops->user_data);
    }
}
