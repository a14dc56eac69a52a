/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of columns, none of which is there twice. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GHashTable *fair_column_names_new (void);
const char *fair_column_names_take (GHashTable *names,
                                    const char *name);

G_END_DECLS
