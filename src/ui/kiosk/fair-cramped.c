/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "kiosk/fair-cramped.h"

/* What a dialog's header bar takes, and what a sheet leaves free above it, in pixels. */
#define TAKEN 90

/**
 * fair_is_cramped:
 * @content: what a dialog scrolls if it must; in a window that is on screen
 *
 * Returns: whether @content, as wide as it likes to be or as the window is, is higher than the room that the window has for it
 */
gboolean
fair_is_cramped (GtkWidget *content)
{
  GtkWidget *window;
  int width, least, height;

  g_return_val_if_fail (GTK_IS_WIDGET (content), FALSE);

  window = GTK_WIDGET (gtk_widget_get_root (content));
  if (window == NULL || gtk_widget_get_height (window) == 0)
    return FALSE;
  gtk_widget_measure (content, GTK_ORIENTATION_HORIZONTAL, -1, &least, &width, NULL, NULL);
  width = MAX (least, MIN (width, gtk_widget_get_width (window)));
  gtk_widget_measure (content, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  return height > gtk_widget_get_height (window) - TAKEN;
}
