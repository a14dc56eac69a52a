/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The application: one booth, one window, and the look that the pack asks for. */
#pragma once

#include "booth/fair-booth.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_APPLICATION (fair_application_get_type ())
G_DECLARE_FINAL_TYPE (FairApplication, fair_application, FAIR, APPLICATION, AdwApplication)

FairApplication *fair_application_new (void);
FairBooth       *fair_application_get_booth (FairApplication *self);

G_END_DECLS
