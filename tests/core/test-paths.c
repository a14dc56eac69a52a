/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where Fairbook keeps things: what the environment says, what is installed, and what comes with it. */
#include "base/fair-paths.h"

#include "test-util.h"
#include <glib/gstdio.h>

static void
assert_data_folder (const char *expected)
{
  g_autofree char *folder = fair_paths_get_data_folder ();
  g_assert_cmpstr (folder, ==, expected);
}

static void
test_data_folder (void)
{
  g_autofree char *usual = g_build_filename (g_get_user_data_dir (), "fairbook", NULL);
  g_autofree char *here = g_get_current_dir ();
  g_autofree char *relative = g_build_filename (here, "stand", NULL);

  g_unsetenv ("FAIRBOOK_DATA_DIR");
  assert_data_folder (usual);
  g_setenv ("FAIRBOOK_DATA_DIR", "", TRUE);
  assert_data_folder (usual);
  g_setenv ("FAIRBOOK_DATA_DIR", "/srv/fair/../stand/", TRUE);
  assert_data_folder ("/srv/stand");
  g_setenv ("FAIRBOOK_DATA_DIR", "stand", TRUE);
  assert_data_folder (relative);
  g_unsetenv ("FAIRBOOK_DATA_DIR");
}

static void
assert_program (const char *data_folder,
                const char *expected)
{
  g_autofree char *program = fair_paths_get_program (data_folder);
  g_assert_cmpstr (program, ==, expected);
}

static void
test_program (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *installed = test_folder_path (folder, "program");
  g_autofree char *elsewhere = test_folder_path (folder, "elsewhere");

  g_setenv ("FAIRBOOK_BUILTIN_DIR", "/opt/pack", TRUE);
  assert_program (folder->path, "/opt/pack");

  g_free (test_folder_write (folder, "program", "a file is no pack"));
  assert_program (folder->path, "/opt/pack");

  test_folder_link (folder, "program", elsewhere);
  assert_program (folder->path, "/opt/pack");
  g_assert_cmpint (g_mkdir (elsewhere, 0700), ==, 0);
  assert_program (folder->path, installed);

  g_assert_cmpint (g_remove (installed), ==, 0);
  g_assert_cmpint (g_mkdir (installed, 0700), ==, 0);
  assert_program (folder->path, installed);
}

static void
test_installed_builtin (void)
{
  g_autofree char *folder = NULL;

  g_unsetenv ("FAIRBOOK_BUILTIN_DIR");
  folder = fair_paths_get_builtin_program ();
  g_assert_true (g_path_is_absolute (folder));
  g_assert_true (g_str_has_suffix (folder, "/programs/mgfc-pediatrics"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paths/data-folder", test_data_folder);
  g_test_add_func ("/paths/program", test_program);
  g_test_add_func ("/paths/installed-builtin", test_installed_builtin);
  return g_test_run ();
}
