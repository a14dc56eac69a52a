/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checksum at the end of a journal's line: whether one is there, and how a line that has none gets one. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean fair_journal_is_sealed (const char *text,
                                 gsize       length);
gboolean fair_journal_seal (GString    *out,
                            const char *object,
                            gsize       length,
                            GError    **error);

G_END_DECLS
