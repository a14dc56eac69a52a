/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sign-ups as records for REDCap's Data Import Tool: a column for each variable, and for each choice of a checkbox, as its own exports
 * have them. It refuses a file as a whole for one value that a variable cannot hold, so such a value goes where any text can stand.
 */
#include "export/fair-csv.h"
#include "export/fair-export-format.h"
#include "export/fair-redcap.h"

#include "base/fair-json.h"
#include <string.h>

/* What REDCap takes for an address in each of its versions, which differ in what else they take. */
#define EMAIL "^[a-z0-9_'+-]+(\\.[a-z0-9_'+-]+)*@[a-z0-9-]+(\\.[a-z0-9-]+)*\\.[a-z]{2,63}$"

/* What REDCap keeps of a form whose answers are complete. */
#define COMPLETE "2"

typedef struct
{
  FairRedcap *redcap;
  GRegex *email;
  GString *text;
  GString *misfits; /* of the person at hand: what no variable can hold, as the members of a JSON object */
} RecordState;

static void
append_text (GString    *out,
             const char *text)
{
  fair_csv_append_cell (out, text, strlen (text), FALSE);
}

static void
append_checkbox_headers (GString                  *out,
                         const FairRedcapVariable *variable)
{
  for (guint i = 0; variable->codes[i] != NULL; i++)
    {
      g_autofree char *code = g_ascii_strdown (variable->codes[i], -1);

      g_string_append_printf (out, "%s%s___%s", i > 0 ? "," : "", variable->name, code);
    }
}

static gpointer
begin (GString                 *out,
       const FairExportSource  *source,
       GError                 **error)
{
  RecordState *self = g_new0 (RecordState, 1);

  self->redcap = fair_redcap_new (source->form, source->zones);
  self->email = g_regex_new (EMAIL, G_REGEX_CASELESS | G_REGEX_OPTIMIZE | G_REGEX_DOLLAR_ENDONLY, 0, NULL);
  self->text = g_string_new (NULL);
  self->misfits = g_string_new (NULL);
  for (guint i = 0; i < self->redcap->variables->len; i++)
    {
      const FairRedcapVariable *variable = self->redcap->variables->pdata[i];

      if (variable->kind == FAIR_REDCAP_CHECKBOX)
        append_checkbox_headers (out, variable);
      else
        g_string_append (out, variable->name);
      g_string_append_c (out, ',');
    }
  g_string_append_printf (out, "%s_complete\r\n", self->redcap->form_name);
  return self;
}

static gboolean
is_email (const RecordState *self,
          const FairCell    *cell)
{
  return yyjson_is_str (cell->value) && g_regex_match_full (self->email, cell->text, (gssize) cell->length, 0, 0, NULL, NULL);
}

/* Whether REDCap takes the cell as it is. */
static gboolean
fits (const RecordState        *self,
      const FairRedcapVariable *variable,
      const FairCell           *cell)
{
  switch (variable->kind)
    {
    case FAIR_REDCAP_EMAIL:
      return is_email (self, cell);
    case FAIR_REDCAP_INTEGER:
      return cell->kind == FAIR_CELL_NUMBER || variable->field == NULL;
    case FAIR_REDCAP_DATE:
      return cell->kind == FAIR_CELL_DATE;
    case FAIR_REDCAP_YESNO:
      return cell->kind == FAIR_CELL_FLAG;
    default:
      return TRUE;
    }
}

static void
add_misfit (RecordState              *self,
            const FairRedcapVariable *variable,
            const FairCell           *cell)
{
  /* an id has nothing that JSON would escape */
  g_string_append_printf (self->misfits, "%s\"%s\":", self->misfits->len > 0 ? "," : "", fair_field_get_id (variable->field));
  fair_json_append (self->misfits, cell->value);
}

/* What was chosen, by REDCap's code; of what is none of the choices nothing stands here. */
static void
append_choice (GString                  *out,
               const FairRedcapVariable *variable,
               const FairCell           *cell)
{
  for (guint i = 0; variable->codes[i] != NULL; i++)
    if (yyjson_equals_str (cell->value, fair_field_get_choice (variable->field, i)->code))
      g_string_append (out, variable->codes[i]);
}

static void
append_checkboxes (GString                  *out,
                   const FairRedcapVariable *variable,
                   const FairCell           *cells)
{
  for (guint i = 0; variable->codes[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      g_string_append_c (out, cells[i].flag ? '1' : '0');
    }
}

/* The table has that of a list; of a single choice it is made here. */
static void
append_other (RecordState              *self,
              GString                  *out,
              const FairRedcapVariable *variable,
              const FairCell           *cell)
{
  g_string_truncate (self->text, 0);
  if (fair_redcap_get_column (self->redcap, variable)->kind == FAIR_CELL_CODE)
    fair_answer_text_append_others (self->text, variable->field, cell->value, FAIR_ANSWER_CODES);
  else
    g_string_append_len (self->text, cell->text, (gssize) cell->length);
  append_text (out, self->text->str);
}

/* "2026-11-22T15:04:05.123Z": a leap second is none of REDCap's. */
static void
append_time (GString        *out,
             const FairCell *cell)
{
  gboolean is_leap = strncmp (cell->text + 17, "60", 2) == 0;

  g_string_append_printf (out, "%.10s %.6s%.2s", cell->text, cell->text + 11, is_leap ? "59" : cell->text + 17);
}

static void
append_variable (RecordState              *self,
                 GString                  *out,
                 const FairRedcapVariable *variable,
                 const FairCell           *cell)
{
  if (variable->is_other)
    append_other (self, out, variable, cell);
  else if (variable->kind == FAIR_REDCAP_CHECKBOX)
    append_checkboxes (out, variable, cell);
  else if (cell->length == 0)
    return;
  else if (!fits (self, variable, cell))
    add_misfit (self, variable, cell);
  else if (variable->kind == FAIR_REDCAP_RADIO)
    append_choice (out, variable, cell);
  else if (variable->kind == FAIR_REDCAP_TIME)
    append_time (out, cell);
  else if (variable->kind == FAIR_REDCAP_YESNO)
    g_string_append_c (out, cell->flag ? '1' : '0');
  else
    fair_csv_append_cell (out, cell->text, cell->length, FALSE);
}

/* Answers that are no field's, and what fits nowhere else, as one JSON object. */
static void
append_left_over (RecordState    *self,
                  GString        *out,
                  const FairCell *others)
{
  g_string_assign (self->text, self->misfits->len > 0 ? "{" : "");
  g_string_append_len (self->text, self->misfits->str, (gssize) self->misfits->len);
  if (self->misfits->len == 0)
    g_string_append_len (self->text, others->text, (gssize) others->length);
  else if (others->length > 0)
    {
      g_string_append_c (self->text, ',');
      g_string_append_len (self->text, others->text + 1, (gssize) others->length - 1);
    }
  else
    {
      g_string_append_c (self->text, '}');
    }
  append_text (out, self->text->str);
}

static gboolean
record_version (gpointer            state,
                GString            *out,
                const FairVersion  *version,
                GError            **error)
{
  RecordState *self = state;
  const GPtrArray *variables = self->redcap->variables;
  const FairCell *cells = fair_export_table_fill_row (self->redcap->table, version);

  g_string_truncate (self->misfits, 0);
  for (guint i = 0; i < variables->len; i++)
    {
      const FairRedcapVariable *variable = variables->pdata[i];

      if (i == variables->len - 1)
        append_left_over (self, out, &cells[variable->column]);
      else
        append_variable (self, out, variable, &cells[variable->column]);
      g_string_append_c (out, ',');
    }
  g_string_append (out, COMPLETE "\r\n");
  return TRUE;
}

static void
record_free (gpointer state)
{
  RecordState *self = state;

  fair_redcap_free (self->redcap);
  g_regex_unref (self->email);
  g_string_free (self->text, TRUE);
  g_string_free (self->misfits, TRUE);
  g_free (self);
}

const FairExporter fair_redcap_exporter = { begin, record_version, NULL, record_free };
