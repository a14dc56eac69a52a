/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for a PIN, and unlocks what it is for, or has one thing done that the coordinator's PIN is asked for each time. */
#pragma once

#include "booth/fair-access.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

void fair_pin_prompt_present (GtkWidget  *parent,
                              FairAccess *access);

/** What is done when the PIN was the coordinator's. */
typedef void (*FairPinPromptFunc) (GtkWidget *parent);

void fair_pin_prompt_confirm (GtkWidget         *parent,
                              FairAccess        *access,
                              const char        *title,
                              FairPinPromptFunc  func);

G_END_DECLS
