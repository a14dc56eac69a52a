/* SPDX-License-Identifier: GPL-3.0-or-later */
/* xlsx-loop CELLS FILE: the least that libxlsxwriter can be asked to do in constant memory: one sheet of the same cells, without a look at
 * what comes of it. CELLS has one after the other, each a letter (T a text, N a number, D a time), its characters and a zero; R begins a
 * row. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

static const char *
map_file (const char  *path,
          const char **end)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  struct stat status;
  const char *bytes;

  if (fd < 0 || fstat (fd, &status) != 0)
    exit (EXIT_FAILURE);
  bytes = mmap (NULL, (size_t) status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
  if (bytes == MAP_FAILED)
    exit (EXIT_FAILURE);
  *end = bytes + status.st_size;
  return bytes;
}

static void
write_time (lxw_worksheet *sheet,
            lxw_row_t      row,
            lxw_col_t      column,
            const char    *text,
            lxw_format    *format)
{
  lxw_datetime time = { 0 };
  int seconds = 0;

  if (sscanf (text, "%4d-%2d-%2d %2d:%2d:%2d", &time.year, &time.month, &time.day, &time.hour, &time.min, &seconds) != 6)
    exit (EXIT_FAILURE);
  time.sec = seconds;
  worksheet_write_datetime (sheet, row, column, &time, format);
}

int
main (int   argc,
      char *argv[])
{
  lxw_workbook_options options = { .constant_memory = LXW_TRUE };
  lxw_workbook *book = workbook_new_opt (argc == 3 ? argv[2] : NULL, &options);
  lxw_worksheet *sheet = workbook_add_worksheet (book, NULL);
  lxw_format *text_format = workbook_add_format (book), *time_format = workbook_add_format (book);
  lxw_row_t row = 0;
  lxw_col_t column = 0;
  const char *end;

  if (argc != 3)
    return EXIT_FAILURE;
  format_set_num_format (text_format, "@");
  format_set_num_format (time_format, "yyyy-mm-dd hh:mm");
  for (const char *at = map_file (argv[1], &end); at < end; at += strlen (at) + 1)
    {
      if (*at == 'R')
        {
          row++;
          column = 0;
          continue;
        }
      if (*at == 'N')
        worksheet_write_number (sheet, row, column, strtod (at + 1, NULL), NULL);
      else if (*at == 'D')
        write_time (sheet, row, column, at + 1, time_format);
      else if (at[1] != '\0')
        worksheet_write_string (sheet, row, column, at + 1, text_format);
      column++;
    }
  return workbook_close (book) == LXW_NO_ERROR ? EXIT_SUCCESS : EXIT_FAILURE;
}
