/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Handing over while others write, onto sticks that do not keep what they are given, or are pulled out, and whatever fails: both
 * sides have what they had, or the stick has the new file, whole.
 */
#include "collect/fair-hand-over.h"

#include "store/change/fair-erase.h"
#include "test-stick.h"
#include "test-store-util.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* What happens when the first part of this process is on the disk, before it is looked at. */
typedef struct
{
  TestFileOps base;
  TestStick *fixture;
  void (*happens) (TestStick *fixture);
  guint n_times;
} Meanwhile;

static int
fsync_meanwhile (int      fd,
                 gpointer user_data)
{
  Meanwhile *self = user_data;
  g_autofree char *link = g_strdup_printf ("/proc/self/fd/%d", fd), *path = g_file_read_link (link, NULL);

  if (self->n_times > 0 && path != NULL && g_str_has_suffix (path, ".part"))
    {
      self->n_times--;
      self->happens (self->fixture);
    }
  return 0;
}

static FairHandOver *
hand_over_meanwhile (TestStick *self,
                     void     (*happens) (TestStick *fixture),
                     guint      n_times,
                     GError   **error)
{
  Meanwhile ops = { .fixture = self, .happens = happens, .n_times = n_times };

  test_file_ops_init (&ops.base);
  ops.base.ops.fsync = fsync_meanwhile;
  return test_stick_hand_over (self, &ops.base.ops, error);
}

static void
somebody_signs_up (TestStick *self)
{
  test_stick_add (self, "Cy");
}

static void
somebody_is_erased (TestStick *self)
{
  g_autoptr (FairStore) store = test_store_open (self->data);

  g_assert_true (fair_store_erase (store, TEST_STICK_ANN, NULL, NULL));
}

static void
somebody_comes_and_goes (TestStick *self)
{
  g_autoptr (FairStore) store = test_store_open (self->data);
  g_autofree char *id = test_store_add (store, "Dee");

  g_assert_true (fair_store_erase (store, id, NULL, NULL));
}

static void
stick_is_pulled_out (TestStick *self)
{
  g_autofree char *away = g_strconcat (self->stick, " is away", NULL);

  g_assert_no_errno (g_rename (self->stick, away));
}

static void
part_is_damaged (TestStick *self)
{
  g_auto (GStrv) names = fair_file_ops_get_default ()->list (self->stick, NULL);
  g_autofree char *path = g_build_filename (self->stick, names[0], NULL);
  int fd = open (path, O_WRONLY);

  g_assert_true (g_str_has_suffix (path, ".part"));
  g_assert_cmpint (pwrite (fd, "X", 1, 40), ==, 1);
  close (fd);
}

static void
test_others_write (TestStick     *self,
                   gconstpointer  data)
{
  g_autofree char *before = test_read (self->journal), *found = NULL;
  g_autoptr (FairHandOver) result = hand_over_meanwhile (self, somebody_signs_up, 1, NULL);
  g_autoptr (FairHandOver) second = NULL;

  g_assert_nonnull (result);
  g_assert_cmpuint (result->n_people, ==, 2);
  found = test_stick_read (self, TEST_STICK_FILE);
  g_assert_cmpstr (found, ==, before);
  second = hand_over_meanwhile (self, somebody_is_erased, 1, NULL);
  g_assert_nonnull (second);
  g_assert_cmpuint (second->n_people, ==, 2);
  test_stick_assert_current (self, TEST_STICK_FILE);
  test_stick_assert_names (self, TEST_STICK_FILE);
}

static int
fsync_of_fat (int      fd,
              gpointer user_data)
{
  struct stat status;

  errno = EINVAL;
  return fstat (fd, &status) == 0 && S_ISDIR (status.st_mode) ? -1 : 0;
}

static int
no_lock (int      fd,
         gpointer user_data)
{
  errno = ENOLCK;
  return -1;
}

/* A file system that neither syncs folders nor locks. */
static void
test_poor_file_system (TestStick     *self,
                       gconstpointer  data)
{
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairHandOver) result = NULL;
  g_autoptr (GError) error = NULL;
  TestFileOps ops;

  test_file_ops_init (&ops);
  store = fair_store_open (self->data, &ops.ops, NULL, NULL);
  ops.ops.fsync = fsync_of_fat;
  ops.ops.lock = no_lock;
  result = fair_hand_over (store, self->stick, NULL, NULL, &error);
  g_assert_no_error (error);
  test_stick_assert_current (self, TEST_STICK_FILE);
  test_stick_assert_names (self, TEST_STICK_FILE);
}

static void
test_rewritten_again_and_again (TestStick     *self,
                                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (hand_over_meanwhile (self, somebody_comes_and_goes, G_MAXUINT, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_BUSY);
  test_stick_assert_names (self, "");
}

static void
test_bad_sticks (TestStick     *self,
                 gconstpointer  data)
{
  g_autofree char *before = NULL, *found = NULL, *away = g_strconcat (self->stick, " is away", NULL);
  g_autoptr (GError) damaged = NULL, gone = NULL;

  fair_hand_over_free (test_stick_hand_over_well (self));
  before = test_stick_read (self, TEST_STICK_FILE);
  test_stick_add (self, "Cy");
  g_assert_null (hand_over_meanwhile (self, part_is_damaged, 1, &damaged));
  g_assert_error (damaged, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
  g_assert_nonnull (strstr (damaged->message, "give back"));
  test_stick_assert_names (self, TEST_STICK_FILE);
  g_assert_null (hand_over_meanwhile (self, stick_is_pulled_out, 1, &gone));
  g_assert_error (gone, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
  g_assert_no_errno (g_rename (away, self->stick));
  found = test_stick_read (self, TEST_STICK_FILE);
  g_assert_cmpstr (found, ==, before);
  fair_hand_over_free (test_stick_hand_over_well (self));
  test_stick_assert_current (self, TEST_STICK_FILE);
  test_stick_assert_names (self, TEST_STICK_FILE);
}

static void
pull_out (gpointer fixture)
{
  stick_is_pulled_out (fixture);
}

/* Before each operation in turn: what was on the stick is still there, or the new file is, whole. */
static void
test_pulled_out_anywhere (TestStick     *self,
                          gconstpointer  data)
{
  g_autofree char *away = g_strconcat (self->stick, " is away", NULL);
  TestFileOps ops;

  test_file_ops_init (&ops);
  ops.happens = pull_out;
  ops.happens_data = self;
  fair_hand_over_free (test_stick_hand_over_well (self));
  for (guint at = 1;; at++)
    {
      g_autofree char *before = test_stick_read (self, TEST_STICK_FILE), *journal = NULL, *found = NULL;
      g_autoptr (FairStore) store = fair_store_open (self->data, &ops.ops, NULL, NULL);
      g_autoptr (FairHandOver) result = NULL;
      g_autoptr (GError) error = NULL;

      test_stick_add (self, "Cy");
      journal = test_read (self->journal);
      test_file_ops_plan (&ops, at, 1, 0);
      result = fair_hand_over (store, self->stick, NULL, NULL, &error);
      ops.fail_at = 0;
      g_assert_true ((result == NULL) == (error != NULL));
      if (ops.failures == 0)
        break;
      g_assert_no_errno (g_rename (away, self->stick));
      found = test_stick_read (self, TEST_STICK_FILE);
      if (result != NULL || !g_str_equal (found, before))
        g_assert_cmpstr (found, ==, journal);
      fair_hand_over_free (test_stick_hand_over_well (self));
      test_stick_assert_names (self, TEST_STICK_FILE);
    }
  test_stick_assert_current (self, TEST_STICK_FILE);
}

/* Each operation fails in turn: both sides have what they had, or the stick has the new file, whole. */
static void
fail_once (TestFileOps *ops,
           guint        fail_at,
           guint        fail_for,
           int          errnum)
{
  TestStick fixture;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairHandOver) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *journal = NULL, *after = NULL, *found = NULL;

  test_stick_set_up (&fixture, NULL);
  before = test_read (fixture.journal);
  fair_hand_over_free (test_stick_hand_over_well (&fixture));
  test_stick_add (&fixture, "Cy");
  journal = test_read (fixture.journal);
  store = fair_store_open (fixture.data, &ops->ops, NULL, NULL);
  test_file_ops_plan (ops, fail_at, fail_for, errnum);
  result = fair_hand_over (store, fixture.stick, NULL, NULL, &error);
  ops->fail_at = 0;
  g_assert_true ((result == NULL) == (error != NULL));
  found = test_stick_read (&fixture, result != NULL ? result->name : TEST_STICK_FILE);
  if (result != NULL || !g_str_equal (found, before))
    g_assert_cmpstr (found, ==, journal);
  if (error != NULL)
    g_assert_nonnull (strstr (error->message, "again"));
  after = test_read (fixture.journal);
  g_assert_cmpstr (after, ==, journal);
  g_clear_object (&store);
  fair_hand_over_free (test_stick_hand_over_well (&fixture));
  test_stick_assert_current (&fixture, TEST_STICK_FILE);
  test_stick_tear_down (&fixture, NULL);
}

static void
test_faults (void)
{
  g_assert_cmpuint (test_fault_cases (fail_once), >, 500);
}

#define ADD(path, func) g_test_add ("/hand-over-trouble/" path, TestStick, NULL, test_stick_set_up, func, test_stick_tear_down)

int
main (int   argc,
      char *argv[])
{
  test_prefer_memory ();
  g_test_init (&argc, &argv, NULL);

  ADD ("others-write", test_others_write);
  ADD ("poor-file-system", test_poor_file_system);
  ADD ("rewritten-again-and-again", test_rewritten_again_and_again);
  ADD ("bad-sticks", test_bad_sticks);
  ADD ("pulled-out-anywhere", test_pulled_out_anywhere);
  g_test_add_func ("/hand-over-trouble/faults", test_faults);

  return g_test_run ();
}
