/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decodes the lines of a journal ahead of whoever takes them, in other threads, and hands them out in their order. */
#pragma once

#include "store/journal/fair-journal-reader.h"
#include "store/journal/fair-record.h"

G_BEGIN_DECLS

typedef struct _FairDecodeAhead FairDecodeAhead;

/**
 * FairDecodedLine:
 * @raw: the line
 * @record: what it says; its place in the file is set
 * @why: (nullable): why it cannot be read; @record is empty then
 *
 * Valid until the next line is taken.
 */
typedef struct
{
  FairRawLine raw;
  FairRecord record;
  GError *why;
} FairDecodedLine;

FairDecodeAhead       *fair_decode_ahead_new  (FairJournalReader  *reader);
void                   fair_decode_ahead_free (FairDecodeAhead    *self);
const FairDecodedLine *fair_decode_ahead_next (FairDecodeAhead    *self,
                                               GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairDecodeAhead, fair_decode_ahead_free)

G_END_DECLS
