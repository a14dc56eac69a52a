/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of two versions wins: a total order, so that it does not matter in which order laptops meet. */
#include "store/standing/fair-merge.h"
#include <string.h>

/* The decision alone: the greatest of any versions is the same in any order and grouping, and twice is once. */
static void
test_decision (void)
{
  for (int i = 0; i < 20000; i++)
    {
      FairVersion versions[3];
      int order[3][3];

      for (int j = 0; j < 3; j++)
        versions[j] = (FairVersion) { g_test_rand_int_range (0, 6) == 0 ? FAIR_OP_ERASE : FAIR_OP_PUT,
                                      { .ms = g_test_rand_int_range (0, 3), .counter = (guint32) g_test_rand_int_range (0, 2),
                                        .device = { (char) g_test_rand_int_range ('a', 'c') } } };
      for (int j = 0; j < 3; j++)
        for (int k = 0; k < 3; k++)
          {
            int found = fair_merge_compare (&versions[j], &versions[k]);

            order[j][k] = (found > 0) - (found < 0);
          }
      for (int j = 0; j < 3; j++)
        for (int k = 0; k < 3; k++)
          {
            g_assert_cmpint (order[j][k], ==, -order[k][j]);
            if (versions[j].op == FAIR_OP_ERASE && versions[k].op == FAIR_OP_PUT)
              g_assert_cmpint (order[j][k], >, 0);
            for (int l = 0; l < 3; l++)
              if (order[j][k] >= 0 && order[k][l] >= 0)
                g_assert_cmpint (order[j][l], >=, 0);
          }
    }
}

static void
test_twin_order (void)
{
  static const char *const ordered[] = { "", "a", "aa", "ab", "b", "\xc3\xa4" };

  for (gsize i = 0; i < G_N_ELEMENTS (ordered); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (ordered); j++)
      {
        int order = fair_merge_compare_twins (ordered[i], strlen (ordered[i]), ordered[j], strlen (ordered[j]));

        g_assert_cmpint ((order > 0) - (order < 0), ==, (i > j) - (i < j));
      }
}

static void
test_outcome (void)
{
  const FairVersion put = { .op = FAIR_OP_PUT }, erase_version = { .op = FAIR_OP_ERASE };

  g_assert_cmpint (fair_merge_get_outcome (FALSE, &put, TRUE), ==, FAIR_MERGE_NEW);
  g_assert_cmpint (fair_merge_get_outcome (TRUE, &put, TRUE), ==, FAIR_MERGE_NEWER);
  g_assert_cmpint (fair_merge_get_outcome (TRUE, &put, FALSE), ==, FAIR_MERGE_SAME);
  g_assert_cmpint (fair_merge_get_outcome (TRUE, &erase_version, FALSE), ==, FAIR_MERGE_SAME);
  g_assert_cmpint (fair_merge_get_outcome (TRUE, &erase_version, TRUE), ==, FAIR_MERGE_ERASED);
  g_assert_cmpint (fair_merge_get_outcome (FALSE, &erase_version, TRUE), ==, FAIR_MERGE_ERASED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/merge/decision", test_decision);
  g_test_add_func ("/merge/twin-order", test_twin_order);
  g_test_add_func ("/merge/outcome", test_outcome);

  return g_test_run ();
}
