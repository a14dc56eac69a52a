/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Boxes that go from hand to hand: each is emptied once, in their order, before it comes back. */
#include "base/fair-relay.h"

typedef struct
{
  guint number; /* 0 while it is empty */
} Box;

static void
empty (gpointer data,
       gpointer user_data)
{
  Box *box = data;

  g_array_append_val ((GArray *) user_data, box->number);
  box->number = 0;
}

static void
assert_in_order (const GArray *emptied,
                 guint         n)
{
  g_assert_cmpuint (emptied->len, ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (g_array_index (emptied, guint, i), ==, i + 1);
}

static void
test_order (void)
{
  enum { N_BOXES = 10000 };
  g_autoptr (GArray) emptied = g_array_new (FALSE, FALSE, sizeof (guint));
  Box boxes[FAIR_RELAY_BOXES] = { 0 }, *box = &boxes[0];
  gpointer given[FAIR_RELAY_BOXES];
  FairRelay *relay;

  for (guint i = 0; i < FAIR_RELAY_BOXES; i++)
    given[i] = &boxes[i];
  relay = fair_relay_new ("test", given, empty, emptied);
  for (guint i = 1; i <= N_BOXES; i++)
    {
      box->number = i;
      box = fair_relay_hand_over (relay, box);
      g_assert_cmpuint (box->number, ==, 0);
      if (i % 1000 != 0)
        continue;
      fair_relay_wait (relay);
      assert_in_order (emptied, i);
    }
  box->number = N_BOXES + 1;
  fair_relay_hand_over (relay, box);
  fair_relay_free (relay);
  assert_in_order (emptied, N_BOXES + 1);
}

static void
test_unused (void)
{
  Box boxes[FAIR_RELAY_BOXES] = { 0 };
  gpointer given[FAIR_RELAY_BOXES];

  for (guint i = 0; i < FAIR_RELAY_BOXES; i++)
    given[i] = &boxes[i];
  fair_relay_free (fair_relay_new ("test", given, empty, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/relay/order", test_order);
  g_test_add_func ("/relay/unused", test_unused);
  return g_test_run ();
}
