/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form as REDCap's variables: what each is called, and what it may hold.
 *
 * REDCap's own rules for names are those of its data dictionary; that a checkbox has a column `variable___code` for each choice, whose
 * code is in lower case and has lost all but letters, digits and underscores, those of its import. No name here has two underscores in
 * a row, so that no such column is ever the name of a variable, nor of another checkbox.
 */
#include "export/fair-redcap.h"

#include <string.h>

#define MAX_NAME 26
#define MAX_CODE 100

/* What is called so in every project: of its own, or of REDCap's. */
static const char *const reserved[] = { "record_id", "hidden_edit_flag" };

/* Names that there are, in lower case. */
typedef GHashTable Taken;

static void
trim (GString *name,
      gsize    length)
{
  g_string_truncate (name, MIN (name->len, length));
  if (name->len > 0 && name->str[name->len - 1] == '_')
    g_string_truncate (name, name->len - 1);
}

/* The letters and digits of @text, with one underscore between them for whatever else there is. */
static GString *
make_base (const char *text,
           gsize       max_length)
{
  g_autofree char *ascii = g_str_to_ascii (text, "C");
  GString *name = g_string_new (NULL);

  for (const char *at = ascii; *at != '\0' && name->len < max_length; at++)
    if (g_ascii_isalnum (*at))
      g_string_append_c (name, *at);
    else if (name->len > 0 && name->str[name->len - 1] != '_')
      g_string_append_c (name, '_');
  trim (name, max_length);
  return name;
}

/* Takes @base. */
static char *
take_name (Taken   *taken,
           GString *base,
           gsize    max_length)
{
  gsize length = base->len;

  for (guint n = 1;; n++)
    {
      g_autofree char *suffix = n > 1 ? g_strdup_printf ("_%u", n) : g_strdup ("");
      g_autofree char *folded = NULL;

      trim (base, MIN (length, max_length - strlen (suffix)));
      g_string_append (base, suffix);
      folded = g_ascii_strdown (base->str, -1);
      if (g_hash_table_add (taken, g_steal_pointer (&folded)))
        return g_string_free (base, FALSE);
      /* the next suffix takes the place of this one */
      g_string_truncate (base, base->len - strlen (suffix));
    }
}

/* A name of REDCap's, which begins with a letter; what begins with "redcap_" are its own. */
static char *
take_variable (Taken      *taken,
               const char *text)
{
  GString *base = make_base (text, MAX_NAME);

  g_string_ascii_down (base);
  if (!g_ascii_isalpha (base->str[0]) || g_str_has_prefix (base->str, "redcap_"))
    {
      g_string_prepend (base, base->len > 0 ? "f_" : "f");
      trim (base, MAX_NAME);
    }
  return take_name (taken, base, MAX_NAME);
}

static char *
take_other (Taken      *taken,
            const char *name)
{
  static const char ending[] = "_other";
  GString *base = g_string_new (name);

  trim (base, MAX_NAME - strlen (ending));
  g_string_append (base, ending);
  return take_name (taken, base, MAX_NAME);
}

static Taken *
taken_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* Codes that are good as they are keep themselves, wherever they stand. */
static char **
make_codes (FairField *field)
{
  g_autoptr (GHashTable) taken = taken_new ();
  guint n = fair_field_get_n_choices (field);
  char **codes = g_new0 (char *, n + 1);

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < n; i++)
      {
        const char *code = fair_field_get_choice (field, i)->code;
        GString *base = codes[i] == NULL ? make_base (code, MAX_CODE) : NULL;

        if (base != NULL && base->len == 0)
          g_string_assign (base, "choice");
        if (base != NULL && (round == 1 || g_str_equal (base->str, code)))
          codes[i] = take_name (taken, base, MAX_CODE);
        else if (base != NULL)
          g_string_free (base, TRUE);
      }
  return codes;
}

static FairRedcapKind
get_kind (const FairColumn *column)
{
  static const FairRedcapKind kinds[] = {
    [FAIR_FIELD_TEXT] = FAIR_REDCAP_TEXT,       [FAIR_FIELD_LONG_TEXT] = FAIR_REDCAP_NOTES,   [FAIR_FIELD_EMAIL] = FAIR_REDCAP_EMAIL,
    [FAIR_FIELD_PHONE] = FAIR_REDCAP_TEXT,      [FAIR_FIELD_YEAR] = FAIR_REDCAP_INTEGER,      [FAIR_FIELD_CHOICE] = FAIR_REDCAP_RADIO,
    [FAIR_FIELD_CHOICES] = FAIR_REDCAP_CHECKBOX, [FAIR_FIELD_SUGGESTION] = FAIR_REDCAP_TEXT, [FAIR_FIELD_CONSENT] = FAIR_REDCAP_YESNO,
  };

  if (column->kind == FAIR_CELL_DATE)
    return FAIR_REDCAP_DATE;
  if (column->field != NULL)
    return kinds[fair_field_get_kind (column->field)];
  return column->kind == FAIR_CELL_TIME ? FAIR_REDCAP_TIME : column->kind == FAIR_CELL_NUMBER ? FAIR_REDCAP_INTEGER : FAIR_REDCAP_TEXT;
}

static void
variable_free (gpointer data)
{
  FairRedcapVariable *self = data;

  g_free (self->name);
  g_strfreev (self->codes);
  g_free (self);
}

/* Returns: (transfer none) */
static FairRedcapVariable *
add_variable (FairRedcap    *self,
              FairRedcapKind kind,
              guint          column,
              gboolean       is_other)
{
  FairRedcapVariable *variable = g_new0 (FairRedcapVariable, 1);

  variable->kind = kind;
  variable->column = column;
  variable->field = fair_export_table_get_column (self->table, column)->field;
  variable->is_other = is_other;
  g_ptr_array_add (self->variables, variable);
  return variable;
}

/* What is chosen is followed by a place for what is none of the choices: an older form may have had others. */
static void
add_field (FairRedcap    *self,
           FairRedcapKind kind,
           guint         *column)
{
  FairRedcapVariable *variable = add_variable (self, kind, *column, FALSE);

  if (kind != FAIR_REDCAP_RADIO && kind != FAIR_REDCAP_CHECKBOX)
    return;
  variable->codes = make_codes (variable->field);
  if (kind == FAIR_REDCAP_CHECKBOX)
    *column += fair_field_get_n_choices (variable->field);
  add_variable (self, FAIR_REDCAP_TEXT, *column, TRUE);
}

static void
add_variables (FairRedcap *self)
{
  guint n = fair_export_table_get_n_columns (self->table);

  for (guint i = 0; i < n; i++)
    {
      FairRedcapKind kind = get_kind (fair_export_table_get_column (self->table, i));

      add_field (self, i == n - 1 ? FAIR_REDCAP_NOTES : kind, &i);
    }
}

/* What is there in every project comes first, then the fields by their ids, and last what Fairbook adds to them: a field whose id can
 * stay as it is keeps it. */
static void
name_variables (FairRedcap *self,
                const char *form_id)
{
  g_autoptr (GHashTable) taken = taken_new ();
  g_autoptr (GHashTable) forms = taken_new ();

  for (guint i = 0; i < G_N_ELEMENTS (reserved); i++)
    g_hash_table_add (taken, g_strdup (reserved[i]));
  self->form_name = take_variable (forms, form_id);
  g_hash_table_add (taken, g_strconcat (self->form_name, "_complete", NULL));
  for (guint round = 0; round < 4; round++)
    for (guint i = 0; i < self->variables->len; i++)
      {
        FairRedcapVariable *variable = self->variables->pdata[i];
        const char *id = variable->field != NULL ? fair_field_get_id (variable->field) : fair_redcap_get_column (self, variable)->id;
        g_autoptr (GString) base = make_base (id, MAX_NAME);
        guint turn = variable->field == NULL ? 0 : variable->is_other ? 3 : g_str_equal (base->str, id) ? 1 : 2;

        if (turn != round)
          continue;
        if (i == 0)
          variable->name = g_strdup (reserved[0]);
        else if (variable->is_other)
          variable->name = take_other (taken, fair_redcap_find (self, id)->name);
        else
          variable->name = take_variable (taken, id);
      }
}

/**
 * fair_redcap_new:
 * @form: the form; its names depend on nothing else
 * @zones: (transfer none): as for fair_export_table_new()
 *
 * Source: REDCap's help on the data dictionary, and what its Data Import Tool says of checkboxes. Threading: any.
 *
 * Returns: (transfer full): the variables of @form
 */
FairRedcap *
fair_redcap_new (FairForm            *form,
                 const FairTimeZones *zones)
{
  const FairTableOptions options = { .style = FAIR_ANSWER_CODES, .choices_apart = TRUE };
  const char *tag = fair_form_get_version_tag (form);
  g_autofree char *id = g_strndup (tag, strcspn (tag, "@"));
  FairRedcap *self = g_new0 (FairRedcap, 1);

  self->table = fair_export_table_new (form, zones, &options);
  self->variables = g_ptr_array_new_with_free_func (variable_free);
  add_variables (self);
  name_variables (self, id);
  return self;
}

/** Frees the variables and their table. */
void
fair_redcap_free (FairRedcap *self)
{
  g_ptr_array_unref (self->variables);
  fair_export_table_free (self->table);
  g_free (self->form_name);
  g_free (self);
}

/** Returns: (transfer none) (nullable): the variable that has the answers of the field with the id @field */
const FairRedcapVariable *
fair_redcap_find (const FairRedcap *self,
                  const char       *field)
{
  for (guint i = 0; i < self->variables->len; i++)
    {
      const FairRedcapVariable *variable = self->variables->pdata[i];

      if (variable->field != NULL && !variable->is_other && g_str_equal (fair_field_get_id (variable->field), field))
        return variable;
    }
  return NULL;
}

/** Returns: (transfer none): the column of the table that @variable is made of */
const FairColumn *
fair_redcap_get_column (const FairRedcap         *self,
                        const FairRedcapVariable *variable)
{
  return fair_export_table_get_column (self->table, variable->column);
}
