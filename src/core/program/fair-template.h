/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a message to many people: a subject and a body, with what each of them answered, and parts for some of them. */
#pragma once

#include "base/fair-pack-reader.h"
#include "form/fair-form.h"

G_BEGIN_DECLS

/** How long the text of a template may be, in bytes. */
#define FAIR_TEMPLATE_MAX_BYTES (64 * 1024)

/** A template, parsed. Immutable; may be used from any thread. */
typedef struct _FairTemplate FairTemplate;

/**
 * FairTemplateData:
 * @answers: (nullable): of the person, by the ids of fields
 * @form: in whose words choices are written: the form, read in the person's language
 * @lang: the person's language
 * @name: how they are addressed; may be empty
 * @program: what the program is called
 * @fair: the name of the fair where they signed up; may be empty
 *
 * Whom a message is for. Borrowed.
 */
typedef struct
{
  yyjson_val *answers;
  FairForm *form;
  const char *lang;
  const char *name;
  const char *program;
  const char *fair;
} FairTemplateData;

FairTemplate *fair_template_parse (const char        *text,
                                   gsize              length,
                                   FairForm          *form,
                                   const char *const *languages,
                                   FairPackReader    *reader);
FairTemplate *fair_template_read (FairPackFolder    *folder,
                                  const char        *name,
                                  FairForm          *form,
                                  const char *const *languages,
                                  FairPackReader    *reader);
char         *fair_template_render_subject (const FairTemplate     *self,
                                            const FairTemplateData *data);
char         *fair_template_render_body (const FairTemplate     *self,
                                         const FairTemplateData *data);
void          fair_template_free (FairTemplate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairTemplate, fair_template_free)

G_END_DECLS
