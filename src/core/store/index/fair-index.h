/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everybody who stands in a journal, kept compactly in memory to be searched, filtered and sorted. */
#pragma once

#include "store/fair-store.h"
#include "store/index/fair-index-row.h"

G_BEGIN_DECLS

/*
 * An index has one owner, a thread that calls what is documented as the owner's. Any thread may read on: it makes a
 * FairIndexUpdate, which the owner applies. To search in another thread, the owner makes a FairIndexView.
 */
typedef struct _FairIndex FairIndex;
typedef struct _FairIndexUpdate FairIndexUpdate;

/** What an update changed. */
typedef struct
{
  GArray *added;     /* of guint32: rows that stand now, and did not */
  GArray *removed;   /* of guint32: rows that stood, and do not any longer */
  gboolean replaced; /* the journal was written anew: nothing that was known of any row holds */
} FairIndexChange;

FairIndex          *fair_index_load (FairStore     *store,
                                     GCancellable  *cancellable,
                                     GError       **error);
void                fair_index_load_async (FairStore           *store,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
FairIndex          *fair_index_load_finish (FairStore     *store,
                                            GAsyncResult  *result,
                                            GError       **error);
FairIndex          *fair_index_ref (FairIndex *self);
void                fair_index_unref (FairIndex *self);

gboolean            fair_index_read_update (FairIndex        *self,
                                            FairStore        *store,
                                            goffset           limit,
                                            FairIndexUpdate **update,
                                            GCancellable     *cancellable,
                                            GError          **error);
FairIndex          *fair_index_update_get_replacement (FairIndexUpdate *self);
void                fair_index_apply (FairIndex       **self,
                                      FairIndexUpdate  *update,
                                      FairIndexChange  *change);
gboolean            fair_index_update (FairIndex       **self,
                                       FairStore        *store,
                                       FairIndexChange  *change,
                                       GCancellable     *cancellable,
                                       GError          **error);
void                fair_index_update_free (FairIndexUpdate *self);
void                fair_index_change_init (FairIndexChange *self);
void                fair_index_change_clear (FairIndexChange *self);

guint32             fair_index_get_n_rows (FairIndex *self);
guint32             fair_index_get_n_standing (FairIndex *self);
FairReadReport     *fair_index_make_report (FairIndex *self);
const FairIndexRow *fair_index_get_row (FairIndex *self,
                                        guint32    row);
gboolean            fair_index_is_standing (FairIndex *self,
                                            guint32    row);
gboolean            fair_index_find (FairIndex  *self,
                                     const char *id,
                                     guint32    *row);
char               *fair_index_read_line (FairIndex           *self,
                                          const FairIndexRow  *row,
                                          GError             **error);
gboolean            fair_index_is_undecided (FairIndex *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairIndex, fair_index_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairIndexUpdate, fair_index_update_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FairIndexChange, fair_index_change_clear)

G_END_DECLS
