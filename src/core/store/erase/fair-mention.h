/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a text mentions one of some people: by id, email address, full name or phone number, in whatever case, accents
 * or escapes; or, in what is left of a damaged line, by less.
 */
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
  FAIR_MENTION_PHONE = 1 << 3,
  FAIR_MENTION_FRAGMENT = 1 << 4, /* a family name, the only name, a question: each behind its own key */
} FairMentionKind;

/** What names a person in any text. */
#define FAIR_MENTION_CLEAR (FAIR_MENTION_ID | FAIR_MENTION_EMAIL | FAIR_MENTION_NAME | FAIR_MENTION_PHONE)
/** What does so in a line that cannot be read, too. */
#define FAIR_MENTION_ANY (FAIR_MENTION_CLEAR | FAIR_MENTION_FRAGMENT)

FairMention *fair_mention_new (void);
void         fair_mention_free (FairMention *self);
void         fair_mention_add_person (FairMention *self,
                                      const char  *id);
void         fair_mention_add_answers (FairMention *self,
                                       const char  *id,
                                       yyjson_val  *answers);
gboolean     fair_mention_is_in (const FairMention *self,
                                 FairMentionKind    kinds,
                                 const char        *bytes,
                                 gsize              length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairMention, fair_mention_free)

G_END_DECLS
