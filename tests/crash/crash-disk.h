/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a disk holds, as a model in memory: recorded operations reach it whole, in part, or not at all. */
#pragma once

#include "recording-ops.h"

G_BEGIN_DECLS

/** How much of an operation reaches the disk. Of those that are no writes there is only all or nothing. */
typedef enum
{
  EFFECT_WHOLE,
  EFFECT_NONE,
  EFFECT_PREFIX,  /* the first @at bytes */
  EFFECT_ZEROS,   /* the length, but zeros in place of the bytes of the sector at @at */
  EFFECT_GARBAGE, /* the same, but whatever lay there before */
  EFFECT_ALL_ZEROS,
  EFFECT_ALL_GARBAGE,
} EffectKind;

typedef struct
{
  EffectKind kind;
  gsize at;
} Effect;

typedef struct _CrashDisk CrashDisk;

CrashDisk *crash_disk_new (RecordingOps *ops);
CrashDisk *crash_disk_copy (const CrashDisk *self);
void       crash_disk_free (CrashDisk *self);
void       crash_disk_apply (CrashDisk        *self,
                             const RecordedOp *op,
                             Effect            effect,
                             GRand            *chance);
char      *crash_disk_describe (const CrashDisk *self);
void       crash_disk_write (const CrashDisk *self,
                             const char      *folder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrashDisk, crash_disk_free)

G_END_DECLS
