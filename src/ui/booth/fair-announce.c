/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "booth/fair-announce.h"

/**
 * fair_announce:
 * @widget: where it happens; nothing is said unless it is in a window
 * @text: what a screen reader shall say
 * @priority: whether that may interrupt
 *
 * Speaks for the whole window. What a widget says by itself is lost as long as no assistive tool has asked for that
 * widget, which happens late, or never, with one that has no focus.
 */
void
fair_announce (GtkWidget                         *widget,
               const char                        *text,
               GtkAccessibleAnnouncementPriority  priority)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (root != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (root), text, priority);
}
