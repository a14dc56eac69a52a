/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder for fuzz targets that read files: one for the whole run, in memory where that is possible. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *fuzz_folder_get (void);
char       *fuzz_folder_write (const char *name,
                               const void *data,
                               gsize       length);
void        fuzz_folder_remove (const char *name);

G_END_DECLS
