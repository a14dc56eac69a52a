/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a file is an older copy of a journal, so that nothing is lost if the journal takes its place. */
#pragma once

#include "store/people/fair-people.h"

G_BEGIN_DECLS

/**
 * FairOlderCopy:
 *
 * Threading: one thread at a time; blocks.
 */
typedef struct _FairOlderCopy FairOlderCopy;

FairOlderCopy *fair_older_copy_new (const FairPeople *people,
                                    goffset           end);
void           fair_older_copy_free (FairOlderCopy *self);
gboolean       fair_older_copy_is (FairOlderCopy   *self,
                                   const FairFile  *file,
                                   goffset          size,
                                   gboolean        *is_older,
                                   GCancellable    *cancellable,
                                   GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairOlderCopy, fair_older_copy_free)

G_END_DECLS
