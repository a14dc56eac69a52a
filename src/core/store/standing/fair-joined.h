/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose sign-up was joined into another one of the same person, and so is not shown by itself. */
#pragma once

#include <glib.h>
#include <yyjson.h>

G_BEGIN_DECLS

/** Members of `staff`: into whom a sign-up was joined, and who were joined into one. */
#define FAIR_JOINED_INTO "joined_into"
#define FAIR_JOINED "joined"

/**
 * FairJoinedFunc:
 * @id: a person's id
 * @target: (out): into whom the person was joined, or NULL
 *
 * Returns: FALSE if nobody of that id stands
 */
typedef gboolean (*FairJoinedFunc) (const char  *id,
                                    const char **target,
                                    gpointer     user_data);

const char *fair_joined_get_target (yyjson_val *staff);
gboolean    fair_joined_find_hidden (const char     *id,
                                     const char     *target,
                                     FairJoinedFunc  func,
                                     gpointer        user_data,
                                     GHashTable     *decided);

G_END_DECLS
