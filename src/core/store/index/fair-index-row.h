/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One record as the index keeps it: where its line is, and what it is found, filtered and sorted by. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The length of what stands for an id, in bytes. */
#define FAIR_INDEX_KEY_SIZE 16

/**
 * FairIndexRow:
 * @key: a UUID's bytes, or the beginning of another id's SHA-256
 * @at: when they signed up, in milliseconds since 1970-01-01T00:00:00Z
 * @year: the graduation year, 0 where there is none
 * @hlc_ms: the version's time stamp, with @hlc_counter and @device
 * @name_length: how much of the text is the name, in bytes
 * @offset: of the line in the journal, in bytes
 * @length: of the line, in bytes, its newline not counted
 * @erased: whether it is a tombstone; nothing but the key and the line's place is set then
 * @marked: whether staff have marked it
 * @text_block: which block its text is in
 * @text_start: where it begins there, in bytes
 * @text_length: how long it is, in bytes
 * @device: (name): the laptop that made the version
 * @event: (name): the fair
 * @school: (name): the folded school
 *
 * It never changes once it is in an index, so any thread may read it.
 */
typedef struct
{
  guint8 key[FAIR_INDEX_KEY_SIZE];
  gint64 at : 48;
  guint64 year : 16;
  guint64 hlc_ms : 48;
  guint64 name_length : 16;
  guint64 offset : 44;
  guint64 length : 17;
  guint64 erased : 1;
  guint64 marked : 1;
  guint64 text_block : 20;
  guint64 text_start : 24;
  guint64 text_length : 20;
  guint32 hlc_counter;
  guint32 device;
  guint32 event;
  guint32 school;
} FairIndexRow;

G_STATIC_ASSERT (sizeof (FairIndexRow) == 64);

G_END_DECLS
