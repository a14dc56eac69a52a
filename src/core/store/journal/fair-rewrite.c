/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replaces a file of lines as a whole, durably and at once: whatever happens, the old one is there or the new one. */
#include "config.h"
#include "store/journal/fair-rewrite.h"

#include "store/journal/fair-store-error.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>

#define BUFFER_SIZE (1024 * 1024)

struct _FairRewrite
{
  const FairFileOps *ops;
  char *path;
  char *temporary;
  FairLinesKind kind;
  FairFile old;
  struct stat status; /* of the old file, when it was opened */
  goffset copied;     /* where the last line of the old file ends */
  FairFile new;
  gboolean made;      /* whether the new one is there, under its temporary name */
  GString *buffer;    /* what is to be written next */
  FairKeepFunc keeps;
  gpointer user_data;
};

static gboolean
fail (FairRewrite  *self,
      GError      **error)
{
  return fair_store_error_set (error, self->path, _("The file could not be rewritten, and nothing in it was changed"));
}

/**
 * fair_rewrite_refuse:
 * @self: a rewrite that cannot be committed
 * @error: where %FAIR_STORE_ERROR_BUSY goes: somebody else changes the old file, and it stays as that one makes it
 *
 * Returns: FALSE
 */
gboolean
fair_rewrite_refuse (FairRewrite  *self,
                     GError      **error)
{
  g_autofree char *name = g_filename_display_name (self->path);

  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_BUSY,
               _("Another program changed “%s” while it was being rewritten. Nothing in it was changed from here: try "
                 "again."), name);
  return FALSE;
}

/**
 * fair_rewrite_new:
 * @ops: the operations; they must outlive it
 * @path: a file that nobody else writes meanwhile: the journal's lock is held
 * @kind: how its lines are taken
 * @error: %FAIR_STORE_ERROR: why it cannot be rewritten
 *
 * Begins a new file (0600) beside the old one.
 *
 * Threading: one thread at a time; blocks.
 *
 * Returns: (transfer full): the rewrite, or NULL with @error set
 */
FairRewrite *
fair_rewrite_new (const FairFileOps  *ops,
                  const char         *path,
                  FairLinesKind       kind,
                  GError            **error)
{
  g_autoptr (FairRewrite) self = g_new0 (FairRewrite, 1);

  self->ops = ops;
  self->path = g_strdup (path);
  self->temporary = fair_file_ops_make_temporary_path (path);
  self->kind = kind;
  self->buffer = g_string_new (NULL);
  self->made = fair_file_open (&self->old, ops, path, O_RDONLY | O_NOFOLLOW, &self->status) &&
               fair_file_open (&self->new, ops, self->temporary, O_RDWR | O_CREAT | O_EXCL, NULL);
  if (self->made)
    return g_steal_pointer (&self);
  fail (self, error);
  return NULL;
}

/**
 * fair_rewrite_free:
 * @self: (transfer full): a rewrite; without fair_rewrite_commit() the old file stays as it was
 */
void
fair_rewrite_free (FairRewrite *self)
{
  fair_file_clear (&self->new);
  if (self->made)
    self->ops->unlink (self->temporary, self->ops->user_data);
  fair_file_clear (&self->old);
  g_string_free (self->buffer, TRUE);
  g_free (self->temporary);
  g_free (self->path);
  g_free (self);
}

static gboolean
flush (FairRewrite  *self,
       GError      **error)
{
  if (!fair_file_write (&self->new, self->buffer->str, self->buffer->len))
    return fail (self, error);
  g_string_truncate (self->buffer, 0);
  return TRUE;
}

/**
 * fair_rewrite_add:
 * @self: a rewrite
 * @bytes: what comes next in the new file: whole lines, each with its newline
 * @length: how long it is, in bytes
 * @error: %FAIR_STORE_ERROR: why it could not be written
 *
 * Returns: FALSE with @error set; only fair_rewrite_free() may follow then
 */
gboolean
fair_rewrite_add (FairRewrite  *self,
                  const char   *bytes,
                  gsize         length,
                  GError      **error)
{
  g_string_append_len (self->buffer, bytes, (gssize) length);
  return self->buffer->len < BUFFER_SIZE || flush (self, error);
}

/* A line that is too long to be in memory as a whole. */
static gboolean
copy_long (FairRewrite     *self,
           const FairLine  *line,
           GError         **error)
{
  g_autofree char *piece = g_malloc (BUFFER_SIZE);

  for (gsize done = 0; done < line->length; done += BUFFER_SIZE)
    {
      gsize length = MIN (line->length - done, BUFFER_SIZE);

      if (!fair_file_read (&self->old, piece, length, line->offset + (goffset) done))
        return fail (self, error);
      if (!fair_rewrite_add (self, piece, length, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
copy_line (const FairLine  *line,
           gpointer         user_data,
           GError         **error)
{
  FairRewrite *self = user_data;

  self->copied = line->offset + (goffset) line->length + 1;
  if (!self->keeps (line, self->user_data))
    return TRUE;
  if (line->text == NULL ? !copy_long (self, line, error) : !fair_rewrite_add (self, line->text, line->length, error))
    return FALSE;
  return fair_rewrite_add (self, "\n", 1, error);
}

/**
 * fair_rewrite_copy:
 * @self: a new rewrite
 * @keeps: says of each line of the old file whether it stays
 * @user_data: for @keeps
 * @cancellable: (nullable): stops it
 * @error: %FAIR_STORE_ERROR, %G_IO_ERROR_CANCELLED
 *
 * Copies lines of the old file, byte for byte.
 *
 * Returns: FALSE with @error set; only fair_rewrite_free() may follow then
 */
gboolean
fair_rewrite_copy (FairRewrite   *self,
                   FairKeepFunc   keeps,
                   gpointer       user_data,
                   GCancellable  *cancellable,
                   GError       **error)
{
  FairLines lines = { .file = &self->old, .kind = self->kind, .end = self->status.st_size };

  self->keeps = keeps;
  self->user_data = user_data;
  return fair_lines_foreach (&lines, copy_line, self, cancellable, error);
}

/*
 * Whoever wrote to the old file since it was opened, or put another one there, would lose it. Bytes without a newline at the
 * end of a journal are what somebody is writing, too: under the lock there are none.
 */
static gboolean
check_unchanged (FairRewrite  *self,
                 GError      **error)
{
  struct stat now;

  if (self->ops->stat (self->path, &now, self->ops->user_data) != 0)
    return fail (self, error);
  if (now.st_dev != self->status.st_dev || now.st_ino != self->status.st_ino || now.st_size != self->status.st_size ||
      self->copied < now.st_size)
    return fair_rewrite_refuse (self, error);
  return TRUE;
}

/**
 * fair_rewrite_commit:
 * @self: a rewrite after fair_rewrite_copy()
 * @error: %FAIR_STORE_ERROR_UNCERTAIN if the new file is in place but a power cut may still bring back the old one;
 *   otherwise another of %FAIR_STORE_ERROR, and the old file is as it was
 *
 * Puts the new file into the place of the old one. An old file that somebody else has changed meanwhile stays as it is. Only
 * fair_rewrite_free() may follow.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_rewrite_commit (FairRewrite  *self,
                     GError      **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autoptr (GError) io_error = NULL;

  if (!flush (self, error))
    return FALSE;
  if (!fair_file_finish (&self->new))
    return fail (self, error);
  if (!check_unchanged (self, error))
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
