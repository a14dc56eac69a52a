/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the laptop is well: room for sign-ups, the store, the battery. For the staff's eyes. */
#pragma once

#include "booth/fair-booth.h"
#include "shell/fair-power.h"
#include "shell/fair-space-watch.h"

G_BEGIN_DECLS

#define FAIR_TYPE_HEALTH (fair_health_get_type ())
/* Signal "changed". Threading: main thread only. */
G_DECLARE_FINAL_TYPE (FairHealth, fair_health, FAIR, HEALTH, GObject)

FairHealth     *fair_health_new (FairBooth *booth);
void            fair_health_stop (FairHealth *self);
FairSpaceWatch *fair_health_get_space (FairHealth *self);
FairPower      *fair_health_get_power (FairHealth *self);
gboolean        fair_health_is_well (FairHealth *self);
GStrv           fair_health_dup_troubles (FairHealth *self);

G_END_DECLS
