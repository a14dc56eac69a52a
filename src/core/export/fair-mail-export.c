/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whoever can be written to, as comma-separated values for the mail merge of a mail program: a row for each, under plain names. */
#include "config.h"

#include "export/fair-column-names.h"
#include "export/fair-csv.h"
#include "export/fair-export-format.h"
#include "export/fair-recipient.h"
#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum
{
  COLUMN_GREETING,
  COLUMN_EMAIL,
  COLUMN_FIELD,
  COLUMN_LANGUAGE,
  COLUMN_FAIR,
} ColumnKind;

typedef struct
{
  const char *header;
  ColumnKind kind;
  const char *field; /* of a common COLUMN_FIELD: its purpose or id */
  int index;         /* of COLUMN_FIELD: in the table, or FAIR_EXPORT_NO_COLUMN */
} Column;

/* They are there whatever the form asks, so that what was written for one merge does for the next. */
static const Column common_columns[] = {
  { "greeting_name", COLUMN_GREETING },
  { "first_name", COLUMN_FIELD, "given-name" },
  { "last_name", COLUMN_FIELD, "family-name" },
  { "preferred_name", COLUMN_FIELD, "nickname" },
  { "email", COLUMN_EMAIL },
  { "school", COLUMN_FIELD, "organization" },
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
  FairRecipientFields fields;
  FairExportTable *table;
  GArray *columns;   /* of Column */
  GHashTable *names; /* of these */
} Mail;

static FairField *
find_field (FairForm   *form,
            const char *name)
{
  FairField *field = fair_form_find_field_for (form, name);

  return field != NULL ? field : fair_form_find_field (form, name);
}

/* @field: (nullable): whose answers it has */
static void
add_column (Mail      *self,
            Column     column,
            FairField *field)
{
  column.index = fair_export_table_find_column (self->table, field);
  column.header = fair_column_names_take (self->names, column.header);
  g_array_append_val (self->columns, column);
}

static gboolean
is_there (const Mail *self,
          FairField  *field)
{
  int index = fair_export_table_find_column (self->table, field);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = &g_array_index (self->columns, Column, i);

      if (column->kind == COLUMN_FIELD && column->index == index)
        return TRUE;
    }
  return FALSE;
}

/* By what else people chose they may be told apart in the mail program, too. */
static void
add_columns (Mail *self)
{
  FairForm *form = self->source->form;

  for (guint i = 0; i < G_N_ELEMENTS (common_columns); i++)
    add_column (self, common_columns[i], common_columns[i].field != NULL ? find_field (form, common_columns[i].field) : NULL);
  for (guint i = 0; i < fair_form_get_n_fields (form); i++)
    {
      FairField *field = fair_form_get_field (form, i);

      if (fair_field_get_n_choices (field) > 0 && !is_there (self, field))
        add_column (self, (Column) { fair_field_get_id (field), COLUMN_FIELD }, field);
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
  g_hash_table_unref (self->names);
  g_free (self);
}

static gpointer
begin (GString                 *out,
       const FairExportSource  *source,
       GError                 **error)
{
  FairRecipientFields fields;
  Mail *self = NULL;

  if (!fair_recipient_find_fields (source->form, &fields, error))
    return NULL;
  self = g_new0 (Mail, 1);
  self->source = source;
  self->fields = fields;
  self->table = fair_export_source_make_table (source);
  self->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  self->names = fair_column_names_new ();
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
               const FairRecipient *recipient,
               const char          *language)
{
  const char *text = column->kind == COLUMN_GREETING   ? recipient->greeting
                     : column->kind == COLUMN_EMAIL    ? recipient->address
                     : column->kind == COLUMN_FAIR     ? recipient->fair
                     : column->kind == COLUMN_LANGUAGE ? language
                                                       : "";

  if (column->kind == COLUMN_FIELD && column->index != FAIR_EXPORT_NO_COLUMN)
    append_cell (out, index, cells[column->index].text, cells[column->index].length);
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

  if (!fair_recipient_init (&recipient, &self->fields, self->source->program, version, error) || refuse_formula (recipient.address, error))
    return FALSE;
  cells = fair_export_table_fill_row (self->table, version);
  for (guint i = 0; i < self->columns->len; i++)
    append_column (out, i, &g_array_index (self->columns, Column, i), cells, &recipient, version->lang);
  g_string_append (out, "\r\n");
  return TRUE;
}

const FairExporter fair_mail_exporter = { begin, write_row, NULL, mail_free };
