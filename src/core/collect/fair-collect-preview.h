/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What would come of merging files and folders, file by file, before anything is written. */
#pragma once

#include "base/fair-progress.h"
#include "collect/fair-laptop-spans.h"
#include "store/fair-store.h"

G_BEGIN_DECLS

/** How many refused lines a preview describes of each file; it counts all of them. */
#define FAIR_COLLECT_MAX_REFUSED 1000

/** What a file is. */
typedef enum
{
  FAIR_COLLECT_SIGN_UPS,   /* there are sign-ups in it, or may be: it can be merged */
  FAIR_COLLECT_NOBODY,     /* a laptop's on which nobody has signed up yet; nothing is wrong with it */
  FAIR_COLLECT_OWN,        /* this laptop's own sign-ups, where it keeps them */
  FAIR_COLLECT_OTHER,      /* something else altogether */
  FAIR_COLLECT_UNREADABLE, /* it could not be read */
} FairCollectState;

/**
 * FairCollectCounts:
 * @n_new: who is not here
 * @n_newer: of whom a later version comes
 * @n_same: of whom the very version is here, and who were erased elsewhere and are not here
 * @n_older: of whom a later version is here
 * @n_erased: who will be taken out here, since they were erased elsewhere
 * @n_away: who was erased here, and stays away
 * @n_unknown: lines of a newer version of Fairbook, be they here already or not
 * @n_refused: lines that cannot be read
 *
 * People are counted once. What an import calls the same is @n_same, @n_older and @n_away.
 */
typedef struct
{
  guint64 n_new;
  guint64 n_newer;
  guint64 n_same;
  guint64 n_older;
  guint64 n_erased;
  guint64 n_away;
  guint64 n_unknown;
  guint64 n_refused;
} FairCollectCounts;

/** A line that would not be taken; its @reason is half a sentence, translated. */
typedef struct
{
  guint64 line_number; /* from 1 */
  char *reason;
} FairCollectRefused;

/**
 * FairCollectFile:
 * @path: (type filename): where it is
 * @name: its name, valid UTF-8, to be shown
 * @problem: (nullable): what is wrong with a file of which nothing can be merged, and what to do, translated
 * @size: how long it is, in bytes
 * @device: (nullable): the id of the laptop whose file it is: see fair_laptop_spans_find_owner()
 * @laptop: (nullable): what that laptop is called, if the file's name tells
 * @is_own: whether that is this laptop
 * @spans: (element-type FairLaptopSpan): the laptops that have made lines in it, those with the most lines first
 * @first: the earliest time stamp in it, in milliseconds since 1970-01-01T00:00:00Z; 0 if there is none
 * @last: the latest
 * @refused: (element-type FairCollectRefused): at most %FAIR_COLLECT_MAX_REFUSED
 */
typedef struct
{
  char *path;
  char *name;
  FairCollectState state;
  char *problem;
  goffset size;
  char *device;
  char *laptop;
  gboolean is_own;
  GPtrArray *spans;
  gint64 first;
  gint64 last;
  FairCollectCounts counts;
  GPtrArray *refused;

  /*< private >*/
  FairLaptopSpans *owned_spans;
} FairCollectFile;

/** A file with counts of visits. */
typedef struct
{
  char *path;
  char *problem; /* (nullable): why it would be refused, as half a sentence, translated */
} FairCollectVisits;

/**
 * FairCollectPreview:
 * @files: (element-type FairCollectFile): in the order in which they were named, of a folder in that of their names
 * @passed_over: (element-type utf8): paths in folders of what is no file of sign-ups by its name, or is JSON of others
 * @visits: (element-type FairCollectVisits): the files with counts of visits
 * @total: of all files; people who are in several count once
 */
typedef struct
{
  GPtrArray *files;
  GPtrArray *passed_over;
  GPtrArray *visits;
  FairCollectCounts total;
} FairCollectPreview;

void                fair_collect_preview_free (FairCollectPreview *self);
GStrv               fair_collect_preview_list_paths (const FairCollectPreview *self);
guint               fair_collect_preview_count_news (const FairCollectPreview *self);
gboolean            fair_collect_file_has_news (const FairCollectFile *self);

FairCollectPreview *fair_collect_preview (FairStore          *store,
                                          const char *const  *paths,
                                          FairProgress       *progress,
                                          GCancellable       *cancellable,
                                          GError            **error);
void                fair_collect_preview_async (FairStore           *store,
                                                const char *const   *paths,
                                                FairProgressFunc     progress,
                                                gpointer             progress_data,
                                                GCancellable        *cancellable,
                                                GAsyncReadyCallback  callback,
                                                gpointer             user_data);
FairCollectPreview *fair_collect_preview_finish (GAsyncResult  *result,
                                                 GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairCollectPreview, fair_collect_preview_free)

G_END_DECLS
