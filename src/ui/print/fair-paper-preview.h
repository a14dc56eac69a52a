/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first page of a paper, as it will come out of the printer. */
#pragma once

#include "print/fair-paper.h"

G_BEGIN_DECLS

#define FAIR_TYPE_PAPER_PREVIEW (fair_paper_preview_get_type ())
/* Property: n-pages, readable: how many there are; 0 until that is known. */
G_DECLARE_FINAL_TYPE (FairPaperPreview, fair_paper_preview, FAIR, PAPER_PREVIEW, GtkWidget)

void  fair_paper_preview_set_paper (FairPaperPreview *self,
                                    FairPaper        *paper,
                                    GtkPageSetup     *setup);
guint fair_paper_preview_get_n_pages (FairPaperPreview *self);

G_END_DECLS
