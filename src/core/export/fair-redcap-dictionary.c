/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The form as REDCap's data dictionary: one row for each variable, in REDCap's 18 columns.
 *
 * REDCap decodes entities in labels before it shows them as HTML, and puts values and fields in the place of names in brackets and
 * braces. So what would mean something to it stands there as its full-width twin, which is a letter like others.
 */
#include "config.h"

#include "export/fair-csv.h"
#include "export/fair-export-format.h"
#include "export/fair-redcap.h"
#include "form/fair-relevance.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* From so many choices on, a list to open takes less room. */
#define MANY_CHOICES 9

/* The columns, in REDCap's order. */
enum
{
  NAME,
  FORM,
  SECTION,
  TYPE,
  LABEL,
  CHOICES,
  NOTE,
  VALIDATION,
  MINIMUM,
  MAXIMUM,
  IDENTIFIER,
  BRANCHING,
  REQUIRED,
  ALIGNMENT,
  NUMBER,
  MATRIX,
  RANKING,
  ANNOTATION,
  N_COLUMNS
};

static const char *const headers[N_COLUMNS] = {
  "Variable / Field Name",
  "Form Name",
  "Section Header",
  "Field Type",
  "Field Label",
  "Choices, Calculations, OR Slider Labels",
  "Field Note",
  "Text Validation Type OR Show Slider Number",
  "Text Validation Min",
  "Text Validation Max",
  "Identifier?",
  "Branching Logic (Show field only if...)",
  "Required Field?",
  "Custom Alignment",
  "Question Number (surveys only)",
  "Matrix Group Name",
  "Matrix Ranking?",
  "Field Annotation",
};

typedef struct
{
  FairForm *form;
  FairRedcap *redcap;
  const char *section; /* of the row before */
  GString *cells[N_COLUMNS];
} Dictionary;

static gboolean
starts_entity (const char *text)
{
  gsize length;

  if (*text != '&')
    return FALSE;
  length = strcspn (text + 1, "; \n");
  return length > 0 && text[1 + length] == ';';
}

/* As REDCap shows it letter by letter. */
static void
append_label (GString    *out,
              const char *text,
              const char *special)
{
  for (const char *at = text; *at != '\0'; at++)
    if (strchr (special, *at) != NULL || starts_entity (at))
      g_string_append_unichar (out, (gunichar) (0xFF01 + *at - '!'));
    else
      g_string_append_c (out, *at);
}

static void
append_words (GString    *out,
              const char *text)
{
  append_label (out, text, "<>[]{}");
}

static void
append_choices (GString                  *out,
                const FairRedcapVariable *variable)
{
  for (guint i = 0; variable->codes[i] != NULL; i++)
    {
      g_autofree char *title = g_strdelimit (g_strdup (fair_field_get_choice (variable->field, i)->title), "\t\n\r", ' ');

      g_string_append_printf (out, "%s%s, ", i > 0 ? " | " : "", variable->codes[i]);
      append_label (out, title, "<>[]{}|");
    }
}

static const char *
get_type (const FairRedcapVariable *variable)
{
  switch (variable->kind)
    {
    case FAIR_REDCAP_NOTES:
      return "notes";
    case FAIR_REDCAP_YESNO:
      return "yesno";
    case FAIR_REDCAP_RADIO:
      return g_strv_length (variable->codes) < MANY_CHOICES ? "radio" : "dropdown";
    case FAIR_REDCAP_CHECKBOX:
      return "checkbox";
    default:
      return "text";
    }
}

/* REDCap knows phone numbers of single countries alone, and refuses all others: those are a text. */
static const char *
get_validation (FairRedcapKind kind)
{
  switch (kind)
    {
    case FAIR_REDCAP_EMAIL:
      return "email";
    case FAIR_REDCAP_INTEGER:
      return "integer";
    case FAIR_REDCAP_DATE:
      return "date_ymd";
    case FAIR_REDCAP_TIME:
      return "datetime_seconds_ymd";
    default:
      return "";
    }
}

/* Whether what stands in it may tell who a person is: all that people write themselves, but for their school. */
static gboolean
is_identifier (const FairRedcapVariable *variable)
{
  if (variable->field == NULL)
    return variable->kind == FAIR_REDCAP_NOTES;
  if (variable->is_other || variable->kind == FAIR_REDCAP_DATE)
    return TRUE;
  switch (fair_field_get_kind (variable->field))
    {
    case FAIR_FIELD_TEXT:
    case FAIR_FIELD_LONG_TEXT:
    case FAIR_FIELD_EMAIL:
    case FAIR_FIELD_PHONE:
      return TRUE;
    default:
      return FALSE;
    }
}

/* REDCap cannot quote a quote. */
static gboolean
can_quote (const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    if ((guchar) *at < ' ' || strchr ("'\"[]<>&\\", *at) != NULL)
      return FALSE;
  return *text != '\0';
}

static gboolean
append_chosen (GString                  *out,
               const FairRedcapVariable *variable,
               const char               *code)
{
  for (guint i = 0; variable->codes[i] != NULL; i++)
    if (g_str_equal (fair_field_get_choice (variable->field, i)->code, code))
      {
        if (variable->kind == FAIR_REDCAP_CHECKBOX)
          g_string_append_printf (out, "[%s(%s)] = '1'", variable->name, variable->codes[i]);
        else
          g_string_append_printf (out, "[%s] = '%s'", variable->name, variable->codes[i]);
        return TRUE;
      }
  return FALSE;
}

/* Appends that @variable has the answer @value; FALSE where REDCap has no words for it. */
static gboolean
append_comparison (GString                  *out,
                   const FairRedcapVariable *variable,
                   JsonNode                 *value)
{
  GType type = json_node_get_value_type (value);

  if (variable->codes != NULL)
    return type == G_TYPE_STRING && append_chosen (out, variable, json_node_get_string (value));
  if (variable->kind == FAIR_REDCAP_YESNO && type == G_TYPE_BOOLEAN)
    g_string_append_printf (out, "[%s] = '%d'", variable->name, json_node_get_boolean (value));
  else if (variable->kind == FAIR_REDCAP_INTEGER && type == G_TYPE_INT64)
    g_string_append_printf (out, "[%s] = '%" G_GINT64_FORMAT "'", variable->name, json_node_get_int (value));
  else if (variable->kind != FAIR_REDCAP_YESNO && variable->kind != FAIR_REDCAP_INTEGER && type == G_TYPE_STRING &&
           can_quote (json_node_get_string (value)))
    g_string_append_printf (out, "[%s] = '%s'", variable->name, json_node_get_string (value));
  else
    return FALSE;
  return TRUE;
}

static gboolean
append_condition (GString                  *out,
                  const FairRedcapVariable *variable,
                  const FairCondition      *condition)
{
  gsize start = out->len;

  if (condition->contains != (variable->kind == FAIR_REDCAP_CHECKBOX))
    return FALSE;
  g_string_append (out, start > 0 ? " and (" : "(");
  for (guint i = 0; i < condition->values->len; i++)
    {
      if (i > 0)
        g_string_append (out, " or ");
      if (!append_comparison (out, variable, condition->values->pdata[i]))
        {
          g_string_truncate (out, start);
          return FALSE;
        }
    }
  g_string_append_c (out, ')');
  return TRUE;
}

/* A condition that cannot be said is left out, so that the question is asked too often rather than never, and a note says so. */
static void
append_conditions (Dictionary *self,
                   FairField  *field)
{
  GPtrArray *conditions = fair_field_get_relevant (field);
  GString *note = self->cells[ANNOTATION];

  for (guint i = 0; conditions != NULL && i < conditions->len; i++)
    {
      const FairCondition *condition = conditions->pdata[i];
      const FairRedcapVariable *variable = fair_redcap_find (self->redcap, condition->field);

      if (append_condition (self->cells[BRANCHING], variable, condition))
        continue;
      if (note->len > 0)
        g_string_append_c (note, '\n');
      /* Translators: the name of a variable in REDCap. No @ here: REDCap takes words behind it for commands. */
      g_string_append_printf (note, _("Fairbook asks this only after certain answers to %s, which REDCap has no words for."), variable->name);
    }
}

static void
append_section (Dictionary *self,
                FairField  *field)
{
  const char *id = fair_field_get_section (field);

  for (guint i = 0; g_strcmp0 (self->section, id) != 0 && i < fair_form_get_n_sections (self->form); i++)
    {
      const FairFormSection *section = fair_form_get_section (self->form, i);

      if (g_str_equal (section->id, id))
        append_words (self->cells[SECTION], section->title);
    }
  self->section = id;
}

static void
describe_range (Dictionary *self,
                FairField  *field)
{
  gint64 minimum, maximum;

  fair_field_get_range (field, &minimum, &maximum);
  g_string_append_printf (self->cells[MINIMUM], "%" G_GINT64_FORMAT, minimum);
  g_string_append_printf (self->cells[MAXIMUM], "%" G_GINT64_FORMAT, maximum);
}

/* What the form says of the question. */
static void
describe_field (Dictionary               *self,
                const FairRedcapVariable *variable)
{
  FairField *field = variable->field;
  const char *help = fair_field_get_help (field);
  const char *wording = fair_field_get_wording (field);

  append_section (self, field);
  append_words (self->cells[LABEL], fair_field_get_title (field));
  if (wording != NULL)
    {
      g_string_append_c (self->cells[LABEL], '\n');
      append_words (self->cells[LABEL], wording);
    }
  if (help != NULL)
    append_words (self->cells[NOTE], help);
  if (variable->codes != NULL)
    append_choices (self->cells[CHOICES], variable);
  if (variable->kind == FAIR_REDCAP_INTEGER)
    describe_range (self, field);
  if (fair_field_is_required (field))
    g_string_append_c (self->cells[REQUIRED], 'y');
  append_conditions (self, field);
}

/* What is none of a question's choices is called as what is no question's. */
static void
append_title (Dictionary               *self,
              const FairRedcapVariable *variable)
{
  const GPtrArray *variables = self->redcap->variables;

  if (variable->is_other)
    {
      append_words (self->cells[LABEL], fair_field_get_title (variable->field));
      g_string_append (self->cells[LABEL], ": ");
      variable = variables->pdata[variables->len - 1];
    }
  append_words (self->cells[LABEL], fair_redcap_get_column (self->redcap, variable)->title);
}

static void
describe (Dictionary               *self,
          const FairRedcapVariable *variable)
{
  g_string_append (self->cells[NAME], variable->name);
  g_string_append (self->cells[FORM], self->redcap->form_name);
  g_string_append (self->cells[TYPE], get_type (variable));
  g_string_append (self->cells[VALIDATION], get_validation (variable->kind));
  if (is_identifier (variable))
    g_string_append_c (self->cells[IDENTIFIER], 'y');
  if (variable->kind == FAIR_REDCAP_TIME)
    g_string_append (self->cells[NOTE], "UTC");
  if (variable->field != NULL && !variable->is_other)
    describe_field (self, variable);
  else
    append_title (self, variable);
}

static void
append_row (Dictionary *self,
            GString    *out)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      fair_csv_append_cell (out, self->cells[i]->str, self->cells[i]->len, FALSE);
      g_string_append (out, i < N_COLUMNS - 1 ? "," : "\r\n");
      g_string_truncate (self->cells[i], 0);
    }
}

static gpointer
begin (GString                 *out,
       const FairExportSource  *source,
       GError                 **error)
{
  Dictionary *self = g_new0 (Dictionary, 1);

  self->form = source->form;
  self->redcap = fair_redcap_new (source->form, source->zones);
  for (guint i = 0; i < N_COLUMNS; i++)
    self->cells[i] = g_string_new (headers[i]);
  append_row (self, out);
  for (guint i = 0; i < self->redcap->variables->len; i++)
    {
      describe (self, self->redcap->variables->pdata[i]);
      append_row (self, out);
    }
  return self;
}

static void
dictionary_free (gpointer state)
{
  Dictionary *self = state;

  fair_redcap_free (self->redcap);
  for (guint i = 0; i < N_COLUMNS; i++)
    g_string_free (self->cells[i], TRUE);
  g_free (self);
}

const FairExporter fair_redcap_dictionary_exporter = { begin, NULL, NULL, dictionary_free };
