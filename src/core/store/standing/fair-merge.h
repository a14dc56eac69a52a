/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of two versions of a sign-up wins, on whatever laptops and in whatever order they meet: a total order. */
#pragma once

#include "store/journal/fair-record.h"

G_BEGIN_DECLS

/** A version of one person's sign-up: a put or a tombstone. */
typedef struct
{
  FairOp op;
  FairHlc hlc;
} FairVersion;

/** What a version that comes from elsewhere does to what is here. */
typedef enum
{
  FAIR_MERGE_SAME,   /* nothing: it is here, or something that wins over it */
  FAIR_MERGE_NEW,    /* the person was not here */
  FAIR_MERGE_NEWER,  /* it replaces the version that is here */
  FAIR_MERGE_ERASED, /* the person is gone from now on */
} FairMergeOutcome;

int              fair_merge_compare (const FairVersion *a,
                                     const FairVersion *b);
int              fair_merge_compare_twins (const char *a,
                                           gsize       a_length,
                                           const char *b,
                                           gsize       b_length);
FairMergeOutcome fair_merge_get_outcome (gboolean           was_here,
                                         const FairVersion *winner,
                                         gboolean           came);

G_END_DECLS
