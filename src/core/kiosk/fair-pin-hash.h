/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PINs as they are kept: Argon2id hashes, which take time and memory to try. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** What came of comparing a PIN with a hash. */
typedef enum
{
  FAIR_PIN_DIFFERS,
  FAIR_PIN_MATCHES,
  FAIR_PIN_NOT_COMPARED, /* there was too little memory */
} FairPinMatch;

gboolean     fair_pin_is_hash (const char *text);
char        *fair_pin_hash (const char *pin);
FairPinMatch fair_pin_match (const char *hash,
                             const char *pin);

G_END_DECLS
