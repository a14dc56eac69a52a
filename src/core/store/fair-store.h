/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sign-ups of one data folder: opens them, adds durably, and is the door to all that is done with them. */
#pragma once

#include "base/fair-clock.h"
#include "base/fair-file-ops.h"
#include "form/fair-school-names.h"
#include "store/journal/fair-line.h"
#include "store/journal/fair-read-report.h"
#include "store/journal/fair-store-error.h"
#include <gio/gio.h>

G_BEGIN_DECLS

#define FAIR_TYPE_STORE (fair_store_get_type ())
/**
 * FairStore::changed:
 *
 * Emitted when this process has changed the journal, durably, in whatever thread did: that one waits for the handlers.
 *
 * May be used from any thread; calls that touch the disk block and belong in a worker thread.
 */
G_DECLARE_FINAL_TYPE (FairStore, fair_store, FAIR, STORE, GObject)

FairStore *fair_store_open (const char         *data_folder,
                            const FairFileOps  *ops,
                            const FairClock    *clock,
                            GError            **error);
void       fair_store_open_async (const char          *data_folder,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data);
FairStore *fair_store_open_finish (GAsyncResult *result,
                                   GError      **error);

void        fair_store_set_form (FairStore *self,
                                 FairForm  *form);
FairSchoolNames *fair_store_get_school_names (FairStore *self);
const char *fair_store_get_journal_path (FairStore *self);
const FairFileOps *fair_store_get_ops (FairStore *self);
const char *fair_store_get_device_id (FairStore *self);
const FairBadLine *fair_store_get_torn_tail (FairStore *self);
gboolean    fair_store_is_torn_tail_kept (FairStore *self);
gboolean    fair_store_owns_path (FairStore  *self,
                                  const char *path);

char      *fair_store_add (FairStore       *self,
                           const FairDraft *draft,
                           GError         **error);
gboolean   fair_store_add_many (FairStore       *self,
                                const FairDraft *drafts,
                                gsize            n_drafts,
                                GStrv           *ids,
                                GError         **error);
void       fair_store_add_async (FairStore           *self,
                                 const FairDraft     *draft,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data);
char      *fair_store_add_finish (FairStore    *self,
                                  GAsyncResult *result,
                                  GError      **error);

char      *fair_store_dup_wording (FairStore   *self,
                                   const char  *id,
                                   GError     **error);

G_END_DECLS
