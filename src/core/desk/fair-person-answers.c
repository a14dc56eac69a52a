/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "desk/fair-person-answers.h"

#include "base/fair-json.h"
#include "base/fair-text.h"
#include "form/fair-answer-text.h"
#include <glib/gi18n-lib.h>
#include <string.h>

static void
free_answer (gpointer data)
{
  g_free (((FairPersonAnswer *) data)->text);
  g_free (data);
}

static FairField *
find_field (FairForm   *form,
            const char *id)
{
  return form != NULL ? fair_form_find_field (form, id) : NULL;
}

/* A list of texts is no JSON to people. */
static void
append_unknown (GString    *out,
                yyjson_val *value)
{
  yyjson_val *item;
  gsize i, n;

  if (yyjson_is_str (value))
    g_string_append (out, yyjson_get_str (value));
  else if (yyjson_is_bool (value))
    g_string_append (out, yyjson_get_bool (value) ? _("Yes") : _("No"));
  else if (yyjson_is_arr (value))
    yyjson_arr_foreach (value, i, n, item)
      {
        g_string_append (out, i > 0 ? "; " : "");
        append_unknown (out, item);
      }
  else if (value != NULL && !yyjson_is_null (value))
    fair_json_append (out, value);
}

/**
 * fair_person_dup_words:
 * @form: (nullable): the form that asked
 * @field: the id of a field, which the form may not know
 * @value: (nullable): the answer, of whatever type
 *
 * Returns: (transfer full): the answer for people; "" for none
 */
char *
fair_person_dup_words (FairForm   *form,
                       const char *field,
                       yyjson_val *value)
{
  FairField *known = find_field (form, field);
  GString *out = g_string_new (NULL);

  if (known != NULL)
    fair_answer_text_append (out, known, value, FAIR_ANSWER_WORDS);
  else
    append_unknown (out, value);
  return g_string_free (out, FALSE);
}

/** Returns: what @form calls the field; @field itself where it does not know it */
const char *
fair_person_get_title (FairForm   *form,
                       const char *field)
{
  FairField *known = find_field (form, field);

  return known != NULL ? fair_field_get_title (known) : field;
}

static void
add (GPtrArray  *answers,
     FairForm   *form,
     const char *id,
     yyjson_val *value)
{
  FairField *field = find_field (form, id);
  g_autofree char *text = fair_person_dup_words (form, id, value);
  FairPersonAnswer *answer;

  if (fair_text_is_blank (text))
    return;
  answer = g_new0 (FairPersonAnswer, 1);
  answer->id = id;
  answer->title = fair_person_get_title (form, id);
  answer->section = field != NULL ? fair_field_get_section (field) : NULL;
  answer->kind = field != NULL ? fair_field_get_kind (field) : FAIR_FIELD_TEXT;
  answer->text = g_steal_pointer (&text);
  g_ptr_array_add (answers, answer);
}

/**
 * fair_person_list_answers:
 * @version: of a sign-up
 * @form: (nullable): the form that asked, as far as it is known
 *
 * Lists what was answered, in the order of the form, then what it does not know, in the order of the sign-up. What the person agreed
 * to is not among it.
 *
 * Returns: (transfer full) (element-type FairPersonAnswer): the answers; valid as long as @version and @form are
 */
GPtrArray *
fair_person_list_answers (const FairVersion *version,
                          FairForm          *form)
{
  yyjson_val *object = fair_version_get_answers (version), *key;
  yyjson_obj_iter members = yyjson_obj_iter_with (object);
  GPtrArray *answers = g_ptr_array_new_with_free_func (free_answer);

  for (guint i = 0; form != NULL && i < fair_form_get_n_fields (form); i++)
    {
      FairField *field = fair_form_get_field (form, i);

      if (fair_field_get_kind (field) != FAIR_FIELD_CONSENT)
        add (answers, form, fair_field_get_id (field), yyjson_obj_get (object, fair_field_get_id (field)));
    }
  while ((key = yyjson_obj_iter_next (&members)) != NULL)
    if (find_field (form, yyjson_get_str (key)) == NULL && yyjson_obj_get (version->agreed, yyjson_get_str (key)) == NULL)
      add (answers, form, yyjson_get_str (key), yyjson_obj_iter_get_val (key));
  return answers;
}

/** Returns: (transfer full): all of them as plain text, each on a line of its own; lines of text stand below their title */
char *
fair_person_answers_to_text (const GPtrArray *answers)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < answers->len; i++)
    {
      const FairPersonAnswer *answer = answers->pdata[i];

      g_string_append_printf (out, "%s:%s%s\n", answer->title, strchr (answer->text, '\n') != NULL ? "\n" : " ", answer->text);
    }
  return g_string_free (out, FALSE);
}
