/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree that a template is parsed into. */
#pragma once

#include "program/fair-template.h"

G_BEGIN_DECLS

/** What stands between braces. */
typedef enum
{
  FAIR_TEMPLATE_FIELD,    /* a field of the form, by its id */
  FAIR_TEMPLATE_NAME,     /* how the person is addressed */
  FAIR_TEMPLATE_PROGRAM,  /* what the program is called */
  FAIR_TEMPLATE_FAIR,     /* where they signed up */
  FAIR_TEMPLATE_LANGUAGE, /* which language they chose */
} FairTemplateWord;

/**
 * FairTemplateNode:
 * @text: (nullable): a text as it is; %NULL for what stands between braces
 * @word: what that is
 * @field: (nullable): the id of a field
 * @code: (nullable): one of its choices, or a language
 * @is_negated: whether the section is for whom it does not hold
 * @inside: (nullable) (element-type FairTemplateNode): what a section has; %NULL for a value
 * @otherwise: (nullable) (element-type FairTemplateNode): what stands behind its “else”
 */
typedef struct
{
  char *text;
  FairTemplateWord word;
  char *field;
  char *code;
  gboolean is_negated;
  GPtrArray *inside;
  GPtrArray *otherwise;
} FairTemplateNode;

struct _FairTemplate
{
  GPtrArray *subject;
  GPtrArray *body;
};

/**
 * FairTemplateWords:
 * @form: whose fields and choices there are
 * @languages: (nullable): which languages there are; %NULL: any
 *
 * What may stand between braces.
 */
typedef struct
{
  FairForm *form;
  const char *const *languages;
} FairTemplateWords;

char *fair_template_words_find (const FairTemplateWords *self,
                                const char              *name,
                                FairTemplateNode        *node);

G_END_DECLS
