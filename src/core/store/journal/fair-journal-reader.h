/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a file line by line in constant memory, as it was when the reading began. */
#pragma once

#include "base/fair-file-ops.h"

G_BEGIN_DECLS

typedef struct _FairJournalReader FairJournalReader;

/**
 * FairRawLine:
 * @text: the line without its newline, valid until the next one is read; NULL if it is longer than a line may be
 * @length: its length, in bytes
 * @offset: where it begins in the file, in bytes
 * @number: from 1
 */
typedef struct
{
  const char *text;
  gsize length;
  goffset offset;
  guint64 number;
} FairRawLine;

FairJournalReader *fair_journal_reader_new (const FairFileOps *ops,
                                            int                fd,
                                            goffset            end,
                                            const char        *name);
FairJournalReader *fair_journal_reader_open (const FairFileOps *ops,
                                             const char        *path,
                                             int                flags);
void               fair_journal_reader_free (FairJournalReader *self);
gboolean           fair_journal_reader_next (FairJournalReader  *self,
                                             FairRawLine        *line,
                                             GError            **error);
void               fair_journal_reader_rewind (FairJournalReader *self);
void               fair_journal_reader_start_at (FairJournalReader *self,
                                                 goffset            offset);
gboolean           fair_journal_reader_is_finished (const FairJournalReader *self);
gboolean           fair_journal_reader_has_tail (const FairJournalReader *self);
goffset            fair_journal_reader_get_end (const FairJournalReader *self);
int                fair_journal_reader_get_fd (const FairJournalReader *self);
char              *fair_journal_reader_reread (const FairJournalReader  *self,
                                               goffset                   offset,
                                               gsize                     length,
                                               GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairJournalReader, fair_journal_reader_free)

G_END_DECLS
