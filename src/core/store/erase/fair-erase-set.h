/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The people who are to be erased together: their ids, how they are called, and what was found of them. */
#pragma once

#include "base/fair-file-ops.h"
#include "store/erase/fair-mention.h"
#include "store/journal/fair-hlc.h"
#include "store/journal/fair-record.h"

G_BEGIN_DECLS

/**
 * FairErased:
 * @id: the person's id
 * @latest: the latest time stamp of the person's versions
 * @found: whether there is a line of the person, or a damaged one that says that it is
 * @was_erased: whether the journal has a tombstone
 *
 * One of them.
 */
typedef struct
{
  char *id;
  FairHlc latest;
  gboolean found;
  gboolean was_erased;
} FairErased;

typedef struct _FairEraseSet FairEraseSet;

/** Whose a damaged line is. */
typedef enum
{
  FAIR_ERASE_NOBODYS, /* as far as it can be told */
  FAIR_ERASE_THEIRS,
  FAIR_ERASE_OTHERS,  /* it has somebody else's id, though it mentions one of them */
} FairEraseOwner;

FairEraseSet   *fair_erase_set_new (void);
void            fair_erase_set_free (FairEraseSet *self);
void            fair_erase_set_add (FairEraseSet *self,
                                    const char   *id);
guint           fair_erase_set_get_size (const FairEraseSet *self);
FairErased     *fair_erase_set_find (const FairEraseSet *self,
                                     const char         *id);
GPtrArray      *fair_erase_set_list (const FairEraseSet *self);
void            fair_erase_set_learn (FairEraseSet *self,
                                      const char   *text,
                                      gsize         length);
gboolean        fair_erase_set_mentions (const FairEraseSet *self,
                                         FairMentionKind     kinds,
                                         const char         *bytes,
                                         gsize               length);
gboolean        fair_erase_set_mentions_range (const FairEraseSet *self,
                                               FairMentionKind     kinds,
                                               const FairFileOps  *ops,
                                               int                 fd,
                                               goffset             offset,
                                               gsize               length,
                                               gboolean           *found);
gboolean        fair_erase_set_has_record (FairEraseSet     *self,
                                           const FairRecord *record);
FairEraseOwner  fair_erase_set_judge (FairEraseSet *self,
                                      const char   *bytes,
                                      gsize         length,
                                      char        **other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairEraseSet, fair_erase_set_free)

G_END_DECLS
