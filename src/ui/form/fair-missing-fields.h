/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says in a few words what keeps a form from being saved. */
#pragma once

#include "form/fair-validation.h"

G_BEGIN_DECLS

char *fair_missing_fields_describe (FairForm  *form,
                                    GPtrArray *problems);
char *fair_missing_fields_describe_needed (FairForm          *form,
                                           const FairAnswers *answers);
char *fair_missing_fields_describe_count (GPtrArray *problems);

G_END_DECLS
