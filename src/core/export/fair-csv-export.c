/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sign-ups as comma-separated values: a column for each field of the form, and one for answers that the form does not
 * know. The presets suit scripts (plain), spreadsheets (excel) and Technolutions Slate, whose source formats map any
 * UTF-8 file with a header row (slate). */
#include "config.h"

#include "base/fair-json.h"
#include "export/fair-csv.h"
#include "export/fair-export-format.h"
#include "form/fair-answer-text.h"
#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  FairField *field;
  const char *id;
  gsize length;
} Column;

typedef struct
{
  FairForm *form;
  gboolean for_spreadsheet;
  FairAnswerStyle style;
  Column *columns;
  yyjson_val **values; /* of the version at hand, by column */
  guint n_columns;
  guint expected; /* the column that the next answer probably belongs to */
  GString *scratch;
  GString *others;
} CsvState;

static const char *const frame_ids[] = { "id", "signed_up_at", "event", "lang", "rev", "other_answers" };
static const char *const frame_titles[] = {
  N_("ID"), N_("Signed up (UTC)"), N_("Fair"), N_("Language"), N_("Version"), N_("Other answers"),
};
#define FRAME_BEFORE 5
#define FRAME_OTHERS 5

static void
append_cell (CsvState   *self,
             GString    *out,
             const char *text,
             gsize       length)
{
  fair_csv_append_cell (out, text, length, self->for_spreadsheet);
}

static void
append_frame_header (CsvState *self,
                     GString  *out,
                     guint     index)
{
  const char *text = self->for_spreadsheet ? _(frame_titles[index]) : frame_ids[index];

  append_cell (self, out, text, strlen (text));
}

static gboolean
is_frame_id (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (frame_ids); i++)
    if (g_str_equal (id, frame_ids[i]))
      return TRUE;
  return FALSE;
}

static void
append_field_header (CsvState     *self,
                     GString      *out,
                     const Column *column)
{
  g_autofree char *distinct = NULL;
  const char *text = column->id;

  if (self->for_spreadsheet)
    text = fair_field_get_title (column->field);
  else if (is_frame_id (column->id))
    text = distinct = g_strconcat ("answer_", column->id, NULL);
  append_cell (self, out, text, strlen (text));
}

static void
append_header (CsvState *self,
               GString  *out)
{
  /* Excel takes a file without the mark for the old code page of the system. */
  if (self->for_spreadsheet)
    g_string_append (out, "\357\273\277");
  for (guint i = 0; i < FRAME_BEFORE; i++)
    {
      append_frame_header (self, out, i);
      g_string_append_c (out, ',');
    }
  for (guint i = 0; i < self->n_columns; i++)
    {
      append_field_header (self, out, &self->columns[i]);
      g_string_append_c (out, ',');
    }
  append_frame_header (self, out, FRAME_OTHERS);
  g_string_append (out, "\r\n");
}

static void
add_columns (CsvState *self)
{
  self->n_columns = fair_form_get_n_fields (self->form);
  self->columns = g_new0 (Column, self->n_columns);
  self->values = g_new0 (yyjson_val *, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    {
      Column *column = &self->columns[i];

      column->field = fair_form_get_field (self->form, i);
      column->id = fair_field_get_id (column->field);
      column->length = strlen (column->id);
    }
}

static gpointer
begin (GString        *out,
       FairForm       *form,
       FairAnswerStyle style,
       gboolean        for_spreadsheet)
{
  CsvState *self = g_new0 (CsvState, 1);

  self->form = g_object_ref (form);
  self->for_spreadsheet = for_spreadsheet;
  self->style = style;
  self->scratch = g_string_new (NULL);
  self->others = g_string_new (NULL);
  add_columns (self);
  append_header (self, out);
  return self;
}

static gpointer
begin_excel (GString   *out,
             FairForm  *form,
             FairStore *store)
{
  return begin (out, form, FAIR_ANSWER_WORDS, TRUE);
}

static gpointer
begin_slate (GString   *out,
             FairForm  *form,
             FairStore *store)
{
  return begin (out, form, FAIR_ANSWER_LABELS, FALSE);
}

static gpointer
begin_plain (GString   *out,
             FairForm  *form,
             FairStore *store)
{
  return begin (out, form, FAIR_ANSWER_CODES, FALSE);
}

static Column *
find_column (CsvState   *self,
             yyjson_val *key,
             guint      *index)
{
  const char *id = yyjson_get_str (key);
  gsize length = yyjson_get_len (key);

  for (guint i = 0; i < self->n_columns; i++)
    {
      guint at = (self->expected + i) % self->n_columns;

      if (self->columns[at].length == length && memcmp (self->columns[at].id, id, length) == 0)
        {
          self->expected = at + 1;
          *index = at;
          return &self->columns[at];
        }
    }
  return NULL;
}

static void
gather_other (CsvState   *self,
              yyjson_val *key,
              yyjson_val *value)
{
  g_string_append_c (self->others, self->others->len == 0 ? '{' : ',');
  fair_json_append (self->others, key);
  g_string_append_c (self->others, ':');
  fair_json_append (self->others, value);
}

static void
sort_answers (CsvState   *self,
              yyjson_val *answers)
{
  yyjson_obj_iter members;
  yyjson_val *key;
  guint index;

  memset (self->values, 0, self->n_columns * sizeof *self->values);
  g_string_truncate (self->others, 0);
  self->expected = 0;
  yyjson_obj_iter_init (answers, &members);
  while ((key = yyjson_obj_iter_next (&members)) != NULL)
    {
      yyjson_val *value = yyjson_obj_iter_get_val (key);

      if (find_column (self, key, &index) != NULL)
        self->values[index] = value;
      else
        gather_other (self, key, value);
    }
  if (self->others->len > 0)
    g_string_append_c (self->others, '}');
}

static void
append_value (CsvState     *self,
              GString      *out,
              const Column *column,
              yyjson_val   *value)
{
  g_string_truncate (self->scratch, 0);
  fair_answer_text_append (self->scratch, column->field, value, self->style);
  append_cell (self, out, self->scratch->str, self->scratch->len);
}

/* Excel knows a date and time without the T, the fraction and the zone; with them, the cell stays a text. */
static void
append_time (CsvState   *self,
             GString    *out,
             const char *at)
{
  if (self->for_spreadsheet && strlen (at) >= 19 && at[10] == 'T')
    {
      g_string_assign (self->scratch, at);
      g_string_truncate (self->scratch, 19);
      self->scratch->str[10] = ' ';
      at = self->scratch->str;
    }
  append_cell (self, out, at, strlen (at));
}

static void
append_frame (CsvState         *self,
              GString          *out,
              const FairVersion *version)
{
  append_cell (self, out, version->id, strlen (version->id));
  g_string_append_c (out, ',');
  append_time (self, out, version->at);
  g_string_append_c (out, ',');
  append_cell (self, out, version->event, strlen (version->event));
  g_string_append_c (out, ',');
  append_cell (self, out, version->lang, strlen (version->lang));
  g_string_append_printf (out, ",%" G_GINT64_FORMAT ",", version->rev);
}

static gboolean
csv_version (gpointer            state,
             GString            *out,
             const FairVersion  *version,
             GError            **error)
{
  CsvState *self = state;

  sort_answers (self, fair_version_get_answers (version));
  append_frame (self, out, version);
  for (guint i = 0; i < self->n_columns; i++)
    {
      append_value (self, out, &self->columns[i], self->values[i]);
      g_string_append_c (out, ',');
    }
  append_cell (self, out, self->others->str, self->others->len);
  g_string_append (out, "\r\n");
  return TRUE;
}

static void
csv_free (gpointer state)
{
  CsvState *self = state;

  g_clear_object (&self->form);
  g_free (self->columns);
  g_free (self->values);
  g_string_free (self->scratch, TRUE);
  g_string_free (self->others, TRUE);
  g_free (self);
}

const FairExporter fair_csv_excel_exporter = { TRUE, begin_excel, csv_version, NULL, csv_free };
const FairExporter fair_csv_slate_exporter = { TRUE, begin_slate, csv_version, NULL, csv_free };
const FairExporter fair_csv_plain_exporter = { TRUE, begin_plain, csv_version, NULL, csv_free };
