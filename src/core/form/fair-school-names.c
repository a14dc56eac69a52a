/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One name for each medical school, in whatever way people typed it. */
#include "form/fair-school-names.h"

#include "base/fair-text.h"

struct _FairSchoolNames
{
  FairField *field;      /* (nullable): that suggests schools; of @form */
  FairForm *form;        /* (nullable) */
  GMutex mutex;          /* guards the rest */
  GHashTable *by_typed;  /* names, by what was typed */
  GHashTable *by_folded; /* and by that folded: the first that was met of a school that nobody suggests; owns its names */
};

/**
 * fair_school_names_new:
 * @form: (nullable): the form that people fill in
 * @field: the id of its field that suggests names: `medical_school`, or that of whatever else people type a name of
 *
 * Returns: (transfer full): the names; without suggestions what differs in case, accents and punctuation only is one
 */
FairSchoolNames *
fair_school_names_new (FairForm   *form,
                       const char *field)
{
  FairSchoolNames *self = g_new0 (FairSchoolNames, 1);

  self->form = form != NULL ? g_object_ref (form) : NULL;
  self->field = form != NULL ? fair_form_find_field (form, field) : NULL;
  g_mutex_init (&self->mutex);
  self->by_typed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * fair_school_names_free:
 * @self: (transfer full): names
 */
void
fair_school_names_free (FairSchoolNames *self)
{
  g_hash_table_unref (self->by_typed);
  g_hash_table_unref (self->by_folded);
  g_mutex_clear (&self->mutex);
  g_clear_object (&self->form);
  g_free (self);
}

static const char *
find_name (FairSchoolNames *self,
           const char      *typed)
{
  const FairSuggestion *suggestion = self->field != NULL ? fair_field_find_suggestion (self->field, typed) : NULL;
  g_autofree char *folded = suggestion == NULL ? fair_text_fold (typed) : NULL;
  const char *name;

  if (suggestion != NULL)
    return suggestion->name;
  name = g_hash_table_lookup (self->by_folded, folded);
  if (name == NULL)
    {
      name = fair_text_trim (typed);
      g_hash_table_insert (self->by_folded, g_steal_pointer (&folded), (gpointer) name);
    }
  return name;
}

/**
 * fair_school_names_get:
 * @self: names
 * @typed: (nullable): what somebody answered, valid UTF-8
 *
 * Returns: (transfer none) (nullable): the suggestion's name if it is beyond doubt which one that is, else what was first met of
 *   what folds alike; %NULL for a text that shows nothing. It lives as long as @self
 */
const char *
fair_school_names_get (FairSchoolNames *self,
                       const char      *typed)
{
  g_autoptr (GMutexLocker) locker = NULL;
  const char *name;

  if (fair_text_is_blank (typed))
    return NULL;
  locker = g_mutex_locker_new (&self->mutex);
  name = g_hash_table_lookup (self->by_typed, typed);
  if (name == NULL)
    {
      name = find_name (self, typed);
      g_hash_table_insert (self->by_typed, g_strdup (typed), (gpointer) name);
    }
  return name;
}
