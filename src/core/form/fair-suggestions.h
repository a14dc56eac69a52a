/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A long list to type into, such as of medical schools: reads it, and finds what is meant by a few letters. */
#pragma once

#include "base/fair-pack-reader.h"

G_BEGIN_DECLS

/**
 * FairSuggestion:
 * @name: what is stored and shown
 * @region: (nullable): a word on where or what it is
 * @search_key: name and aliases as folded words, each of them between line breaks
 */
typedef struct
{
  char *name;
  char *region;
  char *search_key;
} FairSuggestion;

void            fair_suggestion_free (FairSuggestion *self);
FairSuggestion *fair_suggestion_new (const char        *name,
                                     const char        *region,
                                     const char *const *aliases);
GPtrArray      *fair_suggestions_new_from_node (JsonNode       *node,
                                                FairPackReader *reader);
GPtrArray      *fair_suggestions_match (GPtrArray  *suggestions,
                                        const char *typed,
                                        guint       limit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairSuggestion, fair_suggestion_free)

G_END_DECLS
