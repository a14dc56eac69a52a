/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of people that the desk shows: searched, filtered, sorted, and changed as soon as the journal changes. */
#pragma once

#include "store/index/fair-index-query.h"
#include "store/index/fair-record-row.h"

G_BEGIN_DECLS

#define FAIR_TYPE_RECORD_LIST (fair_record_list_get_type ())
/* A #GListModel of #FairRecordRow. Threading: one thread, which has a main loop. */
G_DECLARE_FINAL_TYPE (FairRecordList, fair_record_list, FAIR, RECORD_LIST, GObject)

FairRecordList *fair_record_list_new (FairStore *store,
                                      FairIndex *index);
FairIndex      *fair_record_list_get_index (FairRecordList *self);
void            fair_record_list_set_query (FairRecordList       *self,
                                            const FairIndexQuery *query);
gboolean        fair_record_list_get_searching (FairRecordList *self);
gboolean        fair_record_list_find (FairRecordList *self,
                                       const char     *id,
                                       guint          *position);

G_END_DECLS
