/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of the lines of a file when people are erased: which of them go, and which are cut. */
#pragma once

#include "store/erase/fair-erase-set.h"
#include "store/journal/fair-journal-reader.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FairEraseChange:
 * @number: which line, from 1
 * @replacement: (nullable): what takes its place, with a newline at its end; or NULL: it goes
 * @length: how long that is, in bytes
 *
 * A line that does not stay as it is.
 */
typedef struct
{
  guint64 number;
  char *replacement;
  gsize length;
} FairEraseChange;

/** A damaged line that mentions one of the people, and has somebody else's id: it stays. */
typedef struct
{
  guint64 number;
  char *id;
} FairEraseDamaged;

/**
 * FairEraseLines:
 * @changes: (element-type FairEraseChange): in order
 * @damaged: (element-type FairEraseDamaged): in order
 * @n_sound: how many lines are lines of a journal, or of a quarantine
 * @n_theirs: how many of the journal's are of one of the people
 * @n_tombstones: how many of the changes are about no more than an earlier tombstone
 * @tail_offset: where what comes after the last newline begins, in bytes
 * @tail_length: how long it is, in bytes
 * @tail_number: its number, as if it were a line
 */
typedef struct
{
  GArray *changes;
  GArray *damaged;
  guint64 n_sound;
  guint64 n_theirs;
  guint64 n_tombstones;
  goffset tail_offset;
  gsize tail_length;
  guint64 tail_number;
} FairEraseLines;

void                   fair_erase_lines_free (FairEraseLines *self);
const FairEraseChange *fair_erase_lines_get_change (const FairEraseLines *self,
                                                    guint64               number);
FairEraseLines        *fair_erase_lines_find (const FairFileOps  *ops,
                                              FairJournalReader  *reader,
                                              const char         *path,
                                              FairEraseSet       *people,
                                              gboolean            is_journal,
                                              GCancellable       *cancellable,
                                              GError            **error);
gboolean               fair_erase_lines_learn (FairJournalReader  *reader,
                                               FairEraseSet       *people,
                                               GCancellable       *cancellable,
                                               GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairEraseLines, fair_erase_lines_free)

G_END_DECLS
