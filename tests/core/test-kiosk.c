/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kiosk: every state and every event in one table, and what time does, with a clock that the test turns. */
#include "kiosk/fair-kiosk.h"
#include "test-store-util.h"

/* A kiosk that is watched: how often its pages were wiped, and in what state it was then. */
typedef struct
{
  TestClock clock;
  FairKiosk *kiosk;
  guint n_wipes;
  guint n_gone; /* how often there was nobody left of that visit */
  FairKioskState wiped_in;
  guint n_states; /* how often "state" was notified */
  guint n_seconds;
} Fixture;

static void
on_wipe (FairKiosk *kiosk,
         Fixture   *fixture)
{
  fixture->n_wipes++;
  fixture->wiped_in = fair_kiosk_get_state (kiosk);
  /* pages that go are no visitor */
  fair_kiosk_handle (kiosk, FAIR_KIOSK_INPUT);
  fair_kiosk_handle (kiosk, FAIR_KIOSK_EDIT);
  fair_kiosk_tick (kiosk);
  g_assert_cmpint (fair_kiosk_get_state (kiosk), ==, fixture->wiped_in);
}

static void
on_gone (FairKiosk *kiosk,
         Fixture   *fixture)
{
  fixture->n_gone++;
}

static void
on_state (FairKiosk  *kiosk,
          GParamSpec *pspec,
          Fixture    *fixture)
{
  int state = -1;

  g_object_get (kiosk, "state", &state, NULL);
  g_assert_cmpint (state, ==, fair_kiosk_get_state (kiosk));
  fixture->n_states++;
}

static void
on_seconds_left (FairKiosk  *kiosk,
                 GParamSpec *pspec,
                 Fixture    *fixture)
{
  guint left = 0;

  g_object_get (kiosk, "seconds-left", &left, NULL);
  g_assert_cmpuint (left, ==, fair_kiosk_get_seconds_left (kiosk));
  fixture->n_seconds++;
}

static void
fixture_init (Fixture *self,
              gboolean attract)
{
  FairKioskTimes times = { 90, 60, 20, 20, attract };

  *self = (Fixture) { 0 };
  test_clock_init (&self->clock, 1000 * 1000);
  self->kiosk = fair_kiosk_new (&self->clock.clock);
  fair_kiosk_set_times (self->kiosk, &times);
  g_signal_connect (self->kiosk, "gone", G_CALLBACK (on_gone), self);
  g_signal_connect (self->kiosk, "wipe", G_CALLBACK (on_wipe), self);
  g_signal_connect (self->kiosk, "notify::state", G_CALLBACK (on_state), self);
  g_signal_connect (self->kiosk, "notify::seconds-left", G_CALLBACK (on_seconds_left), self);
}

static void
fixture_clear (Fixture *self)
{
  g_assert_finalize_object (self->kiosk);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

static void
handle (Fixture       *self,
        FairKioskEvent event)
{
  fair_kiosk_handle (self->kiosk, event);
}

/* Lets seconds go by, one tick in each, as the window does. */
static void
wait (Fixture *self,
      guint    seconds)
{
  while (seconds-- > 0)
    {
      self->clock.now += 1000;
      fair_kiosk_tick (self->kiosk);
    }
}

#define assert_state(fixture, state) g_assert_cmpint (fair_kiosk_get_state ((fixture)->kiosk), ==, (state))

/* The shortest way to each state. */
static void
bring_to (Fixture       *self,
          FairKioskState state)
{
  if (state == FAIR_KIOSK_OFF)
    return;
  handle (self, FAIR_KIOSK_START);
  if (state != FAIR_KIOSK_ATTRACT && state != FAIR_KIOSK_PAUSED)
    handle (self, FAIR_KIOSK_INPUT);
  if (state == FAIR_KIOSK_FILLING_IN || state == FAIR_KIOSK_SAVING || state == FAIR_KIOSK_SAVED)
    handle (self, FAIR_KIOSK_EDIT);
  if (state == FAIR_KIOSK_SAVING || state == FAIR_KIOSK_SAVED)
    handle (self, FAIR_KIOSK_SUBMIT);
  if (state == FAIR_KIOSK_SAVED)
    handle (self, FAIR_KIOSK_STORED);
  if (state == FAIR_KIOSK_WARNING)
    wait (self, 90);
  if (state == FAIR_KIOSK_PAUSED)
    handle (self, FAIR_KIOSK_PAUSE);
  assert_state (self, state);
  self->n_wipes = self->n_gone = self->n_states = self->n_seconds = 0;
}

/* What is expected, in letters: which state, small where the pages are wiped on the way, a point where nothing happens. */
static const char letters[] = "OALFSTWP";

static const struct
{
  FairKioskState state;
  const char *expected; /* one letter for each event */
} table[] = {
  /*                       start
                           | input
                           | | edit
                           | | | submit
                           | | | | stored
                           | | | | | not stored
                           | | | | | | start over
                           | | | | | | | done
                           | | | | | | | | correct
                           | | | | | | | | | keep
                           | | | | | | | | | | friend
                           | | | | | | | | | | | pause
                           | | | | | | | | | | | | resume
                           | | | | | | | | | | | | | end */
  { FAIR_KIOSK_OFF,       "a . . . . . . . . . . . . ." },
  { FAIR_KIOSK_ATTRACT,   ". L F S . . l . . . . p . o" },
  { FAIR_KIOSK_LOOKING,   ". L F S . . l . . . . p . o" },
  { FAIR_KIOSK_FILLING_IN, ". F F S . . l . . . . p . o" },
  { FAIR_KIOSK_SAVING,    ". . . . T F . . . . . . . ." },
  { FAIR_KIOSK_SAVED,     ". T . S . . l a F . l p . o" },
  { FAIR_KIOSK_WARNING,   ". L F S . . l . . . . p . o" },
  { FAIR_KIOSK_PAUSED,    ". . . . . . . . . . . . a o" },
};

static void
check_step (FairKioskState state,
            FairKioskEvent event,
            char           expected)
{
  g_auto (Fixture) fixture = { 0 };
  gboolean wiped = g_ascii_islower (expected);
  FairKioskState next = expected == '.' ? state : (FairKioskState) (strchr (letters, g_ascii_toupper (expected)) - letters);

  g_test_message ("event %u in state %u: %c", event, state, expected);
  fixture_init (&fixture, TRUE);
  bring_to (&fixture, state);
  handle (&fixture, event);
  assert_state (&fixture, next);
  g_assert_cmpuint (fixture.n_wipes, ==, wiped);
  g_assert_cmpuint (fixture.n_gone, ==, wiped && event != FAIR_KIOSK_FRIEND);
  g_assert_cmpuint (fixture.n_states, ==, next != state);
  if (wiped)
    g_assert_cmpint (fixture.wiped_in, ==, next);
}

/* What changes, what is wiped and what is notified. */
static void
test_table (void)
{
  G_STATIC_ASSERT (G_N_ELEMENTS (table) == FAIR_KIOSK_N_STATES);

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_assert_cmpuint (table[i].state, ==, i);
      g_assert_cmpuint (strlen (table[i].expected), ==, 2 * FAIR_KIOSK_N_EVENTS - 1);
      for (guint event = 0; event < FAIR_KIOSK_N_EVENTS; event++)
        check_step (table[i].state, event, table[i].expected[2 * event]);
    }
}

/* From the thanks to the form and back, saved, not saved, or kept as it is: nobody's traces go, and nobody else corrects. */
static void
test_correcting (void)
{
  static const FairKioskEvent back[][5] = {
    { FAIR_KIOSK_KEEP },
    { FAIR_KIOSK_EDIT, FAIR_KIOSK_INPUT, FAIR_KIOSK_KEEP },
    { FAIR_KIOSK_EDIT, FAIR_KIOSK_SUBMIT, FAIR_KIOSK_STORED },
    { FAIR_KIOSK_SUBMIT, FAIR_KIOSK_NOT_STORED, FAIR_KIOSK_SUBMIT, FAIR_KIOSK_STORED },
    { FAIR_KIOSK_SUBMIT, FAIR_KIOSK_NOT_STORED, FAIR_KIOSK_KEEP },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (back); i++)
    {
      g_auto (Fixture) fixture = { 0 };

      fixture_init (&fixture, TRUE);
      bring_to (&fixture, FAIR_KIOSK_SAVED);
      handle (&fixture, FAIR_KIOSK_CORRECT);
      assert_state (&fixture, FAIR_KIOSK_FILLING_IN);
      for (const FairKioskEvent *event = back[i]; *event != FAIR_KIOSK_START; event++)
        {
          g_assert_true (fair_kiosk_is_correcting (fixture.kiosk));
          handle (&fixture, *event);
        }
      assert_state (&fixture, FAIR_KIOSK_SAVED);
      g_assert_false (fair_kiosk_is_correcting (fixture.kiosk));
      g_assert_cmpuint (fixture.n_wipes, ==, 0);
      handle (&fixture, FAIR_KIOSK_DONE);
      handle (&fixture, FAIR_KIOSK_EDIT);
      g_assert_false (fair_kiosk_is_correcting (fixture.kiosk));
      handle (&fixture, FAIR_KIOSK_KEEP);
      assert_state (&fixture, FAIR_KIOSK_FILLING_IN);
    }
}

/* Who walks away from a correction is warned, may keep it, and is forgotten with it. */
static void
test_correcting_and_left (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture, TRUE);
  bring_to (&fixture, FAIR_KIOSK_SAVED);
  handle (&fixture, FAIR_KIOSK_CORRECT);
  wait (&fixture, 60);
  assert_state (&fixture, FAIR_KIOSK_WARNING);
  g_assert_true (fair_kiosk_is_correcting (fixture.kiosk));
  handle (&fixture, FAIR_KIOSK_KEEP);
  assert_state (&fixture, FAIR_KIOSK_SAVED);
  handle (&fixture, FAIR_KIOSK_CORRECT);
  wait (&fixture, 60);
  g_assert_cmpuint (fixture.n_wipes, ==, 0);
  wait (&fixture, 20);
  assert_state (&fixture, FAIR_KIOSK_ATTRACT);
  g_assert_cmpuint (fixture.n_wipes, ==, 1);
  g_assert_false (fair_kiosk_is_correcting (fixture.kiosk));
}

/* Everything personal goes at once, and the rest with the friend, who may say nothing at all. */
static void
test_friend (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture, FALSE);
  bring_to (&fixture, FAIR_KIOSK_SAVED);
  handle (&fixture, FAIR_KIOSK_FRIEND);
  assert_state (&fixture, FAIR_KIOSK_LOOKING);
  g_assert_cmpuint (fixture.n_wipes, ==, 1);
  g_assert_cmpuint (fixture.n_gone, ==, 0);
  fixture.n_wipes = 0;
  wait (&fixture, 90);
  assert_state (&fixture, FAIR_KIOSK_WARNING);
  wait (&fixture, 20);
  assert_state (&fixture, FAIR_KIOSK_LOOKING);
  g_assert_cmpuint (fixture.n_wipes, ==, 1);
  g_assert_cmpuint (fixture.n_gone, ==, 1);
}

/* How long each state lasts without input, and what comes then. */
static void
test_times (void)
{
  static const struct
  {
    FairKioskState state;
    guint seconds; /* 0: for ever */
    FairKioskState next;
    gboolean wiped;
  } cases[] = {
    { FAIR_KIOSK_OFF, 0, FAIR_KIOSK_OFF, FALSE },
    { FAIR_KIOSK_ATTRACT, 0, FAIR_KIOSK_ATTRACT, FALSE },
    { FAIR_KIOSK_LOOKING, 90, FAIR_KIOSK_WARNING, FALSE },
    { FAIR_KIOSK_FILLING_IN, 60, FAIR_KIOSK_WARNING, FALSE },
    { FAIR_KIOSK_SAVING, 0, FAIR_KIOSK_SAVING, FALSE },
    { FAIR_KIOSK_SAVED, 20, FAIR_KIOSK_ATTRACT, TRUE },
    { FAIR_KIOSK_WARNING, 20, FAIR_KIOSK_ATTRACT, TRUE },
    { FAIR_KIOSK_PAUSED, 0, FAIR_KIOSK_PAUSED, FALSE },
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (cases) == FAIR_KIOSK_N_STATES);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Fixture) fixture = { 0 };

      g_test_message ("state %u", cases[i].state);
      fixture_init (&fixture, TRUE);
      bring_to (&fixture, cases[i].state);
      wait (&fixture, cases[i].seconds > 0 ? cases[i].seconds - 1 : 10000);
      assert_state (&fixture, cases[i].state);
      g_assert_cmpuint (fixture.n_wipes + fixture.n_states, ==, 0);
      wait (&fixture, 1);
      assert_state (&fixture, cases[i].next);
      g_assert_cmpuint (fixture.n_wipes, ==, cases[i].wiped);
    }
}

/* Who answers the warning goes on where they were, as often as they like; their pages are as they left them. */
static void
test_still_here (void)
{
  static const FairKioskState states[] = { FAIR_KIOSK_LOOKING, FAIR_KIOSK_FILLING_IN };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_auto (Fixture) fixture = { 0 };

      fixture_init (&fixture, TRUE);
      bring_to (&fixture, states[i]);
      for (guint times = 0; times < 50; times++)
        {
          wait (&fixture, (i == 0 ? 90 : 60) + 19);
          assert_state (&fixture, FAIR_KIOSK_WARNING);
          handle (&fixture, FAIR_KIOSK_INPUT);
          assert_state (&fixture, states[i]);
        }
      g_assert_cmpuint (fixture.n_wipes, ==, 0);
    }
}

/* Whoever does anything is not warned, and may read their thanks. */
static void
test_input_extends (void)
{
  static const FairKioskState states[] = { FAIR_KIOSK_LOOKING, FAIR_KIOSK_FILLING_IN, FAIR_KIOSK_SAVED };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_auto (Fixture) fixture = { 0 };

      fixture_init (&fixture, TRUE);
      bring_to (&fixture, states[i]);
      for (guint times = 0; times < 50; times++)
        {
          wait (&fixture, 19);
          handle (&fixture, FAIR_KIOSK_INPUT);
        }
      assert_state (&fixture, states[i]);
      g_assert_cmpuint (fixture.n_wipes + fixture.n_states, ==, 0);
    }
}

/* The warning and the thanks count down, second by second, and each number is told once. */
static void
test_seconds_left (void)
{
  static const FairKioskState states[] = { FAIR_KIOSK_WARNING, FAIR_KIOSK_SAVED };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_auto (Fixture) fixture = { 0 };

      fixture_init (&fixture, TRUE);
      bring_to (&fixture, states[i]);
      for (guint left = 20; left > 0; left--)
        {
          g_assert_cmpuint (fair_kiosk_get_seconds_left (fixture.kiosk), ==, left);
          fixture.clock.now += 500;
          fair_kiosk_tick (fixture.kiosk);
          g_assert_cmpuint (fair_kiosk_get_seconds_left (fixture.kiosk), ==, left);
          fixture.clock.now += 500;
          fair_kiosk_tick (fixture.kiosk);
        }
      g_assert_cmpuint (fair_kiosk_get_seconds_left (fixture.kiosk), ==, 0);
      g_assert_cmpuint (fixture.n_seconds, ==, 20);
      assert_state (&fixture, FAIR_KIOSK_ATTRACT);
    }
}

/* Without an attract loop everything ends at the pages, where nobody who touched nothing is asked whether they are there. */
static void
test_without_attract (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture, FALSE);
  handle (&fixture, FAIR_KIOSK_START);
  assert_state (&fixture, FAIR_KIOSK_LOOKING);
  wait (&fixture, 1000);
  assert_state (&fixture, FAIR_KIOSK_LOOKING);
  g_assert_cmpuint (fixture.n_wipes, ==, 1);

  handle (&fixture, FAIR_KIOSK_INPUT);
  wait (&fixture, 90);
  assert_state (&fixture, FAIR_KIOSK_WARNING);
  wait (&fixture, 20);
  assert_state (&fixture, FAIR_KIOSK_LOOKING);
  g_assert_cmpuint (fixture.n_wipes, ==, 2);
  wait (&fixture, 1000);
  assert_state (&fixture, FAIR_KIOSK_LOOKING);
  g_assert_cmpuint (fixture.n_wipes, ==, 2);

  handle (&fixture, FAIR_KIOSK_PAUSE);
  handle (&fixture, FAIR_KIOSK_RESUME);
  wait (&fixture, 1000);
  assert_state (&fixture, FAIR_KIOSK_LOOKING);
}

/* Who started over and walked away leaves the attract loop behind in the end. */
static void
test_started_over_and_left (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture, TRUE);
  bring_to (&fixture, FAIR_KIOSK_FILLING_IN);
  handle (&fixture, FAIR_KIOSK_START_OVER);
  assert_state (&fixture, FAIR_KIOSK_LOOKING);
  wait (&fixture, 110);
  assert_state (&fixture, FAIR_KIOSK_ATTRACT);
}

/* While a sign-up is being saved nothing is lost of it; what was wanted meanwhile happens afterwards, the strongest of it. */
static void
test_later (void)
{
  static const struct
  {
    FairKioskEvent first, second;
    FairKioskState next;
  } cases[] = {
    { FAIR_KIOSK_START_OVER, FAIR_KIOSK_START_OVER, FAIR_KIOSK_LOOKING },
    { FAIR_KIOSK_START_OVER, FAIR_KIOSK_PAUSE, FAIR_KIOSK_PAUSED },
    { FAIR_KIOSK_PAUSE, FAIR_KIOSK_START_OVER, FAIR_KIOSK_PAUSED },
    { FAIR_KIOSK_PAUSE, FAIR_KIOSK_END, FAIR_KIOSK_OFF },
    { FAIR_KIOSK_END, FAIR_KIOSK_START_OVER, FAIR_KIOSK_OFF },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Fixture) fixture = { 0 };

      fixture_init (&fixture, TRUE);
      bring_to (&fixture, FAIR_KIOSK_SAVING);
      handle (&fixture, cases[i].first);
      handle (&fixture, cases[i].second);
      handle (&fixture, FAIR_KIOSK_NOT_STORED);
      assert_state (&fixture, FAIR_KIOSK_FILLING_IN);
      g_assert_cmpuint (fixture.n_wipes, ==, 0);

      /* who tries again then is not sent away */
      handle (&fixture, FAIR_KIOSK_SUBMIT);
      handle (&fixture, FAIR_KIOSK_STORED);
      assert_state (&fixture, FAIR_KIOSK_SAVED);
      handle (&fixture, FAIR_KIOSK_DONE);

      fixture.n_wipes = 0;
      handle (&fixture, FAIR_KIOSK_SUBMIT);
      handle (&fixture, cases[i].first);
      handle (&fixture, cases[i].second);
      g_assert_cmpuint (fixture.n_wipes, ==, 0);
      handle (&fixture, FAIR_KIOSK_STORED);
      assert_state (&fixture, cases[i].next);
      g_assert_cmpuint (fixture.n_wipes, ==, 1);
    }
}

/* A clock that jumps back neither hangs nor brings the wipe forward; what had gone by stays gone by. */
static void
test_clock_jumps_back (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture, TRUE);
  bring_to (&fixture, FAIR_KIOSK_FILLING_IN);
  wait (&fixture, 59);
  fixture.clock.now -= 1000 * 1000 * 1000;
  fair_kiosk_tick (fixture.kiosk);
  assert_state (&fixture, FAIR_KIOSK_FILLING_IN);
  wait (&fixture, 1);
  assert_state (&fixture, FAIR_KIOSK_WARNING);
  fixture.clock.now = G_MININT64 / 2;
  fair_kiosk_tick (fixture.kiosk);
  g_assert_cmpuint (fair_kiosk_get_seconds_left (fixture.kiosk), ==, 20);
  wait (&fixture, 20);
  assert_state (&fixture, FAIR_KIOSK_ATTRACT);
  g_assert_cmpuint (fixture.n_wipes, ==, 1);
}

/* Who opens a laptop that slept finds nothing of whoever was there before, even when the key comes before the tick. */
static void
test_sleep (void)
{
  static const FairKioskState states[] = { FAIR_KIOSK_LOOKING, FAIR_KIOSK_FILLING_IN, FAIR_KIOSK_SAVED, FAIR_KIOSK_WARNING };

  for (gsize i = 0; i < 2 * G_N_ELEMENTS (states); i++)
    {
      g_auto (Fixture) fixture = { 0 };

      fixture_init (&fixture, TRUE);
      bring_to (&fixture, states[i / 2]);
      fixture.clock.now += 3600 * 1000;
      if (i % 2 == 0)
        fair_kiosk_tick (fixture.kiosk);
      else
        handle (&fixture, FAIR_KIOSK_INPUT);
      assert_state (&fixture, i % 2 == 0 ? FAIR_KIOSK_ATTRACT : FAIR_KIOSK_LOOKING);
      g_assert_cmpuint (fixture.n_wipes, ==, 1);
    }
}

/* Other times hold at once; what takes none never ends by itself. */
static void
test_set_times (void)
{
  FairKioskTimes times = { 10, 0, 5, 1, TRUE };
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture, TRUE);
  bring_to (&fixture, FAIR_KIOSK_LOOKING);
  wait (&fixture, 20);
  fair_kiosk_set_times (fixture.kiosk, &times);
  assert_state (&fixture, FAIR_KIOSK_ATTRACT);
  handle (&fixture, FAIR_KIOSK_INPUT);
  handle (&fixture, FAIR_KIOSK_EDIT);
  wait (&fixture, 10000);
  assert_state (&fixture, FAIR_KIOSK_FILLING_IN);
}

/* Without a clock of its own it takes the one that nobody sets. */
static void
test_own_clock (void)
{
  g_autoptr (FairKiosk) kiosk = fair_kiosk_new (NULL);
  const FairClock *clock = fair_clock_get_monotonic ();
  gint64 before = fair_clock_now (clock);

  fair_kiosk_handle (kiosk, FAIR_KIOSK_START);
  fair_kiosk_tick (kiosk);
  g_assert_cmpint (fair_kiosk_get_state (kiosk), ==, FAIR_KIOSK_ATTRACT);
  g_assert_cmpint (before, >, 0);
  g_assert_cmpint (fair_clock_now (clock), >=, before);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/kiosk/table", test_table);
  g_test_add_func ("/kiosk/correcting", test_correcting);
  g_test_add_func ("/kiosk/correcting-and-left", test_correcting_and_left);
  g_test_add_func ("/kiosk/friend", test_friend);
  g_test_add_func ("/kiosk/times", test_times);
  g_test_add_func ("/kiosk/still-here", test_still_here);
  g_test_add_func ("/kiosk/input-extends", test_input_extends);
  g_test_add_func ("/kiosk/seconds-left", test_seconds_left);
  g_test_add_func ("/kiosk/without-attract", test_without_attract);
  g_test_add_func ("/kiosk/started-over-and-left", test_started_over_and_left);
  g_test_add_func ("/kiosk/later", test_later);
  g_test_add_func ("/kiosk/clock-jumps-back", test_clock_jumps_back);
  g_test_add_func ("/kiosk/sleep", test_sleep);
  g_test_add_func ("/kiosk/set-times", test_set_times);
  g_test_add_func ("/kiosk/own-clock", test_own_clock);

  return g_test_run ();
}
