/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a field is made of, for the files that read it and check answers against it. */
#pragma once

#include "base/fair-pack-folder.h"
#include "base/fair-pack-reader.h"
#include "form/fair-field.h"
#include <gio/gio.h>

G_BEGIN_DECLS

struct _FairField
{
  GObject parent_instance;

  const char *id;
  FairFieldKind kind;
  char *section; /* of the form, where it names none that there is */
  gint64 order;
  const char *pair;
  const char *purpose;
  gboolean is_required;
  const char *title;
  const char *title_language; /* of which @title really is */
  const char *help;
  const char *wording;
  const char *wording_language;
  char *wording_id;
  GPtrArray *choices; /* of FairChoice */
  guint max_choices;
  gint64 minimum;
  gint64 maximum;
  gint64 suggested_from;
  gint64 suggested_to;
  guint min_length; /* in Unicode characters */
  guint max_length;
  GRegex *pattern;
  GRegex *hint_pattern;
  const char *hint_message;
  FairSuggestions *suggestions; /* or NULL */
  GPtrArray *relevant;          /* of FairCondition */
  JsonObject *properties;       /* holds the texts */
};

const FairChoice *fair_field_find_choice (FairField  *self,
                                          const char *code);
FairField        *fair_field_new_with_notice (FairField  *field,
                                              const char *notice);
FairField        *fair_field_read (FairPackReader *reader,
                                   FairPackFolder *folder,
                                   JsonObject     *properties,
                                   const char     *id);

G_END_DECLS
