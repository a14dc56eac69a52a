/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person agrees to with a form, word for word. */
#pragma once

#include "form/fair-form.h"

G_BEGIN_DECLS

/**
 * FairConsent:
 * @field: the id of the field of consent
 * @lang: the language of @text (BCP 47)
 * @text: what the person agreed to, word for word
 *
 * Its texts are borrowed from the form.
 */
typedef struct
{
  const char *field;
  const char *lang;
  const char *text;
} FairConsent;

GArray *fair_form_list_consents (FairForm          *form,
                                 const FairAnswers *answers);

G_END_DECLS
