/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much room the disk of the sign-ups has left, and from when on that is too little. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** When there is less room than this, in bytes, somebody should free some before the next fair. */
#define FAIR_SPACE_LOW_BYTES (G_GUINT64_CONSTANT (500) * 1000 * 1000)
/** The same in hundredths of the whole disk, where that is less: a small stick is not nearly full all the time. */
#define FAIR_SPACE_LOW_PERCENT 5
/** When there is less room than this, in bytes, somebody must free some now. */
#define FAIR_SPACE_URGENT_BYTES (G_GUINT64_CONSTANT (50) * 1000 * 1000)
/** When there is less room than this, in bytes, the next sign-up may not fit. */
#define FAIR_SPACE_FULL_BYTES (G_GUINT64_CONSTANT (1000) * 1000)
/** How much more room than a limit there must be, in hundredths of the limit, before its warning is taken back. */
#define FAIR_SPACE_RELIEF_PERCENT 10

/** From good to bad. */
typedef enum
{
  FAIR_SPACE_ENOUGH,
  FAIR_SPACE_LOW,
  FAIR_SPACE_URGENT,
  FAIR_SPACE_FULL,
} FairSpaceLevel;

/**
 * FairSpace:
 * @free: what may still be written, in bytes
 * @total: the size of the disk, in bytes
 */
typedef struct
{
  guint64 free;
  guint64 total;
} FairSpace;

FairSpaceLevel fair_space_get_next_level (const FairSpace *self,
                                          FairSpaceLevel   last);

void           fair_space_measure_async (const char          *folder,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
gboolean       fair_space_measure_finish (GAsyncResult  *result,
                                          FairSpace     *space,
                                          GError       **error);

G_END_DECLS
