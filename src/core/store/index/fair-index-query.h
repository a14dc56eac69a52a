/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a list of people is to show, and in which order; and the answer, found in another thread. */
#pragma once

#include "store/index/fair-index.h"

G_BEGIN_DECLS

/** What people are sorted by; those who are alike by when they signed up. */
typedef enum
{
  FAIR_INDEX_SORT_SIGNED_UP,
  FAIR_INDEX_SORT_NAME,   /* family name first, as it is folded for searching */
  FAIR_INDEX_SORT_SCHOOL, /* likewise */
  FAIR_INDEX_SORT_YEAR,   /* of graduation; those without one first */
} FairIndexSort;

/** Since ever. */
#define FAIR_INDEX_SINCE_EVER G_MININT64

/**
 * FairIndexQuery:
 * @typed: (nullable): what somebody typed to search for
 * @event: (nullable): the fair they are to be from; "" for those who chose none, NULL for any
 * @marked_only: whether staff are to have marked them
 * @since: when they are to have signed up at the earliest, in milliseconds since 1970-01-01T00:00:00Z
 * @sort: what they are sorted by
 * @descending: whether the order is turned round
 *
 * People whom staff have joined into another are never among the answers.
 */
typedef struct
{
  const char *typed;
  const char *event;
  gboolean marked_only;
  gint64 since;
  FairIndexSort sort;
  gboolean descending;
} FairIndexQuery;

#define FAIR_INDEX_QUERY_ALL { .since = FAIR_INDEX_SINCE_EVER }

typedef struct _FairIndexResult FairIndexResult;

FairIndexResult *fair_index_query (FairIndex             *index,
                                   const FairIndexQuery  *query,
                                   FairIndexResult       *earlier);
void             fair_index_query_async (FairIndex             *index,
                                         const FairIndexQuery  *query,
                                         FairIndexResult       *earlier,
                                         GCancellable          *cancellable,
                                         GAsyncReadyCallback    callback,
                                         gpointer               user_data);
FairIndexResult *fair_index_query_finish (GAsyncResult  *result,
                                          GError       **error);

FairIndexQuery  *fair_index_query_copy (const FairIndexQuery *query);
void             fair_index_query_free (FairIndexQuery *query);

FairIndexResult *fair_index_result_ref (FairIndexResult *self);
void             fair_index_result_unref (FairIndexResult *self);
const guint32   *fair_index_result_get_rows (FairIndexResult *self,
                                             guint           *n_rows);
gboolean         fair_index_result_matches (FairIndexResult *self,
                                            guint32          row);
int              fair_index_result_compare (FairIndexResult *self,
                                            guint32          a,
                                            guint32          b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairIndexQuery, fair_index_query_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairIndexResult, fair_index_result_unref)

G_END_DECLS
