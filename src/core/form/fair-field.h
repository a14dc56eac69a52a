/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One field of a form: its kind, its texts, its limits, its choices. */
#pragma once

#include "form/fair-answers.h"
#include "form/fair-suggestions.h"

G_BEGIN_DECLS

/** The kinds of field that a form may ask for; each has a widget and a validator. */
typedef enum
{
  FAIR_FIELD_TEXT,
  FAIR_FIELD_LONG_TEXT,
  FAIR_FIELD_EMAIL,
  FAIR_FIELD_PHONE,
  FAIR_FIELD_YEAR,
  FAIR_FIELD_CHOICE,
  FAIR_FIELD_CHOICES,
  FAIR_FIELD_SUGGESTION,
  FAIR_FIELD_CONSENT,
} FairFieldKind;

#define FAIR_TYPE_FIELD (fair_field_get_type ())
G_DECLARE_FINAL_TYPE (FairField, fair_field, FAIR, FIELD, GObject)

/** One thing to choose: what is stored, and what a person reads. */
typedef struct
{
  const char *code;
  const char *title;
} FairChoice;

const char           *fair_field_get_id (FairField *self);
FairFieldKind         fair_field_get_kind (FairField *self);
const char           *fair_field_get_section (FairField *self);
const char           *fair_field_get_pair (FairField *self);
const char           *fair_field_get_purpose (FairField *self);
const char           *fair_field_get_title (FairField *self);
const char           *fair_field_get_help (FairField *self);
const char           *fair_field_get_wording (FairField *self);
const char           *fair_field_get_wording_language (FairField *self);
const char           *fair_field_get_wording_id (FairField *self);
guint                 fair_field_get_n_choices (FairField *self);
const FairChoice     *fair_field_get_choice (FairField *self,
                                             guint      index);
const char           *fair_field_get_choice_title (FairField  *self,
                                                   const char *code);
gboolean              fair_field_is_required (FairField *self);
GPtrArray            *fair_field_get_relevant (FairField *self);
void                  fair_field_get_range (FairField *self,
                                            gint64    *minimum,
                                            gint64    *maximum);
void                  fair_field_get_suggested_years (FairField *self,
                                                      int       *from,
                                                      int       *to);
guint                 fair_field_get_max_length (FairField *self);
GPtrArray            *fair_field_match_suggestions (FairField  *self,
                                                    const char *typed,
                                                    guint       limit);
const FairSuggestion *fair_field_find_suggestion (FairField  *self,
                                                  const char *typed);

G_END_DECLS
