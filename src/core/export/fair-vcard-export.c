/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sign-ups as contacts for an address book: vCard 4.0 (RFC 6350), of which only that is used what phones read. What a contact has no
 * place for stands in its note, a line for each answer.
 */
#include "config.h"

#include "base/fair-clock.h"
#include "export/fair-export-format.h"
#include "takehome/fair-content-line.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* What has a place of its own, by the purpose of a field. */
enum
{
  GIVEN_NAME,
  FAMILY_NAME,
  NICKNAME,
  BIRTH_DATE,
  EMAIL,
  PHONE,
  SCHOOL,
  INTERESTS,
  N_PLACES,
};

static const char *const purposes[N_PLACES] = {
  "given-name", "family-name", "nickname", "bday", "email", "phone", "organization", "interests",
};

typedef struct
{
  FairExportTable *table;
  FairProgram *program;  /* (nullable) */
  int columns[N_PLACES]; /* of the table; FAIR_EXPORT_NO_COLUMN where the form does not ask */
  GArray *noted;         /* of guint: the columns that stand in the note */
  const FairCell *cells; /* of the person at hand */
  char *texts[N_PLACES]; /* theirs, without blanks around; NULL for none */
} VcardState;

static gboolean
is_noted (const FairColumn *column)
{
  if (column->field != NULL)
    return fair_field_get_kind (column->field) != FAIR_FIELD_CONSENT;
  return g_str_has_prefix (column->id, "staff_") || g_str_equal (column->id, "other_answers");
}

static gboolean
has_place (const VcardState *self,
           guint             column)
{
  for (guint i = 0; i < N_PLACES; i++)
    if (self->columns[i] == (int) column)
      return TRUE;
  return FALSE;
}

static void
place_columns (VcardState *self,
               FairForm   *form)
{
  for (guint i = 0; i < N_PLACES; i++)
    self->columns[i] = fair_export_table_find_column (self->table, fair_form_find_field_for (form, purposes[i]));
  for (guint i = 0; i < fair_export_table_get_n_columns (self->table); i++)
    if (!has_place (self, i) && is_noted (fair_export_table_get_column (self->table, i)))
      g_array_append_val (self->noted, i);
}

static gpointer
begin (GString                 *out,
       const FairExportSource  *source,
       GError                 **error)
{
  VcardState *self = g_new0 (VcardState, 1);

  self->table = fair_export_source_make_table (source);
  self->program = source->program;
  self->noted = g_array_new (FALSE, FALSE, sizeof (guint));
  place_columns (self, source->form);
  return self;
}

static char *
dup_text (const FairCell *cell)
{
  char *text = g_strstrip (g_strndup (cell->text, cell->length));

  if (*text == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

static void
clear_texts (VcardState *self)
{
  for (guint i = 0; i < N_PLACES; i++)
    g_clear_pointer (&self->texts[i], g_free);
}

static void
take_person (VcardState        *self,
             const FairVersion *version)
{
  self->cells = fair_export_table_fill_row (self->table, version);
  clear_texts (self);
  for (guint i = 0; i < N_PLACES; i++)
    if (self->columns[i] != FAIR_EXPORT_NO_COLUMN)
      self->texts[i] = dup_text (&self->cells[self->columns[i]]);
}

/* An address book has a name for everybody: theirs, or else how they are reached. */
static char *
dup_shown_name (const VcardState *self)
{
  static const guint others[] = { NICKNAME, EMAIL, PHONE };
  const char *given = self->texts[GIVEN_NAME], *family = self->texts[FAMILY_NAME];

  if (given != NULL && family != NULL)
    return g_strconcat (given, " ", family, NULL);
  if (given != NULL || family != NULL)
    return g_strdup (given != NULL ? given : family);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (self->texts[others[i]] != NULL)
      return g_strdup (self->texts[others[i]]);
  return NULL;
}

/* Version 4.0 can do without, but most that read it grew up with 3.0, which cannot: there whatever is shown is the family name. */
static void
append_name (const VcardState *self,
             GString          *out,
             const char       *shown)
{
  const char *given = self->texts[GIVEN_NAME], *family = self->texts[FAMILY_NAME];
  g_autofree char *first = fair_content_text_escape (given != NULL ? given : "");
  g_autofree char *last = fair_content_text_escape (family != NULL ? family : (given != NULL ? "" : shown));
  g_autofree char *parts = g_strconcat (last, ";", first, ";;;", NULL);

  fair_content_line_append (out, "N", parts);
}

/* Whoever imports the file again has each person once. An id that is none of RFC 9562 comes from elsewhere. */
static void
append_id (GString    *out,
           const char *id)
{
  g_autofree char *name = g_strconcat ("urn:uuid:", id, NULL);

  if (g_uuid_string_is_valid (id))
    fair_content_line_append (out, "UID", name);
  else
    fair_content_line_append_text (out, "UID;VALUE=text", id);
}

/* "20261122T150405Z": when this version was made. */
static void
append_revision (GString           *out,
                 const FairVersion *version)
{
  g_autofree char *time = fair_time_format_utc (version->hlc.ms);
  g_autoptr (GString) value = g_string_new (time);

  g_string_replace (value, "-", "", 0);
  g_string_replace (value, ":", "", 0);
  g_string_truncate (value, strcspn (value->str, "."));
  g_string_append_c (value, 'Z');
  fair_content_line_append (out, "REV", value->str);
}

/* RFC 6350, section 4.3.1: of dates as a whole only those without hyphens. */
static void
append_birth_date (const VcardState *self,
                   GString          *out)
{
  const char *text = self->texts[BIRTH_DATE];
  g_autoptr (GString) value = g_string_new (text);

  if (text == NULL)
    return;
  if (self->cells[self->columns[BIRTH_DATE]].kind != FAIR_CELL_DATE)
    {
      fair_content_line_append_text (out, "BDAY;VALUE=text", text);
      return;
    }
  g_string_replace (value, "-", "", 0);
  fair_content_line_append (out, "BDAY", value->str);
}

static void
append_language (GString    *out,
                 const char *tag)
{
  if (*tag != '\0' && strspn (tag, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-") == strlen (tag))
    fair_content_line_append (out, "LANG", tag);
}

static void
add_category (GString    *categories,
              const char *text)
{
  g_autofree char *value = fair_content_text_escape (text);

  if (*value == '\0')
    return;
  if (categories->len > 0)
    g_string_append_c (categories, ',');
  g_string_append (categories, value);
}

static void
add_interests (const VcardState *self,
               GString          *categories)
{
  const FairCell *cell = &self->cells[self->columns[INTERESTS]];
  FairField *field = fair_export_table_get_column (self->table, (guint) self->columns[INTERESTS])->field;
  yyjson_val *item;
  size_t i, n;

  if (cell->kind != FAIR_CELL_LIST)
    add_category (categories, self->texts[INTERESTS] != NULL ? self->texts[INTERESTS] : "");
  yyjson_arr_foreach (cell->value, i, n, item)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      fair_answer_text_append (text, field, item, FAIR_ANSWER_WORDS);
      add_category (categories, text->str);
    }
}

/* By what address books group people: their interests, and the fair at which they were met. */
static void
append_categories (const VcardState *self,
                   GString          *out,
                   const char       *event)
{
  g_autoptr (GString) categories = g_string_new (NULL);

  if (self->columns[INTERESTS] != FAIR_EXPORT_NO_COLUMN)
    add_interests (self, categories);
  add_category (categories, fair_program_get_event_name (self->program, event));
  if (categories->len > 0)
    fair_content_line_append (out, "CATEGORIES", categories->str);
}

/* Everything else, a line for each answer: "Degree: MD". */
static void
append_note (const VcardState *self,
             GString          *out)
{
  g_autoptr (GString) note = g_string_new (NULL);

  for (guint i = 0; i < self->noted->len; i++)
    {
      guint index = g_array_index (self->noted, guint, i);
      const FairCell *cell = &self->cells[index];
      g_autofree char *text = dup_text (cell);

      if (text == NULL || (cell->kind == FAIR_CELL_FLAG && !cell->flag))
        continue;
      if (note->len > 0)
        g_string_append_c (note, '\n');
      g_string_append_printf (note, "%s: %s", fair_export_table_get_column (self->table, index)->title, text);
    }
  if (note->len > 0)
    fair_content_line_append_text (out, "NOTE", note->str);
}

/* A phone number stays a text, as it was typed: as a "tel:" address, which RFC 6350 prefers, some programs show its scheme, and one
 * without the country could not be written (RFC 3966, section 5.1.5). */
static gboolean
vcard_version (gpointer            state,
               GString            *out,
               const FairVersion  *version,
               GError            **error)
{
  VcardState *self = state;
  g_autofree char *name = NULL;

  take_person (self, version);
  name = dup_shown_name (self);
  if (name == NULL)
    {
      g_set_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_PERSON,
                   _("It has no name, no email address and no phone number, so it makes no contact."));
      return FALSE;
    }
  fair_content_line_append (out, "BEGIN", "VCARD");
  fair_content_line_append (out, "VERSION", "4.0");
  append_id (out, version->id);
  append_revision (out, version);
  fair_content_line_append_text (out, "FN", name);
  append_name (self, out, name);
  fair_content_line_append_text (out, "NICKNAME", self->texts[NICKNAME]);
  append_birth_date (self, out);
  append_language (out, version->lang);
  fair_content_line_append_text (out, "EMAIL", self->texts[EMAIL]);
  fair_content_line_append_text (out, "TEL", self->texts[PHONE]);
  fair_content_line_append_text (out, "ORG", self->texts[SCHOOL]);
  append_categories (self, out, version->event);
  append_note (self, out);
  fair_content_line_append (out, "END", "VCARD");
  return TRUE;
}

static void
vcard_free (gpointer state)
{
  VcardState *self = state;

  clear_texts (self);
  g_array_unref (self->noted);
  fair_export_table_free (self->table);
  g_free (self);
}

const FairExporter fair_vcard_exporter = { begin, vcard_version, NULL, vcard_free };
