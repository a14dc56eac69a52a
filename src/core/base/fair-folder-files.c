/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies in a folder, and in the folders in it: read to the end, or not at all. */
#include "base/fair-folder-files.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>

typedef struct
{
  const FairFileOps *ops;
  FairFolderSkipFunc skip;
  gpointer user_data;
  GPtrArray *files;
  char **failed;
} Search;

static gboolean
read_names (DIR       *folder,
            GPtrArray *names)
{
  const struct dirent *entry;

  /* only errno tells the end from a failure */
  while (errno = 0, (entry = readdir (folder)) != NULL)
    if (!g_str_equal (entry->d_name, ".") && !g_str_equal (entry->d_name, ".."))
      g_ptr_array_add (names, g_strdup (entry->d_name));
  return errno == 0;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * fair_folder_list:
 * @path: a folder
 * @user_data: not used
 *
 * What #FairFileOps has for its `list`.
 *
 * Returns: (transfer full) (array zero-terminated=1): the names of what is in it, in the order of
 *   their bytes, or NULL with `errno` set
 */
char **
fair_folder_list (const char *path,
                  gpointer    user_data)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  DIR *folder = opendir (path);
  gboolean done;
  int saved_errno;

  if (folder == NULL)
    return NULL;
  done = read_names (folder, names);
  saved_errno = errno;
  closedir (folder);
  errno = saved_errno;
  if (!done)
    return NULL;
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

static gboolean
fail (Search     *self,
      const char *path)
{
  int saved_errno = errno;

  if (self->failed != NULL)
    *self->failed = g_strdup (path);
  errno = saved_errno;
  return FALSE;
}

static gboolean search_folder (Search     *self,
                               const char *folder);

static gboolean
take_entry (Search     *self,
            const char *path)
{
  struct stat status;

  if (self->skip != NULL && self->skip (path, self->user_data))
    return TRUE;
  if (self->ops->lstat (path, &status, self->ops->user_data) != 0)
    return errno == ENOENT || fail (self, path);
  if (S_ISDIR (status.st_mode))
    return search_folder (self, path);
  if (S_ISREG (status.st_mode))
    g_ptr_array_add (self->files, g_strdup (path));
  return TRUE;
}

static gboolean
search_folder (Search     *self,
               const char *folder)
{
  g_auto (GStrv) names = self->ops->list (folder, self->ops->user_data);

  if (names == NULL)
    return fail (self, folder);
  for (char **name = names; *name != NULL; name++)
    {
      g_autofree char *path = g_build_filename (folder, *name, NULL);

      if (!take_entry (self, path))
        return FALSE;
    }
  return TRUE;
}

/**
 * fair_folder_files_find:
 * @ops: the operations
 * @folder: a folder
 * @skip: (nullable) (scope call): what is passed over
 * @user_data: for @skip
 * @files: (element-type filename): takes the paths of all ordinary files in it, and in the folders in it
 * @failed: (optional) (out) (transfer full): what could not be looked at
 *
 * Finds files, however deep. Links are not followed: what they lead to may be anywhere. What vanishes meanwhile is no
 * failure.
 *
 * Returns: FALSE with `errno` set if it is not certain that these are all
 */
gboolean
fair_folder_files_find (const FairFileOps   *ops,
                        const char          *folder,
                        FairFolderSkipFunc   skip,
                        gpointer             user_data,
                        GPtrArray           *files,
                        char               **failed)
{
  Search search = { ops, skip, user_data, files, failed };

  return search_folder (&search, folder);
}
