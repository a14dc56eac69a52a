/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a whole regular file with a limit, and never waits for a pipe or a device that somebody put in its place. */
#include "config.h"
#include "base/fair-regular-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sys/stat.h>
#include <unistd.h>

static void
set_errno_error (GError    **error,
                 const char *name,
                 int         saved_errno)
{
  /* Translators: a file name, then the system's own words on what went wrong. */
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno), _("“%s” could not be read: %s"),
               name, g_strerror (saved_errno));
}

static gboolean
read_up_to (int         fd,
            GByteArray *bytes,
            gsize       max_length)
{
  guint8 block[16 * 1024];

  while (bytes->len <= max_length)
    {
      gssize n = read (fd, block, sizeof block);

      if (n == 0)
        return TRUE;
      if (n > 0)
        g_byte_array_append (bytes, block, (guint) n);
      else if (errno != EINTR)
        return FALSE;
    }
  return TRUE;
}

static GBytes *
read_descriptor (int         fd,
                 const char *name,
                 gsize       max_length,
                 GError    **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  struct stat status;

  if (fstat (fd, &status) != 0)
    {
      set_errno_error (error, name, errno);
      return NULL;
    }
  if (!S_ISREG (status.st_mode))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE,
                   _("“%s” is not an ordinary file; put the file itself there"), name);
      return NULL;
    }
  if (!read_up_to (fd, bytes, max_length))
    {
      set_errno_error (error, name, errno);
      return NULL;
    }
  if (bytes->len > max_length)
    {
      g_autofree char *limit = g_format_size_full (max_length, G_FORMAT_SIZE_IEC_UNITS);

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                   _("“%s” is larger than %s; make it smaller"), name, limit);
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/**
 * fair_regular_file_read:
 * @path: the file
 * @name: (nullable): what messages call it; %NULL for @path
 * @max_length: how many bytes it may have
 * @error: where a #GIOErrorEnum goes: its message names the file
 *
 * Threading: blocks on the disk; not for the main thread.
 *
 * Returns: (transfer full) (nullable): the file's bytes
 */
GBytes *
fair_regular_file_read (const char *path,
                        const char *name,
                        gsize       max_length,
                        GError    **error)
{
  GBytes *bytes = NULL;
  int fd = -1;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (max_length < G_MAXUINT / 2, NULL);

  if (name == NULL)
    name = path;
  fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0)
    {
      set_errno_error (error, name, errno);
      return NULL;
    }
  bytes = read_descriptor (fd, name, max_length, error);
  close (fd);
  return bytes;
}
