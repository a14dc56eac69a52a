/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sign-ups as comma-separated values. The presets suit scripts (plain), spreadsheets (excel) and Technolutions Slate, whose source
 * formats map any UTF-8 file with a header row (slate). */
#include "export/fair-csv.h"
#include "export/fair-export-format.h"
#include "export/fair-export-table.h"
#include <string.h>

typedef struct
{
  FairExportTable *table;
  gboolean for_spreadsheet;
} CsvState;

static void
append_cell (CsvState   *self,
             GString    *out,
             guint       index,
             const char *text,
             gsize       length)
{
  if (index > 0)
    g_string_append_c (out, ',');
  fair_csv_append_cell (out, text, length, self->for_spreadsheet);
}

static void
append_header (CsvState *self,
               GString  *out)
{
  /* Excel takes a file without the mark for the old code page of the system. */
  if (self->for_spreadsheet)
    g_string_append (out, "\357\273\277");
  for (guint i = 0; i < fair_export_table_get_n_columns (self->table); i++)
    {
      const char *title = fair_export_table_get_column (self->table, i)->title;

      append_cell (self, out, i, title, strlen (title));
    }
  g_string_append (out, "\r\n");
}

static gpointer
begin (GString                *out,
       const FairExportSource *source,
       FairAnswerStyle         style)
{
  CsvState *self = g_new0 (CsvState, 1);

  self->table = fair_export_table_new (source->form, source->zones, style);
  self->for_spreadsheet = style == FAIR_ANSWER_WORDS;
  append_header (self, out);
  return self;
}

static gpointer
begin_excel (GString                *out,
             const FairExportSource *source)
{
  return begin (out, source, FAIR_ANSWER_WORDS);
}

static gpointer
begin_slate (GString                *out,
             const FairExportSource *source)
{
  return begin (out, source, FAIR_ANSWER_LABELS);
}

static gpointer
begin_plain (GString                *out,
             const FairExportSource *source)
{
  return begin (out, source, FAIR_ANSWER_CODES);
}

static gboolean
csv_version (gpointer            state,
             GString            *out,
             const FairVersion  *version,
             GError            **error)
{
  CsvState *self = state;
  const FairCell *cells = fair_export_table_fill_row (self->table, version);

  for (guint i = 0; i < fair_export_table_get_n_columns (self->table); i++)
    append_cell (self, out, i, cells[i].text, cells[i].length);
  g_string_append (out, "\r\n");
  return TRUE;
}

static void
csv_free (gpointer state)
{
  fair_export_table_free (((CsvState *) state)->table);
  g_free (state);
}

const FairExporter fair_csv_excel_exporter = { TRUE, begin_excel, csv_version, NULL, csv_free };
const FairExporter fair_csv_slate_exporter = { TRUE, begin_slate, csv_version, NULL, csv_free };
const FairExporter fair_csv_plain_exporter = { TRUE, begin_plain, csv_version, NULL, csv_free };
