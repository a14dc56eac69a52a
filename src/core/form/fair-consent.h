/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person agrees to with a form, word for word. */
#pragma once

#include "form/fair-form.h"

G_BEGIN_DECLS

/**
 * FairConsent:
 * @id: what the wording is known by: fair_wording_make_id() of @text
 * @field: the id of the field of consent
 * @lang: the language of @text (BCP 47)
 * @text: what the person agreed to, word for word
 *
 * Its texts are borrowed from the form.
 */
typedef struct
{
  const char *id;
  const char *field;
  const char *lang;
  const char *text;
} FairConsent;

char   *fair_wording_make_id (const char *text);
GArray *fair_form_list_consents (FairForm          *form,
                                 const FairAnswers *answers);
GArray *fair_form_list_changed_consents (FairForm          *form,
                                         const FairAnswers *before,
                                         const FairAnswers *changes,
                                         FairAnswers       *agreed);

G_END_DECLS
