/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What it means for a person that a file operation failed, and what to do about it. */
#include "config.h"

#include "base/fair-file-ops.h"
#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>

/* What is wrong and what to do about it, to follow "…: "; without a full stop. */
static const char *
explain (int errnum)
{
  switch (errnum)
    {
    case ENOSPC:
    case EDQUOT:
      return _("the disk is full. Free some space, then try again");
    case EROFS:
    case EACCES:
    case EPERM:
      return _("this place may not be written to or read. Check that the disk is not write-protected and that the "
               "folder belongs to you, then try again");
    case EISDIR:
      return _("there is a folder where a file should be. Move it away, then try again");
    case ENOTDIR:
      return _("there is a file where a folder should be. Move it away or choose another folder, then try again");
    case ESPIPE:
      return _("this is not an ordinary file. Move it away, then try again");
    case ELOOP:
      return _("this is a link that cannot be followed. Put the file itself there, then try again");
    case ENAMETOOLONG:
      return _("the name is too long. Choose a shorter one, then try again");
    case EFBIG:
      return _("no file may become larger on this disk or in this account. Move the sign-ups to another disk, then "
               "try again");
    case ENODATA:
      return _("the file became shorter while it was read. See to it that no other program writes to it, then try "
               "again");
    case ENOENT:
    case ENODEV:
    case ENXIO:
      return _("the file or folder is not there. Check its name and that its disk is plugged in, then try again");
    case EMFILE:
    case ENFILE:
    case ENOMEM:
      return _("the computer is busy with too much at once. Close other programs, then try again");
    case ETIMEDOUT:
      return _("another program has been writing there all the time. Close what else uses these sign-ups, then try "
               "again");
    default:
      return _("the disk reported an error. Try again; if it happens again, use another disk");
    }
}

static int
io_error_from_errno (int errnum)
{
  if (errnum == EDQUOT)
    return G_IO_ERROR_NO_SPACE;
  if (errnum == EROFS)
    return G_IO_ERROR_READ_ONLY;
  return (int) g_io_error_from_errno (errnum);
}

/**
 * fair_file_ops_set_error:
 * @error: (optional): where to put the error
 * @path: the file or folder that refused
 * @doing: what could not be done, translated, as a sentence without a full stop ("The file could not be saved")
 *
 * Describes `errno` in words that say what to do, in the domain %G_IO_ERROR. A full disk and an exhausted quota are
 * both %G_IO_ERROR_NO_SPACE. Leaves `errno` as it was.
 */
void
fair_file_ops_set_error (GError    **error,
                         const char *path,
                         const char *doing)
{
  int saved_errno = errno;
  g_autofree char *name = g_filename_display_name (path);

  /* Translators: what failed: why and what to do. (the file: the system's words) */
  g_set_error (error, G_IO_ERROR, io_error_from_errno (saved_errno), _("%s: %s. (%s: %s)"), doing,
               explain (saved_errno), name, g_strerror (saved_errno));
  errno = saved_errno;
}
