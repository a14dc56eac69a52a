/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "booth/fair-accent.h"

#include <adwaita.h>
#include <math.h>

/* Relative luminance, WCAG 2.2: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
static double
linear_channel (double value)
{
  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
luminance (const GdkRGBA *color)
{
  return 0.2126 * linear_channel (color->red) + 0.7152 * linear_channel (color->green)
         + 0.0722 * linear_channel (color->blue);
}

static double
contrast (const GdkRGBA *a,
          const GdkRGBA *b)
{
  double la = luminance (a);
  double lb = luminance (b);

  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}

static void
mix (GdkRGBA       *color,
     const GdkRGBA *towards,
     double         amount)
{
  color->red += (float) ((towards->red - color->red) * amount);
  color->green += (float) ((towards->green - color->green) * amount);
  color->blue += (float) ((towards->blue - color->blue) * amount);
}

/* WCAG 2.2 AA asks for 4.5:1. On dark a saturated colour that just reaches it still looks dull from two metres away. */
#define CONTRAST_ON_LIGHT 4.5
#define CONTRAST_ON_DARK 6.5

/* Moves a colour away from its background in small steps until text in it is legible. */
static GdkRGBA
make_legible (GdkRGBA        color,
              const GdkRGBA *background,
              double         least,
              const GdkRGBA *away)
{
  for (int step = 0; step < 60 && contrast (&color, background) < least; step++)
    mix (&color, away, 0.06);

  return color;
}

/**
 * fair_accent_get_fill:
 * @color: (nullable): "#rrggbb", or any colour that GDK parses
 * @fill: (out): a shade of it on which white text is legible
 *
 * Returns: FALSE if @color is no colour
 */
gboolean
fair_accent_get_fill (const char *color,
                      GdkRGBA    *fill)
{
  static const GdkRGBA white = { 1, 1, 1, 1 };
  static const GdkRGBA black = { 0, 0, 0, 1 };

  if (color == NULL || !gdk_rgba_parse (fill, color))
    return FALSE;
  *fill = make_legible (*fill, &white, CONTRAST_ON_LIGHT, &black);
  return TRUE;
}

/**
 * fair_accent_build_css:
 * @color: "#rrggbb", or any colour that GDK parses
 * @dark: whether the interface is dark
 *
 * Returns: (transfer full) (nullable): a style sheet that makes @color the accent, NULL if @color is no colour
 */
char *
fair_accent_build_css (const char *color,
                       gboolean    dark)
{
  static const GdkRGBA white = { 1, 1, 1, 1 };
  static const GdkRGBA black = { 0, 0, 0, 1 };
  static const GdkRGBA dark_card = { 0.21f, 0.21f, 0.23f, 1 };
  static const GdkRGBA light_view = { 0.97f, 0.97f, 0.98f, 1 };
  g_autofree char *fill = NULL, *text = NULL;
  GdkRGBA accent, shade;

  if (!fair_accent_get_fill (color, &shade))
    return NULL;

  gdk_rgba_parse (&accent, color);
  fill = gdk_rgba_to_string (&shade);
  /* the same hue, lighter or darker: mixing alone would make it grey */
  adw_rgba_to_standalone (&accent, dark, &shade);
  shade = dark ? make_legible (shade, &dark_card, CONTRAST_ON_DARK, &white)
               : make_legible (shade, &light_view, CONTRAST_ON_LIGHT, &black);
  text = gdk_rgba_to_string (&shade);

  return g_strdup_printf (":root { --accent-bg-color: %s; --accent-fg-color: white; --accent-color: %s; }\n", fill, text);
}
