/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set of lines, by their SHA-256: small enough for a million, and nobody can read in it whose they are. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** How much of a line's SHA-256 tells it from all others, in bytes. */
#define FAIR_LINE_MARK 16

typedef struct
{
  guint8 bytes[FAIR_LINE_MARK];
} FairLineMark;

/** Of FairLineMark; searched after fair_line_set_finish(). */
typedef GArray FairLineSet;

FairLineMark fair_line_mark (const char *line,
                             gsize       length);
FairLineSet *fair_line_set_new (void);
void         fair_line_set_finish (FairLineSet *self);
gboolean     fair_line_set_has (const FairLineSet *self,
                                const char        *line,
                                gsize              length);

G_END_DECLS
