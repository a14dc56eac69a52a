/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of JSON of any size and layout, element by element: the members of an array, or objects one after the other. */
#pragma once

#include "base/fair-file.h"
#include "base/fair-json.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/** The longest element, in bytes: a line of a journal, and what an export puts in it besides. */
#define FAIR_JSON_MAX_ELEMENT (2 * FAIR_JSON_MAX_LINE)

/**
 * FairJsonElementFunc:
 * @text: (nullable): the element without the white space around it and the line breaks in it, not checked any further; %NULL
 *   where it is longer than %FAIR_JSON_MAX_ELEMENT, or where the file ends before the array does
 * @length: its length, in bytes; 0 where the file ends before the array does
 * @line_number: the line that it begins in, from 1
 *
 * Returns: FALSE, with @error set or not, stops the reading
 */
typedef gboolean (*FairJsonElementFunc) (const char *text,
                                         gsize       length,
                                         guint64     line_number,
                                         gpointer    user_data,
                                         GError    **error);

gboolean fair_json_elements_foreach (const FairFile      *file,
                                     goffset              end,
                                     FairJsonElementFunc  func,
                                     gpointer             user_data,
                                     GCancellable        *cancellable,
                                     GError             **error);

G_END_DECLS
