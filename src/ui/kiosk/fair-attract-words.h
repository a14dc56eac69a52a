/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the attract loop says, one after the other: nothing but what stands in the pack. */
#pragma once

#include "program/fair-program.h"

G_BEGIN_DECLS

/**
 * FairAttractWords:
 * @value: (nullable): a fact's value, "18"; %NULL for a sentence
 * @text: (nullable): the sentence, or what the value is of; %NULL: the caption of the photo that is shown
 */
typedef struct
{
  const char *value;
  const char *text;
} FairAttractWords;

GArray *fair_attract_words_collect (FairProgram *program);
char   *fair_attract_words_name (FairProgram *program);

G_END_DECLS
