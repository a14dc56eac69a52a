/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form as its author defined it: sections and fields, read from a JSON Schema with x-fairbook hints. */
#include "config.h"
#include "form/fair-form-private.h"

#include "form/fair-field-private.h"
#include "form/fair-relevance.h"

G_DEFINE_QUARK (fair-form-error-quark, fair_form_error)
G_DEFINE_FINAL_TYPE (FairForm, fair_form, G_TYPE_OBJECT)

static void
fair_form_finalize (GObject *object)
{
  FairForm *self = FAIR_FORM (object);

  g_free (self->version_tag);
  g_clear_pointer (&self->sections, g_ptr_array_unref);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->any_of, g_ptr_array_unref);
  g_clear_pointer (&self->source, json_object_unref);

  G_OBJECT_CLASS (fair_form_parent_class)->finalize (object);
}

static void
fair_form_class_init (FairFormClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fair_form_finalize;
}

static void
fair_form_init (FairForm *self)
{
  self->sections = g_ptr_array_new_with_free_func (g_free);
  self->fields = g_ptr_array_new_with_free_func (g_object_unref);
  self->any_of = g_ptr_array_new_with_free_func (g_free);
}

/**
 * fair_form_new_with_notice:
 * @form: a form without one
 * @notice: what else people must know before they type, translated, in whole sentences
 *
 * Makes it part of what people agree to: it is added to the wording of each consent, so that what is kept of a consent is what
 * was read.
 *
 * Returns: (transfer full): the same form with that
 */
FairForm *
fair_form_new_with_notice (FairForm   *form,
                           const char *notice)
{
  FairForm *self = NULL;

  g_return_val_if_fail (FAIR_IS_FORM (form), NULL);
  g_return_val_if_fail (notice != NULL, NULL);

  self = g_object_new (FAIR_TYPE_FORM, NULL);
  g_ptr_array_unref (self->sections);
  g_ptr_array_unref (self->any_of);
  self->version_tag = g_strdup (form->version_tag);
  self->language = form->language;
  self->title = form->title;
  self->intro = form->intro;
  self->notice = g_intern_string (notice);
  self->sections = g_ptr_array_ref (form->sections);
  self->any_of = g_ptr_array_ref (form->any_of);
  self->source = json_object_ref (form->source);
  for (guint i = 0; i < form->fields->len; i++)
    {
      FairField *field = form->fields->pdata[i];

      g_ptr_array_add (self->fields, field->kind == FAIR_FIELD_CONSENT ? fair_field_new_with_notice (field, notice) : g_object_ref (field));
    }
  return self;
}

/**
 * fair_form_get_version_tag:
 * @self: a form
 *
 * Returns: its id and version as the journal has them: "interest@1"
 */
const char *
fair_form_get_version_tag (FairForm *self)
{
  g_return_val_if_fail (FAIR_IS_FORM (self), NULL);
  return self->version_tag;
}

/**
 * fair_form_get_language:
 * @self: a form
 *
 * Returns: the tag of the language that it was read in; "und" where none was asked for
 */
const char *
fair_form_get_language (FairForm *self)
{
  g_return_val_if_fail (FAIR_IS_FORM (self), NULL);
  return self->language;
}

/**
 * fair_form_get_title:
 * @self: a form
 *
 * Returns: its title
 */
const char *
fair_form_get_title (FairForm *self)
{
  g_return_val_if_fail (FAIR_IS_FORM (self), NULL);
  return self->title;
}

/**
 * fair_form_get_intro:
 * @self: a form
 *
 * Returns: (nullable): what stands above the first section
 */
const char *
fair_form_get_intro (FairForm *self)
{
  g_return_val_if_fail (FAIR_IS_FORM (self), NULL);
  return self->intro;
}

/**
 * fair_form_get_notice:
 * @self: a form
 *
 * Returns: (nullable): what people must know before they type, and agree to as well
 */
const char *
fair_form_get_notice (FairForm *self)
{
  g_return_val_if_fail (FAIR_IS_FORM (self), NULL);
  return self->notice;
}

/**
 * fair_form_get_n_sections:
 * @self: a form
 *
 * Returns: how many sections it has, at least one
 */
guint
fair_form_get_n_sections (FairForm *self)
{
  g_return_val_if_fail (FAIR_IS_FORM (self), 0);
  return self->sections->len;
}

/**
 * fair_form_get_section:
 * @self: a form
 * @index: less than fair_form_get_n_sections()
 *
 * Returns: (transfer none): the section
 */
const FairFormSection *
fair_form_get_section (FairForm *self,
                       guint     index)
{
  g_return_val_if_fail (FAIR_IS_FORM (self), NULL);
  g_return_val_if_fail (index < self->sections->len, NULL);
  return g_ptr_array_index (self->sections, index);
}

/**
 * fair_form_get_n_fields:
 * @self: a form
 *
 * Returns: how many fields it has, at least one
 */
guint
fair_form_get_n_fields (FairForm *self)
{
  g_return_val_if_fail (FAIR_IS_FORM (self), 0);
  return self->fields->len;
}

/**
 * fair_form_get_field:
 * @self: a form
 * @index: less than fair_form_get_n_fields()
 *
 * Returns: (transfer none): the field, in the order of sections and of `order` in each
 */
FairField *
fair_form_get_field (FairForm *self,
                     guint     index)
{
  g_return_val_if_fail (FAIR_IS_FORM (self), NULL);
  g_return_val_if_fail (index < self->fields->len, NULL);
  return g_ptr_array_index (self->fields, index);
}

/**
 * fair_form_find_field:
 * @self: a form
 * @id: a field's id
 *
 * Returns: (transfer none) (nullable): the field
 */
FairField *
fair_form_find_field (FairForm   *self,
                      const char *id)
{
  g_return_val_if_fail (FAIR_IS_FORM (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < self->fields->len; i++)
    {
      FairField *field = g_ptr_array_index (self->fields, i);

      if (g_str_equal (field->id, id))
        return field;
    }
  return NULL;
}

/** Of a purpose the id that a field for it has as a rule, and the kind that has no other. */
typedef struct
{
  const char *purpose;
  const char *id;
  int kind; /* NO_KIND for none */
} UsualField;

#define NO_KIND (-1)

static const UsualField *
find_usual_field (const char *purpose)
{
  static const UsualField usual_fields[] = {
    { "given-name", "given_name", NO_KIND },       { "family-name", "family_name", NO_KIND },
    { "nickname", "preferred_name", NO_KIND },     { "email", "email", FAIR_FIELD_EMAIL },
    { "phone", "phone", FAIR_FIELD_PHONE },        { "bday", "birth_date", NO_KIND },
    { "organization", "medical_school", NO_KIND }, { "interests", "interests", NO_KIND },
  };

  for (guint i = 0; i < G_N_ELEMENTS (usual_fields); i++)
    if (g_str_equal (usual_fields[i].purpose, purpose))
      return &usual_fields[i];
  return NULL;
}

/**
 * fair_form_find_field_for:
 * @self: a form
 * @purpose: "given-name", "family-name", "nickname", "email", "phone", "bday", "organization", "interests", or another of the form's
 *
 * Returns: (transfer none) (nullable): the first field that says it has that purpose; else, of those that say nothing, the one whose
 *   id is usual for it, or else the first of the kind that is there for it
 */
FairField *
fair_form_find_field_for (FairForm   *self,
                          const char *purpose)
{
  const UsualField *usual = find_usual_field (purpose);
  FairField *by_id = NULL, *by_kind = NULL;

  g_return_val_if_fail (FAIR_IS_FORM (self), NULL);

  for (guint i = 0; i < self->fields->len; i++)
    {
      FairField *field = g_ptr_array_index (self->fields, i);

      if (g_strcmp0 (field->purpose, purpose) == 0)
        return field;
      if (field->purpose != NULL || usual == NULL)
        continue;
      if (by_id == NULL && g_str_equal (field->id, usual->id))
        by_id = field;
      if (by_kind == NULL && (int) field->kind == usual->kind)
        by_kind = field;
    }
  return by_id != NULL ? by_id : by_kind;
}

/**
 * fair_form_is_relevant:
 * @self: a form
 * @field: one of its fields
 * @answers: what has been answered so far
 *
 * Returns: whether @field is to be asked for, given the other answers
 */
gboolean
fair_form_is_relevant (FairForm          *self,
                       FairField         *field,
                       const FairAnswers *answers)
{
  g_return_val_if_fail (FAIR_IS_FORM (self), FALSE);
  g_return_val_if_fail (FAIR_IS_FIELD (field), FALSE);
  g_return_val_if_fail (answers != NULL, FALSE);
  return fair_relevance_holds (field->relevant, answers);
}

/**
 * fair_form_is_required:
 * @self: a form
 * @field: one of its fields
 * @answers: what has been answered so far
 *
 * Returns: whether @field must be filled in, given the other answers
 */
gboolean
fair_form_is_required (FairForm          *self,
                       FairField         *field,
                       const FairAnswers *answers)
{
  g_return_val_if_fail (FAIR_IS_FIELD (field), FALSE);
  return field->is_required && fair_form_is_relevant (self, field, answers);
}

/**
 * fair_form_is_optional:
 * @self: a form
 * @field: one of its fields
 *
 * Returns: whether @field may be left out whatever is answered elsewhere: it is neither required, nor one of several of which
 *   at least one is
 */
gboolean
fair_form_is_optional (FairForm  *self,
                       FairField *field)
{
  g_return_val_if_fail (FAIR_IS_FORM (self), FALSE);
  g_return_val_if_fail (FAIR_IS_FIELD (field), FALSE);

  for (guint i = 0; i < self->any_of->len; i++)
    {
      if (g_strv_contains (g_ptr_array_index (self->any_of, i), field->id))
        return FALSE;
    }
  return !field->is_required;
}
