/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of the staff's PINs need: clocks that are turned, a disk that fails, and PINs entered and set at once. */
#include "test-staff-util.h"

/* Time goes by for nobody. */
static void
count_pause (gulong microseconds, gpointer data)
{
  TestDesk *self = data;

  self->paused += microseconds;
}

void
test_desk_init (TestDesk *self)
{
  *self = (TestDesk) { 0 };
  test_file_ops_init (&self->ops);
  self->ops.ops.pause = count_pause;
  self->folder = test_folder_new ();
  test_clock_init (&self->wall, G_GINT64_CONSTANT (1795359845123));
  test_clock_init (&self->monotonic, 5000);
}

void
test_desk_clear (TestDesk *self)
{
  g_clear_pointer (&self->folder, test_folder_free);
}

/** What stands in staff.json. */
char *
test_desk_read (TestDesk *self)
{
  g_autofree char *path = test_folder_path (self->folder, "staff.json");

  return test_read (path);
}

/** From now on every write fails; 0 mends that. */
void
test_desk_fail_writing (TestDesk *self,
                        int       errnum)
{
  self->ops.only = "write";
  test_file_ops_plan (&self->ops, errnum != 0, G_MAXUINT, errnum);
}

/** A program that starts: its staff, not loaded yet. */
FairStaff *
test_desk_open (TestDesk *self)
{
  return fair_staff_new (self->folder->path, &self->ops.ops, &self->wall.clock, &self->monotonic.clock);
}

/** The same, with a PIN for each role, and loaded. */
FairStaff *
test_desk_open_with_pins (TestDesk *self)
{
  FairStaff *staff = test_desk_open (self);

  g_assert_true (test_staff_load (staff, NULL));
  g_assert_true (test_staff_set (staff, FAIR_ROLE_COORDINATOR, BOSS, NULL));
  g_assert_true (test_staff_set (staff, FAIR_ROLE_RECRUITER, BOOTH, NULL));
  return staff;
}

gboolean
test_staff_load (FairStaff *staff,
                 GError   **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fair_staff_load_async (staff, NULL, test_keep_result, &result);
  test_wait_for_result (&result);
  return fair_staff_load_finish (staff, result, error);
}

FairRole
test_staff_enter (FairStaff  *staff,
                  const char *pin,
                  GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fair_staff_enter_async (staff, pin, NULL, test_keep_result, &result);
  test_wait_for_result (&result);
  return fair_staff_enter_finish (staff, result, error);
}

/** Enters a PIN that must not let anybody in; gives the code of the staff's error. */
int
test_staff_refuse (FairStaff  *staff,
                   const char *pin)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (test_staff_enter (staff, pin, &error), ==, FAIR_ROLE_VISITOR);
  g_assert_nonnull (error);
  g_assert_true (error->domain == FAIR_STAFF_ERROR);
  g_assert_null (strstr (error->message, pin));
  return error->code;
}

gboolean
test_staff_set (FairStaff  *staff,
                FairRole    role,
                const char *pin,
                GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fair_staff_set_pin_async (staff, role, pin, NULL, test_keep_result, &result);
  test_wait_for_result (&result);
  return fair_staff_set_pin_finish (staff, result, error);
}
