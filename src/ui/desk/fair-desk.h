/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The coordinator's desk: everybody who signed up, found, looked at, corrected and brought together. */
#pragma once

#include "desk/fair-desk-model.h"
#include "desk/fair-export-who-row.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_DESK (fair_desk_get_type ())
/* Signal: left: the coordinator goes back to the booth. */
G_DECLARE_FINAL_TYPE (FairDesk, fair_desk, FAIR, DESK, AdwBreakpointBin)

GtkWidget     *fair_desk_new (FairBooth *booth);
FairDeskModel *fair_desk_get_model (FairDesk *self);
void           fair_desk_get_view (FairDesk     *self,
                                   FairDeskView *view);

G_END_DECLS
