/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a sign-up is what somebody searches for: every word typed occurs somewhere in its answers. */
#pragma once

#include <glib.h>
#include <yyjson.h>

G_BEGIN_DECLS

GStrv    fair_search_split (const char *typed);
char    *fair_search_dup_text (yyjson_val *answers);
gboolean fair_search_match (const char *const *words,
                            const char        *text);

G_END_DECLS
