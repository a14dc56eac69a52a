/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scrolls a form: what one is at is seen, and stays where it is when something comes or goes above or below it. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_FORM_SCROLLER (fair_form_scroller_get_type ())
/* Property: content (GtkWidget): what is scrolled. */
G_DECLARE_FINAL_TYPE (FairFormScroller, fair_form_scroller, FAIR, FORM_SCROLLER, GtkWidget)

void fair_form_scroller_set_reached (FairFormScroller *self,
                                     GtkWidget        *reached);
void fair_form_scroller_show_reached (FairFormScroller *self);
void fair_form_scroller_hold (FairFormScroller *self);
void fair_form_scroller_go_to_top (FairFormScroller *self);

G_END_DECLS
