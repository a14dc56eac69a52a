/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "booth/fair-combo-list.h"

/* The row itself has another list, of the one item that is chosen. */
static GtkWidget *
find (GtkWidget *widget,
      GType      type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

/**
 * fair_combo_list_follow_tab:
 * @row: a row that opens a list
 *
 * libadwaita (as of 1.7) leaves the list at the first Tab, for the frame around it: from there no key but Escape leads anywhere.
 */
void
fair_combo_list_follow_tab (AdwComboRow *row)
{
  GtkWidget *popover, *list;

  g_return_if_fail (ADW_IS_COMBO_ROW (row));

  popover = find (GTK_WIDGET (row), GTK_TYPE_POPOVER);
  list = popover != NULL ? find (popover, GTK_TYPE_LIST_VIEW) : NULL;
  if (list != NULL)
    gtk_list_view_set_tab_behavior (GTK_LIST_VIEW (list), GTK_LIST_TAB_ALL);
}
