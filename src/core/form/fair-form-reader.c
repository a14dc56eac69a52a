/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a form from its file; every mistake in it becomes a problem, and the rest still works. */
#include "config.h"
#include "form/fair-form-private.h"

#include "base/fair-json.h"
#include "form/fair-field-private.h"
#include "form/fair-relevance.h"
#include <glib/gi18n-lib.h>

#define MAX_FIELDS 200
/* Of each list in the form. */
#define MAX_ENTRIES 500

/* What is at hand while a form is read. */
typedef struct
{
  FairForm *form;
  FairPackReader *reader;
} Context;

static gboolean
read_head (FairForm       *self,
           FairPackReader *reader,
           JsonObject     *root,
           JsonObject     *hints)
{
  gint64 version = 0;
  const char *id = fair_pack_reader_get_id (reader, hints, "x-fairbook", "id", TRUE);

  if (!json_object_has_member (hints, "version"))
    fair_pack_reader_complain (reader, "x-fairbook", "version", _("“%s” is missing; add it"), "version");
  if (!fair_pack_reader_get_integer (reader, hints, "x-fairbook", "version", 1, 1000000, &version) || id == NULL)
    return FALSE;
  self->version_tag = g_strdup_printf ("%s@%d", id, (int) version);
  self->title = fair_pack_reader_get_text (reader, hints, "x-fairbook", "title", FALSE);
  if (self->title == NULL)
    self->title = fair_pack_reader_get_text (reader, root, NULL, "title", TRUE);
  if (self->title == NULL)
    self->title = _("Sign Up");
  self->intro = fair_pack_reader_get_text (reader, hints, "x-fairbook", "intro", FALSE);
  return TRUE;
}

static int
find_section (FairForm   *self,
              const char *id)
{
  for (guint i = 0; id != NULL && i < self->sections->len; i++)
    {
      const FairFormSection *section = g_ptr_array_index (self->sections, i);

      if (g_str_equal (section->id, id))
        return (int) i;
    }
  return -1;
}

static void
add_section (FairForm   *self,
             const char *id,
             const char *title,
             const char *description)
{
  FairFormSection *section = g_new0 (FairFormSection, 1);

  section->id = id;
  section->title = title != NULL ? title : id;
  section->description = description;
  g_ptr_array_add (self->sections, section);
}

static void
read_section (gpointer    data,
              JsonObject *object,
              const char *place)
{
  Context *context = data;
  FairPackReader *reader = context->reader;
  const char *id = fair_pack_reader_get_id (reader, object, place, "id", TRUE);

  if (id == NULL)
    return;
  if (find_section (context->form, id) >= 0)
    {
      fair_pack_reader_complain (reader, place, "id", _("“%s” stands here twice; give one of them another id"), id);
      return;
    }
  add_section (context->form, id, fair_pack_reader_get_text (reader, object, place, "title", TRUE),
               fair_pack_reader_get_text (reader, object, place, "description", FALSE));
}

static void
place_in_section (FairForm       *self,
                  FairPackReader *reader,
                  FairField      *field)
{
  const FairFormSection *first = g_ptr_array_index (self->sections, 0);
  g_autofree char *place = NULL;

  if (find_section (self, field->section) >= 0)
    return;
  place = fair_pack_place ("properties", field->id);
  fair_pack_reader_complain (reader, place, "x-fairbook.section",
                             _("the form has no section “%s”; name one of x-fairbook.sections"),
                             field->section != NULL ? field->section : "");
  g_free (field->section);
  field->section = g_strdup (first->id);
}

static int
compare_fields (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  const FairField *first = *(FairField *const *) a;
  const FairField *second = *(FairField *const *) b;
  int first_section = find_section (user_data, first->section);
  int second_section = find_section (user_data, second->section);

  if (first_section != second_section)
    return first_section - second_section;
  return first->order < second->order ? -1 : first->order > second->order;
}

static void
read_fields (FairForm       *self,
             FairPackReader *reader,
             FairPackFolder *folder,
             JsonObject     *root)
{
  JsonObject *properties = fair_pack_reader_get_object (reader, root, NULL, "properties", TRUE);
  JsonObjectIter iter;
  const char *id = NULL;

  if (properties == NULL)
    return;
  json_object_iter_init_ordered (&iter, properties);
  while (json_object_iter_next_ordered (&iter, &id, NULL))
    {
      FairField *field = fair_field_read (reader, folder, properties, id);

      if (field == NULL)
        continue;
      if (self->fields->len == MAX_FIELDS)
        {
          fair_pack_reader_complain (reader, "properties", NULL, _("only the first %d fields are used; remove some"),
                                     MAX_FIELDS);
          g_object_unref (field);
          break;
        }
      place_in_section (self, reader, field);
      g_ptr_array_add (self->fields, field);
    }
  g_ptr_array_sort_with_data (self->fields, compare_fields, self);
}

static FairField *
find_named (FairForm       *self,
            FairPackReader *reader,
            const char     *place,
            const char     *id)
{
  FairField *field = fair_form_find_field (self, id);

  if (field == NULL)
    fair_pack_reader_complain (reader, place, NULL, _("the form has no field “%s”; correct the name or remove it"), id);
  return field;
}

static void
read_required (FairForm       *self,
               FairPackReader *reader,
               JsonObject     *root)
{
  g_autofree const char *const *ids = fair_pack_reader_get_words (reader, root, NULL, "required");

  for (guint i = 0; ids[i] != NULL; i++)
    {
      FairField *field = find_named (self, reader, "required", ids[i]);

      if (field != NULL)
        field->is_required = TRUE;
    }
}

static void
read_branch (gpointer    data,
             JsonObject *branch,
             const char *place)
{
  Context *context = data;
  g_autofree const char *const *ids = NULL;

  if (fair_pack_reader_get_array (context->reader, branch, place, "required", TRUE) == NULL)
    return;
  ids = fair_pack_reader_get_words (context->reader, branch, place, "required");
  for (guint i = 0; ids[i] != NULL; i++)
    {
      if (find_named (context->form, context->reader, place, ids[i]) == NULL)
        return;
    }
  if (ids[0] != NULL)
    g_ptr_array_add (context->form->any_of, (gpointer) g_steal_pointer (&ids));
}

/* What a field says of others can be checked only when all are there. */
static void
check_references (FairForm       *self,
                  FairPackReader *reader,
                  FairField      *field)
{
  g_autofree char *place = fair_pack_place ("properties", field->id);
  g_autofree char *pair_place = fair_pack_place (place, "x-fairbook.pair");
  g_autofree char *relevant_place = fair_pack_place (place, "x-fairbook.relevant");

  if (field->pair != NULL && find_named (self, reader, pair_place, field->pair) == NULL)
    field->pair = NULL;
  for (guint i = field->relevant != NULL ? field->relevant->len : 0; i > 0; i--)
    {
      const FairCondition *condition = g_ptr_array_index (field->relevant, i - 1);

      if (find_named (self, reader, relevant_place, condition->field) == NULL)
        g_ptr_array_remove_index (field->relevant, i - 1);
    }
}

static gboolean
read_form (FairForm       *self,
           FairPackReader *reader,
           FairPackFolder *folder,
           JsonObject     *root)
{
  Context context = { self, reader };
  JsonObject *hints = fair_pack_reader_get_object (reader, root, NULL, "x-fairbook", TRUE);

  if (hints == NULL || !read_head (self, reader, root, hints))
    return FALSE;
  fair_pack_reader_read_list (reader, hints, "x-fairbook", "sections", TRUE, MAX_ENTRIES, read_section, &context);
  if (self->sections->len == 0)
    add_section (self, "form", self->title, NULL);
  read_fields (self, reader, folder, root);
  if (self->fields->len == 0)
    {
      fair_pack_reader_complain (reader, "properties", NULL, _("there is no field that can be asked for; add one"));
      return FALSE;
    }
  read_required (self, reader, root);
  fair_pack_reader_read_list (reader, root, NULL, "anyOf", FALSE, MAX_ENTRIES, read_branch, &context);
  for (guint i = 0; i < self->fields->len; i++)
    check_references (self, reader, g_ptr_array_index (self->fields, i));
  return TRUE;
}

static const char *
get_language (FairPackReader *reader)
{
  return reader->languages != NULL && reader->languages[0] != NULL ? g_intern_string (reader->languages[0]) : "und";
}

/**
 * fair_form_read:
 * @reader: with the form's file, the languages to read it in, and where problems go
 * @folder: the pack
 * @error: where a #FairFormError goes: %FAIR_FORM_ERROR_INVALID where there is nothing to show at all
 *
 * Reads a form: a JSON Schema (2020-12) of the answers, with `x-fairbook` hints. The files that it names must lie in @folder,
 * too. A text that is in none of the languages is read in the first one in which it is given.
 *
 * Threading: blocks on the disk; not for the main thread.
 *
 * Returns: (transfer full) (nullable): the form
 */
FairForm *
fair_form_read (FairPackReader *reader,
                FairPackFolder *folder,
                GError        **error)
{
  g_autoptr (FairForm) self = g_object_new (FAIR_TYPE_FORM, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) problem = NULL;

  bytes = fair_pack_folder_read (folder, reader->file, FAIR_JSON_MAX_FILE, &problem);
  if (bytes != NULL)
    root = fair_json_parse_node (bytes, reader->file, &problem);
  if (root == NULL)
    {
      g_set_error_literal (error, FAIR_FORM_ERROR, FAIR_FORM_ERROR_INVALID, problem->message);
      return NULL;
    }
  self->language = get_language (reader);
  if (JSON_NODE_HOLDS_OBJECT (root))
    self->source = json_node_dup_object (root);
  if (self->source == NULL || !read_form (self, reader, folder, self->source))
    {
      g_set_error (error, FAIR_FORM_ERROR, FAIR_FORM_ERROR_INVALID,
                   _("“%s” is no form that can be shown; it needs x-fairbook with id and version, and properties"),
                   reader->file);
      return NULL;
    }
  return g_steal_pointer (&self);
}
