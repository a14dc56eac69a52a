/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom the coordinator has selected, beside the list, and the dialogs in which people are corrected, compared and erased. */
#pragma once

#include "desk/fair-desk-model.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_DESK_PANE (fair_desk_pane_get_type ())
/* Signal: said (const char *text): something is to be said in passing. */
G_DECLARE_FINAL_TYPE (FairDeskPane, fair_desk_pane, FAIR, DESK_PANE, AdwBin)

GtkWidget *fair_desk_pane_new (FairDeskModel *model);
void       fair_desk_pane_erase_selected (FairDeskPane *self);

G_END_DECLS
