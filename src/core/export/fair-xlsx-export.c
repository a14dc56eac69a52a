/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sign-ups as a spreadsheet: a sheet for each fair, in the order in which they are met, and one that counts what is in them. */
#include "config.h"

#include "export/fair-export-format.h"
#include "export/fair-xlsx-book.h"
#include "export/fair-xlsx-counts.h"
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unicode/uloc.h>

/* Each sheet has a file open until the end, of which a program may have about a thousand. */
#define MAX_FAIRS 100

/* Of "2026-11-22 10:04:05". */
#define DAY_LENGTH 10

typedef struct
{
  const char *name;     /* of the first sheet */
  char *title;          /* what people call it, in full */
  FairXlsxSheet *sheet; /* the one with room */
  guint64 n_people;
} Fair;

typedef struct
{
  const FairExportSource *source;
  FairExportTable *table;
  GPtrArray *columns; /* of FairColumn */
  guint time_column;
  FairXlsxBook *book;
  GPtrArray *order;  /* of Fair, as their sheets are */
  GHashTable *fairs; /* event → Fair */
  FairXlsxCounts *counts;
} XlsxState;

static void
fair_free (gpointer data)
{
  Fair *fair = data;

  g_free (fair->title);
  g_free (fair);
}

static void
take_columns (XlsxState *self)
{
  self->columns = g_ptr_array_new ();
  for (guint i = 0; i < fair_export_table_get_n_columns (self->table); i++)
    {
      const FairColumn *column = fair_export_table_get_column (self->table, i);

      if (column->kind == FAIR_CELL_TIME)
        self->time_column = i;
      g_ptr_array_add (self->columns, (gpointer) column);
    }
}

static void
xlsx_free (gpointer state)
{
  XlsxState *self = state;

  fair_xlsx_counts_free (self->counts);
  g_clear_pointer (&self->book, fair_xlsx_book_free);
  g_hash_table_unref (self->fairs);
  g_ptr_array_unref (self->order);
  g_ptr_array_unref (self->columns);
  fair_export_table_free (self->table);
  g_free (self);
}

static gpointer
begin (GString                 *out,
       const FairExportSource  *source,
       GError                 **error)
{
  const char *path = fair_export_file_hand_out (source->file, error);
  g_autofree char *folder = fair_export_file_dup_spool_folder (source->file);
  XlsxState *self;

  if (path == NULL)
    return NULL;
  self = g_new0 (XlsxState, 1);
  self->source = source;
  self->table = fair_export_source_make_table (source);
  take_columns (self);
  self->book = fair_xlsx_book_new (path, folder, fair_export_file_get_path (source->file),
                                   uloc_isRightToLeft (fair_form_get_language (source->form)));
  self->fairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->order = g_ptr_array_new_with_free_func (fair_free);
  self->counts = fair_xlsx_counts_new (source->form);
  return self;
}

static gboolean
add_sheet (XlsxState   *self,
           Fair        *fair,
           GError     **error)
{
  fair->sheet = fair_xlsx_book_add_sheet (self->book, fair->title, (const FairColumn *const *) self->columns->pdata, self->columns->len,
                                          error);
  if (fair->sheet != NULL && fair->name == NULL)
    fair->name = fair_xlsx_sheet_get_name (fair->sheet);
  return fair->sheet != NULL;
}

static Fair *
add_fair (XlsxState  *self,
          const char *title)
{
  Fair *fair = g_new0 (Fair, 1);

  fair->title = g_strdup (title);
  g_ptr_array_add (self->order, fair);
  return fair;
}

static const char *
get_title (const XlsxState *self,
           const char      *event)
{
  return *event != '\0' ? fair_program_get_event_name (self->source->program, event) : _("No Fair");
}

/* Those that come after very many others share what is the last of them. */
static Fair *
find_fair (XlsxState  *self,
           const char *event)
{
  Fair *fair = g_hash_table_lookup (self->fairs, event);

  if (fair != NULL)
    return fair;
  if (self->order->len > MAX_FAIRS)
    return g_ptr_array_index (self->order, MAX_FAIRS);
  if (self->order->len == MAX_FAIRS)
    return add_fair (self, _("More Fairs"));
  fair = add_fair (self, get_title (self, event));
  g_hash_table_insert (self->fairs, g_strdup (event), fair);
  return fair;
}

static gboolean
xlsx_version (gpointer            state,
              GString            *out,
              const FairVersion  *version,
              GError            **error)
{
  XlsxState *self = state;
  Fair *fair = find_fair (self, version->event);
  const FairCell *cells;

  if ((fair->sheet == NULL || !fair_xlsx_sheet_has_room (fair->sheet)) && !add_sheet (self, fair, error))
    return FALSE;
  cells = fair_export_table_fill_row (self->table, version);
  fair_xlsx_sheet_add_row (fair->sheet, cells);
  fair->n_people++;
  fair_xlsx_counts_add (self->counts, version, cells[self->time_column].text, MIN (cells[self->time_column].length, DAY_LENGTH));
  return TRUE;
}

/* One row of the sheet that counts: @what is nothing where the first column says all. */
static void
add_count (const char     *by,
           const FairCell *what,
           guint64         n_people,
           gpointer        sheet)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, n_people);
  const FairCell cells[] = { { .text = by, .length = strlen (by) }, *what,
                             { .kind = FAIR_CELL_NUMBER, .text = number, .length = strlen (number) } };

  fair_xlsx_sheet_add_row (sheet, cells);
}

static void
add_count_of (FairXlsxSheet *sheet,
              const char    *by,
              const char    *what,
              guint64        n_people)
{
  const FairCell cell = { .text = what, .length = strlen (what) };

  add_count (by, &cell, n_people, sheet);
}

/* Each reason once, in the order in which they were first met. */
static void
count_left_out (FairXlsxSheet *sheet,
                GPtrArray     *left_out)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < left_out->len; i++)
    {
      const FairLeftOut *one = g_ptr_array_index (left_out, i);

      g_hash_table_insert (counts, one->reason, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, one->reason)) + 1));
    }
  for (guint i = 0; i < left_out->len; i++)
    {
      const FairLeftOut *one = g_ptr_array_index (left_out, i);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, one->reason));

      if (n > 0)
        add_count_of (sheet, _("Left out"), one->reason, n);
      g_hash_table_remove (counts, one->reason);
    }
}

static void
count_all (const XlsxState *self,
           FairXlsxSheet   *sheet)
{
  const FairExportReport *report = self->source->report;

  add_count_of (sheet, _("In this file"), "", report->n_written);
  if (report->n_unfinished > 0)
    add_count_of (sheet, _("Left out"), _("Forms that somebody left unfinished"), report->n_unfinished);
  if (report->read->bad_lines->len > 0)
    add_count_of (sheet, _("Left out"), _("Lines that could not be read"), report->read->bad_lines->len);
  count_left_out (sheet, report->left_out);
  for (guint i = 0; i < self->order->len; i++)
    {
      const Fair *fair = g_ptr_array_index (self->order, i);

      if (fair->n_people > 0)
        add_count_of (sheet, _("Fair"), fair->name, fair->n_people);
    }
  fair_xlsx_counts_foreach (self->counts, add_count, sheet);
}

static gboolean
xlsx_end (gpointer   state,
          GString   *out,
          GError   **error)
{
  XlsxState *self = state;
  const FairColumn columns[] = {
    { .header = _("Counted by"), .width = 36, .wraps = TRUE },
    { .header = _("What"), .width = 50, .wraps = TRUE },
    { .header = _("People"), .kind = FAIR_CELL_NUMBER, .width = 10 },
  };
  const FairColumn *const pointers[] = { &columns[0], &columns[1], &columns[2] };
  FairXlsxSheet *sheet;

  /* a spreadsheet of nobody has the columns, too */
  if (self->order->len == 0 && !add_sheet (self, add_fair (self, _("People")), error))
    return FALSE;
  sheet = fair_xlsx_book_add_sheet (self->book, _("Statistics"), pointers, G_N_ELEMENTS (pointers), error);
  if (sheet == NULL)
    return FALSE;
  count_all (self, sheet);
  return fair_xlsx_book_finish (self->book, error);
}

const FairExporter fair_xlsx_exporter = { begin, xlsx_version, xlsx_end, xlsx_free };
