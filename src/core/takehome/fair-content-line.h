/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of which contact cards (RFC 2426, RFC 6350) and calendar entries (RFC 5545) are made. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *fair_content_text_escape (const char *text);
void  fair_content_line_append (GString    *out,
                                const char *name,
                                const char *value);
void  fair_content_line_append_text (GString    *out,
                                     const char *name,
                                     const char *text);

G_END_DECLS
