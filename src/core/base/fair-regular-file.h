/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a whole regular file with a limit, and never waits for a pipe or a device that somebody put in its place. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GBytes *fair_regular_file_read (const char *path,
                                const char *name,
                                gsize       max_length,
                                GError    **error);

G_END_DECLS
