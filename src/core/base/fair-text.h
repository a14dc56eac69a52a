/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Fairbook does with a person's text: trims it, tells whether there is anything in it, folds it for searching. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean fair_text_is_blank (const char *text);
char    *fair_text_trim (const char *text);
char    *fair_text_fold (const char *text);

G_END_DECLS
