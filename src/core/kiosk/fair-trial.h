/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sign-up for trial: saved, read back and taken out again, before the first visitor comes. */
#pragma once

#include "store/fair-store.h"

G_BEGIN_DECLS

/** The fair that a sign-up for trial is filed under, until it is taken out again. */
#define FAIR_TRIAL_EVENT "fairbook-trial"

gboolean fair_trial_run (FairStore  *store,
                         GError    **error);
void     fair_trial_run_async (FairStore           *store,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data);
gboolean fair_trial_run_finish (GAsyncResult  *result,
                                GError       **error);

G_END_DECLS
