/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a text mentions a person: by id, by email address or by full name, in whatever case, accents or escapes. */
#pragma once

#include <glib.h>
#include <yyjson.h>

G_BEGIN_DECLS

typedef struct _FairMention FairMention;

/** What counts. */
typedef enum
{
  FAIR_MENTION_ID = 1 << 0,
  FAIR_MENTION_EMAIL = 1 << 1,
  FAIR_MENTION_NAME = 1 << 2,
} FairMentionKind;

#define FAIR_MENTION_ANY (FAIR_MENTION_ID | FAIR_MENTION_EMAIL | FAIR_MENTION_NAME)

FairMention *fair_mention_new (const char *id);
void         fair_mention_free (FairMention *self);
void         fair_mention_add_answers (FairMention *self,
                                       yyjson_val  *answers);
gboolean     fair_mention_is_in (const FairMention *self,
                                 FairMentionKind    kinds,
                                 const char        *bytes,
                                 gsize              length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairMention, fair_mention_free)

G_END_DECLS
