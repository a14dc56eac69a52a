/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whoever can be written to, as comma-separated values for the mail merge of a mail program: a row for each, under plain names. */
#include "config.h"

#include "export/fair-csv.h"
#include "export/fair-export-format.h"
#include "export/fair-recipient.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define NO_CELL G_MAXUINT

typedef enum
{
  COLUMN_GREETING,
  COLUMN_EMAIL,
  COLUMN_FIELD,
  COLUMN_LANGUAGE,
  COLUMN_FAIR,
} ColumnKind;

/* @cell: where it stands in the table; NO_CELL for what does not */
typedef struct
{
  const char *header;
  ColumnKind kind;
  const char *field;
  guint cell;
} Column;

/* They are there whatever the form asks, so that what was written for one merge does for the next. */
static const Column common_columns[] = {
  { "greeting_name", COLUMN_GREETING },
  { "first_name", COLUMN_FIELD, "given_name" },
  { "last_name", COLUMN_FIELD, "family_name" },
  { "preferred_name", COLUMN_FIELD, "preferred_name" },
  { "email", COLUMN_EMAIL },
  { "school", COLUMN_FIELD, "medical_school" },
  { "degree", COLUMN_FIELD, "degree" },
  { "graduation_year", COLUMN_FIELD, "graduation_year" },
  { "interests", COLUMN_FIELD, "interests" },
  { "language", COLUMN_LANGUAGE },
  { "question", COLUMN_FIELD, "question" },
  { "fair", COLUMN_FAIR },
};

typedef struct
{
  const FairExportSource *source;
  FairField *email;
  FairExportTable *table;
  GArray *columns; /* of Column */
} Mail;

/* @field: the id of a field; NULL for the language */
static guint
find_cell (const FairExportTable *table,
           const char            *field)
{
  for (guint i = 0; i < fair_export_table_get_n_columns (table); i++)
    {
      const FairColumn *column = fair_export_table_get_column (table, i);

      if (field != NULL ? column->field != NULL && g_str_equal (fair_field_get_id (column->field), field)
                        : column->field == NULL && g_str_equal (column->id, "lang"))
        return i;
    }
  return NO_CELL;
}

static gboolean
is_common (const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (common_columns); i++)
    if (g_strcmp0 (common_columns[i].field, field) == 0 || g_str_equal (common_columns[i].header, field))
      return TRUE;
  return FALSE;
}

static void
add_column (Mail   *self,
            Column  column)
{
  column.cell = column.kind == COLUMN_FIELD || column.kind == COLUMN_LANGUAGE ? find_cell (self->table, column.field) : NO_CELL;
  g_array_append_val (self->columns, column);
}

/* By what else people chose they may be told apart in the mail program, too. */
static void
add_columns (Mail *self)
{
  FairForm *form = self->source->form;

  for (guint i = 0; i < G_N_ELEMENTS (common_columns); i++)
    add_column (self, common_columns[i]);
  for (guint i = 0; i < fair_form_get_n_fields (form); i++)
    {
      FairField *field = fair_form_get_field (form, i);
      const char *id = fair_field_get_id (field);

      if (fair_field_get_n_choices (field) > 0 && !is_common (id))
        add_column (self, (Column) { id, COLUMN_FIELD, id });
    }
}

static void
append_cell (GString    *out,
             guint       index,
             const char *text,
             gsize       length)
{
  if (index > 0)
    g_string_append_c (out, ',');
  fair_csv_append_cell (out, text, length, TRUE);
}

static void
mail_free (gpointer state)
{
  Mail *self = state;

  fair_export_table_free (self->table);
  g_array_unref (self->columns);
  g_free (self);
}

static gpointer
begin (GString                 *out,
       const FairExportSource  *source,
       GError                 **error)
{
  FairField *email = fair_recipient_find_field (source->form, error);
  Mail *self = NULL;

  if (email == NULL)
    return NULL;
  self = g_new0 (Mail, 1);
  self->source = source;
  self->email = email;
  self->table = fair_export_source_make_table (source);
  self->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  add_columns (self);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const char *header = g_array_index (self->columns, Column, i).header;

      append_cell (out, i, header, strlen (header));
    }
  g_string_append (out, "\r\n");
  return self;
}

static void
append_column (GString             *out,
               guint                index,
               const Column        *column,
               const FairCell      *cells,
               const FairRecipient *recipient)
{
  const char *text = column->kind == COLUMN_GREETING ? recipient->greeting
                     : column->kind == COLUMN_EMAIL  ? recipient->address
                     : column->kind == COLUMN_FAIR   ? recipient->fair
                                                     : "";

  if (column->cell != NO_CELL)
    append_cell (out, index, cells[column->cell].text, cells[column->cell].length);
  else
    append_cell (out, index, text, strlen (text));
}

/* An apostrophe before it would be a part of it. */
static gboolean
refuse_formula (const char *address,
                GError    **error)
{
  if (!fair_csv_is_formula (address, strlen (address)))
    return FALSE;
  g_set_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_PERSON,
               _("the email address begins with “%c”, which a spreadsheet takes for a formula; write to them in another way"), *address);
  return TRUE;
}

static gboolean
write_row (gpointer            state,
           GString            *out,
           const FairVersion  *version,
           GError            **error)
{
  Mail *self = state;
  g_auto (FairRecipient) recipient = { NULL };
  const FairCell *cells;

  if (!fair_recipient_init (&recipient, self->email, self->source->program, version, error) || refuse_formula (recipient.address, error))
    return FALSE;
  cells = fair_export_table_fill_row (self->table, version);
  for (guint i = 0; i < self->columns->len; i++)
    append_column (out, i, &g_array_index (self->columns, Column, i), cells, &recipient);
  g_string_append (out, "\r\n");
  return TRUE;
}

const FairExporter fair_mail_exporter = { begin, write_row, NULL, mail_free };
