/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody answered, in words: under the titles of the form that asked, in its order; what no form knows comes last. */
#pragma once

#include "form/fair-form.h"
#include "store/journal/fair-line.h"

G_BEGIN_DECLS

/**
 * FairPersonAnswer:
 * @id: the field's id
 * @title: what the form calls it; @id where it does not know it
 * @section: (nullable): the id of the form's section; NULL where the form does not know the field
 * @kind: of a field that the form knows
 * @text: the answer in words, never empty; lines of text have line breaks
 *
 * Its other texts are borrowed from the version and the form.
 */
typedef struct
{
  const char *id;
  const char *title;
  const char *section;
  FairFieldKind kind;
  char *text;
} FairPersonAnswer;

GPtrArray  *fair_person_list_answers (const FairVersion *version,
                                      FairForm          *form);
char       *fair_person_dup_words (FairForm   *form,
                                   const char *field,
                                   yyjson_val *value);
const char *fair_person_get_title (FairForm   *form,
                                   const char *field);
char       *fair_person_answers_to_text (const GPtrArray *answers);

G_END_DECLS
