/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of a page: as wide as the page, its words wrapped, and scrolled sideways where even its longest words need more. */
#pragma once

#include "program/fair-page.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/** Makes the widget for the text of a cell, with that role. */
typedef GtkWidget *(*FairNewCell) (const FairBlock  *cell,
                                   GtkAccessibleRole role,
                                   const char       *css_class);

#define FAIR_TYPE_PAGE_TABLE (fair_page_table_get_type ())
G_DECLARE_FINAL_TYPE (FairPageTable, fair_page_table, FAIR, PAGE_TABLE, GtkWidget)

GtkWidget *fair_page_table_new (const FairBlock *block,
                                FairNewCell      new_cell);

G_END_DECLS
