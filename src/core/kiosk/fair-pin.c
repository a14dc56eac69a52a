/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a PIN may be, and how easily it is guessed. */
#include "config.h"

#include "kiosk/fair-pin.h"
#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

G_DEFINE_QUARK (fair-pin-error-quark, fair_pin_error)

/**
 * fair_pin_dup_ascii:
 * @typed: what was typed, in whatever script's digits
 *
 * Returns: (transfer full) (nullable): the same in ASCII digits, to be freed with fair_pin_free(); %NULL if anything else than a
 *   digit is in it, or what is no UTF-8
 */
char *
fair_pin_dup_ascii (const char *typed)
{
  char *pin;
  gsize n = 0;

  if (!g_utf8_validate (typed, -1, NULL))
    return NULL;
  /* at least as long as it will be: a string that grows would leave copies behind */
  pin = g_malloc0 (strlen (typed) + 1);
  for (const char *p = typed; *p != '\0'; p = g_utf8_next_char (p))
    {
      int digit = g_unichar_digit_value (g_utf8_get_char (p));

      if (digit < 0)
        {
          fair_pin_free (pin);
          return NULL;
        }
      pin[n++] = (char) ('0' + digit);
    }
  return pin;
}

/**
 * fair_pin_free:
 * @pin: (nullable) (transfer full): a PIN; nothing of it stays in memory
 */
void
fair_pin_free (char *pin)
{
  if (pin != NULL)
    sodium_memzero (pin, strlen (pin));
  g_free (pin);
}

/**
 * fair_pin_check:
 * @pin: what was typed, in whatever script's digits
 * @error: a #FairPinError, with what to do
 *
 * Returns: whether it can be a PIN: digits alone, %FAIR_PIN_MIN to %FAIR_PIN_MAX of them
 */
gboolean
fair_pin_check (const char  *pin,
                GError     **error)
{
  char *ascii = fair_pin_dup_ascii (pin);
  gsize length = ascii != NULL ? strlen (ascii) : 0;

  if (ascii == NULL)
    g_set_error (error, FAIR_PIN_ERROR, FAIR_PIN_ERROR_NOT_DIGITS, _("A PIN is made of digits alone. Leave out everything else"));
  else if (length < FAIR_PIN_MIN)
    g_set_error (error, FAIR_PIN_ERROR, FAIR_PIN_ERROR_TOO_SHORT, _("This PIN is too short. Take at least %d digits"),
                 FAIR_PIN_MIN);
  else if (length > FAIR_PIN_MAX)
    g_set_error (error, FAIR_PIN_ERROR, FAIR_PIN_ERROR_TOO_LONG, _("This PIN is too long. Take at most %d digits"),
                 FAIR_PIN_MAX);
  fair_pin_free (ascii);
  return length >= FAIR_PIN_MIN && length <= FAIR_PIN_MAX;
}

/* From each digit to the next it is the same step: 0000, 2345, 9876, 2468; of 7890 and 0987 too. */
static gboolean
is_run (const char *pin)
{
  int step = (pin[1] - pin[0] + 10) % 10;

  for (const char *p = pin + 1; p[1] != '\0'; p++)
    {
      if ((p[1] - p[0] + 10) % 10 != step)
        return FALSE;
    }
  return TRUE;
}

/* 1212, 474747, 12121 */
static gboolean
is_repeated_pair (const char *pin)
{
  return strncmp (pin, pin + 2, strlen (pin) - 2) == 0;
}

/* 1122, 778899: each digit twice, which is typed as easily as it is seen */
static gboolean
is_of_doubles (const char *pin)
{
  for (const char *p = pin; *p != '\0'; p += 2)
    {
      if (p[1] != p[0])
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_year (const char *pin)
{
  return strlen (pin) == 4 && (g_str_has_prefix (pin, "19") || g_str_has_prefix (pin, "20"));
}

/**
 * fair_pin_get_strength:
 * @pin: a PIN, in whatever script's digits
 *
 * Returns: how easily it is guessed; %FAIR_PIN_WEAK of what cannot be a PIN
 */
FairPinStrength
fair_pin_get_strength (const char *pin)
{
  char *ascii = fair_pin_check (pin, NULL) ? fair_pin_dup_ascii (pin) : NULL;
  FairPinStrength strength = FAIR_PIN_WEAK;

  if (ascii != NULL && !is_run (ascii) && !is_repeated_pair (ascii) && !is_of_doubles (ascii) && !is_year (ascii))
    strength = strlen (ascii) < 6 ? FAIR_PIN_FAIR : FAIR_PIN_GOOD;
  fair_pin_free (ascii);
  return strength;
}
