/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The name that a laptop's journal has among other laptops' files. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char    *fair_laptop_file_make_name (const char *name,
                                     const char *device,
                                     guint       number);
gboolean fair_laptop_file_parse_name (const char  *file_name,
                                      char       **name,
                                      char       **device);
gboolean fair_laptop_file_is_of (const char *part,
                                 const char *device);

G_END_DECLS
