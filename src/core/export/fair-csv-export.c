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
      const char *title = fair_export_table_get_column (self->table, i)->header;

      append_cell (self, out, i, title, strlen (title));
    }
  g_string_append (out, "\r\n");
}

static gpointer
begin (GString                 *out,
       const FairExportSource  *source,
       GError                 **error)
{
  CsvState *self = g_new0 (CsvState, 1);

  self->table = fair_export_source_make_table (source);
  self->for_spreadsheet = source->format->style == FAIR_ANSWER_WORDS;
  append_header (self, out);
  return self;
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

const FairExporter fair_csv_exporter = { begin, csv_version, NULL, csv_free };
