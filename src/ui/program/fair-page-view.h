/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One page of the program, set like a brochure, with the list of pages beside it and the way on below it. */
#pragma once

#include "program/fair-program.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_PAGE_VIEW (fair_page_view_get_type ())
G_DECLARE_FINAL_TYPE (FairPageView, fair_page_view, FAIR, PAGE_VIEW, AdwBin)

void fair_page_view_set_program (FairPageView *self,
                                 FairProgram  *program);
void fair_page_view_show (FairPageView *self,
                          FairPage     *page);
void fair_page_view_lead_to (FairPageView *self,
                             guint         block);

G_END_DECLS
