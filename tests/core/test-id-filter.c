/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filter of ids: it never forgets one, and rarely takes one for another. */
#include "store/standing/fair-id-filter.h"

#define N_IDS 100000
/* As much of a journal as a short sign-up takes, in bytes */
#define LINE_SIZE 500

/* The same ids in each run. */
static char *
make_id (GRand *random)
{
  guint32 parts[] = { g_rand_int (random), g_rand_int (random), g_rand_int (random), g_rand_int (random) };

  return g_strdup_printf ("%08x-%04x-4%03x-a%03x-%04x%08x", parts[0], parts[1] >> 16, parts[1] & 0xfff, parts[2] >> 20,
                          parts[2] & 0xffff, parts[3]);
}

/* Adds the ids once more and returns how many it believes to have met. */
static guint
add_all (FairIdFilter *filter,
         guint32       seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  guint n_met = 0;

  for (guint i = 0; i < N_IDS; i++)
    {
      g_autofree char *id = make_id (random);

      fair_id_filter_prefetch (filter, id);
      n_met += fair_id_filter_add (filter, id);
    }
  return n_met;
}

static void
test_filter (void)
{
  g_autoptr (FairIdFilter) filter = fair_id_filter_new (N_IDS * LINE_SIZE);

  g_assert_cmpuint (add_all (filter, 1), <, 5);
  g_assert_cmpuint (add_all (filter, 1), ==, N_IDS);
  g_assert_cmpuint (add_all (filter, 2), <, 20);
}

/* Too small for so many: it is wrong more often, but never forgets. */
static void
test_crowded (void)
{
  g_autoptr (FairIdFilter) filter = fair_id_filter_new (1);

  g_assert_false (fair_id_filter_add (filter, "a"));
  g_assert_false (fair_id_filter_add (filter, "b"));
  g_assert_true (fair_id_filter_add (filter, "a"));
  add_all (filter, 1);
  g_assert_cmpuint (add_all (filter, 1), ==, N_IDS);
  g_assert_true (fair_id_filter_add (filter, "b"));
}

/* Ids of any length differ, those of words that end alike too. */
static void
test_lengths (void)
{
  g_autoptr (FairIdFilter) filter = fair_id_filter_new (1024 * 1024);
  g_autofree char *id = g_strnfill (64, 'a');

  for (guint length = 64; length > 0; length--)
    {
      id[length] = '\0';
      g_assert_false (fair_id_filter_add (filter, id));
      g_assert_true (fair_id_filter_add (filter, id));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/id-filter/filter", test_filter);
  g_test_add_func ("/id-filter/crowded", test_crowded);
  g_test_add_func ("/id-filter/lengths", test_lengths);

  return g_test_run ();
}
