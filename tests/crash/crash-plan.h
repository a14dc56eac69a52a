/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a file system may leave behind after a power cut, one disk after the other.
 *
 * The power goes between two recorded operations. Whatever was synced before is on the disk; what was not may be there
 * whole, in part, or not at all, whatever became of its neighbours: a file's bytes wait for a sync of the file, its
 * name for a sync of its folder. After a sync that failed nothing can be trusted that it should have written.
 */
#pragma once

#include "crash-disk.h"

G_BEGIN_DECLS

typedef struct _CrashPlans CrashPlans;

CrashPlans *crash_plans_new (const CrashDisk *before,
                             GPtrArray       *log,
                             guint            cut,
                             guint            n_random);
void        crash_plans_free (CrashPlans *self);
guint       crash_plans_get_n (CrashPlans *self);
CrashDisk  *crash_plans_build (CrashPlans *self,
                               guint       index,
                               GRand      *chance);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrashPlans, crash_plans_free)

G_END_DECLS
