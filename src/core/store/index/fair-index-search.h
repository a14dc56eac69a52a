/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searching an index: which rows have every word that was typed, by the rules of fair_search_match(). */
#pragma once

#include "store/index/fair-index-view.h"

G_BEGIN_DECLS

typedef struct _FairIndexSearch FairIndexSearch;

FairIndexSearch *fair_index_search_new (FairIndex  *index,
                                        const char *typed);
void             fair_index_search_free (FairIndexSearch *self);
gboolean         fair_index_search_matches (const FairIndexSearch *self,
                                            const FairIndexRow    *row,
                                            const char            *text);
gboolean         fair_index_search_narrows (const char *typed,
                                            const char *earlier);
const char      *fair_index_search_find (const char *text,
                                         gsize       length,
                                         const char *word,
                                         gsize       word_length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairIndexSearch, fair_index_search_free)

G_END_DECLS
