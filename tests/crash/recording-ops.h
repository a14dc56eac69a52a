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
 * @size: how long the file was before the write, in bytes
 * @bytes: (nullable): what was written
 * @sector: (nullable): what was before it in the sector in which it begins: a disk writes both or neither
 */
typedef struct
{
  RecordKind kind;
  int file;
  char *path;
  char *to;
  goffset offset;
  goffset size;
  GBytes *bytes;
  GBytes *sector;
} RecordedOp;

/** How much is written as a whole. */
#define RECORDING_OPS_SECTOR 512

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
 * @meanwhile: (nullable): called once, when a file is about to be synced: what others do until the disk has confirmed
 * @will_fail: whether that sync will fail, since another one of the file has
 * @only_asker: whether nobody but who asked for it is told of a sync that failed: as of a disk that refuses to flush
 * @errors: how many syncs of a file have failed, by its number
 * @seen: how many of those a descriptor knows of: on Linux each is told once, and one that is opened later is not
 * @forget: a kind of sync that is left out of the log, or -1: whoever looks for mistakes must find some then
 *
 * The system's own operations with a log; who waits for somebody else's lock waits for no time. Threading: one thread.
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
  void (*meanwhile) (gpointer data);
  gpointer meanwhile_data;
  gboolean will_fail;
  gboolean only_asker;
  GHashTable *errors;
  GHashTable *seen;
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
void          recording_ops_interrupt (RecordingOps *self,
                                       void        (*meanwhile) (gpointer data),
                                       gpointer      data);

G_END_DECLS
