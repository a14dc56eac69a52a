/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person in a list: made when the list shows them, and filled as soon as their line has been read. */
#pragma once

#include "store/index/fair-index.h"

G_BEGIN_DECLS

#define FAIR_TYPE_RECORD_ROW (fair_record_row_get_type ())
G_DECLARE_FINAL_TYPE (FairRecordRow, fair_record_row, FAIR, RECORD_ROW, GObject)

FairRecordRow    *fair_record_row_new (FairIndex *index,
                                       guint32    number);
guint32           fair_record_row_get_number (FairRecordRow *self);
gboolean          fair_record_row_get_loaded (FairRecordRow *self);
const FairRecord *fair_record_row_get_record (FairRecordRow *self);

G_END_DECLS
