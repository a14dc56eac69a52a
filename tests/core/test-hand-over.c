/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Handing over: the journal is in the folder whole and compared, or not at all; nothing that was there is lost, whatever has its
 * name, whatever fails, and whoever writes meanwhile.
 */
#include "collect/fair-hand-over.h"

#include "collect/fair-laptop-name.h"
#include "store/change/fair-erase.h"
#include "test-store-util.h"
#include "test-util.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define DEVICE "5f0e9c1a2b7d4e38"
#define NAME "Hall 2 (" DEVICE ").jsonl"
#define SECOND_NAME "Hall 2 (" DEVICE ") 2.jsonl"
#define ID_A "00000000-0000-4000-8000-00000000000a"
#define ID_B "00000000-0000-4000-8000-00000000000b"
#define JOURNAL "data/signups/signups.jsonl"

typedef struct
{
  TestFolder *folder;
  char *data;
  char *stick;
  char *journal;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autofree char *a = test_put_line (ID_A, 1, "1600000000005-0-" DEVICE, "Ann");
  g_autofree char *b = test_put_line (ID_B, 1, "1600000000006-0-" DEVICE, "Bo");
  g_autofree char *both = g_strconcat (a, b, NULL);

  self->folder = test_folder_new ();
  g_free (test_folder_write (self->folder, "data/device.json", "{\"v\":1,\"id\":\"" DEVICE "\",\"name\":\"Hall 2\",\"later\":[1]}\n"));
  self->journal = test_folder_write (self->folder, JOURNAL, both);
  self->data = test_folder_path (self->folder, "data");
  self->stick = test_folder_path (self->folder, "stick");
  g_assert_no_errno (g_mkdir (self->stick, 0700));
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  test_folder_free (self->folder);
  g_free (self->journal);
  g_free (self->stick);
  g_free (self->data);
}

static FairHandOver *
hand_over (Fixture           *self,
           const FairFileOps *ops,
           GError           **error)
{
  g_autoptr (FairStore) store = fair_store_open (self->data, ops, NULL, error);

  return store != NULL ? fair_hand_over (store, self->stick, NULL, NULL, error) : NULL;
}

static FairHandOver *
hand_over_well (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  FairHandOver *result = hand_over (self, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  return result;
}

static char *
list (const char *path)
{
  g_auto (GStrv) names = fair_file_ops_get_default ()->list (path, NULL);

  return g_strjoinv ("|", names);
}

static void
assert_names (Fixture    *self,
              const char *expected)
{
  g_autofree char *names = list (self->stick);

  g_assert_cmpstr (names, ==, expected);
}

static char *
read_stick (Fixture    *self,
            const char *name)
{
  g_autofree char *path = g_build_filename (self->stick, name, NULL);

  return test_read (path);
}

/* What is on the stick under @name is the journal as it is now. */
static void
assert_current (Fixture    *self,
                const char *name)
{
  g_autofree char *found = read_stick (self, name), *expected = test_read (self->journal);

  g_assert_cmpstr (found, ==, expected);
}

static void
add (Fixture    *self,
     const char *name)
{
  g_autoptr (FairStore) store = test_store_open (self->data);

  g_free (test_store_add (store, name));
}

static void
test_first (Fixture      *self,
            gconstpointer data)
{
  g_autoptr (FairHandOver) result = hand_over_well (self);
  g_autofree char *path = g_build_filename (self->stick, NAME, NULL);
  struct stat status;

  g_assert_cmpstr (result->path, ==, path);
  g_assert_cmpstr (result->name, ==, NAME);
  g_assert_cmpuint (result->n_people, ==, 2);
  g_assert_cmpuint (result->n_bad_lines, ==, 0);
  g_assert_false (result->replaced);
  g_assert_false (result->has_quarantine);
  g_assert_cmpuint (result->kept->len, ==, 0);
  g_assert_no_errno (g_stat (path, &status));
  g_assert_cmpuint (result->n_bytes, ==, (guint64) status.st_size);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  assert_current (self, NAME);
  assert_names (self, NAME);
}

static void
test_nobody (Fixture      *self,
             gconstpointer data)
{
  g_free (test_folder_write (self->folder, JOURNAL, ""));
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (FairHandOver) result = hand_over_well (self);

      g_assert_cmpuint (result->n_people, ==, 0);
      g_assert_cmpint (result->replaced, ==, i > 0);
      assert_names (self, NAME);
    }
}

/* Whatever becomes of the journal, the same laptop's older file is replaced, and says nothing of who was erased. */
static void
test_again (Fixture      *self,
            gconstpointer data)
{
  g_autoptr (FairStore) store = test_store_open (self->data);

  fair_hand_over_free (hand_over_well (self));
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (FairHandOver) result = NULL;

      if (i == 0)
        add (self, "Cy");
      if (i == 1)
        g_assert_true (fair_store_erase (store, ID_A, NULL, NULL));
      result = hand_over_well (self);
      g_assert_true (result->replaced);
      g_assert_cmpuint (result->kept->len, ==, 0);
      assert_current (self, NAME);
      assert_names (self, NAME);
    }
}

/* What is no older copy stays, and so does what a link leads to. */
static void
test_somebody_elses (Fixture      *self,
                     gconstpointer data)
{
  g_autofree char *c = test_put_line ("00000000-0000-4000-8000-00000000000c", 1, "1600000000005-0-" DEVICE, "Cy");
  g_autofree char *a = test_put_line (ID_A, 1, "1600000000005-0-" DEVICE, "Ann");
  g_autofree char *more = g_strconcat (a, c, NULL), *torn = g_strndup (c, strlen (c) / 2);
  const char *const texts[] = { c, more, torn, "a letter", "\n\n{}\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = test_folder_write (self->folder, "stick/" NAME, texts[i]);

      for (int again = 0; again < 2; again++)
        {
          g_autoptr (FairHandOver) result = hand_over_well (self);
          g_autofree char *found = test_read (path);

          g_assert_cmpstr (result->name, ==, SECOND_NAME);
          g_assert_cmpint (result->replaced, ==, i > 0 || again > 0);
          g_assert_cmpuint (result->kept->len, ==, 1);
          g_assert_cmpstr (g_ptr_array_index (result->kept, 0), ==, NAME);
          g_assert_cmpstr (found, ==, texts[i]);
          assert_current (self, SECOND_NAME);
          assert_names (self, SECOND_NAME "|" NAME);
        }
    }
}

static void
test_no_file (Fixture      *self,
              gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->stick, NAME, NULL), *target = NULL, *text = NULL;
  g_autoptr (FairHandOver) second = NULL, third = NULL;

  target = test_folder_write (self->folder, "precious", "precious");
  test_folder_link (self->folder, "stick/" NAME, target);
  second = hand_over_well (self);
  g_assert_cmpstr (second->name, ==, SECOND_NAME);
  text = test_read (target);
  g_assert_cmpstr (text, ==, "precious");
  g_assert_no_errno (g_remove (path));
  g_assert_no_errno (g_mkdir (path, 0700));
  third = hand_over_well (self);
  g_assert_cmpstr (third->name, ==, SECOND_NAME);
  g_assert_true (third->replaced);
  assert_current (self, SECOND_NAME);
}

/* Two laptops of one name, and one that has got another. */
static void
test_other_names (Fixture      *self,
                  gconstpointer data)
{
  g_autoptr (FairStore) store = test_store_open (self->data);
  g_autoptr (FairHandOver) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *other = test_folder_write (self->folder, "stick/Hall 2 (5f0e9c1a2b7d4e39).jsonl", "theirs"), *text = NULL;
  g_autofree char *device = NULL, *name = NULL;

  fair_hand_over_free (hand_over_well (self));
  g_assert_true (fair_laptop_set_name (store, "  Foyer  ", &error));
  g_assert_no_error (error);
  name = fair_laptop_dup_name (store);
  g_assert_cmpstr (name, ==, "Foyer");
  result = hand_over_well (self);
  g_assert_cmpstr (result->name, ==, "Foyer (" DEVICE ").jsonl");
  g_assert_cmpuint (result->kept->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (result->kept, 0), ==, NAME);
  text = test_read (other);
  g_assert_cmpstr (text, ==, "theirs");
  g_free (text);
  device = g_build_filename (self->data, "device.json", NULL);
  text = test_read (device);
  g_assert_cmpstr (text, ==, "{\"v\":1,\"id\":\"" DEVICE "\",\"name\":\"Foyer\",\"later\":[1]}\n");
}

static void
test_no_folder (Fixture      *self,
                gconstpointer data)
{
  g_autofree char *file = test_folder_write (self->folder, "file", ""), *nowhere = test_folder_path (self->folder, "nowhere");
  g_autofree char *signups = g_path_get_dirname (self->journal);
  const char *const folders[] = { file, nowhere, signups };
  g_autoptr (FairStore) store = test_store_open (self->data);

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *before = list (signups), *after = NULL;

      g_assert_null (fair_hand_over (store, folders[i], NULL, NULL, &error));
      g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
      g_assert_nonnull (strstr (error->message, folders[i]));
      after = list (signups);
      g_assert_cmpstr (before, ==, after);
    }
  g_assert_false (g_file_test (nowhere, G_FILE_TEST_EXISTS));
}

static void
test_damage (Fixture      *self,
             gconstpointer data)
{
  g_autofree char *before = test_read (self->journal), *damaged = g_strconcat (before, "damaged\n", "{\"torn", NULL);
  g_autoptr (FairHandOver) result = NULL;

  g_free (test_folder_write (self->folder, JOURNAL, damaged));
  result = hand_over_well (self);
  g_assert_cmpuint (result->n_people, ==, 2);
  g_assert_cmpuint (result->n_bad_lines, ==, 1);
  g_assert_true (result->has_quarantine);
  assert_current (self, NAME);
  assert_names (self, NAME);
}

static void
test_left_over (Fixture      *self,
                gconstpointer data)
{
  g_free (test_folder_write (self->folder, "stick/.fairbook-0123456789abcdef.part", "half of somebo"));
  fair_hand_over_free (hand_over_well (self));
  assert_names (self, NAME);
}

/* What happens when the first part of this process is on the disk, before it is looked at. */
typedef struct
{
  TestFileOps base;
  Fixture *fixture;
  void (*happens) (Fixture *fixture);
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
hand_over_meanwhile (Fixture *self,
                     void   (*happens) (Fixture *fixture),
                     guint    n_times,
                     GError **error)
{
  Meanwhile ops = { .fixture = self, .happens = happens, .n_times = n_times };

  test_file_ops_init (&ops.base);
  ops.base.ops.fsync = fsync_meanwhile;
  return hand_over (self, &ops.base.ops, error);
}

static void
somebody_signs_up (Fixture *self)
{
  add (self, "Cy");
}

static void
somebody_is_erased (Fixture *self)
{
  g_autoptr (FairStore) store = test_store_open (self->data);

  g_assert_true (fair_store_erase (store, ID_A, NULL, NULL));
}

static void
somebody_comes_and_goes (Fixture *self)
{
  g_autoptr (FairStore) store = test_store_open (self->data);
  g_autofree char *id = test_store_add (store, "Dee");

  g_assert_true (fair_store_erase (store, id, NULL, NULL));
}

static void
stick_is_pulled_out (Fixture *self)
{
  g_autofree char *away = g_strconcat (self->stick, " is away", NULL);

  g_assert_no_errno (g_rename (self->stick, away));
}

static void
part_is_damaged (Fixture *self)
{
  g_auto (GStrv) names = fair_file_ops_get_default ()->list (self->stick, NULL);
  g_autofree char *path = g_build_filename (self->stick, names[0], NULL);
  int fd = open (path, O_WRONLY);

  g_assert_true (g_str_has_suffix (path, ".part"));
  g_assert_cmpint (pwrite (fd, "X", 1, 40), ==, 1);
  close (fd);
}

static void
test_others_write (Fixture      *self,
                   gconstpointer data)
{
  g_autofree char *before = test_read (self->journal), *found = NULL;
  g_autoptr (FairHandOver) result = hand_over_meanwhile (self, somebody_signs_up, 1, NULL);
  g_autoptr (FairHandOver) second = NULL;

  g_assert_nonnull (result);
  g_assert_cmpuint (result->n_people, ==, 2);
  found = read_stick (self, NAME);
  g_assert_cmpstr (found, ==, before);
  second = hand_over_meanwhile (self, somebody_is_erased, 1, NULL);
  g_assert_nonnull (second);
  g_assert_cmpuint (second->n_people, ==, 2);
  assert_current (self, NAME);
  assert_names (self, NAME);
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
test_poor_file_system (Fixture      *self,
                       gconstpointer data)
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
  assert_current (self, NAME);
  assert_names (self, NAME);
}

static void
test_rewritten_again_and_again (Fixture      *self,
                                gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (hand_over_meanwhile (self, somebody_comes_and_goes, G_MAXUINT, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_BUSY);
  assert_names (self, "");
}

static void
test_bad_sticks (Fixture      *self,
                 gconstpointer data)
{
  g_autofree char *before = NULL, *found = NULL, *away = g_strconcat (self->stick, " is away", NULL);
  g_autoptr (GError) damaged = NULL, gone = NULL;

  fair_hand_over_free (hand_over_well (self));
  before = read_stick (self, NAME);
  add (self, "Cy");
  g_assert_null (hand_over_meanwhile (self, part_is_damaged, 1, &damaged));
  g_assert_error (damaged, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
  g_assert_nonnull (strstr (damaged->message, "give back"));
  assert_names (self, NAME);
  g_assert_null (hand_over_meanwhile (self, stick_is_pulled_out, 1, &gone));
  g_assert_error (gone, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
  g_assert_no_errno (g_rename (away, self->stick));
  found = read_stick (self, NAME);
  g_assert_cmpstr (found, ==, before);
  fair_hand_over_free (hand_over_well (self));
  assert_current (self, NAME);
  assert_names (self, NAME);
}

/* Each operation fails in turn: both sides have what they had, or the stick has the new file, whole. */
static void
fail_once (TestFileOps *ops,
           guint        fail_at,
           guint        fail_for,
           int          errnum)
{
  Fixture fixture;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairHandOver) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *journal = NULL, *after = NULL, *found = NULL;

  set_up (&fixture, NULL);
  before = test_read (fixture.journal);
  fair_hand_over_free (hand_over_well (&fixture));
  add (&fixture, "Cy");
  journal = test_read (fixture.journal);
  store = fair_store_open (fixture.data, &ops->ops, NULL, NULL);
  test_file_ops_plan (ops, fail_at, fail_for, errnum);
  result = fair_hand_over (store, fixture.stick, NULL, NULL, &error);
  ops->fail_at = 0;
  g_assert_true ((result == NULL) == (error != NULL));
  found = read_stick (&fixture, result != NULL ? result->name : NAME);
  if (result != NULL || !g_str_equal (found, before))
    g_assert_cmpstr (found, ==, journal);
  if (error != NULL)
    g_assert_nonnull (strstr (error->message, "again"));
  after = test_read (fixture.journal);
  g_assert_cmpstr (after, ==, journal);
  g_clear_object (&store);
  fair_hand_over_free (hand_over_well (&fixture));
  assert_current (&fixture, NAME);
  tear_down (&fixture, NULL);
}

static void
test_faults (void)
{
  g_assert_cmpuint (test_fault_cases (fail_once), >, 500);
}

static void
take_progress (guint64  done,
               guint64  total,
               gpointer user_data)
{
  guint64 *last = user_data;

  g_assert_cmpuint (done, <=, total);
  g_assert_cmpuint (done, >=, last[0]);
  last[0] = done;
  last[1] = total;
}

static void
test_async (Fixture      *self,
            gconstpointer data)
{
  g_autoptr (FairStore) store = test_store_open (self->data);
  g_autoptr (GAsyncResult) result = NULL, cancelled = NULL;
  g_autoptr (FairHandOver) done = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint64 last[2] = { 0, 0 };

  fair_hand_over_async (store, self->stick, take_progress, last, NULL, test_keep_result, &result);
  test_wait_for_result (&result);
  done = fair_hand_over_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (last[0], ==, 2 * done->n_bytes);
  g_assert_cmpuint (last[1], ==, 2 * done->n_bytes);
  g_cancellable_cancel (cancellable);
  add (self, "Cy");
  fair_hand_over_async (store, self->stick, take_progress, last, cancellable, test_keep_result, &cancelled);
  test_wait_for_result (&cancelled);
  g_assert_null (fair_hand_over_finish (cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_names (self, NAME);
}

#define ADD(path, func) g_test_add ("/hand-over/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  test_prefer_memory ();
  g_test_init (&argc, &argv, NULL);

  ADD ("first", test_first);
  ADD ("nobody", test_nobody);
  ADD ("again", test_again);
  ADD ("somebody-elses", test_somebody_elses);
  ADD ("no-file", test_no_file);
  ADD ("other-names", test_other_names);
  ADD ("no-folder", test_no_folder);
  ADD ("damage", test_damage);
  ADD ("left-over", test_left_over);
  ADD ("others-write", test_others_write);
  ADD ("poor-file-system", test_poor_file_system);
  ADD ("rewritten-again-and-again", test_rewritten_again_and_again);
  ADD ("bad-sticks", test_bad_sticks);
  g_test_add_func ("/hand-over/faults", test_faults);
  ADD ("async", test_async);

  return g_test_run ();
}
