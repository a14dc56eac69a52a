/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One field of a form: its kind, its texts, its limits, its choices. */
#include "config.h"
#include "form/fair-field-private.h"

#include "form/fair-consent.h"

G_DEFINE_FINAL_TYPE (FairField, fair_field, G_TYPE_OBJECT)

static void
fair_field_finalize (GObject *object)
{
  FairField *self = FAIR_FIELD (object);

  g_free (self->section);
  g_free (self->wording_id);
  g_clear_pointer (&self->pattern, g_regex_unref);
  g_clear_pointer (&self->hint_pattern, g_regex_unref);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_pointer (&self->suggestions, fair_suggestions_free);
  g_clear_pointer (&self->relevant, g_ptr_array_unref);
  g_clear_pointer (&self->properties, json_object_unref);

  G_OBJECT_CLASS (fair_field_parent_class)->finalize (object);
}

static void
fair_field_class_init (FairFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fair_field_finalize;
}

static void
fair_field_init (FairField *self)
{
  self->choices = g_ptr_array_new_with_free_func (g_free);
}

/**
 * fair_field_get_id:
 * @self: a field
 *
 * Returns: its id, which is also the name of the member in the answers
 */
const char *
fair_field_get_id (FairField *self)
{
  g_return_val_if_fail (FAIR_IS_FIELD (self), NULL);
  return self->id;
}

/**
 * fair_field_get_kind:
 * @self: a field
 *
 * Returns: its kind
 */
FairFieldKind
fair_field_get_kind (FairField *self)
{
  g_return_val_if_fail (FAIR_IS_FIELD (self), FAIR_FIELD_TEXT);
  return self->kind;
}

/**
 * fair_field_get_section:
 * @self: a field
 *
 * Returns: the id of the section that it stands in, which the form has
 */
const char *
fair_field_get_section (FairField *self)
{
  g_return_val_if_fail (FAIR_IS_FIELD (self), NULL);
  return self->section;
}

/**
 * fair_field_get_pair:
 * @self: a field
 *
 * Returns: (nullable): the id of the field that it is shown beside where there is room, which the form has
 */
const char *
fair_field_get_pair (FairField *self)
{
  g_return_val_if_fail (FAIR_IS_FIELD (self), NULL);
  return self->pair;
}

/**
 * fair_field_get_purpose:
 * @self: a field
 *
 * Returns: (nullable): what is entered, in the words of HTML's autofill: "given-name", "family-name", "email", …
 */
const char *
fair_field_get_purpose (FairField *self)
{
  g_return_val_if_fail (FAIR_IS_FIELD (self), NULL);
  return self->purpose;
}

/**
 * fair_field_get_title:
 * @self: a field
 *
 * Returns: its title
 */
const char *
fair_field_get_title (FairField *self)
{
  g_return_val_if_fail (FAIR_IS_FIELD (self), NULL);
  return self->title;
}

/**
 * fair_field_get_help:
 * @self: a field
 *
 * Returns: (nullable): a sentence that helps to fill it in
 */
const char *
fair_field_get_help (FairField *self)
{
  g_return_val_if_fail (FAIR_IS_FIELD (self), NULL);
  return self->help;
}

/**
 * fair_field_get_wording:
 * @self: a field
 *
 * Returns: (nullable): what a person agrees to; %NULL for what is no consent
 */
const char *
fair_field_get_wording (FairField *self)
{
  g_return_val_if_fail (FAIR_IS_FIELD (self), NULL);
  return self->wording;
}

/**
 * fair_field_get_wording_language:
 * @self: a field
 *
 * Returns: (nullable): the tag of the language that the wording really is in, wherever the form was read for another;
 *   "und" where that cannot be told
 */
const char *
fair_field_get_wording_language (FairField *self)
{
  g_return_val_if_fail (FAIR_IS_FIELD (self), NULL);
  return self->wording_language;
}

/**
 * fair_field_get_wording_id:
 * @self: a field
 *
 * Returns: (nullable): what the wording is known by: fair_wording_make_id() of it
 */
const char *
fair_field_get_wording_id (FairField *self)
{
  g_return_val_if_fail (FAIR_IS_FIELD (self), NULL);
  return self->wording_id;
}

/**
 * fair_field_get_n_choices:
 * @self: a field
 *
 * Returns: how many choices it has; 0 for kinds without
 */
guint
fair_field_get_n_choices (FairField *self)
{
  g_return_val_if_fail (FAIR_IS_FIELD (self), 0);
  return self->choices->len;
}

/**
 * fair_field_get_choice:
 * @self: a field
 * @index: less than fair_field_get_n_choices()
 *
 * Returns: (transfer none): the choice
 */
const FairChoice *
fair_field_get_choice (FairField *self,
                       guint      index)
{
  g_return_val_if_fail (FAIR_IS_FIELD (self), NULL);
  g_return_val_if_fail (index < self->choices->len, NULL);
  return g_ptr_array_index (self->choices, index);
}

/** The choice of a code, or %NULL. */
const FairChoice *
fair_field_find_choice (FairField  *self,
                        const char *code)
{
  for (guint i = 0; i < self->choices->len; i++)
    {
      const FairChoice *choice = g_ptr_array_index (self->choices, i);

      if (g_str_equal (choice->code, code))
        return choice;
    }
  return NULL;
}

/**
 * fair_field_get_choice_title:
 * @self: a field
 * @code: what is stored
 *
 * Returns: what a person reads; @code itself where it is none of the choices
 */
const char *
fair_field_get_choice_title (FairField  *self,
                             const char *code)
{
  const FairChoice *choice = NULL;

  g_return_val_if_fail (FAIR_IS_FIELD (self), NULL);
  g_return_val_if_fail (code != NULL, NULL);

  choice = fair_field_find_choice (self, code);
  return choice != NULL ? choice->title : code;
}

/**
 * fair_field_is_required:
 * @self: a field
 *
 * Returns: whether it must be filled in wherever it is asked for
 */
gboolean
fair_field_is_required (FairField *self)
{
  g_return_val_if_fail (FAIR_IS_FIELD (self), FALSE);
  return self->is_required;
}

/**
 * fair_field_get_relevant:
 * @self: a field
 *
 * Returns: (transfer none) (nullable) (element-type FairCondition): all that must hold where it is asked for, of fields that the form has
 */
GPtrArray *
fair_field_get_relevant (FairField *self)
{
  g_return_val_if_fail (FAIR_IS_FIELD (self), NULL);
  return self->relevant;
}

/**
 * fair_field_get_range:
 * @self: a field
 * @minimum: (out): the earliest year
 * @maximum: (out): the latest year
 */
void
fair_field_get_range (FairField *self,
                      gint64    *minimum,
                      gint64    *maximum)
{
  g_return_if_fail (FAIR_IS_FIELD (self));
  *minimum = self->minimum;
  *maximum = self->maximum;
}

/**
 * fair_field_get_suggested_years:
 * @self: a field
 * @from: (out): the first year that is suggested, counted from the current one: -2
 * @to: (out): the last one
 */
void
fair_field_get_suggested_years (FairField *self,
                                int       *from,
                                int       *to)
{
  g_return_if_fail (FAIR_IS_FIELD (self));
  *from = (int) self->suggested_from;
  *to = (int) self->suggested_to;
}

/**
 * fair_field_get_max_length:
 * @self: a field
 *
 * Returns: how many Unicode characters a text may have; 0 for kinds that are no text
 */
guint
fair_field_get_max_length (FairField *self)
{
  g_return_val_if_fail (FAIR_IS_FIELD (self), 0);
  return self->max_length;
}

/**
 * fair_field_match_suggestions:
 * @self: a field
 * @typed: what a person has typed so far
 * @limit: how many to return at most
 *
 * Finds suggestions as fair_suggestions_match() does.
 *
 * Returns: (transfer container) (element-type FairSuggestion): what was found, best first; it belongs to @self
 */
GPtrArray *
fair_field_match_suggestions (FairField  *self,
                              const char *typed,
                              guint       limit)
{
  g_return_val_if_fail (FAIR_IS_FIELD (self), NULL);
  g_return_val_if_fail (typed != NULL, NULL);
  return self->suggestions != NULL ? fair_suggestions_match (self->suggestions, typed, limit) : g_ptr_array_new ();
}

/**
 * fair_field_find_suggestion:
 * @self: a field
 * @typed: a name, however it was typed
 *
 * Returns: (transfer none) (nullable): the suggestion that it is, as fair_suggestions_find() tells it
 */
const FairSuggestion *
fair_field_find_suggestion (FairField  *self,
                            const char *typed)
{
  g_return_val_if_fail (FAIR_IS_FIELD (self), NULL);
  g_return_val_if_fail (typed != NULL, NULL);
  return self->suggestions != NULL ? fair_suggestions_find (self->suggestions, typed) : NULL;
}

/**
 * fair_field_new_with_notice:
 * @field: a consent
 * @notice: whole sentences
 *
 * Returns: (transfer full): the same consent, whose wording has them at its end, in a paragraph of their own
 */
FairField *
fair_field_new_with_notice (FairField  *field,
                            const char *notice)
{
  FairField *self = g_object_new (FAIR_TYPE_FIELD, NULL);
  g_autofree char *wording = g_strjoin ("\n\n", field->wording, notice, NULL);

  self->id = field->id;
  self->kind = field->kind;
  self->section = g_strdup (field->section);
  self->order = field->order;
  self->pair = field->pair;
  self->purpose = field->purpose;
  self->is_required = field->is_required;
  self->title = field->title;
  self->title_language = field->title_language;
  self->help = field->help;
  self->wording = g_intern_string (wording);
  self->wording_language = field->wording_language;
  self->wording_id = fair_wording_make_id (wording);
  self->relevant = field->relevant != NULL ? g_ptr_array_ref (field->relevant) : NULL;
  self->properties = field->properties != NULL ? json_object_ref (field->properties) : NULL;
  return self;
}
