/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Handing over: the journal is in the folder, whole, and nothing that was there is lost, whatever has its name. */
#include "collect/fair-hand-over.h"

#include "collect/fair-laptop-name.h"
#include "store/change/fair-erase.h"
#include "test-stick.h"
#include "test-store-util.h"
#include <glib/gstdio.h>
#include <string.h>

static void
test_first (TestStick     *self,
            gconstpointer  data)
{
  g_autoptr (FairHandOver) result = test_stick_hand_over_well (self);
  g_autofree char *path = g_build_filename (self->stick, TEST_STICK_FILE, NULL);
  struct stat status;

  g_assert_cmpstr (result->path, ==, path);
  g_assert_cmpstr (result->name, ==, TEST_STICK_FILE);
  g_assert_cmpuint (result->n_people, ==, 2);
  g_assert_cmpuint (result->n_bad_lines, ==, 0);
  g_assert_false (result->replaced);
  g_assert_false (result->has_quarantine);
  g_assert_cmpuint (result->kept->len, ==, 0);
  g_assert_no_errno (g_stat (path, &status));
  g_assert_cmpuint (result->n_bytes, ==, (guint64) status.st_size);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  test_stick_assert_current (self, TEST_STICK_FILE);
  test_stick_assert_names (self, TEST_STICK_FILE);
}

static void
test_nobody (TestStick     *self,
             gconstpointer  data)
{
  g_free (test_folder_write (self->folder, TEST_STICK_JOURNAL, ""));
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (FairHandOver) result = test_stick_hand_over_well (self);

      g_assert_cmpuint (result->n_people, ==, 0);
      g_assert_cmpint (result->replaced, ==, i > 0);
      test_stick_assert_names (self, TEST_STICK_FILE);
    }
}

/* Whatever becomes of the journal, the same laptop's older file is replaced, and says nothing of who was erased. */
static void
test_again (TestStick     *self,
            gconstpointer  data)
{
  g_autoptr (FairStore) store = test_store_open (self->data);

  fair_hand_over_free (test_stick_hand_over_well (self));
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (FairHandOver) result = NULL;

      if (i == 0)
        test_stick_add (self, "Cy");
      if (i == 1)
        g_assert_true (fair_store_erase (store, TEST_STICK_ANN, NULL, NULL));
      result = test_stick_hand_over_well (self);
      g_assert_true (result->replaced);
      g_assert_cmpuint (result->kept->len, ==, 0);
      test_stick_assert_current (self, TEST_STICK_FILE);
      test_stick_assert_names (self, TEST_STICK_FILE);
    }
}

/* What is no older copy stays, and so does what a link leads to. */
static void
test_somebody_elses (TestStick     *self,
                     gconstpointer  data)
{
  g_autofree char *c = test_put_line ("00000000-0000-4000-8000-00000000000c", 1, "1600000000005-0-" TEST_STICK_DEVICE, "Cy");
  g_autofree char *a = test_put_line (TEST_STICK_ANN, 1, "1600000000005-0-" TEST_STICK_DEVICE, "Ann");
  g_autofree char *more = g_strconcat (a, c, NULL), *torn = g_strndup (c, strlen (c) / 2);
  const char *const texts[] = { c, more, torn, "a letter", "\n\n{}\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = test_folder_write (self->folder, "stick/" TEST_STICK_FILE, texts[i]);

      for (int again = 0; again < 2; again++)
        {
          g_autoptr (FairHandOver) result = test_stick_hand_over_well (self);
          g_autofree char *found = test_read (path);

          g_assert_cmpstr (result->name, ==, TEST_STICK_SECOND_FILE);
          g_assert_cmpint (result->replaced, ==, i > 0 || again > 0);
          g_assert_cmpuint (result->kept->len, ==, 1);
          g_assert_cmpstr (g_ptr_array_index (result->kept, 0), ==, TEST_STICK_FILE);
          g_assert_cmpstr (found, ==, texts[i]);
          test_stick_assert_current (self, TEST_STICK_SECOND_FILE);
          test_stick_assert_names (self, TEST_STICK_SECOND_FILE "|" TEST_STICK_FILE);
        }
    }
}

static void
test_no_file (TestStick     *self,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->stick, TEST_STICK_FILE, NULL), *target = NULL, *text = NULL;
  g_autoptr (FairHandOver) second = NULL, third = NULL;

  target = test_folder_write (self->folder, "precious", "precious");
  test_folder_link (self->folder, "stick/" TEST_STICK_FILE, target);
  second = test_stick_hand_over_well (self);
  g_assert_cmpstr (second->name, ==, TEST_STICK_SECOND_FILE);
  text = test_read (target);
  g_assert_cmpstr (text, ==, "precious");
  g_assert_no_errno (g_remove (path));
  g_assert_no_errno (g_mkdir (path, 0700));
  third = test_stick_hand_over_well (self);
  g_assert_cmpstr (third->name, ==, TEST_STICK_SECOND_FILE);
  g_assert_true (third->replaced);
  test_stick_assert_current (self, TEST_STICK_SECOND_FILE);
}

/* Two laptops of one name, and one that has got another. */
static void
test_other_names (TestStick     *self,
                  gconstpointer  data)
{
  g_autoptr (FairStore) store = test_store_open (self->data);
  g_autoptr (FairHandOver) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *other = test_folder_write (self->folder, "stick/Hall 2 (5f0e9c1a2b7d4e39).jsonl", "theirs"), *text = NULL;
  g_autofree char *device = NULL, *name = NULL;

  fair_hand_over_free (test_stick_hand_over_well (self));
  g_assert_true (fair_laptop_set_name (store, "  Foyer  ", &error));
  g_assert_no_error (error);
  name = fair_laptop_dup_name (store);
  g_assert_cmpstr (name, ==, "Foyer");
  result = test_stick_hand_over_well (self);
  g_assert_cmpstr (result->name, ==, "Foyer (" TEST_STICK_DEVICE ").jsonl");
  g_assert_cmpuint (result->kept->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (result->kept, 0), ==, TEST_STICK_FILE);
  text = test_read (other);
  g_assert_cmpstr (text, ==, "theirs");
  g_free (text);
  device = g_build_filename (self->data, "device.json", NULL);
  text = test_read (device);
  g_assert_cmpstr (text, ==, "{\"v\":1,\"id\":\"" TEST_STICK_DEVICE "\",\"name\":\"Foyer\",\"later\":[1]}\n");
}

static void
test_no_folder (TestStick     *self,
                gconstpointer  data)
{
  g_autofree char *file = test_folder_write (self->folder, "file", ""), *nowhere = test_folder_path (self->folder, "nowhere");
  g_autofree char *signups = g_path_get_dirname (self->journal);
  const char *const folders[] = { file, nowhere, signups };
  g_autoptr (FairStore) store = test_store_open (self->data);

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *before = test_stick_list (signups), *after = NULL;

      g_assert_null (fair_hand_over (store, folders[i], NULL, NULL, &error));
      g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
      g_assert_nonnull (strstr (error->message, folders[i]));
      after = test_stick_list (signups);
      g_assert_cmpstr (before, ==, after);
    }
  g_assert_false (g_file_test (nowhere, G_FILE_TEST_EXISTS));
}

static void
test_damage (TestStick     *self,
             gconstpointer  data)
{
  g_autofree char *before = test_read (self->journal), *damaged = g_strconcat (before, "damaged\n", "{\"torn", NULL);
  g_autoptr (FairHandOver) result = NULL;

  g_free (test_folder_write (self->folder, TEST_STICK_JOURNAL, damaged));
  result = test_stick_hand_over_well (self);
  g_assert_cmpuint (result->n_people, ==, 2);
  g_assert_cmpuint (result->n_bad_lines, ==, 1);
  g_assert_true (result->has_quarantine);
  test_stick_assert_current (self, TEST_STICK_FILE);
  test_stick_assert_names (self, TEST_STICK_FILE);
}

static void
test_left_over (TestStick     *self,
                gconstpointer  data)
{
  g_free (test_folder_write (self->folder, "stick/.fairbook-0123456789abcdef.part", "half of somebo"));
  fair_hand_over_free (test_stick_hand_over_well (self));
  test_stick_assert_names (self, TEST_STICK_FILE);
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
test_async (TestStick     *self,
            gconstpointer  data)
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
  test_stick_add (self, "Cy");
  fair_hand_over_async (store, self->stick, take_progress, last, cancellable, test_keep_result, &cancelled);
  test_wait_for_result (&cancelled);
  g_assert_null (fair_hand_over_finish (cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  test_stick_assert_names (self, TEST_STICK_FILE);
}

#define ADD(path, func) g_test_add ("/hand-over/" path, TestStick, NULL, test_stick_set_up, func, test_stick_tear_down)

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
  ADD ("async", test_async);

  return g_test_run ();
}
