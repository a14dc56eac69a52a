/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives the pack's accent colour to the interface, in shades that keep text legible on light and on dark. */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

gboolean fair_accent_get_fill (const char *color,
                               GdkRGBA    *fill);
char    *fair_accent_build_css (const char *color,
                                gboolean    dark);

G_END_DECLS
