/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds UUIDs in texts of whatever kind. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** How long a UUID is, in bytes. */
#define FAIR_UUID_LENGTH 36

const char *fair_uuid_text_find (const char *text,
                                 const char *end);

G_END_DECLS
