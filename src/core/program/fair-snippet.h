/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A few words of a text around what somebody looks for in it, with that marked. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *fair_snippet_new (const char        *text,
                        const char *const *words,
                        gsize              max_letters);

G_END_DECLS
