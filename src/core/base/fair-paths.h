/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where Fairbook keeps things on this machine. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *fair_paths_get_locale_folder (void);
char *fair_paths_get_data_folder (void);
char *fair_paths_get_builtin_program (void);
char *fair_paths_get_program (const char *data_folder);

G_END_DECLS
