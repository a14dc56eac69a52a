/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line that a quarantine keeps, in one entry or in several that continue each other. */
#pragma once

#include "store/journal/fair-journal-reader.h"

G_BEGIN_DECLS

/**
 * FairEraseEntry:
 * @numbers: (element-type guint64): the numbers of the quarantine's lines
 * @bytes: what they keep
 * @before: what stands before those bytes in the first of them
 * @after: what stands after them
 * @next: where the bytes of a further one would begin
 */
typedef struct
{
  GArray *numbers;
  GByteArray *bytes;
  char *before;
  char *after;
  goffset next;
} FairEraseEntry;

FairEraseEntry *fair_erase_entry_new (void);
void            fair_erase_entry_free (FairEraseEntry *self);
void            fair_erase_entry_clear (FairEraseEntry *self);
gboolean        fair_erase_entry_is_empty (const FairEraseEntry *self);
gboolean        fair_erase_entry_continues (const FairEraseEntry *self,
                                            const FairRawLine    *line);
gboolean        fair_erase_entry_take (FairEraseEntry    *self,
                                       const FairRawLine *line);
char           *fair_erase_entry_rewrite (const FairEraseEntry *self,
                                          const char           *bytes,
                                          gsize                 length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairEraseEntry, fair_erase_entry_free)

G_END_DECLS
