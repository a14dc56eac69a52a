/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer as text, for other programs and for people. */
#pragma once

#include "form/fair-field.h"

G_BEGIN_DECLS

/** Who an answer is written for. */
typedef enum
{
  FAIR_ANSWER_CODES,  /* programs: everything as it is stored */
  FAIR_ANSWER_LABELS, /* programs whose lists hold what people read: choices by their titles */
  FAIR_ANSWER_WORDS,  /* people: yes and no in words, too */
} FairAnswerStyle;

void fair_answer_text_append (GString        *out,
                              FairField      *field,
                              yyjson_val     *value,
                              FairAnswerStyle style);
void fair_answer_text_append_flag (GString        *out,
                                   gboolean        flag,
                                   FairAnswerStyle style);
void fair_answer_text_append_others (GString        *out,
                                     FairField      *field,
                                     yyjson_val     *value,
                                     FairAnswerStyle style);

G_END_DECLS
