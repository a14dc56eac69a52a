/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which laptop this is: an id that its versions of sign-ups carry, made once. */
#pragma once

#include "base/fair-clock.h"
#include "base/fair-file-ops.h"
#include "base/fair-hlc.h"

G_BEGIN_DECLS

/**
 * FairDevice:
 * @id: the id, valid in a time stamp
 * @saved: whether the file exists; until then the id lasts as long as the program runs
 */
typedef struct
{
  char id[FAIR_DEVICE_MAX + 1];
  gboolean saved;
} FairDevice;

gboolean fair_device_load (FairDevice        *self,
                           const FairFileOps *ops,
                           const char        *data_folder);
void     fair_device_make (FairDevice        *self,
                           const FairFileOps *ops,
                           const FairClock   *clock,
                           const char        *data_folder);

G_END_DECLS
