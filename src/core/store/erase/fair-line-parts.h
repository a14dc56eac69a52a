/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a line that is not as Fairbook writes it is made of: what others put around it, and sound lines within it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairLinePart:
 * @text: where it begins, in the bytes that were split
 * @length: its length, in bytes
 * @sound: whether it is a whole line with the right checksum
 */
typedef struct
{
  const char *text;
  gsize length;
  gboolean sound;
} FairLinePart;

void    fair_line_trim (const char **text,
                        gsize       *length);
GArray *fair_line_split (const char *bytes,
                         gsize       length);

G_END_DECLS
