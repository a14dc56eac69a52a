/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which lines of a file must go when a person is erased: the person's own, and damaged ones that mention the person. */
#pragma once

#include "store/fair-hlc.h"
#include "store/fair-journal-reader.h"
#include "store/fair-mention.h"

G_BEGIN_DECLS

/**
 * FairEraseLines:
 * @numbers: (element-type guint64): the lines that must go, from 1, in order
 * @tail: whether what comes after the last newline must go
 * @tail_offset: where that begins, in bytes
 * @tail_length: how long it is, in bytes
 * @n_tombstones: how many of them are no more than an earlier tombstone of the person
 */
typedef struct
{
  GArray *numbers;
  gboolean tail;
  goffset tail_offset;
  gsize tail_length;
  guint n_tombstones;
} FairEraseLines;

void            fair_erase_lines_free (FairEraseLines *self);
gboolean        fair_erase_lines_must_go (const FairEraseLines *self,
                                          guint64               number);
FairEraseLines *fair_erase_lines_find (const FairFileOps  *ops,
                                       FairJournalReader  *reader,
                                       const char         *path,
                                       const char         *id,
                                       const FairMention  *mention,
                                       gboolean            is_journal,
                                       GError            **error);
gboolean        fair_erase_lines_learn (FairJournalReader  *reader,
                                        const char         *id,
                                        FairMention        *mention,
                                        FairHlc            *latest,
                                        GError            **error);
gboolean        fair_erase_lines_mention (const FairFileOps *ops,
                                          FairJournalReader *reader,
                                          const FairMention *mention);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairEraseLines, fair_erase_lines_free)

G_END_DECLS
