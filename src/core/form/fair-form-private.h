/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a form is made of, for the files that read it and check answers against it. */
#pragma once

#include "form/fair-form.h"

G_BEGIN_DECLS

struct _FairForm
{
  GObject parent_instance;

  char *version_tag;
  const char *language;
  const char *title;
  const char *intro;
  const char *notice; /* or NULL */
  GPtrArray *sections; /* of FairFormSection, never empty */
  GPtrArray *fields;   /* of FairField, in the order of the form, never empty */
  GPtrArray *any_of;   /* of const char *const *: field ids that must all be filled in, for at least one of the entries */
  JsonObject *source;  /* holds the texts */
};

G_END_DECLS
