/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A card that leads to a page: its picture, its title, its summary. */
#pragma once

#include "program/fair-program.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FAIR_TYPE_PAGE_CARD (fair_page_card_get_type ())
G_DECLARE_FINAL_TYPE (FairPageCard, fair_page_card, FAIR, PAGE_CARD, GtkButton)

GtkWidget *fair_page_card_new (FairPage  *page,
                               FairPhoto *photo);
GtkWidget *fair_page_card_new_onward (const char *kicker,
                                      const char *title,
                                      const char *summary,
                                      FairPhoto  *photo);

G_END_DECLS
