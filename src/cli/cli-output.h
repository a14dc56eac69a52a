/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fairctl writes: results to standard output, noticing when that fails, and everything else to standard error. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void     cli_print (const char *format,
                    ...) G_GNUC_PRINTF (1, 2);
void     cli_print_bytes (const char *bytes,
                          gsize       length);
gboolean cli_flush (void);
gsize    cli_write (const char *bytes,
                    gsize       length);
gboolean cli_can_print (void);
gboolean cli_output_failed (void);
void     cli_note_change (void);
gboolean cli_has_changed (void);
void     cli_note_broken_pipe (void);
gboolean cli_finish_output (void);
void     cli_say (const char *format,
                  ...) G_GNUC_PRINTF (1, 2);
char    *cli_clean (const char *text,
                    char        replacement);

G_END_DECLS
