/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a search in an index of names is made of, for the files that find names and tell which one is meant. */
#pragma once

#include "form/fair-name-index-private.h"

G_BEGIN_DECLS

/* What is typed beyond that says nothing new. */
#define MAX_TYPED 16

/* How well a typed word fits another, in percent. */
enum
{
  FAIR_NAME_TWO_SLIPS = 55,
  FAIR_NAME_SLIP = 60,
  FAIR_NAME_SHORT_BEGINNING = 85,
  FAIR_NAME_BEGINNING = 90,
  FAIR_NAME_SAME = 100,
};

/* What was typed, and how it fits. */
typedef struct
{
  const FairNameIndex *index;
  GPtrArray *typed;        /* of utf8 */
  guint8 *ratings;         /* of each typed word for each word of the index */
  guint8 *best;            /* of each typed word for each thing */
  guint counts[MAX_TYPED]; /* how many things have the typed word */
  double weights[MAX_TYPED];
} FairNameSearch;

void                fair_name_search_init (FairNameSearch      *self,
                                           const FairNameIndex *index,
                                           const char          *typed);
void                fair_name_search_clear (FairNameSearch *self);
guint8              fair_name_search_rate (const FairNameSearch *self,
                                           guint                 i,
                                           const FairName       *name,
                                           guint                 j);
const FairNameWord *fair_name_search_get_word (const FairNameIndex *index,
                                               const FairName      *name,
                                               guint                j);
gboolean            fair_name_search_is_common (const FairNameIndex *index,
                                                guint                n_things);
gboolean            fair_name_search_was_typed (const FairNameSearch *self,
                                                const FairName       *name,
                                                guint                 j);
gboolean            fair_name_search_has_typed (const FairNameSearch *self,
                                                const FairName       *name,
                                                guint                 i);
gboolean            fair_name_search_is_first (const FairNameSearch *self,
                                               const FairName       *name);
GArray             *fair_name_search_match (const FairNameSearch *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FairNameSearch, fair_name_search_clear)

G_END_DECLS
