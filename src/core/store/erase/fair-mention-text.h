/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text as mentions of people are looked for in it: without escapes, and folded. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GString *fair_mention_text_unescape (const char *bytes,
                                     gsize       length);
GString *fair_mention_text_fold (const char *bytes,
                                 gsize       length);

G_END_DECLS
