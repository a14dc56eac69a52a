/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Language tags (BCP 47): which of the languages that there are serves whom. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean    fair_language_is_tag (const char *text);
const char *fair_language_lookup (const char *const *offered,
                                  const char *const *wanted);

G_END_DECLS
