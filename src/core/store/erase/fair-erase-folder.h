/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that a data folder has of people who are to be erased: found in one go, and cleaned, but for the journal itself. */
#pragma once

#include "store/erase/fair-erase-lines.h"
#include "store/erase/fair-erase-report.h"
#include "store/fair-store.h"

G_BEGIN_DECLS

typedef struct _FairEraseFolder FairEraseFolder;

FairEraseFolder       *fair_erase_folder_new (FairStore    *store,
                                              FairEraseSet *people,
                                              GCancellable *cancellable);
void                   fair_erase_folder_free (FairEraseFolder *self);
gboolean               fair_erase_folder_look (FairEraseFolder  *self,
                                               GError          **error);
gboolean               fair_erase_folder_must_change (const FairEraseFolder *self);
const FairEraseChange *fair_erase_folder_get_change (const FairEraseFolder *self,
                                                     guint64                number);
gboolean               fair_erase_folder_clean (FairEraseFolder  *self,
                                                GError          **error);
void                   fair_erase_folder_report (FairEraseFolder *self,
                                                 FairEraseReport *report);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairEraseFolder, fair_erase_folder_free)

G_END_DECLS
