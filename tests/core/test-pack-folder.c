/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pack's folder finds files by names as people see them, and reads texts in whatever editor they were made. */
#include "base/fair-pack-folder.h"

#include "test-util.h"
#include <string.h>

typedef struct
{
  const char *stored;
  const char *asked;
} Name;

/* As they look, they are one. */
static const Name names[] = {
  { "Jose\u0301.png", "Jos\u00e9.png" },
  { "Jos\u00e9.png", "Jose\u0301.png" },
  { "e\u0301te\u0301/e\u0301/\u1100\u1161\u11a8.png", "\u00e9t\u00e9/\u00e9/\uac01.png" },
  { "plain/\u212b.png", "plain/\u00c5.png" },
  { "Screenshot at 9.00\u202fAM.png", "Screenshot at 9.00 AM.png" },
  { "a b.png", "a\u00a0b.png" },
  { "ri\u00adver\u200b.png", "river.png" },
  { "river.png", "river\u200e.png" },
};

static void
test_composed (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (TestFolder) files = test_folder_new ();
      g_autoptr (FairPackFolder) folder = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;

      g_free (test_folder_write (files, names[i].stored, "x"));
      folder = fair_pack_folder_open (files->path, &error);
      g_assert_no_error (error);
      g_assert_true (fair_pack_folder_has (folder, names[i].asked));
      bytes = fair_pack_folder_read (folder, names[i].asked, 10, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (bytes), ==, 1);
    }
}

/* Of files whose names look alike the one that is meant, and else always the same one. */
static void
test_look_alike (void)
{
  g_autoptr (TestFolder) files = test_folder_new ();
  g_autoptr (FairPackFolder) folder = NULL;
  g_autofree char *exact = NULL;
  g_autofree char *least = NULL;

  g_free (test_folder_write (files, "e\u0301\u0323", "x"));
  g_free (test_folder_write (files, "e\u0323\u0301", "x"));
  folder = fair_pack_folder_open (files->path, NULL);
  exact = fair_pack_folder_resolve (folder, "e\u0323\u0301", NULL);
  least = fair_pack_folder_resolve (folder, "\u1eb9\u0301", NULL);
  g_assert_true (g_str_has_suffix (exact, "e\u0323\u0301"));
  g_assert_true (g_str_has_suffix (least, "e\u0301\u0323"));
}

/* What lies outside is not found by such a name either, nor is what differs in more than that. */
static void
test_not_found (void)
{
  static const char *const asked[] = { "out/\u00e9", "e", "\u00c9", "\u00e8", "\u00e9/\u00e9", "\xff" };
  g_autoptr (TestFolder) files = test_folder_new ();
  g_autoptr (TestFolder) outside = test_folder_new ();
  g_autoptr (FairPackFolder) folder = NULL;

  g_free (test_folder_write (files, "e\u0301", "x"));
  g_free (test_folder_write (outside, "e\u0301", "x"));
  test_folder_link (files, "out", outside->path);
  folder = fair_pack_folder_open (files->path, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = fair_pack_folder_resolve (folder, asked[i], &error);

      g_assert_null (path);
      g_assert_nonnull (error);
    }
}

static GBytes *
read_text (const char *text,
           gsize       length,
           GError    **error)
{
  g_autoptr (TestFolder) files = test_folder_new ();
  g_autofree char *path = test_folder_write (files, "a", "");
  g_autoptr (FairPackFolder) folder = fair_pack_folder_open (files->path, NULL);

  g_file_set_contents (path, text, (gssize) length, NULL);
  return fair_pack_folder_read (folder, "a", 100, error);
}

/* The byte order mark of editors on Windows is no part of a text: one, and only at its beginning. */
static void
test_byte_order_mark (void)
{
  static const char *const texts[][2] = {
    { "\xEF\xBB\xBF{}", "{}" },
    { "\xEF\xBB\xBF", "" },
    { "{}\xEF\xBB\xBF", "{}\xEF\xBB\xBF" },
    { "\xEF\xBB\xBF\xEF\xBB\xBF", "\xEF\xBB\xBF" },
    { "\xEF\xBB", "\xEF\xBB" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = read_text (texts[i][0], strlen (texts[i][0]), &error);
      g_autoptr (GBytes) expected = g_bytes_new_static (texts[i][1], strlen (texts[i][1]));

      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (bytes, expected));
    }
}

typedef struct
{
  const char *bytes;
  gsize length;
  const char *words;
} Foreign;

/* Each is named for what it is, with what to do. */
static void
test_foreign_files (void)
{
  static const Foreign files[] = {
    { "\xFF\xFE{\0}\0", 6, "UTF-16, not in UTF-8; open it in a text editor" },
    { "\xFE\xFF\0{\0}", 6, "UTF-16" },
    { "{\0\"\0a\0\"\0}\0", 10, "UTF-16" },
    { "\0\0\xFE\xFF\0\0\0{", 8, "UTF-32" },
    { "{\n\xE9\n\xE8\n\xE7\n}", 9, "Latin-1" },
    { "PK\3\4....xl/", 11, "a spreadsheet; write it in a text editor, as plain text" },
    { "PK\3\4....[Content_Types].xml", 27, "an office document" },
    { "%PDF-1.7", 8, "a PDF" },
    { "\x1F\x8B\x08\0", 4, "a compressed file; unpack it" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = read_text (files[i].bytes, files[i].length, &error);

      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_null (bytes);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, "“a”"));
      g_assert_nonnull (strstr (error->message, files[i].words));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pack-folder/composed", test_composed);
  g_test_add_func ("/pack-folder/look-alike", test_look_alike);
  g_test_add_func ("/pack-folder/not-found", test_not_found);
  g_test_add_func ("/pack-folder/byte-order-mark", test_byte_order_mark);
  g_test_add_func ("/pack-folder/foreign-files", test_foreign_files);
  return g_test_run ();
}
