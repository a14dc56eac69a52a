/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What several tests of the core need: temporary folders that go away again, files in them, forms and answers. */
#include "test-util.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/**
 * Temporary folders are in memory from now on, where the system has such a place: for tests that write much, keep
 * nothing, and bring their own failures. To be called first of all.
 */
void
test_prefer_memory (void)
{
  if (g_getenv ("TMPDIR") == NULL && g_access ("/dev/shm", W_OK | X_OK) == 0)
    g_setenv ("TMPDIR", "/dev/shm", TRUE);
}

/** A new folder for one test; test_folder_free() removes it with all that is in it. */
TestFolder *
test_folder_new (void)
{
  g_autoptr (GError) error = NULL;
  TestFolder *self = g_new0 (TestFolder, 1);

  self->path = g_dir_make_tmp ("fairbook-test-XXXXXX", &error);
  g_assert_no_error (error);
  return self;
}

static void
remove_tree (const char *path);

static void
empty_folder (const char *path)
{
  g_autoptr (GDir) dir = NULL;
  const char *name = NULL;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK) && (dir = g_dir_open (path, 0, NULL)) != NULL)
    {
      while ((name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);
          remove_tree (child);
        }
    }
}

/* A thread may still write its last into it. */
static void
remove_tree (const char *path)
{
  do
    empty_folder (path);
  while (g_remove (path) != 0 && errno == ENOTEMPTY);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

void
test_folder_free (TestFolder *self)
{
  remove_tree (self->path);
  g_free (self->path);
  g_free (self);
}

/** The path of @name in the folder. */
char *
test_folder_path (TestFolder *self,
                  const char *name)
{
  return g_build_filename (self->path, name, NULL);
}

/** Writes a file, and the folders on its way; returns its path. */
char *
test_folder_write (TestFolder *self,
                   const char *name,
                   const char *text)
{
  test_folder_write_bytes (self, name, text, strlen (text));
  return test_folder_path (self, name);
}

void
test_folder_write_bytes (TestFolder *self,
                         const char *name,
                         const void *data,
                         gsize       length)
{
  g_autofree char *path = test_folder_path (self, name);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, data, (gssize) length, &error);
  g_assert_no_error (error);
}

/** Makes @name a symbolic link to @target. */
void
test_folder_link (TestFolder *self,
                  const char *name,
                  const char *target)
{
  g_autofree char *path = test_folder_path (self, name);

  g_remove (path);
  g_assert_cmpint (symlink (target, path), ==, 0);
}

static void
copy_tree (const char *from,
           const char *to)
{
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) error = NULL;
  const char *name = NULL;

  dir = g_dir_open (from, 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);
      g_autofree char *data = NULL;
      gsize length = 0;

      if (g_file_test (source, G_FILE_TEST_IS_DIR))
        {
          g_assert_cmpint (g_mkdir (target, 0700), ==, 0);
          copy_tree (source, target);
          continue;
        }
      g_file_get_contents (source, &data, &length, &error);
      g_assert_no_error (error);
      g_file_set_contents (target, data, (gssize) length, &error);
      g_assert_no_error (error);
    }
}

/** Copies what is in the folder @from into this one. */
void
test_folder_copy (TestFolder *self,
                  const char *from)
{
  copy_tree (from, self->path);
}

/** Reads the form.json of a folder as of a pack; @language may be NULL. */
FairForm *
test_load_form (const char *folder,
                const char *language,
                GPtrArray  *problems,
                GError    **error)
{
  const char *const languages[] = { language, NULL };
  FairPackReader reader = { .problems = problems, .file = "form.json", .languages = languages };
  g_autoptr (FairPackFolder) pack = fair_pack_folder_open (folder, NULL);

  g_assert_nonnull (pack);
  return fair_form_read (&reader, pack, error);
}

/** The answers as JSON, on one line. */
char *
test_dup_answers (const FairAnswers *answers)
{
  return yyjson_mut_val_write (fair_answers_peek_root (answers), YYJSON_WRITE_NOFLAG, NULL);
}

/** A #GAsyncReadyCallback that keeps the result for whoever waits for it: @user_data is a GAsyncResult **. */
void
test_keep_result (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/** Runs the main loop until test_keep_result() was called. */
void
test_wait_for_result (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}
