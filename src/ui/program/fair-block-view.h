/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets the blocks of a page as a brochure does: lead, headings, paragraphs, lists, photos. */
#pragma once

#include "program/fair-program.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *fair_block_view_new (FairBlock   *block,
                                FairProgram *program);

G_END_DECLS
