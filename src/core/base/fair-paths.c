/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where Fairbook keeps things on this machine. */
#include "config.h"
#include "base/fair-paths.h"

static char *
dup_absolute_environment (const char *name)
{
  const char *value = g_getenv (name);

  if (value == NULL || *value == '\0')
    return NULL;
  return g_canonicalize_filename (value, NULL);
}

/**
 * fair_paths_get_locale_folder:
 *
 * Returns: (transfer none) (type filename): where the translations are: `$FAIRBOOK_LOCALE_DIR`, else where they were
 *   installed
 */
const char *
fair_paths_get_locale_folder (void)
{
  const char *folder = g_getenv ("FAIRBOOK_LOCALE_DIR");

  return folder != NULL && *folder != '\0' ? folder : LOCALEDIR;
}

/**
 * fair_paths_get_data_folder:
 *
 * Returns: (transfer full) (type filename): the absolute path of the folder that holds the sign-ups:
 *   `$FAIRBOOK_DATA_DIR`, else `fairbook` in the user's data folder. It need not exist.
 */
char *
fair_paths_get_data_folder (void)
{
  char *folder = dup_absolute_environment ("FAIRBOOK_DATA_DIR");

  if (folder != NULL)
    return folder;
  return g_build_filename (g_get_user_data_dir (), "fairbook", NULL);
}

/**
 * fair_paths_get_builtin_program:
 *
 * Returns: (transfer full) (type filename): the absolute path of the content pack that comes with Fairbook:
 *   `$FAIRBOOK_BUILTIN_DIR`, else the one that was installed
 */
char *
fair_paths_get_builtin_program (void)
{
  char *folder = dup_absolute_environment ("FAIRBOOK_BUILTIN_DIR");

  if (folder != NULL)
    return folder;
  return g_build_filename (PACKAGE_DATADIR, "programs", "mgfc-pediatrics", NULL);
}

/**
 * fair_paths_get_program:
 * @data_folder: the folder that holds the sign-ups
 *
 * Threading: looks at the disk, once.
 *
 * Returns: (transfer full) (type filename): the content pack in use: `program` in @data_folder where that is a folder
 *   (or a symbolic link to one), else the built-in one
 */
char *
fair_paths_get_program (const char *data_folder)
{
  g_autofree char *installed = NULL;

  g_return_val_if_fail (data_folder != NULL, NULL);

  installed = g_build_filename (data_folder, "program", NULL);
  if (g_file_test (installed, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&installed);
  return fair_paths_get_builtin_program ();
}
