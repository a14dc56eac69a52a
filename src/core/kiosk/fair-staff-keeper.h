/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps staff.json: compares PINs with it, sets them, and counts the wrong ones. One thread at a time; blocks. */
#pragma once

#include "kiosk/fair-staff-file.h"

G_BEGIN_DECLS

/**
 * FairStaffTries:
 * @failed: how many tries were wrong, as far as this program knows
 * @seen: the same as it stood on the disk when this program read or wrote it last
 * @since: when the waiting began, by the monotonic clock, in ms
 *
 * Wrong tries. Each is counted, on the disk, before its PIN is looked at: who ends the program meanwhile saves none. How long has
 * to be waited is not kept anywhere: it begins anew, in full, when the program starts, and when another program has
 * counted a try. A time on the disk would have to be compared with a clock that somebody may have set; so neither a clock nor a
 * restart shortens anything.
 */
typedef struct
{
  guint failed;
  guint seen;
  gint64 since;
} FairStaffTries;

/**
 * FairStaffKeeper:
 * @data_folder: where the file is
 * @path: the file
 * @ops: the operations
 * @wall: the clock for traces
 * @monotonic: the clock for waiting
 * @known: what the file said when it was read or written last; %NULL until it could be read; replaced, never changed
 * @tries: wrong ones
 */
typedef struct
{
  char *data_folder;
  char *path;
  const FairFileOps *ops;
  const FairClock *wall;
  const FairClock *monotonic;
  FairStaffFile *known;
  FairStaffTries tries;
} FairStaffKeeper;

guint    fair_staff_tries_get_seconds_to_wait (const FairStaffTries *tries,
                                               gint64                now);

void     fair_staff_keeper_clear (FairStaffKeeper *self);
gboolean fair_staff_keeper_read (FairStaffKeeper  *self,
                                 GError          **problem);
FairRole fair_staff_keeper_enter (FairStaffKeeper  *self,
                                  const char       *typed,
                                  GError          **error);
gboolean fair_staff_keeper_set_pin (FairStaffKeeper  *self,
                                    FairRole          role,
                                    const char       *typed,
                                    GError          **error);

G_END_DECLS
