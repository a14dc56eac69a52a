/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One quiet button for whoever wants larger text, strong contrast or no motion, and what it opens. */
#pragma once

#include "booth/fair-comfort.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_COMFORT_BUTTON (fair_comfort_button_get_type ())
G_DECLARE_FINAL_TYPE (FairComfortButton, fair_comfort_button, FAIR, COMFORT_BUTTON, AdwBin)

void fair_comfort_button_set_comfort (FairComfortButton *self,
                                      FairComfort       *comfort);

G_END_DECLS
