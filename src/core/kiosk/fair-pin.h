/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a PIN may be, and how easily it is guessed. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** How many digits a PIN has. */
#define FAIR_PIN_MIN 4
#define FAIR_PIN_MAX 12

#define FAIR_PIN_ERROR (fair_pin_error_quark ())
GQuark fair_pin_error_quark (void);

/** Why a text cannot be a PIN. */
typedef enum
{
  FAIR_PIN_ERROR_NOT_DIGITS,
  FAIR_PIN_ERROR_TOO_SHORT,
  FAIR_PIN_ERROR_TOO_LONG,
} FairPinError;

/** How easily somebody who stands at the laptop guesses it. */
typedef enum
{
  FAIR_PIN_WEAK, /* one digit, a run, a pair again and again, a year: what people try first */
  FAIR_PIN_FAIR, /* four or five digits */
  FAIR_PIN_GOOD, /* six or more */
} FairPinStrength;

char           *fair_pin_dup_ascii (const char *typed);
void            fair_pin_free (char *pin);
gboolean        fair_pin_check (const char *pin,
                                GError    **error);
FairPinStrength fair_pin_get_strength (const char *pin);

G_END_DECLS
