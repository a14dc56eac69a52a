/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether answers fit a form, said field by field in words that tell how to mend it. */
#pragma once

#include "form/fair-form.h"

G_BEGIN_DECLS

/** What stands in the way of saving (a refusal), or is only worth a second look (advice). */
typedef enum
{
  FAIR_PROBLEM_MISSING,
  FAIR_PROBLEM_INVALID,
  FAIR_PROBLEM_ADVICE,
} FairProblemKind;

/**
 * FairProblem:
 * @field: the field's id
 * @message: translated, for the person who fills in the form
 * @suggestion: (nullable): a value that would mend it ("zoe@gmail.com" for "zoe@gmial.com")
 */
typedef struct
{
  FairProblemKind kind;
  char *field;
  char *message;
  char *suggestion;
} FairProblem;

void         fair_problem_free (FairProblem *self);
FairProblem *fair_form_check_field (FairForm          *form,
                                    FairField         *field,
                                    const FairAnswers *answers);
GPtrArray   *fair_form_check (FairForm          *form,
                              const FairAnswers *answers);
gboolean     fair_form_accept (FairForm          *form,
                               const FairAnswers *answers,
                               GError           **error);
FairAnswers *fair_form_accept_changes (FairForm          *form,
                                       const FairAnswers *answers,
                                       const FairAnswers *changes,
                                       GError           **error);
FairAnswers *fair_form_normalize (FairForm          *form,
                                  const FairAnswers *answers);
char        *fair_form_dup_group_rule (FairForm          *form,
                                       const FairAnswers *answers);
guint        fair_form_count_needed (FairForm          *form,
                                     const FairAnswers *answers);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairProblem, fair_problem_free)

G_END_DECLS
