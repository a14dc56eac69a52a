/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder for fuzz targets that read files: one for the whole run, in memory where that is possible. */
#include "fuzz-folder.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

static char *folder;

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static void
remove_folder (void)
{
  remove_tree (folder);
  g_clear_pointer (&folder, g_free);
}

/** The folder, which goes away at the end. */
const char *
fuzz_folder_get (void)
{
  const char *top = access ("/dev/shm", W_OK) == 0 ? "/dev/shm" : g_get_tmp_dir ();

  if (folder != NULL)
    return folder;
  folder = g_build_filename (top, "fairbook-fuzz-XXXXXX", NULL);
  g_assert_nonnull (g_mkdtemp_full (folder, 0700));
  atexit (remove_folder);
  return folder;
}

/** Writes a file, and the folders on its way. Returns its path. */
char *
fuzz_folder_write (const char *name,
                   const void *data,
                   gsize       length)
{
  char *path = g_build_filename (fuzz_folder_get (), name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  int fd;

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  fd = g_open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, data, length), ==, (gssize) length);
  close (fd);
  return path;
}

/** Removes a file, or a folder with all that is in it. */
void
fuzz_folder_remove (const char *name)
{
  g_autofree char *path = g_build_filename (fuzz_folder_get (), name, NULL);

  remove_tree (path);
}
