/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was exported when, and until where: exports.json, in which nothing is of any person. */
#pragma once

#include "store/fair-store.h"

G_BEGIN_DECLS

/** How many exports are remembered one by one; those before them are remembered as one. */
#define FAIR_EXPORTED_MAX 50

/**
 * FairExported:
 *
 * The exports of one data folder. Each has the latest time stamp that left with it, by fair and by laptop: whatever of them is not later
 * has left, too, since what comes from a laptop comes in its order; but for those that the format could not take, whose time stamps it
 * has, too. Threading: one thread at a time.
 */
typedef struct _FairExported FairExported;

/**
 * FairExportedEntry:
 * @at: when it was made, in milliseconds since 1970-01-01T00:00:00Z
 * @format: the name of its format
 * @preset: (nullable): which of them
 * @n_sign_ups: how many people left with it
 */
typedef struct
{
  gint64 at;
  const char *format;
  const char *preset;
  guint64 n_sign_ups;
} FairExportedEntry;

FairExported *fair_exported_load (FairStore *store);
void          fair_exported_free (FairExported *self);
gboolean      fair_exported_is_empty (const FairExported *self);
gboolean      fair_exported_has (const FairExported *self,
                                 const FairVersion  *version);

GArray       *fair_exported_list (const FairExported *self);
FairExported *fair_exported_take_back (FairStore  *store,
                                       GError    **error);

void          fair_exported_begin (FairExported *self,
                                   gint64        now_ms,
                                   const char   *format,
                                   const char   *preset);
void          fair_exported_add (FairExported      *self,
                                 const FairVersion *version,
                                 gboolean           is_whole);
void          fair_exported_leave_out (FairExported      *self,
                                       const FairVersion *version);
gboolean      fair_exported_save (FairExported  *self,
                                  FairStore     *store,
                                  GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairExported, fair_exported_free)

G_END_DECLS
