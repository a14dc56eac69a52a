/* SPDX-License-Identifier: GPL-3.0-or-later */
/* staff.json on disks that are full, fail, or hold something else: nothing opens, no staff stay outside, nothing is lost. */
#include "test-staff-util.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>

#define HASH "$argon2id$v=19$m=65536,t=2,p=1$ZqVEVjdVqhJVobKLtGtMhA$OjUalUPs7X7OftJI8M3ptTBbZG4AHEPMYEbXr2LonOw"

static void
put_file (TestDesk   *desk,
          const char *text)
{
  g_free (test_folder_write (desk->folder, "staff.json", text));
}

/* The next program: only the coordinator's PIN is set. */
static FairStaff *
open_with_one_pin (TestDesk *desk)
{
  FairStaff *staff = test_desk_open (desk);

  g_assert_true (test_staff_set (staff, FAIR_ROLE_COORDINATOR, BOSS, NULL));
  return staff;
}

/* Its owner's only, nothing of a PIN in it, nothing left beside it, and what this version does not know stays. */
static void
test_file (void)
{
  g_auto (TestDesk) desk = { 0 };
  g_autoptr (FairStaff) staff = NULL;
  g_autofree char *path = NULL, *text = NULL, *left = NULL;
  GStatBuf status;

  test_desk_init (&desk);
  put_file (&desk, "{\"v\":1,\"failed\":0,\"traces\":[],\"later\":{\"kept\":[1,null]}}");
  left = test_folder_write (desk.folder, "staff.json.a1234567.tmp", "left behind");
  staff = test_desk_open_with_pins (&desk);
  text = test_desk_read (&desk);
  g_assert_nonnull (strstr (text, "\"later\""));
  g_assert_nonnull (strstr (text, "\"kept\""));
  g_assert_null (strstr (text, BOSS));
  g_assert_null (strstr (text, BOOTH));
  path = test_folder_path (desk.folder, "staff.json");
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 07777, ==, 0600);
  g_assert_false (g_file_test (left, G_FILE_TEST_EXISTS));
}

/* What stands on the disk when a try has been counted and its PIN not been looked at yet: the program may be killed then. */
typedef struct
{
  TestDesk desk;
  char *at_rename;
} Killed;

static int
keep_new_file (const char *from, const char *to, gpointer data)
{
  Killed *killed = data;

  if (killed->at_rename == NULL)
    killed->at_rename = test_read (from);
  return g_rename (from, to);
}

/* Even a right PIN, which sets the count back afterwards, has been counted before. */
static void
test_counted_first (void)
{
  Killed killed = { 0 };
  g_autoptr (FairStaff) staff = NULL, next = NULL;
  g_autofree char *after = NULL;

  test_desk_init (&killed.desk);
  staff = open_with_one_pin (&killed.desk);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (test_staff_refuse (staff, NOBODY), ==, FAIR_STAFF_ERROR_WRONG);
  killed.desk.ops.ops.rename = keep_new_file;
  g_assert_cmpint (test_staff_enter (staff, BOSS, NULL), ==, FAIR_ROLE_COORDINATOR);
  after = test_desk_read (&killed.desk);
  g_assert_nonnull (strstr (after, "\"failed\" : 0"));

  put_file (&killed.desk, killed.at_rename);
  next = test_desk_open (&killed.desk);
  g_assert_true (test_staff_load (next, NULL));
  g_assert_cmpuint (fair_staff_get_seconds_to_wait (next), ==, FAIR_STAFF_FIRST_WAIT);
  g_free (killed.at_rename);
  test_desk_clear (&killed.desk);
}

/* The staff get in when nothing can be written, slowly; whoever guesses is counted all the same, and on the disk when that works. */
static void
test_full_disk (void)
{
  static const int errors[] = { ENOSPC, EROFS };

  for (gsize i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_auto (TestDesk) desk = { 0 };
      g_autoptr (FairStaff) staff = NULL, next = NULL;
      g_autoptr (GError) error = NULL;

      test_desk_init (&desk);
      staff = open_with_one_pin (&desk);
      test_desk_fail_writing (&desk, errors[i]);
      g_assert_cmpint (test_staff_enter (staff, BOSS, &error), ==, FAIR_ROLE_COORDINATOR);
      g_assert_no_error (error);
      g_assert_cmpuint (desk.paused, ==, FAIR_STAFF_SLOW_PACE * G_USEC_PER_SEC);
      for (guint j = 0; j < FAIR_STAFF_FREE_TRIES; j++)
        g_assert_cmpint (test_staff_refuse (staff, NOBODY), ==, FAIR_STAFF_ERROR_WRONG);
      g_assert_cmpint (test_staff_refuse (staff, BOSS), ==, FAIR_STAFF_ERROR_WAIT);
      g_assert_cmpuint (desk.paused, ==, (1 + FAIR_STAFF_FREE_TRIES) * FAIR_STAFF_SLOW_PACE * G_USEC_PER_SEC);

      test_desk_fail_writing (&desk, 0);
      desk.monotonic.now += FAIR_STAFF_FIRST_WAIT * 1000;
      g_assert_cmpint (test_staff_refuse (staff, NOBODY), ==, FAIR_STAFF_ERROR_WRONG);
      next = test_desk_open (&desk);
      g_assert_cmpint (test_staff_refuse (next, BOSS), ==, FAIR_STAFF_ERROR_WAIT);
      g_assert_cmpuint (fair_staff_get_seconds_to_wait (next), ==, 2 * FAIR_STAFF_FIRST_WAIT);
    }
}

/* A PIN that cannot be saved is not set, and the old one stays. */
static void
test_set_on_full_disk (void)
{
  g_auto (TestDesk) desk = { 0 };
  g_autoptr (FairStaff) staff = NULL;
  g_autoptr (GError) error = NULL;

  test_desk_init (&desk);
  staff = open_with_one_pin (&desk);
  test_desk_fail_writing (&desk, ENOSPC);
  g_assert_false (test_staff_set (staff, FAIR_ROLE_COORDINATOR, "905511", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_cmpint (test_staff_enter (staff, BOSS, NULL), ==, FAIR_ROLE_COORDINATOR);
  g_clear_error (&error);
  g_assert_false (test_staff_set (staff, FAIR_ROLE_COORDINATOR, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_true (fair_staff_is_protected (staff));
  g_assert_cmpint (test_staff_refuse (staff, NOBODY), ==, FAIR_STAFF_ERROR_WRONG);
}

/* Whichever operation fails once while a PIN is changed: the next program knows the old one or the new one, as was said. */
static void
test_each_failure (void)
{
  for (guint fail_at = 1;; fail_at++)
    {
      g_auto (TestDesk) desk = { 0 };
      g_autoptr (FairStaff) staff = NULL, next = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *before = NULL, *after = NULL;
      gboolean done;

      test_desk_init (&desk);
      staff = test_desk_open (&desk);
      put_file (&desk, "{\"v\":1,\"coordinator\":\"" HASH "\",\"failed\":0,\"traces\":[]}");
      before = test_desk_read (&desk);
      test_file_ops_plan (&desk.ops, fail_at, 1, EIO);
      done = test_staff_set (staff, FAIR_ROLE_COORDINATOR, NULL, &error);
      desk.ops.fail_at = 0;
      g_assert_true (done == (error == NULL));
      after = test_desk_read (&desk);
      next = test_desk_open (&desk);
      g_assert_true (test_staff_load (next, NULL));
      g_assert_true (done ? !fair_staff_is_protected (next) : TRUE);
      g_assert_true (g_str_equal (before, after) == fair_staff_is_protected (next));
      if (desk.ops.failures == 0)
        {
          g_assert_cmpuint (fail_at, >, 8);
          break;
        }
    }
}

/* Nothing of this is understood: everything stays closed, the words say what to do, and the file stays as it is. */
static const char *const damaged[] = {
  "",
  "{",
  "[]",
  "null",
  "{\"v\":1,\"failed\":0}",
  "{\"v\":1,\"traces\":[]}",
  "{\"failed\":0,\"traces\":[]}",
  "{\"v\":0,\"failed\":0,\"traces\":[]}",
  "{\"v\":2,\"failed\":0,\"traces\":[]}",
  "{\"v\":\"1\",\"failed\":0,\"traces\":[]}",
  "{\"v\":1,\"failed\":-1,\"traces\":[]}",
  "{\"v\":1,\"failed\":1.5,\"traces\":[]}",
  "{\"v\":1,\"failed\":\"5\",\"traces\":[]}",
  "{\"v\":1,\"failed\":0,\"traces\":{}}",
  "{\"v\":1,\"failed\":0,\"traces\":[1]}",
  "{\"v\":1,\"failed\":0,\"traces\":[{}]}",
  "{\"v\":1,\"failed\":0,\"traces\":[{\"at\":\"today\",\"what\":\"set\"}]}",
  "{\"v\":1,\"failed\":0,\"traces\":[{\"at\":\"2026-11-22T15:04:05Z\",\"what\":\"stolen\"}]}",
  "{\"v\":1,\"failed\":0,\"traces\":[{\"at\":\"2026-11-22T15:04:05Z\",\"what\":\"set\",\"pin\":null}]}",
  "{\"v\":1,\"failed\":0,\"traces\":[],\"coordinator\":null}",
  "{\"v\":1,\"failed\":0,\"traces\":[],\"coordinator\":\"\"}",
  "{\"v\":1,\"failed\":0,\"traces\":[],\"coordinator\":\"4719\"}",
  "{\"v\":1,\"failed\":0,\"traces\":[],\"coordinator\":\"$argon2id$v=19$m=4194304,t=9,p=1$ZqVEVjdVqhJVobKLtGtMhA$OjUalUPs7X7OftJI8M3ptTBb\"}",
  "{\"v\":1,\"failed\":0,\"traces\":[],\"coordinator\":\"$argon2i$v=19$m=65536,t=2,p=1$ZqVEVjdVqhJVobKLtGtMhA$OjUalUPs7X7OftJI8M3ptTBb\"}",
  "{\"v\":1,\"failed\":0,\"traces\":[],\"recruiter\":\"" HASH "\"}",
  "{\"v\":1,\"failed\":0,\"traces\":[],\"coordinator\":\"" HASH "\",\"coordinator\":\"" HASH "\"}",
};

static void
assert_damaged (const GError *error)
{
  g_assert_error (error, FAIR_STAFF_ERROR, FAIR_STAFF_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "staff.json"));
  g_assert_nonnull (strstr (error->message, "fairctl forget-pins"));
}

static void
test_damaged (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      g_auto (TestDesk) desk = { 0 };
      g_autoptr (FairStaff) staff = NULL;
      g_autoptr (GError) load_error = NULL, enter_error = NULL, set_error = NULL;
      g_autofree char *after = NULL;

      g_test_message ("%s", damaged[i]);
      test_desk_init (&desk);
      put_file (&desk, damaged[i]);
      staff = test_desk_open (&desk);
      g_assert_false (test_staff_load (staff, &load_error));
      assert_damaged (load_error);
      g_assert_true (fair_staff_is_protected (staff));
      g_assert_cmpint (test_staff_enter (staff, BOSS, &enter_error), ==, FAIR_ROLE_VISITOR);
      assert_damaged (enter_error);
      g_assert_false (test_staff_set (staff, FAIR_ROLE_COORDINATOR, BOSS, &set_error));
      assert_damaged (set_error);
      after = test_desk_read (&desk);
      g_assert_cmpstr (after, ==, damaged[i]);
    }
}

/* A disk that does not give the file keeps everything closed, until it does. */
static void
test_unreadable (void)
{
  g_auto (TestDesk) desk = { 0 };
  g_autoptr (FairStaff) staff = NULL, next = NULL;
  g_autoptr (GError) error = NULL;

  test_desk_init (&desk);
  staff = open_with_one_pin (&desk);
  next = test_desk_open (&desk);
  desk.ops.only = "pread";
  test_file_ops_plan (&desk.ops, 1, G_MAXUINT, EIO);
  g_assert_false (test_staff_load (next, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_true (fair_staff_is_protected (next));
  g_clear_error (&error);
  g_assert_cmpint (test_staff_enter (next, BOSS, &error), ==, FAIR_ROLE_VISITOR);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  /* who knew the PINs before still does */
  g_assert_cmpint (test_staff_enter (staff, BOSS, NULL), ==, FAIR_ROLE_COORDINATOR);
  desk.ops.fail_at = 0;
  g_assert_cmpint (test_staff_enter (next, BOSS, NULL), ==, FAIR_ROLE_COORDINATOR);
}

/* A file that goes or is damaged while the program runs opens nothing, and is not written over. */
static void
test_lost_meanwhile (void)
{
  g_auto (TestDesk) desk = { 0 };
  g_autoptr (FairStaff) staff = NULL;
  g_autofree char *path = NULL, *text = NULL;

  test_desk_init (&desk);
  staff = open_with_one_pin (&desk);
  put_file (&desk, "{\"v\":1,");
  g_assert_cmpint (test_staff_refuse (staff, NOBODY), ==, FAIR_STAFF_ERROR_WRONG);
  g_assert_cmpint (test_staff_enter (staff, BOSS, NULL), ==, FAIR_ROLE_COORDINATOR);
  text = test_desk_read (&desk);
  g_assert_cmpstr (text, ==, "{\"v\":1,");
  g_assert_false (test_staff_set (staff, FAIR_ROLE_COORDINATOR, NULL, NULL));

  path = test_folder_path (desk.folder, "staff.json");
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (test_staff_refuse (staff, NOBODY), ==, FAIR_STAFF_ERROR_WRONG);
  g_assert_true (fair_staff_is_protected (staff));
}

/* Another program that has stopped with the lock keeps no staff out. */
static void
test_stopped_with_lock (void)
{
  g_auto (TestDesk) desk = { 0 };
  g_autoptr (FairStaff) staff = NULL;
  g_autofree char *path = NULL;
  int fd;

  test_desk_init (&desk);
  staff = open_with_one_pin (&desk);
  path = test_folder_path (desk.folder, "staff.lock");
  fd = g_open (path, O_RDWR | O_CLOEXEC, 0600);
  g_assert_cmpint (fair_file_ops_get_default ()->lock (fd, NULL), ==, 0);
  g_assert_cmpint (test_staff_enter (staff, BOSS, NULL), ==, FAIR_ROLE_COORDINATOR);
  g_assert_cmpint (close (fd), ==, 0);
}

static gboolean
forget (TestDesk *desk,
        guint    *n_forgotten,
        char    **aside)
{
  g_autoptr (GError) error = NULL;
  gboolean done = fair_staff_forget_pins (desk->folder->path, &desk->ops.ops, &desk->wall.clock, n_forgotten, aside, &error);

  g_assert_true (done == (error == NULL));
  return done;
}

/* Forgotten PINs are gone for a program that runs, too, and what it counts later brings none back. */
static void
test_forget (void)
{
  g_auto (TestDesk) desk = { 0 };
  g_autoptr (FairStaff) staff = NULL;
  g_autofree char *aside = NULL;
  const FairStaffTrace *trace;
  guint n_forgotten;

  test_desk_init (&desk);
  staff = open_with_one_pin (&desk);
  for (guint i = 0; i < FAIR_STAFF_FREE_TRIES; i++)
    g_assert_cmpint (test_staff_refuse (staff, NOBODY), ==, FAIR_STAFF_ERROR_WRONG);
  g_assert_true (forget (&desk, &n_forgotten, &aside));
  g_assert_cmpuint (n_forgotten, ==, 1);
  g_assert_null (aside);
  g_assert_cmpint (test_staff_enter (staff, NOBODY, NULL), ==, FAIR_ROLE_COORDINATOR);
  g_assert_false (fair_staff_is_protected (staff));
  trace = g_ptr_array_index (fair_staff_get_traces (staff), fair_staff_get_traces (staff)->len - 1);
  g_assert_cmpint (trace->what, ==, FAIR_STAFF_TRACE_FORGOTTEN);
  g_assert_cmpint (trace->at, ==, desk.wall.now);
  g_assert_true (forget (&desk, &n_forgotten, &aside));
  g_assert_cmpuint (n_forgotten, ==, 0);
}

/* On a full disk nothing is forgotten, and a damaged file is where it was. */
static void
test_forget_on_full_disk (void)
{
  static const char *const files[] = { "{\"v\":1,\"coordinator\":\"" HASH "\",\"failed\":0,\"traces\":[]}", "{\"v\":1," };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_auto (TestDesk) desk = { 0 };
      g_autofree char *aside = NULL, *after = NULL;
      guint n_forgotten;

      test_desk_init (&desk);
      put_file (&desk, files[i]);
      test_desk_fail_writing (&desk, ENOSPC);
      g_assert_false (forget (&desk, &n_forgotten, &aside));
      g_assert_cmpuint (n_forgotten, ==, 0);
      g_assert_null (aside);
      after = test_desk_read (&desk);
      g_assert_cmpstr (after, ==, files[i]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/staff-disk/file", test_file);
  g_test_add_func ("/staff-disk/counted-first", test_counted_first);
  g_test_add_func ("/staff-disk/full-disk", test_full_disk);
  g_test_add_func ("/staff-disk/set-on-full-disk", test_set_on_full_disk);
  g_test_add_func ("/staff-disk/each-failure", test_each_failure);
  g_test_add_func ("/staff-disk/damaged", test_damaged);
  g_test_add_func ("/staff-disk/unreadable", test_unreadable);
  g_test_add_func ("/staff-disk/lost-meanwhile", test_lost_meanwhile);
  g_test_add_func ("/staff-disk/stopped-with-lock", test_stopped_with_lock);
  g_test_add_func ("/staff-disk/forget", test_forget);
  g_test_add_func ("/staff-disk/forget-on-full-disk", test_forget_on_full_disk);

  return g_test_run ();
}
