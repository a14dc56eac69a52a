/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names that a laptop's journal and its counts of visits have among other laptops' files. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** How the names of files with counts of visits end. */
#define FAIR_LAPTOP_FILE_VISITS ".visits.json"

char    *fair_laptop_file_make_name (const char *name,
                                     const char *device,
                                     guint       number);
gboolean fair_laptop_file_parse_name (const char  *file_name,
                                      char       **name,
                                      char       **device);
char    *fair_laptop_file_make_visits_name (const char *name,
                                            const char *device,
                                            guint       number);
gboolean fair_laptop_file_is_visits (const char *file_name);
gboolean fair_laptop_file_is_of (const char *part,
                                 const char *device);

G_END_DECLS
