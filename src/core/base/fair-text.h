/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Fairbook does with a text as people write it: tidies it, tells whether there is anything to see, folds it to compare. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean fair_text_is_blank (const char *text);
char    *fair_text_trim (const char *text);
char    *fair_text_one_line (const char *text);
char    *fair_text_strip_invisible (const char *text);
char    *fair_text_fold (const char *text);
void     fair_text_fold_into (GString    *out,
                              const char *text,
                              gsize       length);
GStrv    fair_text_fold_words (const char *typed);

G_END_DECLS
