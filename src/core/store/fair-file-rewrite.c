/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replaces a file of lines as a whole, durably and at once: whatever happens, the old one is there or the new one. */
#include "config.h"

#include "store/fair-file-rewrite.h"
#include "store/fair-store-error.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define BUFFER_SIZE (1024 * 1024)
/* The name of the new file until it takes the place of the old one: that of the old one, and this. */
#define TEMPORARY_SUFFIX ".tmp"
#define RANDOM_DIGITS 8

struct _FairFileRewrite
{
  const FairFileOps *ops;
  char *path;
  char *temporary;
  FairJournalReader *reader; /* of the old file */
  int fd;                    /* of the new one */
  GString *buffer;           /* what is to be written next */
  gboolean renamed;
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
  struct stat status;
  int fd = fair_file_ops_open (self->ops, self->path, O_RDONLY | O_NOFOLLOW, 0);

  if (fd >= 0 && self->ops->fstat (fd, &status, self->ops->user_data) == 0)
    return fair_journal_reader_new (self->ops, fd, status.st_size, self->path);
  fair_file_ops_close (self->ops, &fd);
  return NULL;
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
  self->temporary = g_strdup_printf ("%s.%08x" TEMPORARY_SUFFIX, path, g_random_int ());
  self->buffer = g_string_new (NULL);
  self->fd = -1;
  self->reader = open_reader (self);
  if (self->reader != NULL)
    self->fd = fair_file_ops_open (ops, self->temporary, O_RDWR | O_CREAT | O_EXCL, 0600);
  if (self->fd >= 0)
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
  if (self->fd >= 0)
    {
      fair_file_ops_close (self->ops, &self->fd);
      if (!self->renamed)
        self->ops->unlink (self->temporary, self->ops->user_data);
    }
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
      gssize n = fair_file_ops_pread_all (self->ops, fair_journal_reader_get_fd (self->reader), piece, wanted, offset);

      if (n >= 0 && (gsize) n < wanted)
        errno = EIO;
      if (n < 0 || (gsize) n < wanted)
        return fail (self, error);
      if (!fair_file_rewrite_add (self, piece, wanted, error))
        return FALSE;
      offset += n;
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
 * fair_file_rewrite_commit:
 * @self: a rewrite
 * @error: %FAIR_STORE_ERROR_UNCERTAIN if the new file is in place but a power cut may still bring back the old one;
 *   otherwise another of %FAIR_STORE_ERROR, and the old file is as it was
 *
 * Puts the new file into the place of the old one. Only fair_file_rewrite_free() may follow.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_file_rewrite_commit (FairFileRewrite  *self,
                          GError          **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autoptr (GError) io_error = NULL;

  if (!flush (self, error))
    return FALSE;
  if (self->ops->fsync (self->fd, self->ops->user_data) != 0 ||
      self->ops->rename (self->temporary, self->path, self->ops->user_data) != 0)
    return fail (self, error);
  self->renamed = TRUE;
  if (fair_file_ops_sync_folder (self->ops, folder, &io_error))
    return TRUE;
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_UNCERTAIN,
               /* Translators: the system's words */
               _("The disk did not confirm the change. It is made, but a power cut might still undo it. Do it again; if "
                 "this happens again, use another disk. (%s)"),
               io_error->message);
  return FALSE;
}

/* Whether this is the name of a new file that never took the place of an old one of this folder. */
static gboolean
is_left_over (const char *name)
{
  gsize length = strlen (name);
  gsize suffix_length = 1 + RANDOM_DIGITS + strlen (TEMPORARY_SUFFIX);
  const char *suffix;

  if (length <= suffix_length || !g_str_has_suffix (name, TEMPORARY_SUFFIX) ||
      !(g_str_has_prefix (name, "signups.jsonl") || g_str_has_prefix (name, "quarantine.jsonl")))
    return FALSE;
  suffix = name + length - suffix_length;
  if (*suffix != '.')
    return FALSE;
  for (int i = 1; i <= RANDOM_DIGITS; i++)
    {
      if (!g_ascii_isxdigit (suffix[i]))
        return FALSE;
    }
  return TRUE;
}

static gboolean
remove_left_over (const FairFileOps *ops,
                  const char        *path,
                  GError           **error)
{
  if (ops->unlink (path, ops->user_data) == 0 || errno == ENOENT)
    return TRUE;
  fair_store_error_set (error, path, _("What an earlier run left behind could not be removed"));
  return FALSE;
}

/**
 * fair_file_rewrite_sweep:
 * @ops: the operations
 * @folder: the folder of the journal, whose lock is held
 * @error: %FAIR_STORE_ERROR: what could not be removed
 *
 * Removes the new files of rewrites that a crash kept from being finished.
 *
 * Returns: FALSE with @error set, at the first one that could not be removed
 */
gboolean
fair_file_rewrite_sweep (const FairFileOps  *ops,
                         const char         *folder,
                         GError            **error)
{
  g_autoptr (GError) io_error = NULL;
  g_autoptr (GDir) entries = g_dir_open (folder, 0, &io_error);
  const char *name;

  if (entries == NULL)
    {
      g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO, _("The folder could not be read: %s"),
                   io_error->message);
      return FALSE;
    }
  while ((name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (is_left_over (name) && !remove_left_over (ops, path, error))
        return FALSE;
    }
  return TRUE;
}
