/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a picture smaller. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GdkTexture *fair_picture_scale_to_cover (GdkTexture *texture,
                                         int         width,
                                         int         height);

G_END_DECLS
