/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Language tags (BCP 47): which of the languages that there are serves whom, and what they are called. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean    fair_language_is_tag (const char *text);
const char *fair_language_lookup (const char *const *offered,
                                  const char *const *wanted);
char       *fair_language_dup_name (const char *tag);
gboolean    fair_language_is_right_to_left (const char *tag);
char       *fair_language_dup_locale (const char *tag);

G_END_DECLS
