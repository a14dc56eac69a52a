/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Free space: what is too little, on disks large and small, when a warning goes, and where no room is of any use. */
#include "base/fair-space.h"
#include "test-util.h"

#define MB G_GUINT64_CONSTANT (1000000)

static void
test_level (void)
{
  static const struct
  {
    FairSpace space;
    FairSpaceLevel level;
  } cases[] = {
    { { 500000 * MB, 1000000 * MB }, FAIR_SPACE_ENOUGH },
    { { 500 * MB, 1000000 * MB }, FAIR_SPACE_ENOUGH },
    { { 500 * MB - 1, 1000000 * MB }, FAIR_SPACE_LOW },
    { { 50 * MB, 1000000 * MB }, FAIR_SPACE_LOW },
    { { 50 * MB - 1, 1000000 * MB }, FAIR_SPACE_URGENT },
    { { 1 * MB, 1000000 * MB }, FAIR_SPACE_URGENT },
    { { 1 * MB - 1, 1000000 * MB }, FAIR_SPACE_FULL },
    { { 0, 1000000 * MB }, FAIR_SPACE_FULL },
    /* 5 % of 4 GB are 200 MB */
    { { 200 * MB, 4000 * MB }, FAIR_SPACE_ENOUGH },
    { { 200 * MB - 1, 4000 * MB }, FAIR_SPACE_LOW },
    { { 50 * MB - 1, 4000 * MB }, FAIR_SPACE_URGENT },
    { { 60 * MB, 512 * MB }, FAIR_SPACE_ENOUGH },
    { { 40 * MB, 512 * MB }, FAIR_SPACE_URGENT },
    { { 0, 0 }, FAIR_SPACE_FULL },
    { { G_MAXUINT64, G_MAXUINT64 }, FAIR_SPACE_ENOUGH },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT, cases[i].space.free, cases[i].space.total);
      g_assert_cmpint (fair_space_get_next_level (&cases[i].space, FAIR_SPACE_ENOUGH), ==, cases[i].level);
    }
}

/* A warning comes at once and goes with some room to spare: no measure around a limit makes it flicker. */
static void
test_next_level (void)
{
  static const struct
  {
    FairSpaceLevel last;
    guint64 free;
    FairSpaceLevel next;
  } cases[] = {
    { FAIR_SPACE_ENOUGH, 500 * MB, FAIR_SPACE_ENOUGH },
    { FAIR_SPACE_ENOUGH, 500 * MB - 1, FAIR_SPACE_LOW },
    { FAIR_SPACE_LOW, 500 * MB, FAIR_SPACE_LOW },
    { FAIR_SPACE_LOW, 550 * MB - 1, FAIR_SPACE_LOW },
    { FAIR_SPACE_LOW, 550 * MB, FAIR_SPACE_ENOUGH },
    { FAIR_SPACE_LOW, 50 * MB, FAIR_SPACE_LOW },
    { FAIR_SPACE_LOW, 50 * MB - 1, FAIR_SPACE_URGENT },
    { FAIR_SPACE_URGENT, 55 * MB - 1, FAIR_SPACE_URGENT },
    { FAIR_SPACE_URGENT, 55 * MB, FAIR_SPACE_LOW },
    { FAIR_SPACE_URGENT, 520 * MB, FAIR_SPACE_LOW },
    { FAIR_SPACE_URGENT, 600 * MB, FAIR_SPACE_ENOUGH },
    { FAIR_SPACE_URGENT, 1 * MB - 1, FAIR_SPACE_FULL },
    { FAIR_SPACE_FULL, 1100000 - 1, FAIR_SPACE_FULL },
    { FAIR_SPACE_FULL, 1100000, FAIR_SPACE_URGENT },
    { FAIR_SPACE_FULL, 600 * MB, FAIR_SPACE_ENOUGH },
    { FAIR_SPACE_ENOUGH, 0, FAIR_SPACE_FULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FairSpace space = { cases[i].free, 1000000 * MB };

      g_test_message ("%" G_GUINT64_FORMAT " after level %u", space.free, cases[i].last);
      g_assert_cmpint (fair_space_get_next_level (&space, cases[i].last), ==, cases[i].next);
    }
}

static gboolean
measure (const char  *folder,
         FairSpace   *space,
         GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fair_space_measure_async (folder, NULL, test_keep_result, &result);
  test_wait_for_result (&result);
  return fair_space_measure_finish (result, space, error);
}

static void
test_measure (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GError) error = NULL;
  FairSpace space = { 0 };

  g_assert_true (measure (folder->path, &space, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (space.total, >, 0);
  g_assert_cmpuint (space.free, <=, space.total);
}

/* Room is of no use where nothing can be written: the folder is not there, or below a file, or read-only. */
static void
test_measure_in_vain (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *missing = test_folder_path (folder, "not/there/yet");
  g_autofree char *file = test_folder_write (folder, "file", "x");
  g_autofree char *below_a_file = test_folder_path (folder, "file/below");
  struct
  {
    const char *path;
    GIOErrorEnum code;
  } cases[] = {
    { missing, G_IO_ERROR_NOT_FOUND },
    { below_a_file, G_IO_ERROR_NOT_DIRECTORY },
    { "/proc/self", G_IO_ERROR_PERMISSION_DENIED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      FairSpace space;

      g_assert_false (measure (cases[i].path, &space, &error));
      g_assert_error (error, G_IO_ERROR, (int) cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].path));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/space/level", test_level);
  g_test_add_func ("/space/next-level", test_next_level);
  g_test_add_func ("/space/measure", test_measure);
  g_test_add_func ("/space/measure-in-vain", test_measure_in_vain);

  return g_test_run ();
}
