/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sign-ups as comma-separated values. The presets suit scripts (plain), spreadsheets (excel) and Technolutions Slate, whose source formats
 * map any UTF-8 file with a header row (slate).
 */
#include "export/fair-column-names.h"
#include "export/fair-csv.h"
#include "export/fair-export-format.h"
#include "export/fair-people-alike.h"
#include <string.h>

/* A column as it is written. */
typedef struct
{
  const char *header;
  int index; /* in the table; FAIR_EXPORT_NO_COLUMN for one that is always empty */
} Place;

typedef struct
{
  FairExportTable *table;
  GArray *places;    /* of Place */
  GHashTable *names; /* of Slate's columns */
  gboolean for_spreadsheet;
  FairPeopleAlike *alike; /* (nullable): who are one to the program that reads it */
  int keys[3];            /* by what: columns of the table */
  FairExportReport *report;
} CsvState;

/* What Slate wants to know, by the purpose of a field. They come first under names that are the same whatever the form calls its
 * fields, and are there, but for the last, even if the form does not ask. */
static const struct
{
  const char *header;
  const char *purpose;
} slate_columns[] = {
  { "first", "given-name" }, { "last", "family-name" }, { "preferred", "nickname" },
  { "email", "email" },      { "phone", "phone" },      { "birthdate", "bday" },
};

#define SLATE_FIRST 0
#define SLATE_LAST 1
#define SLATE_EMAIL 3
#define SLATE_BIRTH_DATE 5

static void
add_place (CsvState   *self,
           const char *header,
           int         index)
{
  Place place = { header, index };

  g_array_append_val (self->places, place);
}

static gboolean
is_placed (const CsvState *self,
           int             index)
{
  for (guint i = 0; i < self->places->len; i++)
    if (g_array_index (self->places, Place, i).index == index)
      return TRUE;
  return FALSE;
}

static void
place_for_slate (CsvState *self,
                 FairForm *form)
{
  static const guint keys[] = { SLATE_FIRST, SLATE_LAST, SLATE_EMAIL };

  for (guint i = 0; i < G_N_ELEMENTS (slate_columns); i++)
    {
      int index = fair_export_table_find_column (self->table, fair_form_find_field_for (form, slate_columns[i].purpose));

      fair_column_names_take (self->names, slate_columns[i].header);
      if (i != SLATE_BIRTH_DATE || index != FAIR_EXPORT_NO_COLUMN)
        add_place (self, slate_columns[i].header, index);
    }
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    self->keys[i] = g_array_index (self->places, Place, keys[i]).index;
  self->alike = fair_people_alike_new ();
}

static void
place_columns (CsvState *self)
{
  for (guint i = 0; i < fair_export_table_get_n_columns (self->table); i++)
    {
      const char *header = fair_export_table_get_column (self->table, i)->header;

      if (self->alike == NULL)
        add_place (self, header, (int) i);
      else if (!is_placed (self, (int) i))
        add_place (self, fair_column_names_take (self->names, header), (int) i);
    }
}

static void
append_header (CsvState *self,
               GString  *out)
{
  /* Excel takes a file without the mark for the old code page of the system. */
  if (self->for_spreadsheet)
    g_string_append (out, "\357\273\277");
  for (guint i = 0; i < self->places->len; i++)
    {
      const char *header = g_array_index (self->places, Place, i).header;

      if (i > 0)
        g_string_append_c (out, ',');
      fair_csv_append_cell (out, header, strlen (header), self->for_spreadsheet);
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
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  self->names = fair_column_names_new ();
  self->for_spreadsheet = source->format->style == FAIR_ANSWER_WORDS;
  self->report = source->report;
  if (source->format->style == FAIR_ANSWER_LABELS)
    place_for_slate (self, source->form);
  place_columns (self);
  append_header (self, out);
  return self;
}

static void
look_for_alike (CsvState       *self,
                const FairCell *cells,
                const char     *id)
{
  fair_people_alike_begin (self->alike);
  for (guint i = 0; i < G_N_ELEMENTS (self->keys); i++)
    {
      const FairCell *cell = self->keys[i] != FAIR_EXPORT_NO_COLUMN ? &cells[self->keys[i]] : NULL;

      fair_people_alike_take (self->alike, cell != NULL ? cell->text : "", cell != NULL ? cell->length : 0);
    }
  if (fair_people_alike_end (self->alike))
    fair_export_report_add_alike (self->report, id);
}

static gboolean
csv_version (gpointer            state,
             GString            *out,
             const FairVersion  *version,
             GError            **error)
{
  CsvState *self = state;
  const FairCell *cells = fair_export_table_fill_row (self->table, version);

  for (guint i = 0; i < self->places->len; i++)
    {
      int index = g_array_index (self->places, Place, i).index;

      if (i > 0)
        g_string_append_c (out, ',');
      if (index != FAIR_EXPORT_NO_COLUMN)
        fair_csv_append_cell (out, cells[index].text, cells[index].length, self->for_spreadsheet);
    }
  g_string_append (out, "\r\n");
  if (self->alike != NULL)
    look_for_alike (self, cells, version->id);
  return TRUE;
}

static void
csv_free (gpointer state)
{
  CsvState *self = state;

  fair_export_table_free (self->table);
  g_array_unref (self->places);
  g_hash_table_unref (self->names);
  g_clear_pointer (&self->alike, fair_people_alike_free);
  g_free (self);
}

const FairExporter fair_csv_exporter = { begin, csv_version, NULL, csv_free };
