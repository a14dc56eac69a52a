/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets the blocks of a page as a brochure does: lead, headings, paragraphs, lists, quotations, photos. */
#pragma once

#include "program/fair-program.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *fair_block_view_new (FairBlock   *block,
                                FairProgram *program);
GtkWidget *fair_block_view_new_quotation (GtkWidget *quote);

G_END_DECLS
