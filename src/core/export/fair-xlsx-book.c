/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A spreadsheet in the making: sheets of rows, which reach the file as a whole or are told to be missing.
 *
 * libxlsxwriter writes Office Open XML (ECMA-376), here in constant memory: the rows of each sheet go to a temporary file without a name,
 * all of which are zipped at the end. It does not look at what writing those returns, so they are asked before the end, and the finished
 * file is read back. It writes numbers as the thread's locale has them, so that is one with decimal points meanwhile. All that takes
 * long: while a thread writes rows the next ones are made.
 */
#include "config.h"

#include "export/fair-xlsx-book.h"

#include "base/fair-file-ops.h"
#include "export/fair-export-file.h"
#include "export/fair-row-queue.h"
#include "export/fair-xlsx-check.h"
#include "export/fair-xlsx-text.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdio_ext.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

/* How many columns and rows a sheet may have, its header among them (Microsoft's specifications and limits), and how much XML without
 * extensions of the zip format that not every program reads. */
#define MAX_COLUMNS 16384u
#define MAX_ROWS 1048576
#define MAX_BYTES G_GUINT64_CONSTANT (4000000000)
/* After so many the XML is measured: those that come until then, and wait to be written, fit in what is left of 4 GiB. */
#define MEASURED_ROWS 64
/* Some programs show a row of # for longer cells of the format “text”. */
#define MAX_TEXT_FORMAT 255
/* Of columns, in characters. A longer header goes on in further lines; beside it is the filter's button. */
#define MAX_WIDTH 60
#define MAX_HEADER_WIDTH 24
#define BUTTON_WIDTH 3
/* 1980-01-01, as of all parts of the zip: the same people make the same bytes. */
#define CREATED 315532800
/* Bytes of rows that are gathered before they are written. */
#define PIECE (256 * 1024)

enum
{
  FORMAT_GENERAL,
  FORMAT_TEXT,
  FORMAT_WRAPPED_TEXT,
  FORMAT_LONG_TEXT,
  FORMAT_DATE,
  FORMAT_TIME,
  FORMAT_HEADER,
  N_FORMATS,
};

struct _FairXlsxBook
{
  char *path;
  char *name;
  gboolean is_right_to_left;
  lxw_workbook *workbook;
  lxw_format *formats[N_FORMATS];
  GPtrArray *sheets;
  GHashTable *names; /* that sheets have, folded */
  FairRowQueue *rows;
  GString *text;     /* of the cell at hand, ended by a zero */
  locale_t locale;
};

struct _FairXlsxSheet
{
  FairXlsxBook *book;
  lxw_worksheet *worksheet;
  char *name;
  const FairColumn *const *columns;
  lxw_col_t n_columns;
  lxw_row_t n_rows; /* with those that wait to be written */
  lxw_row_t n_written;
  _Atomic gsize n_bytes; /* of the XML that these are, or a little less */
  FILE *rows; /* what libxlsxwriter gathers them in; its descriptor, if it is no memory, and another one at the end */
  int fd;
  int own_fd;
};

static void
sheet_free (gpointer data)
{
  FairXlsxSheet *self = data;

  g_free (self->name);
  g_free (self);
}

static void
add_formats (FairXlsxBook *self)
{
  static const char *const numbers[N_FORMATS] = {
    [FORMAT_TEXT] = "@", [FORMAT_WRAPPED_TEXT] = "@", [FORMAT_HEADER] = "@",
    [FORMAT_DATE] = "yyyy\\-mm\\-dd", [FORMAT_TIME] = "yyyy\\-mm\\-dd\\ hh:mm",
  };

  for (guint i = 0; i < N_FORMATS; i++)
    {
      self->formats[i] = workbook_add_format (self->workbook);
      format_set_align (self->formats[i], LXW_ALIGN_VERTICAL_TOP);
      if (numbers[i] != NULL)
        format_set_num_format (self->formats[i], numbers[i]);
      if (i == FORMAT_WRAPPED_TEXT || i == FORMAT_LONG_TEXT || i == FORMAT_HEADER)
        format_set_text_wrap (self->formats[i]);
    }
  format_set_bold (self->formats[FORMAT_HEADER]);
  format_set_bg_color (self->formats[FORMAT_HEADER], 0xE6EEF2);
}

static void
write_text (FairXlsxSheet *self,
            lxw_col_t      column,
            const char    *text,
            gsize          length,
            guint          format)
{
  GString *out = self->book->text;

  g_string_truncate (out, 0);
  fair_xlsx_text_append (out, text, length);
  worksheet_write_string (self->worksheet, self->n_written, column, out->str, self->book->formats[format]);
}

static guint
get_text_format (const FairColumn *column,
                 const FairCell   *cell)
{
  if (cell->length > MAX_TEXT_FORMAT)
    return FORMAT_LONG_TEXT;
  return column->wraps ? FORMAT_WRAPPED_TEXT : FORMAT_TEXT;
}

static int
take_digits (const char **at,
             guint        n_digits)
{
  int number = 0;

  for (guint i = 0; i < n_digits; i++)
    number = number * 10 + g_ascii_digit_value (*(*at)++);
  (*at)++;
  return number;
}

/* FALSE for what no spreadsheet has as a date: Excel's calendar is wrong before March 1900. */
static gboolean
write_date (FairXlsxSheet  *self,
            lxw_col_t       column,
            const FairCell *cell)
{
  gboolean has_time = cell->kind == FAIR_CELL_TIME;
  const char *at = cell->text;
  lxw_datetime date = { 0 };

  if (cell->length != strlen (has_time ? "2026-11-22 10:04:05" : "2026-11-22"))
    return FALSE;
  date.year = take_digits (&at, 4);
  date.month = take_digits (&at, 2);
  date.day = take_digits (&at, 2);
  if (has_time)
    {
      date.hour = take_digits (&at, 2);
      date.min = take_digits (&at, 2);
      date.sec = take_digits (&at, 2);
    }
  return date.year > 1900 && worksheet_write_datetime (self->worksheet, self->n_written, column, &date,
                                                       self->book->formats[has_time ? FORMAT_TIME : FORMAT_DATE]) == LXW_NO_ERROR;
}

static gboolean
write_number (FairXlsxSheet  *self,
              lxw_col_t       column,
              const FairCell *cell)
{
  GString *text = self->book->text;

  g_string_truncate (text, 0);
  g_string_append_len (text, cell->text, (gssize) cell->length);
  return worksheet_write_number (self->worksheet, self->n_written, column, (double) g_ascii_strtoull (text->str, NULL, 10),
                                 self->book->formats[FORMAT_GENERAL]) == LXW_NO_ERROR;
}

static void
write_cell (FairXlsxSheet  *self,
            lxw_col_t       column,
            const FairCell *cell)
{
  if (cell->length == 0)
    return;
  if (cell->kind == FAIR_CELL_NUMBER && write_number (self, column, cell))
    return;
  if ((cell->kind == FAIR_CELL_DATE || cell->kind == FAIR_CELL_TIME) && write_date (self, column, cell))
    return;
  write_text (self, column, cell->text, cell->length, get_text_format (self->columns[column], cell));
}

static void
write_row (gpointer        sheet,
           const FairCell *cells,
           guint           n_cells)
{
  FairXlsxSheet *self = sheet;
  locale_t before = uselocale (self->book->locale);

  for (guint i = 0; i < n_cells; i++)
    write_cell (self, (lxw_col_t) i, &cells[i]);
  uselocale (before);
  self->n_written++;
  if (self->n_written % MEASURED_ROWS == 0)
    self->n_bytes = (gsize) MAX (ftello (self->rows), (off_t) self->n_bytes);
}

/**
 * fair_xlsx_book_new:
 * @path: (type filename): where it is written at the end
 * @folder: (type filename): where files without a name may be meanwhile, with all that is in it
 * @name: (type filename): what errors call the file
 * @is_right_to_left: whether the first column is to stand on the right
 *
 * Threading: one thread at a time.
 *
 * Returns: (transfer full): a spreadsheet without a sheet
 */
FairXlsxBook *
fair_xlsx_book_new (const char *path,
                    const char *folder,
                    const char *name,
                    gboolean    is_right_to_left)
{
  FairXlsxBook *self = g_new0 (FairXlsxBook, 1);
  lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = folder };
  lxw_doc_properties properties = { .created = CREATED };

  self->path = g_strdup (path);
  self->name = g_strdup (name);
  self->is_right_to_left = is_right_to_left;
  self->workbook = workbook_new_opt (path, &options);
  workbook_set_properties (self->workbook, &properties);
  add_formats (self);
  self->sheets = g_ptr_array_new_with_free_func (sheet_free);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->rows = fair_row_queue_new (write_row);
  self->text = g_string_new (NULL);
  self->locale = newlocale (LC_NUMERIC_MASK, "C", duplocale (uselocale ((locale_t) 0)));
  return self;
}

/* In a folder that has a name for it, `errno` says what is wrong; 0 for what nobody knows. */
static gboolean
fail (const FairXlsxBook  *self,
      int                  errnum,
      GError             **error)
{
  g_autofree char *name = g_filename_display_name (self->name);

  errno = errnum;
  if (errnum != 0)
    fair_file_ops_set_error (error, self->name, _("The file could not be saved"));
  else
    g_set_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_WRITE,
                 _("Not all of the spreadsheet “%s” reached the disk, which is probably full. Nothing was put in its place. Make room "
                   "there, or export to another disk."), name);
  return FALSE;
}

/** Adds a row, with a cell for each column; empty ones are left out. There must be room for it. */
void
fair_xlsx_sheet_add_row (FairXlsxSheet  *self,
                         const FairCell *cells)
{
  fair_row_queue_add (self->book->rows, self, cells, self->n_columns);
  self->n_rows++;
}

static guint
measure (const char *text)
{
  guint width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    width += g_unichar_iswide (g_utf8_get_char (text)) ? 2 : g_unichar_iszerowidth (g_utf8_get_char (text)) ? 0 : 1;
  return width;
}

static void
begin_sheet (FairXlsxSheet *self)
{
  locale_t before = uselocale (self->book->locale);

  worksheet_freeze_panes (self->worksheet, 1, 0);
  if (self->book->is_right_to_left)
    worksheet_right_to_left (self->worksheet);
  for (lxw_col_t i = 0; i < self->n_columns; i++)
    {
      const FairColumn *column = self->columns[i];
      guint header = MIN (measure (column->header) + BUTTON_WIDTH, MAX_HEADER_WIDTH);

      worksheet_set_column (self->worksheet, i, i, MIN (MAX (column->width, header), MAX_WIDTH), NULL);
      write_text (self, i, column->header, strlen (column->header), FORMAT_HEADER);
    }
  self->n_rows++;
  self->n_written++;
  uselocale (before);
}

/* libxlsxwriter has quotes around some names only, and leaves out others that Excel wants quoted, such as "2026" and "A1". */
static void
quote_name (FairXlsxSheet *self)
{
  g_auto (GStrv) parts = g_strsplit (self->name, "'", -1);
  g_autofree char *inner = g_strjoinv ("''", parts);
  g_autofree char *quoted = g_strconcat ("'", inner, "'", NULL);

  free ((char *) self->worksheet->quoted_name);
  self->worksheet->quoted_name = strdup (quoted);
}

static gboolean
check_columns (guint    n_columns,
               GError **error)
{
  if (n_columns <= MAX_COLUMNS)
    return TRUE;
  g_set_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_WRITE,
               _("That would be %u columns, and a spreadsheet has %u at most. Export lists in one column each, or as CSV."),
               n_columns, MAX_COLUMNS);
  return FALSE;
}

/**
 * fair_xlsx_book_add_sheet:
 * @name: what people shall call it; cut and changed as spreadsheets want it
 * @columns: (array length=n_columns): borrowed; they must outlive the spreadsheet
 * @error: %FAIR_EXPORT_ERROR_WRITE, or as of fair_file_ops_set_error()
 *
 * Adds a sheet behind the others, with a header that stays in sight.
 *
 * Returns: (transfer none) (nullable): the sheet
 */
FairXlsxSheet *
fair_xlsx_book_add_sheet (FairXlsxBook             *self,
                          const char               *name,
                          const FairColumn *const  *columns,
                          guint                     n_columns,
                          GError                  **error)
{
  g_autofree char *own_name = NULL;
  lxw_worksheet *worksheet;
  FairXlsxSheet *sheet;

  if (!check_columns (n_columns, error))
    return NULL;
  own_name = fair_xlsx_text_make_sheet_name (self->names, name);
  fair_row_queue_wait (self->rows);
  errno = 0;
  worksheet = workbook_add_worksheet (self->workbook, own_name);
  if (worksheet == NULL)
    {
      fail (self, errno, error);
      return NULL;
    }
  sheet = g_new0 (FairXlsxSheet, 1);
  sheet->book = self;
  sheet->worksheet = worksheet;
  sheet->name = g_steal_pointer (&own_name);
  sheet->columns = columns;
  sheet->n_columns = (lxw_col_t) n_columns;
  sheet->rows = worksheet->optimize_tmpfile;
  sheet->fd = fileno (sheet->rows);
  sheet->own_fd = -1;
  /* each cell is several calls, all of one thread at a time: of the one that writes rows, or after fair_row_queue_wait() of this one */
  setvbuf (sheet->rows, NULL, _IOFBF, PIECE);
  __fsetlocking (sheet->rows, FSETLOCKING_BYCALLER);
  g_ptr_array_add (self->sheets, sheet);
  quote_name (sheet);
  begin_sheet (sheet);
  return sheet;
}

/** Returns: (transfer none): what people see on its tab */
const char *
fair_xlsx_sheet_get_name (const FairXlsxSheet *self)
{
  return self->name;
}

/** Returns: whether there is room for one more row */
gboolean
fair_xlsx_sheet_has_room (const FairXlsxSheet *self)
{
  return self->n_rows < MAX_ROWS && self->n_bytes < MAX_BYTES;
}

/* All columns can be filtered, and digits are texts on purpose. */
static gboolean
finish_sheet (FairXlsxSheet  *self,
              FairXlsxExtent *extent)
{
  char area[LXW_MAX_CELL_RANGE_LENGTH];

  lxw_rowcol_to_range (area, 0, 0, self->n_rows - 1, self->n_columns - 1);
  worksheet_autofilter (self->worksheet, 0, 0, self->n_rows - 1, self->n_columns - 1);
  worksheet_ignore_errors (self->worksheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, area);
  lxw_worksheet_write_single_row (self->worksheet);
  errno = 0;
  if (fflush (self->rows) != 0 || ferror (self->rows))
    return FALSE;
  *extent = (FairXlsxExtent) { self->n_rows, (guint64) ftello (self->rows) };
  self->own_fd = self->fd >= 0 ? fcntl (self->fd, F_DUPFD_CLOEXEC, 0) : -1;
  return self->own_fd >= 0 || self->fd < 0;
}

/* Where libxlsxwriter stops it does not close the rows of the sheets that it has not come to, which would fill the disk until the
 * program ends. They have no name, so whatever else may be open under that number by now is another file. */
static void
close_rows (FairXlsxSheet *self)
{
  struct stat own, other;

  if (fstat (self->own_fd, &own) == 0 && fstat (self->fd, &other) == 0 && own.st_ino == other.st_ino && own.st_dev == other.st_dev)
    fclose (self->rows);
  if (self->own_fd >= 0)
    close (self->own_fd);
}

static gboolean
close_workbook (FairXlsxBook *self)
{
  lxw_error result = workbook_close (g_steal_pointer (&self->workbook));

  for (guint i = 0; i < self->sheets->len; i++)
    close_rows (g_ptr_array_index (self->sheets, i));
  return result == LXW_NO_ERROR;
}

static void
abandon_workbook (FairXlsxBook *self)
{
  for (guint i = 0; i < self->sheets->len; i++)
    {
      FairXlsxSheet *sheet = g_ptr_array_index (self->sheets, i);

      fclose (sheet->rows);
      if (sheet->own_fd >= 0)
        close (sheet->own_fd);
    }
  lxw_workbook_free (g_steal_pointer (&self->workbook));
}

/**
 * fair_xlsx_book_finish:
 * @error: %FAIR_EXPORT_ERROR_WRITE, or as of fair_file_ops_set_error()
 *
 * Writes the file, and reads it back. Nothing may be added afterwards. Blocks.
 *
 * Returns: FALSE if not all of it is there
 */
gboolean
fair_xlsx_book_finish (FairXlsxBook  *self,
                       GError       **error)
{
  guint n_sheets = self->sheets->len;
  g_autofree FairXlsxExtent *extents = g_new0 (FairXlsxExtent, n_sheets);
  locale_t before = uselocale (self->locale);
  gboolean is_whole = TRUE;
  int errnum = 0;

  fair_row_queue_wait (self->rows);
  for (guint i = 0; i < n_sheets && is_whole; i++)
    is_whole = finish_sheet (g_ptr_array_index (self->sheets, i), &extents[i]);
  if (!is_whole)
    errnum = errno;
  is_whole = is_whole && close_workbook (self) && fair_xlsx_check (self->path, extents, n_sheets);
  uselocale (before);
  return is_whole || fail (self, errnum, error);
}

/** Frees it; what was not finished is given up. */
void
fair_xlsx_book_free (FairXlsxBook *self)
{
  fair_row_queue_free (self->rows);
  if (self->workbook != NULL)
    abandon_workbook (self);
  if (self->locale != (locale_t) 0)
    freelocale (self->locale);
  g_ptr_array_unref (self->sheets);
  g_hash_table_unref (self->names);
  g_string_free (self->text, TRUE);
  g_free (self->path);
  g_free (self->name);
  g_free (self);
}
