/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for a PIN with large keys, or by typing, and shows nothing of it: not which digits, nor how many. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** The longest PIN that can be typed, in digits. */
#define FAIR_PIN_PAD_MAX_DIGITS 32

#define FAIR_TYPE_PIN_PAD (fair_pin_pad_get_type ())
/* Signal: entered (const char *pin: ASCII digits, wiped when the handlers return). Leaving it: AdwDialog's closed. */
G_DECLARE_FINAL_TYPE (FairPinPad, fair_pin_pad, FAIR, PIN_PAD, AdwDialog)

GtkWidget *fair_pin_pad_new (const char *title,
                             const char *body);
void       fair_pin_pad_set_busy (FairPinPad *self,
                                  gboolean    busy);
void       fair_pin_pad_set_message (FairPinPad *self,
                                     const char *message);
void       fair_pin_pad_set_wait (FairPinPad *self,
                                  guint       seconds);
void       fair_pin_pad_tick (FairPinPad *self);

G_END_DECLS
