/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts that a person's pane and the dialogs beside it are made of: a heading with a card of rows beneath it. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget  *fair_person_heading_new (const char *title);
GtkListBox *fair_person_rows_add (GtkBox     *to,
                                  const char *title);
AdwActionRow *fair_person_row_new (const char *title,
                                   const char *text);
GtkWidget  *fair_person_row_add_button (AdwActionRow *row,
                                        const char   *icon,
                                        const char   *name);

G_END_DECLS
