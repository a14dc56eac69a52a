/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list beneath an entry: shows what could be meant, follows the arrow keys, leaves the focus in the entry. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FAIR_TYPE_OFFER_POPOVER (fair_offer_popover_get_type ())
/*
 * Signals:
 * - wanted: the person asks for the list while it is closed
 * - taken (text): an offer was chosen
 */
G_DECLARE_FINAL_TYPE (FairOfferPopover, fair_offer_popover, FAIR, OFFER_POPOVER, GtkPopover)

FairOfferPopover *fair_offer_popover_new (GtkWidget *parent,
                                          GtkEntry  *entry);
void              fair_offer_popover_clear (FairOfferPopover *self);
void              fair_offer_popover_add (FairOfferPopover *self,
                                          const char       *text,
                                          const char       *detail);
void              fair_offer_popover_show (FairOfferPopover *self);
gboolean          fair_offer_popover_press_key (FairOfferPopover *self,
                                                guint             key);

G_END_DECLS
