/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The accent colour: legible on light and dark, whatever the pack asks for. */
#include "booth/fair-accent.h"

#include <gtk/gtk.h>
#include <math.h>

static double
linear (double value)
{
  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
contrast_with (const char *css,
               const char *property,
               double      background)
{
  const char *start = strstr (css, property);
  g_autofree char *color = NULL;
  GdkRGBA rgba;
  double luminance;

  g_assert_nonnull (start);
  start += strlen (property);
  color = g_strndup (start, strcspn (start, ";"));
  g_assert_true (gdk_rgba_parse (&rgba, g_strstrip (color)));
  luminance = 0.2126 * linear (rgba.red) + 0.7152 * linear (rgba.green) + 0.0722 * linear (rgba.blue);

  return (MAX (luminance, background) + 0.05) / (MIN (luminance, background) + 0.05);
}

static void
test_legible (void)
{
  static const char *const colors[] = { "#14587d", "#ffff00", "#000000", "#ffffff", "#ff0000", "#808080", "#00ff88" };

  for (gsize i = 0; i < G_N_ELEMENTS (colors); i++)
    {
      g_autofree char *light = fair_accent_build_css (colors[i], FALSE);
      g_autofree char *dark = fair_accent_build_css (colors[i], TRUE);

      g_assert_cmpfloat (contrast_with (light, "--accent-bg-color:", 1.0), >=, 4.49);
      g_assert_cmpfloat (contrast_with (light, "--accent-color:", 0.93), >=, 4.4);
      g_assert_cmpfloat (contrast_with (dark, "--accent-bg-color:", 1.0), >=, 4.49);
      g_assert_cmpfloat (contrast_with (dark, "--accent-color:", 0.037), >=, 4.4);
    }
}

static void
test_no_color (void)
{
  g_assert_null (fair_accent_build_css (NULL, FALSE));
  g_assert_null (fair_accent_build_css ("harbour blue", FALSE));
  g_assert_null (fair_accent_build_css ("#12; } window { display: none", TRUE));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/accent/legible", test_legible);
  g_test_add_func ("/accent/no-color", test_no_color);
  return g_test_run ();
}
