/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Merges what other laptops have handed over, remembers what that added, so that it can be taken back, and whose it was. */
#pragma once

#include "base/fair-progress.h"
#include "store/change/fair-import.h"

G_BEGIN_DECLS

/** How many refused lines a result describes; its report counts all of them. */
#define FAIR_COLLECT_MAX_LINES 10000

/** A line that was not taken, or with @line_number 0 a file; its @reason is half a sentence, translated. */
typedef struct
{
  char *file;
  guint64 line_number;
  char *reason;
} FairCollectLine;

/**
 * FairCollectResult:
 * @report: what was merged
 * @refused: (element-type FairCollectLine): at most %FAIR_COLLECT_MAX_LINES
 * @n_visits: files with counts of visits that were taken in; to take the import back leaves them
 * @import: for fair_import_undo(): which import it was; 0 if there is nothing to take back
 * @unrecorded: (nullable): why it cannot be taken back, or why it is not remembered whose it was, translated; the import is made
 *   all the same
 */
typedef struct
{
  FairImportReport *report;
  GPtrArray *refused;
  guint64 n_visits;
  guint64 import;
  char *unrecorded;
} FairCollectResult;

void               fair_collect_result_free (FairCollectResult *self);

FairCollectResult *fair_collect (FairStore           *store,
                                 const char *const   *paths,
                                 FairRefusedLineFunc  refused_func,
                                 gpointer             refused_data,
                                 FairProgress        *progress,
                                 GCancellable        *cancellable,
                                 GError             **error);
void               fair_collect_async (FairStore           *store,
                                       const char *const   *paths,
                                       FairProgressFunc     progress,
                                       gpointer             progress_data,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
FairCollectResult *fair_collect_finish (GAsyncResult  *result,
                                        GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairCollectResult, fair_collect_result_free)

G_END_DECLS
