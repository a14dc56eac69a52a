/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A spreadsheet is whole or not there: names of sheets, texts of cells, full disks, and what reading back finds. */
#include "base/fair-file-ops.h"
#include "export/fair-export-file.h"
#include "export/fair-row-queue.h"
#include "export/fair-xlsx-book.h"
#include "export/fair-xlsx-check.h"
#include "export/fair-xlsx-text.h"
#include "test-util.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#define N_SHEETS 5
#define N_ROWS 400
#define LENGTH 300

/* Whether all rows are alike, so that the file is much smaller than they are. */
static gboolean repeat;

static const FairColumn columns[] = {
  { .header = "Name", .width = 20 },
  { .header = "Born", .kind = FAIR_CELL_DATE, .width = 10 },
  { .header = "A question", .width = 50, .wraps = TRUE },
};
static const FairColumn *const column_list[] = { &columns[0], &columns[1], &columns[2] };

static void
test_sheet_names (void)
{
  static const struct { const char *wanted, *name; } cases[] = {
    { "AAP 2026", "AAP 2026" },
    { "aap 2026", "aap 2026 (2)" },
    { "AAP 2026", "AAP 2026 (3)" },
    { "AAP: Boston/East [a]*?\\", "AAP- Boston-East -a----" },
    { "history", "history (2)" },
    { "History", "History (3)" },
    { "'quoted'", "quoted" },
    { "it's", "it's" },
    { "''", "- (2)" },
    { "", "- (3)" },
    { "a\nb\tc\x7f", "a b c" },
    { "1234567890123456789012345678901", "1234567890123456789012345678901" },
    { "12345678901234567890123456789012", "123456789012345678901234567 (2)" },
    { "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀", "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀" },
    { "Ｈｉｓｔｏｒｙ", "Ｈｉｓｔｏｒｙ (4)" },
    { "\xef\xbf\xbe", "- (4)" },
  };
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = fair_xlsx_text_make_sheet_name (taken, cases[i].wanted);

      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

static void
assert_text (const char *text,
             gsize       length,
             const char *expected)
{
  g_autoptr (GString) out = g_string_new ("before");

  fair_xlsx_text_append (out, text, length);
  g_assert_cmpstr (out->str, ==, expected);
}

static void
test_texts (void)
{
  assert_text ("_x000D_", 7, "before_x005F_x000D_");
  assert_text ("_x000D", 6, "before_x000D");
  assert_text ("_x00zz_ _", 9, "before_x00zz_ _");
  assert_text ("_x005F_x000D_", 13, "before_x005F_x005F_x005F_x000D_");
  assert_text ("a\0b", 3, "beforea_x0000_b");
  assert_text ("\xef\xbf\xbe\xef\xbf\xbf\xef\xbc\x9d", 9, "before_xFFFE__xFFFF_\xef\xbc\x9d");
  assert_text ("\x01\r", 2, "before\x01\r"); /* that is libxlsxwriter's */
}

/* Of what is longer than a cell holds, libxlsxwriter would write nothing. */
static void
test_long_texts (void)
{
  static const struct { const char *piece; guint n; gboolean is_cut; } cases[] = {
    { "x", 32767, FALSE }, { "x", 32768, TRUE }, { "😀", 16383, FALSE }, { "😀", 16384, TRUE }, { "_x0041_", 2340, FALSE },
    { "_x0041_", 4681, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL), out = g_string_new (NULL);

      for (guint j = 0; j < cases[i].n; j++)
        g_string_append (text, cases[i].piece);
      fair_xlsx_text_append (out, text->str, text->len);
      g_assert_cmpint (g_utf8_strlen (out->str, -1), <=, 32767);
      g_assert_cmpint (strstr (out->str, "characters in all") != NULL, ==, cases[i].is_cut);
    }
}

/* What cannot be zipped to much less, unless asked for. */
static void
fill_randomly (char  *text,
               GRand *random)
{
  for (guint i = 0; i < LENGTH; i++)
    text[i] = repeat ? '?' : (char) g_rand_int_range (random, 'A', 'z');
}

static gboolean
write_book (const char  *path,
            const char  *folder,
            GError     **error)
{
  g_autoptr (FairXlsxBook) book = fair_xlsx_book_new (path, folder, "people.xlsx", FALSE);
  g_autoptr (GRand) random = g_rand_new_with_seed (42);
  char question[LENGTH + 1] = "";
  const FairCell cells[] = {
    { .text = "Zoë <&> \"\x07", .length = strlen ("Zoë <&> \"\x07") },
    { .kind = FAIR_CELL_DATE, .text = "1999-12-31", .length = 10 },
    { .text = question, .length = LENGTH },
  };

  for (guint i = 0; i < N_SHEETS; i++)
    {
      FairXlsxSheet *sheet = fair_xlsx_book_add_sheet (book, "People", column_list, G_N_ELEMENTS (columns), error);

      for (guint j = 0; sheet != NULL && j < N_ROWS; j++)
        {
          fill_randomly (question, random);
          fair_xlsx_sheet_add_row (sheet, cells);
        }
      if (sheet == NULL)
        return FALSE;
    }
  return fair_xlsx_book_finish (book, error);
}

static guint
count_names (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

static gboolean
export_book (const char  *path,
             GError     **error)
{
  g_autoptr (FairExportFile) file = fair_export_file_open (fair_file_ops_get_default (), path, error);
  g_autofree char *folder = file != NULL ? fair_export_file_dup_spool_folder (file) : NULL;
  const char *handed = file != NULL ? fair_export_file_hand_out (file, error) : NULL;

  return handed != NULL && write_book (handed, folder, error) && fair_export_file_commit (file, error);
}

/* Given up before its end, as when somebody cancels. */
static void
test_given_up (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = test_folder_path (folder, "people.xlsx");
  guint n_files = count_names ("/proc/self/fd");
  FairXlsxBook *book = fair_xlsx_book_new (path, folder->path, path, TRUE);
  const FairCell cells[3] = { { .text = "x", .length = 1 } };

  for (guint i = 0; i < N_SHEETS; i++)
    fair_xlsx_sheet_add_row (fair_xlsx_book_add_sheet (book, "x", column_list, 3, NULL), cells);
  g_assert_cmpuint (count_names ("/proc/self/fd"), ==, n_files + N_SHEETS);
  g_assert_cmpuint (count_names (folder->path), ==, 0);
  fair_xlsx_book_free (book);
  g_assert_cmpuint (count_names ("/proc/self/fd"), ==, n_files);
  g_assert_cmpuint (count_names (folder->path), ==, 0);
}

/* How much XML the rows of a sheet are. */
static guint64
measure_rows (const char *path)
{
  struct archive *zip = archive_read_new ();
  struct archive_entry *entry;
  g_autofree char *xml = NULL;
  guint64 n_bytes;

  archive_read_support_format_zip (zip);
  g_assert_cmpint (archive_read_open_filename (zip, path, 4096), ==, ARCHIVE_OK);
  do
    g_assert_cmpint (archive_read_next_header (zip, &entry), ==, ARCHIVE_OK);
  while (!g_str_equal (archive_entry_pathname (entry), "xl/worksheets/sheet1.xml"));
  xml = g_malloc0 ((gsize) archive_entry_size (entry) + 1);
  g_assert_cmpint (archive_read_data (zip, xml, (gsize) archive_entry_size (entry)), >, 0);
  n_bytes = (guint64) (strstr (xml, "</sheetData>") - strstr (xml, "<sheetData>") - (gssize) strlen ("<sheetData>"));
  archive_read_free (zip);
  return n_bytes;
}

/* What has no column would be lost. */
static void
test_too_many_columns (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = test_folder_path (folder, "people.xlsx");
  g_autoptr (FairXlsxBook) book = fair_xlsx_book_new (path, folder->path, path, FALSE);
  g_autofree const FairColumn **many = g_new (const FairColumn *, 16385);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 16385; i++)
    many[i] = &columns[0];
  g_assert_nonnull (fair_xlsx_book_add_sheet (book, "x", many, 16384, &error));
  g_assert_no_error (error);
  g_assert_null (fair_xlsx_book_add_sheet (book, "x", many, 16385, &error));
  g_assert_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_WRITE);
}

/* A spreadsheet has 1,048,576 rows at most, the first of which has the titles: whoever would be in the next one goes into another sheet. */
static void
test_full_sheet (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = test_folder_path (folder, "people.xlsx");
  g_autoptr (FairXlsxBook) book = fair_xlsx_book_new (path, folder->path, path, FALSE);
  FairXlsxSheet *sheet = fair_xlsx_book_add_sheet (book, "People", column_list, 1, NULL);
  const FairCell cell = { .text = "x", .length = 1 };
  g_autoptr (GError) error = NULL;
  guint n_rows = 1;

  for (; fair_xlsx_sheet_has_room (sheet) && n_rows <= 1048576; n_rows++)
    fair_xlsx_sheet_add_row (sheet, &cell);
  g_assert_cmpuint (n_rows, ==, 1048576);
  fair_xlsx_sheet_add_row (fair_xlsx_book_add_sheet (book, "People", column_list, 1, NULL), &cell);
  g_assert_true (fair_xlsx_book_finish (book, &error));
  g_assert_no_error (error);
}

static gboolean
export_with_room (const char  *path,
                  rlim_t       room,
                  GError     **error)
{
  struct rlimit before, small;
  gboolean done;

  getrlimit (RLIMIT_FSIZE, &before);
  small = (struct rlimit) { room, before.rlim_max };
  setrlimit (RLIMIT_FSIZE, &small);
  done = export_book (path, error);
  setrlimit (RLIMIT_FSIZE, &before);
  return done;
}

static gboolean
try_with_room (const char *path,
               rlim_t      room,
               const char *whole,
               gsize       length)
{
  g_autofree char *folder = g_path_get_dirname (path), *found = NULL;
  guint n_files = count_names ("/proc/self/fd");
  g_autoptr (GError) error = NULL;
  gsize found_length;
  gboolean done;

  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  done = export_with_room (path, room, &error);
  g_assert_cmpint (done, ==, error == NULL);
  g_assert_true (done || strstr (error->message, "people.xlsx") != NULL);
  g_assert_true (g_file_get_contents (path, &found, &found_length, NULL));
  if (done)
    g_assert_cmpmem (found, found_length, whole, length);
  else
    g_assert_cmpstr (found, ==, "before");
  g_assert_cmpuint (count_names (folder), ==, 1);
  g_assert_cmpuint (count_names ("/proc/self/fd"), ==, n_files);
  return done;
}

/* Wherever the disk is full, in rows, in what libxlsxwriter makes of them without looking, or in the file: nothing is left behind, neither
 * in the folder nor open, and what was there stands. */
static void
test_full_disk (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = test_folder_write (folder, "out/people.xlsx", "before");
  g_autofree char *whole = NULL;
  gsize length;
  guint64 n_rows_bytes;

  g_assert_true (export_book (path, NULL));
  g_assert_true (g_file_get_contents (path, &whole, &length, NULL));
  n_rows_bytes = measure_rows (path);
  g_assert_cmpuint (length, >, n_rows_bytes + 100000);
  for (rlim_t room = 0; room < length; room += 1 + room / 3)
    g_assert_false (try_with_room (path, room, whole, length));
  g_assert_false (try_with_room (path, length - 1, whole, length));
  g_assert_true (try_with_room (path, length, whole, length));
}

/* Where the file would have room: what the rows take is known, and it is what libxlsxwriter adds to them that has none. */
static void
test_full_folder (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = test_folder_write (folder, "out/people.xlsx", "before");
  g_autofree char *whole = NULL;
  gsize length;
  guint64 n_bytes;

  repeat = TRUE;
  g_assert_true (export_book (path, NULL));
  g_assert_true (g_file_get_contents (path, &whole, &length, NULL));
  n_bytes = measure_rows (path);
  g_assert_cmpuint (length, <, n_bytes);
  for (guint more = 0; more <= 400; more += 50)
    g_assert_false (try_with_room (path, n_bytes + more, whole, length));
  g_assert_true (try_with_room (path, n_bytes + 10000, whole, length));
  repeat = FALSE;
}

static void
test_reading_back (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = test_folder_path (folder, "people.xlsx");
  g_autofree char *whole = NULL;
  FairXlsxExtent right[N_SHEETS + 1] = { 0 };
  gsize length;

  g_assert_true (write_book (path, folder->path, NULL));
  g_assert_true (g_file_get_contents (path, &whole, &length, NULL));
  g_assert_cmpuint (length, >, 200000);
  for (guint i = 0; i < N_SHEETS; i++)
    right[i] = (FairXlsxExtent) { N_ROWS + 1, measure_rows (path) };
  g_assert_true (fair_xlsx_check (path, right, N_SHEETS));
  g_assert_false (fair_xlsx_check (path, right, N_SHEETS - 1));
  g_assert_false (fair_xlsx_check (path, right, N_SHEETS + 1));
  right[1].n_rows--;
  g_assert_false (fair_xlsx_check (path, right, N_SHEETS));
  right[1].n_rows++;
  right[2].n_bytes++;
  g_assert_false (fair_xlsx_check (path, right, N_SHEETS));
  right[2].n_bytes--;
  for (gsize i = 0; i < 40; i++)
    {
      gsize at = length * i / 40;
      g_autofree char *damaged = g_memdup2 (whole, length);

      g_assert_true (g_file_set_contents (path, whole, (gssize) at, NULL));
      g_assert_false (fair_xlsx_check (path, right, N_SHEETS));
      damaged[at] ^= 0x55;
      g_assert_true (g_file_set_contents (path, damaged, (gssize) length, NULL));
      if (i > 0 && i < 39) /* that is in the sheets; elsewhere are bytes that mean nothing */
        g_assert_false (fair_xlsx_check (path, right, N_SHEETS));
    }
  g_assert_true (g_file_set_contents (path, whole, (gssize) length, NULL));
  g_assert_true (fair_xlsx_check (path, right, N_SHEETS));
}

static void
note_row (gpointer        to,
          const FairCell *cells,
          guint           n_cells)
{
  for (guint i = 0; i < n_cells; i++)
    {
      if (cells[i].length > 0)
        g_string_append_len (to, cells[i].text, (gssize) cells[i].length);
      g_string_append_c (to, '|');
    }
  g_string_append_c (to, '\n');
}

/* Rows for two sheets, with cells of nothing and of more than is handed over at a time: each is written once, in its turn, while
 * whatever they were made of is something else by then. */
static void
test_rows_in_order (void)
{
  g_autoptr (FairRowQueue) queue = fair_row_queue_new (note_row);
  GString *written[2] = { g_string_new (NULL), g_string_new (NULL) }, *expected[2] = { g_string_new (NULL), g_string_new (NULL) };
  g_autoptr (GString) text = g_string_new (NULL);

  fair_row_queue_wait (queue);
  for (guint i = 0; i < 20000; i++)
    {
      guint n_cells = i % 5;
      FairCell cells[5] = { 0 };

      g_string_printf (text, "%u", i);
      for (guint j = 0; i % 1999 == 7 && j < 300000; j++)
        g_string_append_c (text, 'x');
      for (guint j = 0; j < n_cells; j++)
        cells[j] = (FairCell) { .text = j % 2 == 0 ? text->str : NULL, .length = j % 2 == 0 ? text->len : 0 };
      fair_row_queue_add (queue, written[i % 2], cells, n_cells);
      note_row (expected[i % 2], cells, n_cells);
      if (i % 3001 != 0)
        continue;
      fair_row_queue_wait (queue);
      g_assert_cmpuint (written[0]->len + written[1]->len, ==, expected[0]->len + expected[1]->len);
    }
  fair_row_queue_wait (queue);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (g_string_equal (written[i], expected[i]));
      g_string_free (written[i], TRUE);
      g_string_free (expected[i], TRUE);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* as a full disk does, it shall say so and not end the program */
  signal (SIGXFSZ, SIG_IGN);

  g_test_add_func ("/spreadsheet/sheet-names", test_sheet_names);
  g_test_add_func ("/spreadsheet/texts", test_texts);
  g_test_add_func ("/spreadsheet/long-texts", test_long_texts);
  g_test_add_func ("/spreadsheet/too-many-columns", test_too_many_columns);
  g_test_add_func ("/spreadsheet/full-sheet", test_full_sheet);
  g_test_add_func ("/spreadsheet/full-disk", test_full_disk);
  g_test_add_func ("/spreadsheet/full-folder", test_full_folder);
  g_test_add_func ("/spreadsheet/given-up", test_given_up);
  g_test_add_func ("/spreadsheet/reading-back", test_reading_back);
  g_test_add_func ("/spreadsheet/rows-in-order", test_rows_in_order);
  return g_test_run ();
}
