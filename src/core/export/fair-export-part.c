/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The file in which an export is written before it gets its name, and the removal of those that a crash left.
 *
 * Whoever writes one has it locked until it has its name. So one that can be locked is nobody's any longer, and holds
 * what nobody will look for: personal data.
 */
#include "export/fair-export-part.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define PREFIX ".fairbook-"
#define SUFFIX ".part"
#define RANDOM_DIGITS 16
/* How often one that was just made may be swept away before it is locked. */
#define MAX_ATTEMPTS 10

static char *
make_path (const char *folder)
{
  g_autofree char *name = g_strdup_printf (PREFIX "%08x%08x" SUFFIX, g_random_int (), g_random_int ());

  return g_build_filename (folder, name, NULL);
}

static gboolean
is_ours (const char *name)
{
  const char *digits = name + strlen (PREFIX);

  return g_str_has_prefix (name, PREFIX) && strspn (digits, "0123456789abcdef") == RANDOM_DIGITS
         && g_str_equal (digits + RANDOM_DIGITS, SUFFIX);
}

/* Whether this is still what stands under the file's name. */
static gboolean
is_there (const FairFileOps *ops,
          int                fd,
          const char        *path)
{
  struct stat opened, named;

  return ops->fstat (fd, &opened, ops->user_data) == 0 && ops->stat (path, &named, ops->user_data) == 0
         && opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

/* FALSE if somebody was quicker, and takes it for a left-over. Where there are no locks nobody sweeps either. */
static gboolean
lock (FairExportPart    *self,
      const FairFileOps *ops)
{
  if (ops->lock (self->lock_fd, ops->user_data) != 0)
    return errno != EAGAIN;
  return is_there (ops, self->lock_fd, self->path);
}

static void
give_up (FairExportPart    *self,
         const FairFileOps *ops)
{
  int saved_errno = errno;

  if (self->fd >= 0)
    ops->unlink (self->path, ops->user_data);
  errno = saved_errno;
  fair_file_ops_close (ops, &self->lock_fd);
  fair_file_ops_close (ops, &self->fd);
  g_clear_pointer (&self->path, g_free);
}

/**
 * fair_export_part_make:
 * @self: (out caller-allocates): the file; whoever gets it removes it or renames it, and then closes both descriptors
 * @ops: the operations
 * @folder: (type filename): where it is made
 *
 * Makes a hidden file that nobody else on this machine may read (0600), and locks it through a descriptor of its own:
 * @fd may be closed before the file is renamed.
 *
 * Returns: FALSE with `errno` set, and nothing made
 */
gboolean
fair_export_part_make (FairExportPart    *self,
                       const FairFileOps *ops,
                       const char        *folder)
{
  gboolean is_error = FALSE;

  for (int i = 0; i < MAX_ATTEMPTS && !is_error; i++)
    {
      *self = (FairExportPart) { make_path (folder), -1, -1 };
      self->fd = fair_file_ops_open (ops, self->path, O_WRONLY | O_CREAT | O_EXCL, 0600);
      if (self->fd >= 0)
        self->lock_fd = fair_file_ops_open (ops, self->path, O_WRONLY, 0);
      if (self->lock_fd >= 0 && lock (self, ops))
        return TRUE;
      is_error = self->lock_fd < 0;
      give_up (self, ops);
    }
  return FALSE;
}

/* Nobody has it locked, it is a file, and it is of the person who runs this. */
static gboolean
is_left_over (const FairFileOps *ops,
              int                fd)
{
  struct stat status;

  return ops->fstat (fd, &status, ops->user_data) == 0 && S_ISREG (status.st_mode) && status.st_uid == geteuid ()
         && ops->lock (fd, ops->user_data) == 0;
}

/**
 * fair_export_part_sweep:
 * @ops: the operations
 * @folder: (type filename): a folder to which is exported
 *
 * Removes what earlier exports of the same person left there when they were killed or could not tidy up. What somebody is
 * still writing stays, and so does what cannot be removed; it is no hindrance to anything.
 */
void
fair_export_part_sweep (const FairFileOps *ops,
                        const char        *folder)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    if (is_ours (name))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);
        int fd = fair_file_ops_open (ops, path, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, 0);

        if (fd >= 0 && is_left_over (ops, fd))
          ops->unlink (path, ops->user_data);
        fair_file_ops_close (ops, &fd);
      }
}
