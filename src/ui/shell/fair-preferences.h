/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences: the fair, the look, and how long a thank-you stays. */
#pragma once

#include "booth/fair-booth.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_PREFERENCES (fair_preferences_get_type ())
G_DECLARE_FINAL_TYPE (FairPreferences, fair_preferences, FAIR, PREFERENCES, AdwPreferencesDialog)

AdwDialog *fair_preferences_new (FairBooth *booth);

G_END_DECLS
