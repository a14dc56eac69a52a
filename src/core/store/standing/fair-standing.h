/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which lines of a journal stand: of each person the version that wins, and none of those who were erased. */
#pragma once

#include "store/journal/fair-journal-reader.h"
#include "store/journal/fair-read-report.h"
#include "store/journal/fair-record.h"
#include <gio/gio.h>

G_BEGIN_DECLS

gboolean fair_standing_foreach (FairJournalReader *reader,
                                FairRecordFunc     func,
                                gpointer           user_data,
                                FairBadLineFunc    bad_line_func,
                                gpointer           bad_line_data,
                                FairReadReport    *report,
                                GCancellable      *cancellable,
                                GError           **error);
char    *fair_standing_find (FairJournalReader  *reader,
                             const char         *id,
                             GError            **error);

G_END_DECLS
