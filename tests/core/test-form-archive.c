/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms are kept as they were: once for each version, for their owner alone, and found again by the version alone. */
#include "form/fair-form-archive.h"
#include "test-store-util.h"
#include "test-util.h"

#include <sys/stat.h>

static FairForm *
make_form (int         version,
           const char *title)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *json =
      g_strdup_printf ("{\"title\":\"F\",\"x-fairbook\":{\"id\":\"ask\",\"version\":%d},\"properties\":{\"n\":{\"type\":\"string\",\"title\":"
                       "{\"en\":\"%s\",\"es\":\"Nombre\"},\"x-fairbook\":{\"kind\":\"suggestion\",\"section\":\"form\",\"suggestions\":\"s.json\"}}}}",
                       version, title);
  FairForm *form;

  g_free (test_folder_write (folder, "form.json", json));
  form = test_load_form (folder->path, "en", problems, &error);
  g_assert_no_error (error);
  return form;
}

static void
keep (const char *data_folder,
      int         version,
      const char *title)
{
  g_autoptr (FairForm) form = make_form (version, title);
  g_autoptr (GError) error = NULL;

  g_assert_true (fair_form_archive_keep (data_folder, form, &error));
  g_assert_no_error (error);
}

static void
assert_found (const char *data_folder,
              const char *tag,
              const char *language,
              const char *title)
{
  g_autoptr (FairForm) form = fair_form_archive_find (data_folder, tag, language);

  g_assert_cmpstr (form != NULL ? fair_field_get_title (fair_form_get_field (form, 0)) : NULL, ==, title);
}

static void
test_keep (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  const char *data_folder = folder->path;
  g_autofree char *forms = g_build_filename (data_folder, "forms", NULL);
  g_autofree char *path = g_build_filename (forms, "ask@1.json", NULL);
  struct stat status;

  assert_found (data_folder, "ask@1", "en", NULL);
  keep (data_folder, 1, "Name");
  keep (data_folder, 2, "Full name");
  keep (data_folder, 1, "Another name");
  assert_found (data_folder, "ask@1", "en", "Name");
  assert_found (data_folder, "ask@1", "es", "Nombre");
  assert_found (data_folder, "ask@2", "en", "Full name");
  assert_found (data_folder, "ask@3", "en", NULL);
  g_assert_cmpint (stat (path, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (stat (forms, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 0777, ==, 0700);
}

/* What a journal says of the form may be anything; a file may have been damaged, or renamed. */
static void
test_odd (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  static const char *const tags[] = { "", "@", "@1", "ask", "ask@", "ask@1.json", "../ask@1", "ask@1/..", "ASK@1", "ask@-1", NULL };

  keep (folder->path, 1, "Name");
  for (gsize i = 0; tags[i] != NULL; i++)
    assert_found (folder->path, tags[i], "en", NULL);
  g_free (test_folder_write (folder, "forms/ask@1.json", "{\"title\":"));
  assert_found (folder->path, "ask@1", "en", NULL);
  keep (folder->path, 2, "Name");
  {
    g_autofree char *from = test_folder_path (folder, "forms/ask@2.json"), *to = test_folder_path (folder, "forms/ask@3.json");

    g_assert_cmpint (rename (from, to), ==, 0);
  }
  assert_found (folder->path, "ask@3", "en", NULL);
}

/* A data folder that is gone, because its disk was pulled out, is not made again. */
static void
test_gone (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *gone = test_folder_path (folder, "gone");
  g_autoptr (FairForm) form = make_form (1, "Name");
  g_autoptr (GError) error = NULL;

  g_assert_false (fair_form_archive_keep (gone, form, &error));
  g_assert_nonnull (error);
  g_assert_false (g_file_test (gone, G_FILE_TEST_EXISTS));
}

static void
test_cannot (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *in_the_way = test_folder_write (folder, "forms", "");
  g_autoptr (FairForm) form = make_form (1, "Name");
  g_autoptr (GError) error = NULL;

  g_assert_false (fair_form_archive_keep (folder->path, form, &error));
  g_assert_nonnull (error);
}

/* Erasing names files with traces of the person: none of these is one. */
static void
test_erasing (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autoptr (FairEraseReport) report = fair_erase_report_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *id = test_store_add (store, "Ann");

  keep (folder->path, 1, "Name");
  g_assert_true (fair_store_erase (store, id, report, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report->files->len + report->unreadable->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/form-archive/keep", test_keep);
  g_test_add_func ("/form-archive/odd", test_odd);
  g_test_add_func ("/form-archive/gone", test_gone);
  g_test_add_func ("/form-archive/cannot", test_cannot);
  g_test_add_func ("/form-archive/erasing", test_erasing);
  return g_test_run ();
}
