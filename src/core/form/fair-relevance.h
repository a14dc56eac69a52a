/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Skip logic: the conditions on other answers under which a field is asked for at all. */
#pragma once

#include "base/fair-pack-reader.h"
#include "form/fair-answers.h"

G_BEGIN_DECLS

/**
 * FairCondition:
 * @field: the id of another field
 * @values: (element-type JsonNode): the answers that will do
 * @contains: whether the answer is a list in which one of @values must be, rather than one of them itself
 */
typedef struct
{
  char *field;
  GPtrArray *values;
  gboolean contains;
} FairCondition;

GPtrArray *fair_relevance_new_from_object (JsonObject     *object,
                                           FairPackReader *reader,
                                           const char     *place);
gboolean   fair_relevance_holds (GPtrArray         *conditions,
                                 const FairAnswers *answers);

G_END_DECLS
