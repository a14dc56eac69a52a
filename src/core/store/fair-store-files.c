/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which files are a store's own, so that nobody else writes over them. */
#include "store/fair-store-private.h"
#include <stdlib.h>

/* Below the data folder. Whatever else is in `signups` belongs to the store as well. */
static const char *const own_files[] = {
  "signups/signups.jsonl", "signups/lock", "signups/quarantine.jsonl", "device.json", "staff.json",
};

static gboolean
get_status (FairStore   *self,
            const char  *path,
            struct stat *status)
{
  return self->ops->stat (path, status, self->ops->user_data) == 0;
}

/* By what it is, not by its name: links of both kinds, and other ways to the same folder, lead to the same file. */
static gboolean
is_same (FairStore         *self,
         const char        *path,
         const struct stat *other)
{
  struct stat status;

  return get_status (self, path, &status) && status.st_dev == other->st_dev && status.st_ino == other->st_ino;
}

static gboolean
is_own_file (FairStore  *self,
             const char *path)
{
  struct stat status;

  if (!get_status (self, path, &status))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (own_files); i++)
    {
      g_autofree char *own = g_build_filename (self->data_folder, own_files[i], NULL);

      if (is_same (self, own, &status))
        return TRUE;
    }
  return FALSE;
}

/* Without links and "..": of a file that is not there yet its folder. */
static char *
find_folder (FairStore  *self,
             const char *path)
{
  g_autofree char *parent = g_path_get_dirname (path);
  char *file = self->ops->realpath (path, self->ops->user_data);
  char *folder = file != NULL ? g_path_get_dirname (file) : g_strdup (parent);
  char *real = self->ops->realpath (folder, self->ops->user_data);
  char *result = g_strdup (real);

  g_free (folder);
  free (real);
  free (file);
  return result;
}

static gboolean
is_below (FairStore         *self,
          const char        *folder,
          const struct stat *status)
{
  g_autofree char *at = g_strdup (folder);

  while (!is_same (self, at, status))
    {
      g_autofree char *below = g_steal_pointer (&at);

      at = g_path_get_dirname (below);
      if (g_str_equal (at, below))
        return FALSE;
    }
  return TRUE;
}

/* What is not there yet will be the store's, too, if it is made under its name. */
static gboolean
has_own_name (FairStore  *self,
              const char *folder,
              const char *name)
{
  struct stat data;

  if (!get_status (self, self->data_folder, &data) || !is_same (self, folder, &data))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (own_files); i++)
    if (g_str_equal (own_files[i], name))
      return TRUE;
  return FALSE;
}

/**
 * fair_store_owns_path:
 * @self: the store
 * @path: (type filename): a file that may not be there yet, or a link to one
 *
 * Tells whether whoever writes to @path would write over a file of the store, or into the folder of its journal. Files are
 * told by what they are, whatever way leads to them.
 *
 * Threading: any thread; blocks.
 *
 * Returns: whether only the store may write there
 */
gboolean
fair_store_owns_path (FairStore  *self,
                      const char *path)
{
  g_autofree char *signups = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  struct stat status;

  g_return_val_if_fail (FAIR_IS_STORE (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (is_own_file (self, path))
    return TRUE;
  folder = find_folder (self, path);
  if (folder == NULL)
    return FALSE;
  signups = g_path_get_dirname (fair_store_get_journal_path (self));
  name = g_path_get_basename (path);
  return has_own_name (self, folder, name) || (get_status (self, signups, &status) && is_below (self, folder, &status));
}
