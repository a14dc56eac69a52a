/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When somebody comes to a page, which is more seldom than that the page is mapped. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*FairArrivalFunc) (GtkWidget *page);

void fair_arrival_watch (GtkWidget      *page,
                         FairArrivalFunc arrived);

G_END_DECLS
