/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ten-second note: the last visitors by name and time only; a tap on one leads to a star, chips and a line. */
#pragma once

#include "kiosk/fair-visitor.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_VISITOR_NOTE (fair_visitor_note_get_type ())
/* Signal: noted (const char *id, gboolean starred, char **chips, const char *text). Whether somebody has a star is all of it;
 * chips and text come on top of what was noted before, which is not shown here. */
G_DECLARE_FINAL_TYPE (FairVisitorNote, fair_visitor_note, FAIR, VISITOR_NOTE, AdwBin)

GtkWidget *fair_visitor_note_new (void);
void       fair_visitor_note_set_visitors (FairVisitorNote *self,
                                           GPtrArray       *visitors);
void       fair_visitor_note_set_chips (FairVisitorNote   *self,
                                        const char *const *own);
void       fair_visitor_note_show_saved (FairVisitorNote *self);
void       fair_visitor_note_show_failure (FairVisitorNote *self,
                                           const char      *reason);

G_END_DECLS
