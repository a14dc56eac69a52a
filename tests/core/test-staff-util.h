/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of the staff's PINs need: clocks that are turned, a disk that fails, and PINs entered and set at once. */
#pragma once

#include "kiosk/fair-staff.h"
#include "test-store-util.h"
#include "test-util.h"

G_BEGIN_DECLS

#define BOSS "471902"
#define BOOTH "8350"
#define NOBODY "6666"

/**
 * TestDesk:
 * @ops: operations; first, since they are handed themselves
 * @folder: the data folder
 * @wall: the clock for traces
 * @monotonic: the clock for waiting
 * @paused: how long was waited for the disk in all, in microseconds
 */
typedef struct
{
  TestFileOps ops;
  TestFolder *folder;
  TestClock wall;
  TestClock monotonic;
  gulong paused;
} TestDesk;

void       test_desk_init (TestDesk *self);
void       test_desk_clear (TestDesk *self);
char      *test_desk_read (TestDesk *self);
void       test_desk_fail_writing (TestDesk *self,
                                   int       errnum);
FairStaff *test_desk_open (TestDesk *self);
FairStaff *test_desk_open_with_pins (TestDesk *self);
gboolean   test_staff_load (FairStaff *staff,
                            GError   **error);
FairRole   test_staff_enter (FairStaff  *staff,
                             const char *pin,
                             GError    **error);
int        test_staff_refuse (FairStaff  *staff,
                              const char *pin);
gboolean   test_staff_set (FairStaff  *staff,
                           FairRole    role,
                           const char *pin,
                           GError    **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TestDesk, test_desk_clear)

G_END_DECLS
