/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far two words are apart, in slips of the finger. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean fair_edits_are_few (const char *a,
                             const char *b,
                             guint       most,
                             guint      *n_edits);

G_END_DECLS
