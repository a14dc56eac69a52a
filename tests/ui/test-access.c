/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is in charge: what a PIN opens, for how long, and what the kiosk closes. */
#include "config.h"

#include "booth/fair-access.h"
#include "test-util.h"
#include "ui-test.h"

#define COORDINATOR "246800"
#define BOOTH "135799"

typedef struct
{
  TestFolder *folder;
  gint64 now; /* in milliseconds */
  FairClock clock;
  FairStaff *staff;
  FairAccess *access;
  guint n_changes;
} Fixture;

static gint64
get_now (gpointer user_data)
{
  return ((Fixture *) user_data)->now;
}

static void
count_change (Fixture *fixture)
{
  fixture->n_changes++;
}

static gboolean
has_result (gpointer result)
{
  return *(GAsyncResult **) result != NULL;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  fixture->folder = test_folder_new ();
  fixture->now = 1;
  fixture->clock = (FairClock) { get_now, fixture };
  fixture->staff = fair_staff_new (fixture->folder->path, NULL, fair_clock_get_default (), &fixture->clock);
  fixture->access = fair_access_new (fixture->staff, &fixture->clock);
  g_signal_connect_swapped (fixture->access, "notify::role", G_CALLBACK (count_change), fixture);
  g_assert_cmpint (fair_access_get_role (fixture->access), ==, FAIR_ROLE_VISITOR);
  fair_staff_load_async (fixture->staff, NULL, test_keep_result, &result);
  ui_test_wait (has_result, &result);
  g_assert_true (fair_staff_load_finish (fixture->staff, result, NULL));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_clear_object (&fixture->access);
  g_clear_object (&fixture->staff);
  test_folder_free (fixture->folder);
}

static void
set_pin (Fixture    *fixture,
         FairRole    role,
         const char *pin)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fair_staff_set_pin_async (fixture->staff, role, pin, NULL, test_keep_result, &result);
  ui_test_wait (has_result, &result);
  fair_staff_set_pin_finish (fixture->staff, result, &error);
  g_assert_no_error (error);
}

static void
check_role (Fixture *fixture,
            FairRole role)
{
  g_assert_cmpint (fair_access_get_role (fixture->access), ==, role);
}

static void
pass (Fixture *fixture,
      guint    seconds)
{
  fixture->now += seconds * G_GINT64_CONSTANT (1000);
  fair_access_tick (fixture->access);
}

/* Until a PIN is set everything is open, but in the kiosk nothing is until staff open it. */
static void
test_open (Fixture      *fixture,
           gconstpointer data)
{
  check_role (fixture, FAIR_ROLE_COORDINATOR);
  g_assert_false (fair_access_can_lock (fixture->access));
  fair_access_set_kiosk (fixture->access, TRUE);
  check_role (fixture, FAIR_ROLE_VISITOR);
  fair_access_unlock (fixture->access, FAIR_ROLE_COORDINATOR);
  check_role (fixture, FAIR_ROLE_COORDINATOR);
  fair_access_lock (fixture->access);
  check_role (fixture, FAIR_ROLE_VISITOR);
  fair_access_set_kiosk (fixture->access, FALSE);
  check_role (fixture, FAIR_ROLE_COORDINATOR);
}

/* Whoever sets the first PIN stays in charge, until they lock or go away. */
static void
test_locks (Fixture      *fixture,
            gconstpointer data)
{
  fair_access_unlock (fixture->access, FAIR_ROLE_COORDINATOR);
  set_pin (fixture, FAIR_ROLE_COORDINATOR, COORDINATOR);
  check_role (fixture, FAIR_ROLE_COORDINATOR);
  g_assert_true (fair_access_can_lock (fixture->access));
  fixture->n_changes = 0;
  pass (fixture, FAIR_ACCESS_SECONDS - 1);
  fair_access_touch (fixture->access);
  pass (fixture, FAIR_ACCESS_SECONDS - 1);
  check_role (fixture, FAIR_ROLE_COORDINATOR);
  pass (fixture, 1);
  check_role (fixture, FAIR_ROLE_VISITOR);
  g_assert_cmpuint (fixture->n_changes, ==, 1);
}

/* The kiosk begins with nobody in charge, and ends so where PINs are set. */
static void
test_kiosk (Fixture      *fixture,
            gconstpointer data)
{
  set_pin (fixture, FAIR_ROLE_COORDINATOR, COORDINATOR);
  set_pin (fixture, FAIR_ROLE_RECRUITER, BOOTH);
  check_role (fixture, FAIR_ROLE_VISITOR);
  fair_access_unlock (fixture->access, FAIR_ROLE_RECRUITER);
  check_role (fixture, FAIR_ROLE_RECRUITER);
  fair_access_set_kiosk (fixture->access, TRUE);
  check_role (fixture, FAIR_ROLE_VISITOR);
  fair_access_unlock (fixture->access, FAIR_ROLE_RECRUITER);
  fair_access_set_kiosk (fixture->access, FALSE);
  check_role (fixture, FAIR_ROLE_VISITOR);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
  g_test_add ("/access/open", Fixture, NULL, set_up, test_open, tear_down);
  g_test_add ("/access/locks", Fixture, NULL, set_up, test_locks, tear_down);
  g_test_add ("/access/kiosk", Fixture, NULL, set_up, test_kiosk, tear_down);
  return g_test_run ();
}
