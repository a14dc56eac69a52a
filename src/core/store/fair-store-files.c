/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which files are a store's own, so that nobody else writes over them. */
#include "store/fair-store-private.h"
#include <stdlib.h>

/* Below the data folder. */
static const char *const own_files[] = {
  "signups/signups.jsonl", "signups/lock", "signups/quarantine.jsonl", "device.json", "staff.json",
  "staff.lock", "exports.json", "collected.json",
};
/* Likewise, with whatever is in them. */
static const char *const own_folders[] = { "signups", "imports", "visits", "forms", "program" };

/* By what it is, not by its name: links of both kinds, and other ways to the same folder, lead to the same file. */
static gboolean
is_same (FairStore  *self,
         const char *path,
         const char *other)
{
  struct stat a, b;

  return self->ops->stat (path, &a, self->ops->user_data) == 0 && self->ops->stat (other, &b, self->ops->user_data) == 0 &&
         a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

static gboolean
is_own_folder (FairStore  *self,
               const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (own_folders); i++)
    {
      g_autofree char *own = g_build_filename (self->data_folder, own_folders[i], NULL);

      if (is_same (self, path, own))
        return TRUE;
    }
  return FALSE;
}

/* The folder that a file is in, or would be in, without links and ".."; or NULL. */
static char *
find_folder (FairStore  *self,
             const char *path)
{
  char *file = self->ops->realpath (path, self->ops->user_data);
  g_autofree char *folder = g_path_get_dirname (file != NULL ? file : path);
  char *real = self->ops->realpath (folder, self->ops->user_data);
  char *result = g_strdup (real);

  free (real);
  free (file);
  return result;
}

/**
 * fair_store_owns_path:
 * @self: the store
 * @path: (type filename): a file that may not be there yet, or a link to one
 *
 * Tells whether whoever writes to @path would write over a file of the data folder, or into one of its folders: the journal's, those of
 * imports, visits and forms, and the program's. Files are told by what they are, whatever way leads to them.
 *
 * Threading: any thread; blocks.
 *
 * Returns: whether only the store may write there
 */
gboolean
fair_store_owns_path (FairStore  *self,
                      const char *path)
{
  g_autofree char *folder = NULL, *name = NULL;

  g_return_val_if_fail (FAIR_IS_STORE (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  folder = find_folder (self, path);
  name = g_path_get_basename (path);
  for (gsize i = 0; i < G_N_ELEMENTS (own_files); i++)
    {
      g_autofree char *own = g_build_filename (self->data_folder, own_files[i], NULL);

      /* what is not there yet will be the store's, too, if it is made under its name */
      if (is_same (self, path, own) ||
          (folder != NULL && g_str_equal (name, own_files[i]) && is_same (self, folder, self->data_folder)))
        return TRUE;
    }
  while (folder != NULL && !is_own_folder (self, folder))
    {
      g_autofree char *below = g_steal_pointer (&folder);

      folder = g_path_get_dirname (below);
      if (g_str_equal (folder, below))
        return FALSE;
    }
  return folder != NULL;
}
