/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person agrees to with a form, word for word. */
#include "form/fair-consent.h"

/**
 * fair_wording_make_id:
 * @text: what people agree to
 *
 * Returns: (transfer full): what it is known by: its SHA-256, in lower-case hexadecimal digits
 */
char *
fair_wording_make_id (const char *text)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

/**
 * fair_form_list_consents:
 * @form: a form
 * @answers: what was answered
 *
 * Returns: (transfer full) (element-type FairConsent): what the person agreed to, in the order of the form
 */
GArray *
fair_form_list_consents (FairForm          *form,
                         const FairAnswers *answers)
{
  GArray *consents = g_array_new (FALSE, FALSE, sizeof (FairConsent));

  for (guint i = 0; i < fair_form_get_n_fields (form); i++)
    {
      FairField *field = fair_form_get_field (form, i);
      const char *language = fair_field_get_wording_language (field);
      FairConsent consent = { fair_field_get_wording_id (field), fair_field_get_id (field),
                              language != NULL ? language : fair_form_get_language (form), fair_field_get_wording (field) };

      if (fair_field_get_kind (field) == FAIR_FIELD_CONSENT && fair_answers_get_flag (answers, consent.field))
        g_array_append_val (consents, consent);
    }
  return consents;
}

static void
add_withdrawn (FairForm          *form,
               const FairAnswers *before,
               const FairAnswers *changes,
               FairAnswers       *agreed)
{
  for (guint i = 0; i < fair_form_get_n_fields (form); i++)
    {
      FairField *field = fair_form_get_field (form, i);
      const char *id = fair_field_get_id (field);

      if (fair_field_get_kind (field) == FAIR_FIELD_CONSENT && fair_answers_get_flag (before, id) &&
          yyjson_mut_obj_get (fair_answers_peek_root (changes), id) != NULL && !fair_answers_get_flag (changes, id))
        fair_answers_set_value (agreed, id, NULL);
    }
}

/**
 * fair_form_list_changed_consents:
 * @form: (nullable): the form with which somebody corrects what they answered
 * @before: what they answered
 * @changes: the answers that change; null takes one away
 * @agreed: takes by the id of each field of consent to which wording they agree now; null where they do not any more. What they
 *   agreed to before, and still do, is left out: they did so in the words of that time
 *
 * Returns: (transfer full) (element-type FairConsent): what they agree to, and did not before
 */
GArray *
fair_form_list_changed_consents (FairForm          *form,
                                 const FairAnswers *before,
                                 const FairAnswers *changes,
                                 FairAnswers       *agreed)
{
  g_autoptr (GArray) consents = NULL;
  GArray *given = g_array_new (FALSE, FALSE, sizeof (FairConsent));

  if (form == NULL)
    return given;
  consents = fair_form_list_consents (form, changes);
  for (guint i = 0; i < consents->len; i++)
    {
      const FairConsent *consent = &g_array_index (consents, FairConsent, i);

      if (fair_answers_get_flag (before, consent->field))
        continue;
      g_array_append_val (given, *consent);
      fair_answers_set_text (agreed, consent->field, consent->id);
    }
  add_withdrawn (form, before, changes, agreed);
  return given;
}
