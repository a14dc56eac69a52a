/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes what was drawn in memory into a file: all of it, or nothing. */
#pragma once

#include "store/fair-store.h"

#include <cairo.h>

G_BEGIN_DECLS

gboolean fair_paper_file_write (FairStore     *store,
                                GFile         *file,
                                GByteArray    *bytes,
                                GCancellable  *cancellable,
                                GError       **error);
void     fair_paper_file_return_drawing_error (GTask         *task,
                                               cairo_status_t status);

G_END_DECLS
