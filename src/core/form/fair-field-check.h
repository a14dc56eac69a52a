/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether one answer fits its field, by the rules of the field's kind. */
#pragma once

#include "form/fair-validation.h"

G_BEGIN_DECLS

char        *fair_field_normalize_text (FairField  *field,
                                        const char *text);
gboolean     fair_field_is_text (FairField *field);
gboolean     fair_field_value_is_nothing (yyjson_mut_val *value);
gboolean     fair_field_is_left_out (FairField         *field,
                                     const FairAnswers *answers);
gboolean     fair_field_is_filled (FairField         *field,
                                   const FairAnswers *answers);
FairProblem *fair_problem_new (FairProblemKind kind,
                               FairField      *field,
                               const char     *format,
                               ...) G_GNUC_PRINTF (3, 4);
FairProblem *fair_field_check_missing (FairField *field);
FairProblem *fair_field_check_value (FairField         *field,
                                     const FairAnswers *answers);

G_END_DECLS
