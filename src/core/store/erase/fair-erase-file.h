/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file that may have people who are to be erased: what it is, what of it must go, and how it goes. */
#pragma once

#include "store/erase/fair-erase-lines.h"

G_BEGIN_DECLS

/** Where a file is. */
typedef enum
{
  FAIR_ERASE_JOURNAL,
  FAIR_ERASE_BESIDE,    /* in the journal's folder: Fairbook's own, or a copy of it */
  FAIR_ERASE_ELSEWHERE, /* in the data folder: an export, or whatever somebody put there */
} FairErasePlace;

/**
 * FairEraseFile:
 * @lines: (nullable): what becomes of its lines; NULL if it could not be read
 * @ids: (nullable) (element-type utf8): whose ids there are in a file that mentions one of the people and has no lines of
 *   a journal or quarantine; NULL in any other
 * @is_opaque: whether what it has cannot be told
 * @is_removable: whether nobody would be lost with the whole file
 */
typedef struct
{
  char *path;
  FairErasePlace place;
  FairEraseLines *lines;
  GHashTable *ids;
  gboolean is_opaque;
  gboolean is_removable;
} FairEraseFile;

FairEraseFile *fair_erase_file_new (const char     *path,
                                    FairErasePlace  place);
void           fair_erase_file_free (FairEraseFile *self);
gboolean       fair_erase_file_learn (FairEraseFile      *self,
                                      const FairFileOps  *ops,
                                      FairEraseSet       *people,
                                      GCancellable       *cancellable,
                                      GError            **error);
gboolean       fair_erase_file_look (FairEraseFile      *self,
                                     const FairFileOps  *ops,
                                     FairEraseSet       *people,
                                     GCancellable       *cancellable,
                                     GError            **error);
gboolean       fair_erase_file_must_change (const FairEraseFile *self);
gboolean       fair_erase_file_clean (const FairEraseFile  *self,
                                      const FairFileOps    *ops,
                                      GError              **error);
gboolean       fair_erase_file_mentions (const FairEraseFile *self,
                                         const FairFileOps   *ops,
                                         const FairEraseSet  *people);

G_END_DECLS
