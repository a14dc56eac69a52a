/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list beneath an entry: shows what could be meant, follows the arrow keys, leaves the focus in the entry. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FAIR_TYPE_SUGGESTION_POPOVER (fair_suggestion_popover_get_type ())
/*
 * Signals:
 * - wanted: the person asks for the list while it is closed
 * - taken (text): a suggestion was chosen
 */
G_DECLARE_FINAL_TYPE (FairSuggestionPopover, fair_suggestion_popover, FAIR, SUGGESTION_POPOVER, GtkPopover)

FairSuggestionPopover *fair_suggestion_popover_new (GtkWidget *parent,
                                                    GtkEntry  *entry);
void                   fair_suggestion_popover_clear (FairSuggestionPopover *self);
void                   fair_suggestion_popover_add (FairSuggestionPopover *self,
                                                    const char            *text,
                                                    const char            *detail);
void                   fair_suggestion_popover_show (FairSuggestionPopover *self);
gboolean               fair_suggestion_popover_press_key (FairSuggestionPopover *self,
                                                          guint                  key);

G_END_DECLS
