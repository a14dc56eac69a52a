/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the staff can do in the window: an action is there only while whoever is in charge may do it. */
#pragma once

#include "booth/fair-booth.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

GSimpleActionGroup *fair_staff_actions_new (GtkWidget *window,
                                            FairBooth *booth);

G_END_DECLS
