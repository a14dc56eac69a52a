/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is in charge: whose PIN opens what, which PINs can be set, how long wrong ones keep everybody waiting. */
#include "kiosk/fair-pin.h"
#include "test-staff-util.h"

/* Until the file has been read, everything is closed; without a PIN everything is open. */
static void
test_none (void)
{
  g_auto (TestDesk) desk = { 0 };
  g_autoptr (FairStaff) staff = NULL;
  g_autoptr (GError) error = NULL;

  test_desk_init (&desk);
  staff = test_desk_open (&desk);
  g_assert_true (fair_staff_is_protected (staff));
  g_assert_cmpuint (fair_staff_get_traces (staff)->len, ==, 0);
  g_assert_true (test_staff_load (staff, &error));
  g_assert_no_error (error);
  g_assert_false (fair_staff_is_protected (staff));
  g_assert_false (fair_staff_has_pin (staff, FAIR_ROLE_COORDINATOR));
  g_assert_cmpint (test_staff_enter (staff, NOBODY, &error), ==, FAIR_ROLE_COORDINATOR);
  g_assert_no_error (error);
  g_assert_cmpuint (fair_staff_get_seconds_to_wait (staff), ==, 0);
}

/* Each PIN lets in its own role, in this program and the next, in whatever digits; others nobody. */
static void
test_roles (void)
{
  g_auto (TestDesk) desk = { 0 };
  g_autoptr (FairStaff) first = NULL, second = NULL;
  g_autoptr (GError) error = NULL;

  test_desk_init (&desk);
  first = test_desk_open_with_pins (&desk);
  second = test_desk_open (&desk);
  g_assert_true (test_staff_load (second, &error));
  for (guint i = 0; i < 2; i++)
    {
      FairStaff *staff = i == 0 ? first : second;

      g_assert_true (fair_staff_is_protected (staff));
      g_assert_true (fair_staff_has_pin (staff, FAIR_ROLE_RECRUITER) && fair_staff_has_pin (staff, FAIR_ROLE_COORDINATOR));
      g_assert_false (fair_staff_has_pin (staff, FAIR_ROLE_VISITOR));
      g_assert_cmpint (test_staff_enter (staff, BOSS, &error), ==, FAIR_ROLE_COORDINATOR);
      g_assert_cmpint (test_staff_enter (staff, "٨٣٥٠", &error), ==, FAIR_ROLE_RECRUITER);
      g_assert_no_error (error);
      g_assert_cmpint (test_staff_refuse (staff, NOBODY), ==, FAIR_STAFF_ERROR_WRONG);
      g_assert_cmpint (test_staff_refuse (staff, BOSS "1"), ==, FAIR_STAFF_ERROR_WRONG);
    }
}

static void
assert_not_set (FairStaff  *staff,
                FairRole    role,
                const char *pin,
                GQuark      domain,
                int         code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (test_staff_set (staff, role, pin, &error));
  g_assert_error (error, domain, code);
}

static void
test_rules (void)
{
  g_auto (TestDesk) desk = { 0 };
  g_autoptr (FairStaff) staff = NULL;

  test_desk_init (&desk);
  staff = test_desk_open (&desk);
  assert_not_set (staff, FAIR_ROLE_RECRUITER, BOOTH, FAIR_STAFF_ERROR, FAIR_STAFF_ERROR_COORDINATOR_FIRST);
  assert_not_set (staff, FAIR_ROLE_COORDINATOR, "123", FAIR_PIN_ERROR, FAIR_PIN_ERROR_TOO_SHORT);
  assert_not_set (staff, FAIR_ROLE_COORDINATOR, "secret", FAIR_PIN_ERROR, FAIR_PIN_ERROR_NOT_DIGITS);
  g_assert_true (test_staff_set (staff, FAIR_ROLE_COORDINATOR, NULL, NULL));
  g_assert_cmpuint (fair_staff_get_traces (staff)->len, ==, 0);

  g_assert_true (test_staff_set (staff, FAIR_ROLE_COORDINATOR, BOSS, NULL));
  assert_not_set (staff, FAIR_ROLE_RECRUITER, BOSS, FAIR_STAFF_ERROR, FAIR_STAFF_ERROR_SAME);
  g_assert_true (test_staff_set (staff, FAIR_ROLE_RECRUITER, BOOTH, NULL));
  assert_not_set (staff, FAIR_ROLE_COORDINATOR, "８３５０", FAIR_STAFF_ERROR, FAIR_STAFF_ERROR_SAME);
  g_assert_cmpint (test_staff_enter (staff, BOSS, NULL), ==, FAIR_ROLE_COORDINATOR);
}

static void
assert_trace (FairStaff         *staff,
              guint              index,
              FairStaffTraceKind what,
              FairRole           role,
              gint64             at)
{
  const GPtrArray *traces = fair_staff_get_traces (staff);
  const FairStaffTrace *trace;

  g_assert_cmpuint (index, <, traces->len);
  trace = g_ptr_array_index (traces, index);
  g_assert_cmpint (trace->what, ==, what);
  g_assert_cmpint (trace->role, ==, role);
  g_assert_cmpint (trace->at, ==, at);
}

/* Whatever happens to a PIN leaves a trace; the coordinator's takes the recruiters' along. */
static void
test_traces (void)
{
  g_auto (TestDesk) desk = { 0 };
  g_autoptr (FairStaff) staff = NULL, next = NULL;
  gint64 start;

  test_desk_init (&desk);
  start = desk.wall.now;
  staff = test_desk_open_with_pins (&desk);
  desk.wall.now += 1000;
  g_assert_true (test_staff_set (staff, FAIR_ROLE_RECRUITER, "9061", NULL));
  g_assert_true (test_staff_set (staff, FAIR_ROLE_RECRUITER, NULL, NULL));
  g_assert_true (test_staff_set (staff, FAIR_ROLE_RECRUITER, BOOTH, NULL));
  g_assert_true (test_staff_set (staff, FAIR_ROLE_COORDINATOR, NULL, NULL));
  g_assert_false (fair_staff_is_protected (staff));
  g_assert_false (fair_staff_has_pin (staff, FAIR_ROLE_RECRUITER));

  next = test_desk_open (&desk);
  g_assert_true (test_staff_load (next, NULL));
  g_assert_cmpuint (fair_staff_get_traces (next)->len, ==, 7);
  assert_trace (next, 0, FAIR_STAFF_TRACE_SET, FAIR_ROLE_COORDINATOR, start);
  assert_trace (next, 1, FAIR_STAFF_TRACE_SET, FAIR_ROLE_RECRUITER, start);
  assert_trace (next, 2, FAIR_STAFF_TRACE_CHANGED, FAIR_ROLE_RECRUITER, start + 1000);
  assert_trace (next, 3, FAIR_STAFF_TRACE_REMOVED, FAIR_ROLE_RECRUITER, start + 1000);
  assert_trace (next, 4, FAIR_STAFF_TRACE_SET, FAIR_ROLE_RECRUITER, start + 1000);
  assert_trace (next, 5, FAIR_STAFF_TRACE_REMOVED, FAIR_ROLE_COORDINATOR, start + 1000);
  assert_trace (next, 6, FAIR_STAFF_TRACE_REMOVED, FAIR_ROLE_RECRUITER, start + 1000);
}

/* The coordinator's alone: one hash a try. */
static FairStaff *
open_with_one_pin (TestDesk *desk)
{
  FairStaff *staff = test_desk_open (desk);

  g_assert_true (test_staff_set (staff, FAIR_ROLE_COORDINATOR, BOSS, NULL));
  return staff;
}

static void
be_wrong (FairStaff *staff,
          guint      times)
{
  while (times-- > 0)
    g_assert_cmpint (test_staff_refuse (staff, NOBODY), ==, FAIR_STAFF_ERROR_WRONG);
}

/* Five are free; then nothing is looked at, be it right, until the time is up, which doubles up to an hour. */
static void
test_waiting (void)
{
  static const guint waits[] = { 30, 60, 120, 240, 480, 960, 1920, 3600, 3600 };
  g_auto (TestDesk) desk = { 0 };
  g_autoptr (FairStaff) staff = NULL;

  test_desk_init (&desk);
  staff = open_with_one_pin (&desk);
  be_wrong (staff, 4);
  g_assert_cmpuint (fair_staff_get_seconds_to_wait (staff), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      be_wrong (staff, 1);
      g_assert_cmpuint (fair_staff_get_seconds_to_wait (staff), ==, waits[i]);
      g_assert_cmpint (test_staff_refuse (staff, BOSS), ==, FAIR_STAFF_ERROR_WAIT);
      desk.monotonic.now += waits[i] * 1000 - 1;
      g_assert_cmpuint (fair_staff_get_seconds_to_wait (staff), ==, 1);
      g_assert_cmpint (test_staff_refuse (staff, BOSS), ==, FAIR_STAFF_ERROR_WAIT);
      desk.monotonic.now += 1;
      g_assert_cmpuint (fair_staff_get_seconds_to_wait (staff), ==, 0);
    }
  g_assert_cmpint (test_staff_enter (staff, BOSS, NULL), ==, FAIR_ROLE_COORDINATOR);
  be_wrong (staff, 4);
  g_assert_cmpuint (fair_staff_get_seconds_to_wait (staff), ==, 0);
  g_assert_cmpuint (fair_staff_get_traces (staff)->len, ==, 2);
  assert_trace (staff, 1, FAIR_STAFF_TRACE_LOCKED_OUT, FAIR_ROLE_VISITOR, desk.wall.now);
}

/* What cannot be a PIN keeps nobody waiting. */
static void
test_not_a_pin (void)
{
  static const char *const typed[] = { "", "1", "471", "4719021234567", "abcd", "47 19 02", "\xff\xff\xff\xff" };
  g_auto (TestDesk) desk = { 0 };
  g_autoptr (FairStaff) staff = NULL;

  test_desk_init (&desk);
  staff = open_with_one_pin (&desk);
  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (test_staff_enter (staff, typed[i], &error), ==, FAIR_ROLE_VISITOR);
      g_assert_error (error, FAIR_STAFF_ERROR, FAIR_STAFF_ERROR_WRONG);
    }
  be_wrong (staff, 4);
  g_assert_cmpuint (fair_staff_get_seconds_to_wait (staff), ==, 0);
}

/* Neither a new program nor a clock that is set, forward or back, shortens the wait; nor does a boot, after which time begins at 0. */
static void
test_restart (void)
{
  g_auto (TestDesk) desk = { 0 };
  g_autoptr (FairStaff) staff = NULL;

  test_desk_init (&desk);
  staff = open_with_one_pin (&desk);
  be_wrong (staff, 5);
  for (guint i = 0; i < 3; i++)
    {
      desk.monotonic.now += 29 * 1000;
      desk.wall.now += G_GINT64_CONSTANT (1000) * 86400 * 365;
      g_assert_cmpuint (fair_staff_get_seconds_to_wait (staff), ==, 1);
      if (i == 2)
        desk.monotonic.now = 0;
      desk.wall.now -= G_GINT64_CONSTANT (1000) * 86400 * 3650;
      g_clear_object (&staff);
      staff = test_desk_open (&desk);
      g_assert_cmpint (test_staff_refuse (staff, BOSS), ==, FAIR_STAFF_ERROR_WAIT);
      g_assert_cmpuint (fair_staff_get_seconds_to_wait (staff), ==, 30);
    }
  desk.monotonic.now -= 1000 * 1000;
  g_assert_cmpuint (fair_staff_get_seconds_to_wait (staff), ==, 30);
  g_assert_cmpint (test_staff_refuse (staff, BOSS), ==, FAIR_STAFF_ERROR_WAIT);
  desk.monotonic.now = 30 * 1000;
  be_wrong (staff, 1);
  g_assert_cmpuint (fair_staff_get_seconds_to_wait (staff), ==, 60);
}

/* Two programs count together, and wait together: while one waits, the tries of the other begin its time anew. */
static void
test_two_programs (void)
{
  g_auto (TestDesk) desk = { 0 };
  g_autoptr (FairStaff) one = NULL, other = NULL;

  test_desk_init (&desk);
  one = open_with_one_pin (&desk);
  other = test_desk_open (&desk);
  g_assert_true (test_staff_load (other, NULL));
  be_wrong (one, 3);
  be_wrong (other, 2);
  g_assert_cmpint (test_staff_refuse (other, BOSS), ==, FAIR_STAFF_ERROR_WAIT);
  g_assert_cmpint (test_staff_refuse (one, BOSS), ==, FAIR_STAFF_ERROR_WAIT);

  desk.monotonic.now += 30 * 1000;
  be_wrong (one, 1);
  g_assert_cmpint (test_staff_refuse (other, BOSS), ==, FAIR_STAFF_ERROR_WAIT);
  g_assert_cmpuint (fair_staff_get_seconds_to_wait (other), ==, 60);

  desk.monotonic.now += 60 * 1000;
  g_assert_cmpint (test_staff_enter (one, BOSS, NULL), ==, FAIR_ROLE_COORDINATOR);
  be_wrong (other, 4);
  g_assert_cmpuint (fair_staff_get_seconds_to_wait (other), ==, 0);
}

/* One changes the PIN; the other knows at its next try, and what it counts then does not bring the old PIN back. */
static void
test_changed_elsewhere (void)
{
  g_auto (TestDesk) desk = { 0 };
  g_autoptr (FairStaff) one = NULL, other = NULL;

  test_desk_init (&desk);
  one = open_with_one_pin (&desk);
  other = test_desk_open (&desk);
  g_assert_true (test_staff_load (other, NULL));
  g_assert_true (test_staff_set (one, FAIR_ROLE_COORDINATOR, "905511", NULL));
  g_assert_cmpint (test_staff_refuse (other, BOSS), ==, FAIR_STAFF_ERROR_WRONG);
  g_assert_cmpint (test_staff_enter (other, "905511", NULL), ==, FAIR_ROLE_COORDINATOR);
  g_assert_cmpint (test_staff_enter (one, "905511", NULL), ==, FAIR_ROLE_COORDINATOR);
}

static void
on_entered (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  guint *counts = user_data;
  g_autoptr (GError) error = NULL;

  fair_staff_enter_finish (FAIR_STAFF (source), result, &error);
  g_assert_true (error->domain == FAIR_STAFF_ERROR);
  counts[error->code]++;
}

/* Many at once are as many tries as one after the other. */
static void
test_at_once (void)
{
  guint counts[FAIR_STAFF_ERROR_MEMORY + 1] = { 0 };
  g_auto (TestDesk) desk = { 0 };
  g_autoptr (FairStaff) staff = NULL;

  test_desk_init (&desk);
  staff = open_with_one_pin (&desk);
  for (guint i = 0; i < 20; i++)
    fair_staff_enter_async (staff, NOBODY, NULL, on_entered, counts);
  while (counts[FAIR_STAFF_ERROR_WRONG] + counts[FAIR_STAFF_ERROR_WAIT] < 20)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (counts[FAIR_STAFF_ERROR_WRONG], ==, FAIR_STAFF_FREE_TRIES);
}

/* What is asked about a PIN that was entered or set is known by the time that its end is told. */
static void
test_changed (void)
{
  g_auto (TestDesk) desk = { 0 };
  g_autoptr (FairStaff) staff = NULL;
  guint n = 0;

  test_desk_init (&desk);
  staff = test_desk_open (&desk);
  g_signal_connect_swapped (staff, "changed", G_CALLBACK (g_atomic_int_inc), &n);
  g_assert_true (test_staff_load (staff, NULL));
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (test_staff_set (staff, FAIR_ROLE_COORDINATOR, BOSS, NULL));
  g_assert_cmpuint (n, ==, 2);
  be_wrong (staff, 1);
  g_assert_cmpuint (n, ==, 3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/staff/none", test_none);
  g_test_add_func ("/staff/roles", test_roles);
  g_test_add_func ("/staff/rules", test_rules);
  g_test_add_func ("/staff/traces", test_traces);
  g_test_add_func ("/staff/waiting", test_waiting);
  g_test_add_func ("/staff/not-a-pin", test_not_a_pin);
  g_test_add_func ("/staff/restart", test_restart);
  g_test_add_func ("/staff/two-programs", test_two_programs);
  g_test_add_func ("/staff/changed-elsewhere", test_changed_elsewhere);
  g_test_add_func ("/staff/at-once", test_at_once);
  g_test_add_func ("/staff/changed", test_changed);

  return g_test_run ();
}
