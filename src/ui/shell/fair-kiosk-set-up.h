/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one sheet in which kiosk mode is set up and started: fair, PINs, what visitors see, how long they have, is all well. */
#pragma once

#include "booth/fair-booth.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_KIOSK_SET_UP (fair_kiosk_set_up_get_type ())
G_DECLARE_FINAL_TYPE (FairKioskSetUp, fair_kiosk_set_up, FAIR, KIOSK_SET_UP, AdwDialog)

AdwDialog *fair_kiosk_set_up_new (FairBooth *booth);

G_END_DECLS
