/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings together what laptops have handed over: looks first, then collects, and can take it back. */
#pragma once

#include "booth/fair-booth.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_COLLECT_DIALOG (fair_collect_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FairCollectDialog, fair_collect_dialog, FAIR, COLLECT_DIALOG, AdwDialog)

AdwDialog *fair_collect_dialog_new (FairBooth *booth);
void       fair_collect_dialog_look (FairCollectDialog *self,
                                     const char *const *paths);

G_END_DECLS
