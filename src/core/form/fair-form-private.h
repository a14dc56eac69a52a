/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a form is made of, for the files that read it and check answers against it. */
#pragma once

#include "form/fair-form.h"

G_BEGIN_DECLS

struct _FairForm
{
  GObject parent_instance;

  char *id;
  char *version_tag;
  FairLocalized *title;
  FairLocalized *intro;
  GPtrArray *sections; /* of FairFormSection, never empty */
  GPtrArray *fields;   /* of FairField, in the order of the form, never empty */
  GPtrArray *any_of;   /* of GStrv: field ids that must all be filled in, for at least one of the entries */
};

FairFormSection *fair_form_section_new (const char    *id,
                                        FairLocalized *title,
                                        FairLocalized *description);

G_END_DECLS
