/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set of lines, by their SHA-256: small enough for a million, and nobody can read in it whose they are. */
#include "collect/fair-line-set.h"

#include <stdlib.h>
#include <string.h>

#define SHA256_LENGTH 32

/** Returns: what tells a line, without its newline, from all others */
FairLineMark
fair_line_mark (const char *line,
                gsize       length)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[SHA256_LENGTH];
  gsize size = sizeof digest;
  FairLineMark mark;

  g_checksum_update (checksum, (const guchar *) line, (gssize) length);
  g_checksum_get_digest (checksum, digest, &size);
  memcpy (mark.bytes, digest, sizeof mark.bytes);
  return mark;
}

/** Returns: (transfer full): an empty set, to which marks are appended */
FairLineSet *
fair_line_set_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (FairLineMark));
}

static int
compare_marks (gconstpointer a,
               gconstpointer b)
{
  return memcmp (a, b, sizeof (FairLineMark));
}

/** After all marks are there, and before the set is asked. */
void
fair_line_set_finish (FairLineSet *self)
{
  g_array_sort (self, compare_marks);
}

/** Returns: whether the line is one of the set's */
gboolean
fair_line_set_has (const FairLineSet *self,
                   const char        *line,
                   gsize              length)
{
  FairLineMark mark;

  if (self->len == 0)
    return FALSE;
  mark = fair_line_mark (line, length);
  return bsearch (&mark, self->data, self->len, sizeof mark, compare_marks) != NULL;
}
