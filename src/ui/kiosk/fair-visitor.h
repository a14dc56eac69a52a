/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the ten-second note knows of somebody who signed up, and no more. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairVisitor:
 * @id: of the sign-up
 * @name: as it was typed
 * @time: when they signed up, in words
 * @starred: whether they have a star
 */
typedef struct
{
  char *id;
  char *name;
  char *time;
  gboolean starred;
} FairVisitor;

FairVisitor *fair_visitor_new (const char *id,
                               const char *name,
                               const char *time,
                               gboolean    starred);
void         fair_visitor_free (FairVisitor *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairVisitor, fair_visitor_free)

G_END_DECLS
