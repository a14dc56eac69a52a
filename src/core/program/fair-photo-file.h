/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be said of a photo's file without decoding it: its limits, and whether it is there to its end. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FAIR_PHOTO_MAX_BYTES (64 * 1024 * 1024)
/** A picture that would have more pixels once it is decoded is refused. */
#define FAIR_PHOTO_MAX_PIXELS (100 * 1000 * 1000)

gboolean fair_photo_file_is_whole (GFile   *file,
                                   GError **error);
gboolean fair_photo_file_check_size (guint32  width,
                                     guint32  height,
                                     GError **error);

G_END_DECLS
