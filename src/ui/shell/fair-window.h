/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window: the program, its community and the sign-up under one header bar, in every width. */
#pragma once

#include "booth/fair-booth.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_WINDOW (fair_window_get_type ())
/* Property: language (string, readable and writable: the tag of that which is spoken) */
G_DECLARE_FINAL_TYPE (FairWindow, fair_window, FAIR, WINDOW, AdwApplicationWindow)

GtkWidget *fair_window_new (AdwApplication *application,
                            FairBooth      *booth);
FairBooth *fair_window_get_booth (FairWindow *self);
GtkWidget *fair_window_get_desk (FairWindow *self);
void       fair_window_show_desk (FairWindow *self);

G_END_DECLS
