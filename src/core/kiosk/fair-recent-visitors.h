/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who signed up last at a fair, by name and time only, and what staff note about one of them. */
#pragma once

#include "store/fair-store.h"

G_BEGIN_DECLS

/**
 * FairRecentVisitor:
 * @name: as they gave it; "" where they gave none
 * @at_ms: when they signed up, in milliseconds since 1970-01-01T00:00:00Z
 * @starred: whether staff have starred them
 */
typedef struct
{
  char *id;
  char *name;
  gint64 at_ms;
  gboolean starred;
} FairRecentVisitor;

/**
 * FairRecentVisitors:
 * @n_people: how many signed up at the fair
 * @visitors: (element-type FairRecentVisitor): the last of them, the latest first
 */
typedef struct
{
  guint64 n_people;
  GPtrArray *visitors;
} FairRecentVisitors;

void                fair_recent_visitors_load_async (FairStore           *store,
                                                     const char          *event,
                                                     guint                max,
                                                     GCancellable        *cancellable,
                                                     GAsyncReadyCallback  callback,
                                                     gpointer             user_data);
FairRecentVisitors *fair_recent_visitors_load_finish (GAsyncResult  *result,
                                                      GError       **error);
void                fair_recent_visitors_free (FairRecentVisitors *self);

/**
 * FairStaffNote:
 * @starred: whether the visitor has a star from now on
 * @chips: (nullable): short remarks in the program's own words, added to those that are there
 * @text: (nullable): a line of text, added below what is there
 */
typedef struct
{
  gboolean starred;
  const char *const *chips;
  const char *text;
} FairStaffNote;

gboolean fair_staff_note_save (FairStore              *store,
                                 const char             *id,
                                 const FairStaffNote  *note,
                                 GError                **error);
void     fair_staff_note_save_async (FairStore             *store,
                                       const char            *id,
                                       const FairStaffNote *note,
                                       GAsyncReadyCallback    callback,
                                       gpointer               user_data);
gboolean fair_staff_note_save_finish (GAsyncResult  *result,
                                        GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairRecentVisitors, fair_recent_visitors_free)

G_END_DECLS
