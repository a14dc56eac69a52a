/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "kiosk/fair-visitor.h"

/** Returns: (transfer full): copies of what it is given; to be freed with fair_visitor_free() */
FairVisitor *
fair_visitor_new (const char *id,
                  const char *name,
                  const char *time,
                  gboolean    starred)
{
  FairVisitor *self = g_new0 (FairVisitor, 1);

  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->time = g_strdup (time);
  self->starred = starred;
  return self;
}

void
fair_visitor_free (FairVisitor *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->time);
  g_free (self);
}
