/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "form/fair-leavings.h"

/* What another program has put there is none of ours. */
static void
clear (GdkClipboard *clipboard)
{
  if (gdk_clipboard_is_local (clipboard))
    gdk_clipboard_set_content (clipboard, NULL);
}

/**
 * fair_leavings_clear:
 * @widget: any on the visitor's display
 *
 * Empties the clipboard and the selection where it was Fairbook that filled them.
 */
void
fair_leavings_clear (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  clear (gtk_widget_get_clipboard (widget));
  clear (gtk_widget_get_primary_clipboard (widget));
}
