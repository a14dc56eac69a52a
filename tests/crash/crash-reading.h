/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a data folder for the crash tests: through the store, and without most of its code, to compare the two. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char       *crash_reading_journal_path (const char *data_folder);
GHashTable *crash_reading_standing (const char *data_folder);
GHashTable *crash_reading_count_lines (const char *data_folder);
GHashTable *crash_reading_store (const char *data_folder,
                                 char      **wrong);
char       *crash_reading_quarantine (const char *data_folder,
                                      gsize      *length);
char       *crash_reading_find_text (const char *folder,
                                     const char *text);

G_END_DECLS
