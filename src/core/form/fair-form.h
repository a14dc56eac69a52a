/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form as its author defined it: sections and fields, read from a JSON Schema with x-fairbook hints. */
#pragma once

#include "base/fair-pack-folder.h"
#include "base/fair-pack-reader.h"
#include "form/fair-field.h"
#include <gio/gio.h>

G_BEGIN_DECLS

#define FAIR_FORM_ERROR (fair_form_error_quark ())
GQuark fair_form_error_quark (void);

typedef enum
{
  FAIR_FORM_ERROR_INVALID,
  FAIR_FORM_ERROR_ANSWERS,
} FairFormError;

/**
 * FairFormSection:
 * @id: its id
 * @title: its title
 * @description: (nullable): a sentence beneath it
 */
typedef struct
{
  const char *id;
  const char *title;
  const char *description;
} FairFormSection;

#define FAIR_TYPE_FORM (fair_form_get_type ())
/* Immutable once read; may be used from any thread. */
G_DECLARE_FINAL_TYPE (FairForm, fair_form, FAIR, FORM, GObject)

FairForm              *fair_form_read (FairPackReader *reader,
                                       FairPackFolder *folder,
                                       GError        **error);
FairForm              *fair_form_new_with_notice (FairForm   *form,
                                                  const char *notice);
const char            *fair_form_get_version_tag (FairForm *self);
const char            *fair_form_get_language (FairForm *self);
const char            *fair_form_get_title (FairForm *self);
const char            *fair_form_get_intro (FairForm *self);
const char            *fair_form_get_notice (FairForm *self);
guint                  fair_form_get_n_sections (FairForm *self);
const FairFormSection *fair_form_get_section (FairForm *self,
                                              guint     index);
guint                  fair_form_get_n_fields (FairForm *self);
FairField             *fair_form_get_field (FairForm *self,
                                            guint     index);
FairField             *fair_form_find_field (FairForm   *self,
                                             const char *id);
FairField             *fair_form_find_field_for (FairForm   *self,
                                                 const char *purpose);
gboolean               fair_form_is_relevant (FairForm          *self,
                                              FairField         *field,
                                              const FairAnswers *answers);
gboolean               fair_form_is_required (FairForm          *self,
                                              FairField         *field,
                                              const FairAnswers *answers);
gboolean               fair_form_is_optional (FairForm  *self,
                                              FairField *field);

G_END_DECLS
