/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PINs: what can be one, in whatever script it is typed, and how easily it is guessed. */
#include "kiosk/fair-pin.h"

static void
test_check (void)
{
  static const struct
  {
    const char *pin;
    int code; /* -1: it can be one */
  } cases[] = {
    { "4719", -1 },
    { "471902835512", -1 },
    { "٤٧١٩", -1 },
    { "४७१९", -1 },
    { "４７１９", -1 },
    { "47٩१", -1 },
    { "", FAIR_PIN_ERROR_TOO_SHORT },
    { "471", FAIR_PIN_ERROR_TOO_SHORT },
    { "٤٧١", FAIR_PIN_ERROR_TOO_SHORT },
    { "4719028355123", FAIR_PIN_ERROR_TOO_LONG },
    { "47 19", FAIR_PIN_ERROR_NOT_DIGITS },
    { "47.19", FAIR_PIN_ERROR_NOT_DIGITS },
    { "-4719", FAIR_PIN_ERROR_NOT_DIGITS },
    { "471a", FAIR_PIN_ERROR_NOT_DIGITS },
    { "四七一九", FAIR_PIN_ERROR_NOT_DIGITS },
    { "⁴⁷¹⁹", FAIR_PIN_ERROR_NOT_DIGITS },
    { "471½", FAIR_PIN_ERROR_NOT_DIGITS },
    { "4719\xff", FAIR_PIN_ERROR_NOT_DIGITS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean good = fair_pin_check (cases[i].pin, &error);

      g_test_message ("“%s”", cases[i].pin);
      g_assert_true (good == (cases[i].code == -1));
      if (good)
        g_assert_no_error (error);
      else
        g_assert_error (error, FAIR_PIN_ERROR, cases[i].code);
      /* nothing typed is repeated where others may read it */
      g_assert_true (good || *cases[i].pin == '\0' || strstr (error->message, cases[i].pin) == NULL);
    }
}

static void
test_ascii (void)
{
  static const char *const scripts[][2] = {
    { "0123456789", "0123456789" },
    { "٠١٢٣٤٥٦٧٨٩", "0123456789" },
    { "۰۱۲۳۴۵۶۷۸۹", "0123456789" },
    { "০১২৩৪৫৬৭৮৯", "0123456789" },
    { "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "0123456789" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      char *pin = fair_pin_dup_ascii (scripts[i][0]);

      g_assert_cmpstr (pin, ==, scripts[i][1]);
      fair_pin_free (pin);
    }
  g_assert_null (fair_pin_dup_ascii ("12x"));
  g_assert_null (fair_pin_dup_ascii ("12\xc3"));
  fair_pin_free (NULL);
}

static void
test_strength (void)
{
  static const struct
  {
    const char *pin;
    FairPinStrength strength;
  } cases[] = {
    { "0000", FAIR_PIN_WEAK },
    { "777777777777", FAIR_PIN_WEAK },
    { "1234", FAIR_PIN_WEAK },
    { "345678", FAIR_PIN_WEAK },
    { "7890", FAIR_PIN_WEAK },
    { "9876", FAIR_PIN_WEAK },
    { "3210", FAIR_PIN_WEAK },
    { "0987", FAIR_PIN_WEAK },
    { "2468", FAIR_PIN_WEAK },
    { "1212", FAIR_PIN_WEAK },
    { "474747", FAIR_PIN_WEAK },
    { "47474", FAIR_PIN_WEAK },
    { "1122", FAIR_PIN_WEAK },
    { "773344", FAIR_PIN_WEAK },
    { "1984", FAIR_PIN_WEAK },
    { "2026", FAIR_PIN_WEAK },
    { "٢٠٢٦", FAIR_PIN_WEAK },
    { "１２３４", FAIR_PIN_WEAK },
    { "123", FAIR_PIN_WEAK },
    { "x", FAIR_PIN_WEAK },
    { "", FAIR_PIN_WEAK },
    { "1834", FAIR_PIN_FAIR },
    { "2126", FAIR_PIN_FAIR },
    { "4719", FAIR_PIN_FAIR },
    { "1235", FAIR_PIN_FAIR },
    { "19845", FAIR_PIN_FAIR },
    { "11223", FAIR_PIN_FAIR },
    { "471902", FAIR_PIN_GOOD },
    { "198420", FAIR_PIN_GOOD },
    { "٤٧١٩٠٢", FAIR_PIN_GOOD },
    { "471902835512", FAIR_PIN_GOOD },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("“%s”", cases[i].pin);
      g_assert_cmpint (fair_pin_get_strength (cases[i].pin), ==, cases[i].strength);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pin/check", test_check);
  g_test_add_func ("/pin/ascii", test_ascii);
  g_test_add_func ("/pin/strength", test_strength);

  return g_test_run ();
}
