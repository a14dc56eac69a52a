/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PINs as they are kept: Argon2id hashes, which take time and memory to try. */
#include "config.h"

#include "kiosk/fair-pin-hash.h"
#include <errno.h>
#include <sodium.h>
#include <string.h>

/*
 * What libsodium calls INTERACTIVE (RFC 9106 has more to choose from): 2 passes over 64 MiB, a tenth of a second. The numbers stand
 * here because they stand in every hash: a libsodium that thinks otherwise one day must lock nobody out.
 */
#define PASSES 2
#define MEMORY (64 * 1024 * 1024)

/**
 * fair_pin_is_hash:
 * @text: what stands where a hash should
 *
 * Returns: whether fair_pin_hash() made it: one that asks for more time or memory is none, whoever wrote it
 */
gboolean
fair_pin_is_hash (const char *text)
{
  return strlen (text) < crypto_pwhash_STRBYTES && g_str_has_prefix (text, crypto_pwhash_STRPREFIX) &&
         crypto_pwhash_str_needs_rehash (text, PASSES, MEMORY) == 0;
}

/**
 * fair_pin_hash:
 * @pin: a PIN in ASCII digits
 *
 * Threading: takes a tenth of a second and 64 MiB; not for the main thread.
 *
 * Returns: (transfer full) (nullable): its Argon2id hash with a salt of its own, as text; %NULL if there is too little memory
 */
char *
fair_pin_hash (const char *pin)
{
  char hash[crypto_pwhash_STRBYTES];

  if (sodium_init () < 0 || crypto_pwhash_str (hash, pin, strlen (pin), PASSES, MEMORY) != 0)
    return NULL;
  return g_strdup (hash);
}

/**
 * fair_pin_match:
 * @hash: a hash
 * @pin: a PIN in ASCII digits
 *
 * Threading: as fair_pin_hash()
 *
 * Returns: whether @hash was made of @pin; that takes the same time in either case
 */
FairPinMatch
fair_pin_match (const char *hash,
                const char *pin)
{
  if (sodium_init () < 0)
    return FAIR_PIN_NOT_COMPARED;
  errno = 0;
  if (crypto_pwhash_str_verify (hash, pin, strlen (pin)) == 0)
    return FAIR_PIN_MATCHES;
  /* libsodium says so only where it has compared: see its pwhash_argon2id.c */
  return errno == EINVAL ? FAIR_PIN_DIFFERS : FAIR_PIN_NOT_COMPARED;
}
