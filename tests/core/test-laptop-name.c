/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a laptop is called, and the name of its file among others: good for every stick, and read again. */
#include "collect/fair-laptop-name.h"

#include "base/fair-hlc.h"
#include "base/fair-laptop-file.h"
#include "test-store-util.h"
#include "test-util.h"
#include <string.h>

#define DEVICE "5f0e9c1a2b7d4e38"

static void
test_wrong_names (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *longest = g_strnfill (FAIR_LAPTOP_NAME_MAX, 'x'), *longer = g_strconcat (longest, "x", NULL), *name = NULL;
  const char *const wrong[] = { "", "  ", "two\nlines", "\x1b[2J", "\xff", longer };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (fair_laptop_set_name (store, wrong[i], &error));
      g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
    }
  name = fair_laptop_dup_name (store);
  g_assert_cmpstr (name, ==, g_get_host_name ());
  g_assert_true (fair_laptop_set_name (store, longest, NULL));
}

static void
test_file_names (void)
{
  static const struct
  {
    const char *name;
    const char *file;
  } cases[] = {
    { "Hall 2", "Hall 2" },
    { "Zoë’s laptop 🩺", "Zoë’s laptop 🩺" },
    { "قاعة", "قاعة" },
    { "Zoe\xcc\x88", "Zoë" },
    { "a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j" },
    { "Hall (2)", "Hall -2-" },
    { "../up", "-up" },
    { ".hidden", "hidden" },
    { "...", "laptop" },
    { "", "laptop" },
    { "   ", "laptop" },
    { "ends with ", "ends with" },
    { "a\tb\x7f", "a-b-" },
    { "a\xe2\x80\xae" "b\xe2\x80\x8b", "ab" },
    { "CON", "_CON" },
    { "nul.local", "_nul.local" },
    { "com1", "_com1" },
    { "COM¹", "_COM¹" },
    { "lpt9.x", "_lpt9.x" },
    { "aux ", "_aux" },
    { "console", "console" },
    { "computer", "computer" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *file = fair_laptop_file_make_name (cases[i].name, DEVICE, 1);
      g_autofree char *expected = g_strdup_printf ("%s (" DEVICE ").jsonl", cases[i].file);
      g_autofree char *name = NULL, *device = NULL;

      g_assert_cmpstr (file, ==, expected);
      g_assert_true (fair_laptop_file_parse_name (file, &name, &device));
      g_assert_cmpstr (name, ==, cases[i].file);
      g_assert_cmpstr (device, ==, DEVICE);
    }
}

static void
test_long_file_names (void)
{
  g_autoptr (GString) name = g_string_new (NULL);
  g_autofree char *id = g_strnfill (FAIR_DEVICE_MAX, 'd'), *file = NULL, *part = NULL;

  for (int i = 0; i < 200; i++)
    g_string_append (name, "🩺");
  file = fair_laptop_file_make_name (name->str, id, 99);
  g_assert_true (g_utf8_validate (file, -1, NULL));
  g_assert_cmpuint (strlen (file), <, 200);
  g_assert_true (g_str_has_suffix (file, " 99.jsonl"));
  g_assert_true (fair_laptop_file_parse_name (file, NULL, &part));
  g_assert_true (fair_laptop_file_is_of (part, id));
  g_assert_false (fair_laptop_file_is_of (part, "d"));
  g_assert_false (fair_laptop_file_is_of ("d", id));
}

static void
test_other_file_names (void)
{
  static const char *const others[] = { "", "(", ")", "hall.jsonl", "(" DEVICE ").jsonl", "a(" DEVICE ").jsonl", "a (" DEVICE ").json",
                                        "a ().jsonl", "a (b c).jsonl", "a (x) y.jsonl", "a (x)2.jsonl", "a (x).jsonl.tmp",
                                        "a (x", " (x).jsonl", "a (01234567890123456).jsonl" };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (fair_laptop_file_parse_name (others[i], NULL, NULL));
  g_assert_true (fair_laptop_file_parse_name ("A (X-1) 12.JSONL", NULL, NULL));
}

static void
test_async (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autoptr (GAsyncResult) set = NULL, loaded = NULL, refused = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;

  fair_laptop_set_name_async (store, "Hall 2", NULL, test_keep_result, &set);
  test_wait_for_result (&set);
  g_assert_true (fair_laptop_set_name_finish (set, &error));
  g_assert_no_error (error);
  fair_laptop_load_name_async (store, NULL, test_keep_result, &loaded);
  test_wait_for_result (&loaded);
  name = fair_laptop_load_name_finish (loaded, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, "Hall 2");
  fair_laptop_set_name_async (store, "", NULL, test_keep_result, &refused);
  test_wait_for_result (&refused);
  g_assert_false (fair_laptop_set_name_finish (refused, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/laptop-name/wrong", test_wrong_names);
  g_test_add_func ("/laptop-name/async", test_async);
  g_test_add_func ("/laptop-name/file-names", test_file_names);
  g_test_add_func ("/laptop-name/file-names/long", test_long_file_names);
  g_test_add_func ("/laptop-name/file-names/others", test_other_file_names);

  return g_test_run ();
}
