/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of handing over need: a laptop with two people, and a stick. */
#include "test-stick.h"

#include "test-store-util.h"
#include <glib/gstdio.h>

#define ID_B "00000000-0000-4000-8000-00000000000b"

/** A laptop called “Hall 2” on which Ann and Bo have signed up, and an empty stick. */
void
test_stick_set_up (TestStick     *self,
                   gconstpointer  data)
{
  g_autofree char *a = test_put_line (TEST_STICK_ANN, 1, "1600000000005-0-" TEST_STICK_DEVICE, "Ann");
  g_autofree char *b = test_put_line (ID_B, 1, "1600000000006-0-" TEST_STICK_DEVICE, "Bo");
  g_autofree char *both = g_strconcat (a, b, NULL);

  self->folder = test_folder_new ();
  g_free (test_folder_write (self->folder, "data/device.json", "{\"v\":1,\"id\":\"" TEST_STICK_DEVICE "\",\"name\":\"Hall 2\",\"later\":[1]}\n"));
  self->journal = test_folder_write (self->folder, TEST_STICK_JOURNAL, both);
  self->data = test_folder_path (self->folder, "data");
  self->stick = test_folder_path (self->folder, "stick");
  g_assert_no_errno (g_mkdir (self->stick, 0700));
}

void
test_stick_tear_down (TestStick     *self,
                      gconstpointer  data)
{
  test_folder_free (self->folder);
  g_free (self->journal);
  g_free (self->stick);
  g_free (self->data);
}

FairHandOver *
test_stick_hand_over (TestStick          *self,
                      const FairFileOps  *ops,
                      GError            **error)
{
  g_autoptr (FairStore) store = fair_store_open (self->data, ops, NULL, error);

  return store != NULL ? fair_hand_over (store, self->stick, NULL, NULL, error) : NULL;
}

/** Hands over, which must work. */
FairHandOver *
test_stick_hand_over_well (TestStick *self)
{
  g_autoptr (GError) error = NULL;
  FairHandOver *result = test_stick_hand_over (self, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  return result;
}

/** The names in a folder, with bars between them. */
char *
test_stick_list (const char *path)
{
  g_auto (GStrv) names = fair_file_ops_get_default ()->list (path, NULL);

  return g_strjoinv ("|", names);
}

void
test_stick_assert_names (TestStick  *self,
                         const char *expected)
{
  g_autofree char *names = test_stick_list (self->stick);

  g_assert_cmpstr (names, ==, expected);
}

/** What a file on the stick holds. */
char *
test_stick_read (TestStick  *self,
                 const char *name)
{
  g_autofree char *path = g_build_filename (self->stick, name, NULL);

  return test_read (path);
}

/** What is on the stick under @name is the journal as it is now. */
void
test_stick_assert_current (TestStick  *self,
                           const char *name)
{
  g_autofree char *found = test_stick_read (self, name), *expected = test_read (self->journal);

  g_assert_cmpstr (found, ==, expected);
}

/** Signs somebody up. */
void
test_stick_add (TestStick  *self,
                const char *name)
{
  g_autoptr (FairStore) store = test_store_open (self->data);

  g_free (test_store_add (store, name));
}
