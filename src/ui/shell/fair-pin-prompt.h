/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for a PIN, and unlocks what it is for. */
#pragma once

#include "booth/fair-access.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

void fair_pin_prompt_present (GtkWidget  *parent,
                              FairAccess *access);

G_END_DECLS
