/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one person answered: a JSON object by field id. Members that no form knows are kept as they came. */
#include "config.h"
#include "form/fair-answers.h"

#include "base/fair-json.h"
#include "base/fair-text.h"
#include <glib/gi18n-lib.h>

struct _FairAnswers
{
  gatomicrefcount references;
  yyjson_mut_doc *doc; /* its root is always an object */
};

G_DEFINE_BOXED_TYPE (FairAnswers, fair_answers, fair_answers_ref, fair_answers_unref)

static FairAnswers *
new_from_doc (yyjson_mut_doc *doc)
{
  FairAnswers *self = g_new0 (FairAnswers, 1);

  g_atomic_ref_count_init (&self->references);
  self->doc = doc;
  return self;
}

/**
 * fair_answers_new:
 *
 * Returns: (transfer full): the answers of somebody who has said nothing yet
 */
FairAnswers *
fair_answers_new (void)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);

  yyjson_mut_doc_set_root (doc, yyjson_mut_obj (doc));
  return new_from_doc (doc);
}

/**
 * fair_answers_new_from_json:
 * @text: a JSON object on one line
 * @length: its length in bytes
 * @error: where a #FairJsonError goes
 *
 * Returns: (transfer full) (nullable): the answers
 */
FairAnswers *
fair_answers_new_from_json (const char *text,
                            gsize       length,
                            GError    **error)
{
  g_autoptr (yyjson_doc) doc = fair_json_read_line (text, length, NULL, error);

  if (doc == NULL)
    return NULL;
  if (!yyjson_is_obj (yyjson_doc_get_root (doc)))
    {
      g_set_error_literal (error, FAIR_JSON_ERROR, FAIR_JSON_ERROR_TYPE,
                           _("answers are expected as an object, such as {\"given_name\": \"Zoë\"}"));
      return NULL;
    }
  return new_from_doc (yyjson_doc_mut_copy (doc, NULL));
}

/**
 * fair_answers_new_from_value:
 * @object: an object of any document, which may go away afterwards
 *
 * Returns: (transfer full) (nullable): a copy of it as answers; %NULL where @object is no object
 */
FairAnswers *
fair_answers_new_from_value (yyjson_val *object)
{
  yyjson_mut_doc *doc = NULL;

  if (!yyjson_is_obj (object))
    return NULL;
  doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_doc_set_root (doc, yyjson_val_mut_copy (doc, object));
  return new_from_doc (doc);
}

/**
 * fair_answers_copy:
 * @self: answers
 *
 * Returns: (transfer full): a copy that may be changed
 */
FairAnswers *
fair_answers_copy (const FairAnswers *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return new_from_doc (yyjson_mut_doc_mut_copy (self->doc, NULL));
}

/**
 * fair_answers_ref:
 * @self: answers
 *
 * Returns: (transfer full): @self
 */
FairAnswers *
fair_answers_ref (FairAnswers *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * fair_answers_unref:
 * @self: (transfer full): answers
 */
void
fair_answers_unref (FairAnswers *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  yyjson_mut_doc_free (self->doc);
  g_free (self);
}

/**
 * fair_answers_peek_root:
 * @self: answers
 *
 * Returns: (transfer none): the object itself, for writing it; it is not to be changed
 */
yyjson_mut_val *
fair_answers_peek_root (const FairAnswers *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return yyjson_mut_doc_get_root (self->doc);
}

/**
 * fair_answers_peek_value:
 * @self: answers
 * @field: a field's id
 *
 * Returns: (transfer none) (nullable): what was answered, of whatever type; %NULL for no answer and for JSON's null
 */
yyjson_mut_val *
fair_answers_peek_value (const FairAnswers *self,
                         const char        *field)
{
  yyjson_mut_val *value = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (field != NULL, NULL);

  value = yyjson_mut_obj_get (yyjson_mut_doc_get_root (self->doc), field);
  return yyjson_mut_is_null (value) ? NULL : value;
}

/**
 * fair_answers_has:
 * @self: answers
 * @field: a field's id
 *
 * Returns: whether there is an answer, of whatever type; JSON's null is none
 */
gboolean
fair_answers_has (const FairAnswers *self,
                  const char        *field)
{
  return fair_answers_peek_value (self, field) != NULL;
}

/**
 * fair_answers_get_text:
 * @self: answers
 * @field: a field's id
 *
 * Returns: (nullable): the text; %NULL where there is none
 */
const char *
fair_answers_get_text (const FairAnswers *self,
                       const char        *field)
{
  return yyjson_mut_get_str (fair_answers_peek_value (self, field));
}

/**
 * fair_answers_get_integer:
 * @self: answers
 * @field: a field's id
 * @value: (out) (optional): the number
 *
 * Returns: whether there is a whole number, as JSON Schema has it: 2027.0 is one (2020-12, section 6.1.1)
 */
gboolean
fair_answers_get_integer (const FairAnswers *self,
                          const char        *field,
                          gint64            *value)
{
  yyjson_mut_val *found = fair_answers_peek_value (self, field);
  gint64 number;

  if (yyjson_mut_is_real (found))
    {
      if (!fair_json_is_whole (yyjson_mut_get_real (found)))
        return FALSE;
      number = (gint64) yyjson_mut_get_real (found);
    }
  else if (!yyjson_mut_is_int (found) || (yyjson_mut_is_uint (found) && yyjson_mut_get_uint (found) > G_MAXINT64))
    return FALSE;
  else
    number = yyjson_mut_get_sint (found);
  if (value != NULL)
    *value = number;
  return TRUE;
}

/**
 * fair_answers_get_flag:
 * @self: answers
 * @field: a field's id
 *
 * Returns: whether the answer is JSON's true
 */
gboolean
fair_answers_get_flag (const FairAnswers *self,
                       const char        *field)
{
  return yyjson_mut_is_true (fair_answers_peek_value (self, field));
}

/**
 * fair_answers_dup_codes:
 * @self: answers
 * @field: a field's id
 *
 * Returns: (transfer full): the codes chosen, in their order; empty where there are none
 */
char **
fair_answers_dup_codes (const FairAnswers *self,
                        const char        *field)
{
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();
  yyjson_mut_val *array = fair_answers_peek_value (self, field);
  yyjson_mut_arr_iter iter;
  yyjson_mut_val *element = NULL;

  if (yyjson_mut_arr_iter_init (array, &iter))
    {
      while ((element = yyjson_mut_arr_iter_next (&iter)) != NULL)
        {
          if (yyjson_mut_is_str (element))
            g_strv_builder_add (codes, yyjson_mut_get_str (element));
        }
    }
  return g_strv_builder_end (codes);
}

/* Takes the place of an earlier answer, so that members keep their order. */
static void
set_value (FairAnswers    *self,
           const char     *field,
           yyjson_mut_val *value)
{
  yyjson_mut_val *root = yyjson_mut_doc_get_root (self->doc);
  yyjson_mut_val *key = yyjson_mut_strcpy (self->doc, field);

  if (!yyjson_mut_obj_replace (root, key, value))
    yyjson_mut_obj_add (root, key, value);
}

/**
 * fair_answers_set_text:
 * @self: answers
 * @field: a field's id
 * @text: (nullable): the text, UTF-8; %NULL, or one that shows nothing, takes the answer away
 */
void
fair_answers_set_text (FairAnswers *self,
                       const char  *field,
                       const char  *text)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (field != NULL);
  g_return_if_fail (text == NULL || g_utf8_validate (text, -1, NULL));

  if (fair_text_is_blank (text))
    fair_answers_unset (self, field);
  else
    set_value (self, field, yyjson_mut_strcpy (self->doc, text));
}

/**
 * fair_answers_set_integer:
 * @self: answers
 * @field: a field's id
 * @value: the number
 */
void
fair_answers_set_integer (FairAnswers *self,
                          const char  *field,
                          gint64       value)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (field != NULL);

  set_value (self, field, yyjson_mut_sint (self->doc, value));
}

/**
 * fair_answers_set_flag:
 * @self: answers
 * @field: a field's id
 * @value: yes or no
 */
void
fair_answers_set_flag (FairAnswers *self,
                       const char  *field,
                       gboolean     value)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (field != NULL);

  set_value (self, field, yyjson_mut_bool (self->doc, value != FALSE));
}

/**
 * fair_answers_set_codes:
 * @self: answers
 * @field: a field's id
 * @codes: (nullable): the codes chosen; none takes the answer away
 */
void
fair_answers_set_codes (FairAnswers       *self,
                        const char        *field,
                        const char *const *codes)
{
  yyjson_mut_val *array = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (field != NULL);

  if (codes == NULL || codes[0] == NULL)
    {
      fair_answers_unset (self, field);
      return;
    }
  array = yyjson_mut_arr (self->doc);
  for (guint i = 0; codes[i] != NULL; i++)
    yyjson_mut_arr_add_strcpy (self->doc, array, codes[i]);
  set_value (self, field, array);
}

/**
 * fair_answers_set_value:
 * @self: answers
 * @field: a field's id
 * @value: (nullable): a value of any document; it is copied. %NULL is JSON's null: no answer or, where these are
 *   changes to answers, that one is taken away
 */
void
fair_answers_set_value (FairAnswers    *self,
                        const char     *field,
                        yyjson_mut_val *value)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (field != NULL);

  set_value (self, field, value != NULL ? yyjson_mut_val_mut_copy (self->doc, value) : yyjson_mut_null (self->doc));
}

/**
 * fair_answers_unset:
 * @self: answers
 * @field: a field's id
 *
 * Takes an answer away.
 */
void
fair_answers_unset (FairAnswers *self,
                    const char  *field)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (field != NULL);

  yyjson_mut_obj_remove_key (yyjson_mut_doc_get_root (self->doc), field);
}

/**
 * fair_answers_is_empty:
 * @self: answers
 *
 * Returns: whether nothing at all was answered
 */
gboolean
fair_answers_is_empty (const FairAnswers *self)
{
  yyjson_mut_obj_iter iter;
  yyjson_mut_val *key = NULL;

  g_return_val_if_fail (self != NULL, TRUE);

  yyjson_mut_obj_iter_init (yyjson_mut_doc_get_root (self->doc), &iter);
  while ((key = yyjson_mut_obj_iter_next (&iter)) != NULL)
    {
      if (!yyjson_mut_is_null (yyjson_mut_obj_iter_get_val (key)))
        return FALSE;
    }
  return TRUE;
}

static char *
dup_trimmed (const FairAnswers *self,
             const char        *field)
{
  const char *text = fair_answers_get_text (self, field);

  return fair_text_is_blank (text) ? NULL : fair_text_trim (text);
}

static char *
dup_first_name (const FairAnswers *self)
{
  char *first = dup_trimmed (self, "preferred_name");

  return first != NULL ? first : dup_trimmed (self, "given_name");
}

/**
 * fair_answers_dup_first_name:
 * @self: answers
 *
 * Returns: (transfer full): how to address the person: the preferred or else the given name, or else the family name; empty where
 *   all are missing
 */
char *
fair_answers_dup_first_name (const FairAnswers *self)
{
  char *first;

  g_return_val_if_fail (self != NULL, NULL);

  first = dup_first_name (self);
  return first != NULL ? first : fair_answers_dup_person_name (self);
}

/**
 * fair_answers_dup_person_name:
 * @self: answers
 *
 * Returns: (transfer full): what to call the person: the preferred or else the given name, and the family name, of
 *   which any may be missing; empty where all are
 */
char *
fair_answers_dup_person_name (const FairAnswers *self)
{
  g_autofree char *first = NULL;
  g_autofree char *family = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  first = dup_first_name (self);
  family = dup_trimmed (self, "family_name");
  if (first == NULL || family == NULL)
    return g_strdup (first != NULL ? first : (family != NULL ? family : ""));
  return g_strdup_printf ("%s %s", first, family);
}
