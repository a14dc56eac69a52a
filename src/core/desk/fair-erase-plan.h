/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who goes when some people are erased, said before anybody is asked whether they shall. */
#pragma once

#include "store/fair-store.h"

G_BEGIN_DECLS

/**
 * FairErasePerson:
 * @name: as they gave it; "" where they gave none
 * @event: the id of the fair
 * @at_ms: when they signed up, in milliseconds since 1970-01-01T00:00:00Z
 * @n_joined: how many sign-ups were joined into theirs, and go along
 */
typedef struct
{
  char *id;
  char *name;
  char *event;
  gint64 at_ms;
  guint n_joined;
} FairErasePerson;

GPtrArray *fair_erase_plan_make (FairStore          *store,
                                 const char *const  *ids,
                                 GCancellable       *cancellable,
                                 GError            **error);
void       fair_erase_plan_make_async (FairStore           *store,
                                       const char *const   *ids,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
GPtrArray *fair_erase_plan_make_finish (GAsyncResult  *result,
                                        GError       **error);

G_END_DECLS
