/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ids of sign-ups. Fairbook makes UUIDs (RFC 9562); others may make shorter or longer ones. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The longest id, in bytes. */
#define FAIR_ID_MAX 64

gboolean fair_id_is_valid (const char *text,
                           gsize       length);
guint64  fair_id_hash (const char *id);

G_END_DECLS
