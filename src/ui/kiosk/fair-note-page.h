/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was said with one visitor, in ten seconds: a star, a chip or two, a line. */
#pragma once

#include "kiosk/fair-visitor.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_NOTE_PAGE (fair_note_page_get_type ())
/* Signal: noted (gboolean starred, char **chips, const char *text): to be saved; then tell it how that went. */
G_DECLARE_FINAL_TYPE (FairNotePage, fair_note_page, FAIR, NOTE_PAGE, AdwNavigationPage)

void     fair_note_page_set_chips (FairNotePage      *self,
                                   const char *const *chips);
void     fair_note_page_set_visitor (FairNotePage      *self,
                                     const FairVisitor *visitor);
void     fair_note_page_show_saved (FairNotePage *self);
void     fair_note_page_show_failure (FairNotePage *self,
                                      const char   *reason);

G_END_DECLS
