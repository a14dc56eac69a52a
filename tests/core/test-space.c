/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Free space: what is too little, on disks large and small, and that it can be told of any folder. */
#include "store/fair-space.h"
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
    { { 0, 1000000 * MB }, FAIR_SPACE_URGENT },
    /* 5 % of 4 GB are 200 MB */
    { { 200 * MB, 4000 * MB }, FAIR_SPACE_ENOUGH },
    { { 200 * MB - 1, 4000 * MB }, FAIR_SPACE_LOW },
    { { 50 * MB - 1, 4000 * MB }, FAIR_SPACE_URGENT },
    { { 60 * MB, 512 * MB }, FAIR_SPACE_ENOUGH },
    { { 40 * MB, 512 * MB }, FAIR_SPACE_URGENT },
    { { 0, 0 }, FAIR_SPACE_URGENT },
    { { G_MAXUINT64, G_MAXUINT64 }, FAIR_SPACE_ENOUGH },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT, cases[i].space.free, cases[i].space.total);
      g_assert_cmpint (fair_space_get_level (&cases[i].space), ==, cases[i].level);
    }
}

static void
test_measure (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *missing = test_folder_path (folder, "not/there/yet");
  g_autofree char *file = test_folder_write (folder, "file", "x");
  g_autofree char *below_a_file = test_folder_path (folder, "file/below");
  g_autoptr (GError) error = NULL;
  FairSpace space = { 0 }, other = { 0 };

  g_assert_true (fair_space_measure (folder->path, &space, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (space.total, >, 0);
  g_assert_cmpuint (space.free, <=, space.total);
  g_assert_true (fair_space_measure (missing, &other, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (other.total, ==, space.total);
  g_assert_false (fair_space_measure (below_a_file, &other, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "file/below"));
}

static void
take_result (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_async (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  FairSpace space = { 0 };

  fair_space_measure_async (folder->path, NULL, take_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (fair_space_measure_finish (result, &space, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (space.total, >, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/space/level", test_level);
  g_test_add_func ("/space/measure", test_measure);
  g_test_add_func ("/space/async", test_async);

  return g_test_run ();
}
