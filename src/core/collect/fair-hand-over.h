/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts this laptop's journal into a folder, on a stick or a synchronised one: whole and compared, or not at all. */
#pragma once

#include "base/fair-progress.h"
#include "store/fair-store.h"

G_BEGIN_DECLS

/**
 * FairHandOver:
 * @path: (type filename): where the journal is now, beside others
 * @name: the last part of that, valid UTF-8, to be shown
 * @n_people: how many signed up, each once
 * @n_unfinished: what people left without signing up
 * @n_bytes: how long the file is
 * @n_bad_lines: lines in it that cannot be read: they are the journal's, and it has them as they are
 * @has_quarantine: whether something was set aside on this laptop: that stays there, since nobody can merge it
 * @replaced: whether an older file of this laptop went, all of which is in the new one
 * @kept: (element-type utf8): names of files that would have been in the way, or are of this laptop under another name: they
 *   stay, since they have something that the new one lacks, or since nobody but a person can tell
 * @visits: (nullable): the name of the file with what this laptop has counted of visits; %NULL if nothing, or it was not handed over
 * @visits_problem: (nullable): why it was not, translated
 *
 * What was handed over. It is on the disk and was read back: the stick may be pulled out.
 */
typedef struct
{
  char *path;
  char *name;
  guint64 n_people;
  guint64 n_unfinished;
  guint64 n_bytes;
  guint64 n_bad_lines;
  gboolean has_quarantine;
  gboolean replaced;
  GPtrArray *kept;
  char *visits;
  char *visits_problem;
} FairHandOver;

void          fair_hand_over_free (FairHandOver *self);

FairHandOver *fair_hand_over (FairStore     *store,
                              const char    *folder,
                              FairProgress  *progress,
                              GCancellable  *cancellable,
                              GError       **error);
void          fair_hand_over_async (FairStore           *store,
                                    const char          *folder,
                                    FairProgressFunc     progress,
                                    gpointer             progress_data,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
FairHandOver *fair_hand_over_finish (GAsyncResult  *result,
                                     GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairHandOver, fair_hand_over_free)

G_END_DECLS
