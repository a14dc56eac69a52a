/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which lines of a journal stand, for whoever reads all of it: most people have one line and stand by it. Only those whose id is met
 * again, be it in a tombstone or as whom somebody was joined into, have to compete in a table. Where these are not few, all compete.
 */
#pragma once

#include "store/people/fair-people.h"

G_BEGIN_DECLS

typedef enum
{
  FAIR_STANDING_STANDS,
  FAIR_STANDING_JOINED,     /* staff have joined them into somebody who is seen */
  FAIR_STANDING_SUPERSEDED, /* another version has won, or they were erased */
} FairStandingState;

typedef struct _FairStanding FairStanding;

FairStanding     *fair_standing_find (FairFile      *journal,
                                      goffset        end,
                                      GCancellable  *cancellable,
                                      GError       **error);
const FairFile   *fair_standing_get_file (const FairStanding *self);
FairStandingState fair_standing_judge (FairStanding   *self,
                                       const FairLine *line);
void              fair_standing_free (FairStanding *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairStanding, fair_standing_free)

G_END_DECLS
