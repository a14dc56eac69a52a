/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A long list to type into, such as of medical schools: reads it, and finds what is meant by what somebody types. */
#pragma once

#include "base/fair-pack-reader.h"

G_BEGIN_DECLS

/**
 * FairSuggestion:
 * @name: what is stored and shown
 * @region: (nullable): a word on where or what it is
 * @aliases: other names by which people look for it
 */
typedef struct
{
  char *name;
  char *region;
  GStrv aliases;
} FairSuggestion;

/**
 * FairSuggestions:
 *
 * Never changes; may be used from any thread.
 */
typedef struct _FairSuggestions FairSuggestions;

void                  fair_suggestion_free (FairSuggestion *self);
FairSuggestion       *fair_suggestion_new (const char        *name,
                                           const char        *region,
                                           const char *const *aliases);
FairSuggestions      *fair_suggestions_new (GPtrArray *list);
FairSuggestions      *fair_suggestions_new_from_node (JsonNode       *node,
                                                      FairPackReader *reader);
void                  fair_suggestions_free (FairSuggestions *self);
GPtrArray            *fair_suggestions_match (const FairSuggestions *self,
                                              const char            *typed,
                                              guint                  limit);
const FairSuggestion *fair_suggestions_find (const FairSuggestions *self,
                                             const char            *typed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairSuggestion, fair_suggestion_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairSuggestions, fair_suggestions_free)

G_END_DECLS
