/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a page, set in sections: a picture beside its text where there is room, short sections beside each other. */
#pragma once

#include "program/fair-program.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FAIR_TYPE_PAGE_BODY (fair_page_body_get_type ())
G_DECLARE_FINAL_TYPE (FairPageBody, fair_page_body, FAIR, PAGE_BODY, GtkBox)

void       fair_page_body_set_page (FairPageBody *self,
                                    FairPage     *page,
                                    FairProgram  *program);
GtkWidget *fair_page_body_find (FairPageBody *self,
                                guint         block);

G_END_DECLS
