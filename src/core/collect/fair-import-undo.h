/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes the last import back, as long as nothing depends on it. */
#pragma once

#include "base/fair-progress.h"
#include "store/fair-store.h"

G_BEGIN_DECLS

#define FAIR_UNDO_ERROR (fair_undo_error_quark ())
GQuark fair_undo_error_quark (void);

typedef enum
{
  FAIR_UNDO_ERROR_NOT_LAST, /* it is not the last import, or not remembered any more */
  FAIR_UNDO_ERROR_CHANGED,  /* people who came with it were corrected, noted, or joined since */
} FairUndoError;

/**
 * FairUndoReport:
 * @n_gone: people who came with the import, and are gone
 * @n_back: people of whom the earlier version stands again
 * @n_erased: people whom the import had erased: they stay erased
 * @changed: (element-type utf8): with %FAIR_UNDO_ERROR_CHANGED: ids of the people because of whom nothing was taken back
 */
typedef struct
{
  guint64 n_gone;
  guint64 n_back;
  guint64 n_erased;
  GPtrArray *changed;
} FairUndoReport;

FairUndoReport *fair_undo_report_new (void);
void            fair_undo_report_free (FairUndoReport *self);

gboolean        fair_import_undo (FairStore       *store,
                                  guint64          number,
                                  FairUndoReport  *report,
                                  GCancellable    *cancellable,
                                  GError         **error);
void            fair_import_undo_async (FairStore           *store,
                                        guint64              number,
                                        FairUndoReport      *report,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
gboolean        fair_import_undo_finish (GAsyncResult  *result,
                                         GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairUndoReport, fair_undo_report_free)

G_END_DECLS
