/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decodes pictures in a sandbox, at the size that is needed, a few at a time, and keeps the last ones. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void        fair_picture_loader_load_async (GFile               *file,
                                            int                  width,
                                            int                  height,
                                            gboolean             is_pressing,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
GdkTexture *fair_picture_loader_load_finish (GAsyncResult *result,
                                             GError      **error);

G_END_DECLS
