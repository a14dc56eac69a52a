/* SPDX-License-Identifier: GPL-3.0-or-later */
/* File operations that write down all that they change, and that fail, or die, on demand. */
#pragma once

#include "base/fair-file-ops.h"

G_BEGIN_DECLS

/** What an operation changed, or made durable. */
typedef enum
{
  RECORD_MAKE_FOLDER,
  RECORD_CREATE,
  RECORD_RENAME,
  RECORD_UNLINK,
  RECORD_WRITE,
  RECORD_TRUNCATE,
  RECORD_SYNC,        /* of a file */
  RECORD_SYNC_FAILED, /* the system says so once, and may have dropped what it did not write */
  RECORD_SYNC_FOLDER,
} RecordKind;

/**
 * RecordedOp:
 * @file: which file it is about, numbered in the order in which they were met; -1 for none
 * @path: (nullable): below the root, "" for the root itself
 * @to: (nullable): where it was renamed to
 * @offset: where the write began, or how long the file was made, in bytes
 * @bytes: (nullable): what was written
 */
typedef struct
{
  RecordKind kind;
  int file;
  char *path;
  char *to;
  goffset offset;
  GBytes *bytes;
} RecordedOp;

/**
 * RecordingOps:
 * @root: what is below this folder is recorded
 * @log: of RecordedOp, in order
 * @n_changes: how many changes and syncs were asked for
 * @fail_at: which of them fails, from 1; 0 for none
 * @fail_for: how many do from there on
 * @errnum: what they fail with; a write that fails leaves half of its bytes behind
 * @die_at: from which of them on nothing reaches the system any more, as if the program had been killed; 0 for never.
 *   The one that it dies in is done half if it is a write, else not at all
 * @forget: a kind of sync that is left out of the log, or -1: whoever looks for mistakes must find some then
 *
 * The system's own operations with a log. Threading: one thread.
 */
typedef struct
{
  FairFileOps ops;
  char *root;
  GPtrArray *log;
  GHashTable *files; /* numbers, by the system's inode */
  int n_files;
  guint n_changes;
  guint fail_at;
  guint fail_for;
  int errnum;
  guint die_at;
  int forget;
} RecordingOps;

RecordingOps *recording_ops_new (const char *root);
void          recording_ops_free (RecordingOps *self);
int           recording_ops_adopt (RecordingOps *self,
                                   const char   *path);
void          recording_ops_plan (RecordingOps *self,
                                  guint         fail_at,
                                  guint         fail_for,
                                  int           errnum);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecordingOps, recording_ops_free)

G_END_DECLS
