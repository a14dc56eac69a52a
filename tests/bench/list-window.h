/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window with a list of people in columns, as the desk has one, and nothing else. */
#pragma once

#include "store/people/fair-people-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWindow *list_window_new (void);
void       list_window_show (GtkWindow      *window,
                             FairPeopleList *list);
void       list_window_scroll (GtkWindow *window,
                               guint      position);

G_END_DECLS
