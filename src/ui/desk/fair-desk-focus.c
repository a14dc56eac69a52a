/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-desk-focus.h"

#include <adwaita.h>

/** Returns: whether the desk is in front, with no dialog above it, and nothing in its window has the keys. GTK (as of 4.18) may leave
 * them with a widget that was taken out */
gboolean
fair_desk_focus_is_lost (GtkWidget *desk)
{
  GtkRoot *root = gtk_widget_get_root (desk);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  g_autoptr (AdwDialog) dialog = NULL;

  if (root == NULL || !gtk_widget_get_mapped (desk) || (focus != NULL && gtk_widget_get_root (focus) == root))
    return FALSE;
  g_object_get (root, "visible-dialog", &dialog, NULL);
  return dialog == NULL;
}

/** Returns: whether something within @part has the keys */
gboolean
fair_desk_focus_is_in (GtkWidget *part)
{
  GtkRoot *root = gtk_widget_get_root (part);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, part);
}
