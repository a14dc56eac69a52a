/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which lines each import added, so that it can be taken back: a file for each in the folder “imports”, with marks of the lines, in
 * which nobody can read whose they are.
 */
#pragma once

#include "collect/fair-line-set.h"
#include "store/fair-store.h"
#include "store/journal/fair-lock.h"

G_BEGIN_DECLS

/** How many imports are remembered. */
#define FAIR_IMPORT_RECORDS_MAX 20

/**
 * FairImportRecord:
 * @number: which import it is, from 1, one higher for each that comes later
 * @at: when it was made, in milliseconds since 1970-01-01T00:00:00Z
 * @files: the names of the files that were merged, without their folders
 * @n_new: people who came
 * @n_newer: people of whom a later version came
 * @n_erased: people who were taken out, since they had been erased elsewhere: that cannot be taken back
 */
typedef struct
{
  guint64 number;
  gint64 at;
  GStrv files;
  guint64 n_new;
  guint64 n_newer;
  guint64 n_erased;
} FairImportRecord;

void         fair_import_record_free (FairImportRecord *self);

FairLock    *fair_import_records_lock (FairStore  *store,
                                       GError    **error);
GPtrArray   *fair_import_records_list (FairStore  *store,
                                       GError    **error);
void         fair_import_records_list_async (FairStore           *store,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
GPtrArray   *fair_import_records_list_finish (GAsyncResult  *result,
                                              GError       **error);
gboolean     fair_import_records_begin (FairStore         *store,
                                        FairImportRecord  *record,
                                        GError           **error);
gboolean     fair_import_records_finish (FairStore               *store,
                                         const FairImportRecord  *record,
                                         const FairLineSet       *lines,
                                         GError                 **error);
gboolean     fair_import_records_remove (FairStore  *store,
                                         guint64     number,
                                         GError    **error);
FairLineSet *fair_import_records_load_lines (FairStore  *store,
                                             guint64     number,
                                             GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairImportRecord, fair_import_record_free)

G_END_DECLS
