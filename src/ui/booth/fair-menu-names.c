/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "booth/fair-menu-names.h"

static gboolean
is_item (GtkWidget *widget)
{
  switch (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)))
    {
    case GTK_ACCESSIBLE_ROLE_MENU_ITEM:
    case GTK_ACCESSIBLE_ROLE_MENU_ITEM_RADIO:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
name_items (GtkWidget *widget)
{
  g_autofree char *text = NULL;

  if (is_item (widget))
    {
      g_object_get (widget, "text", &text, NULL);
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
      gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    name_items (child);
}

/**
 * fair_menu_names_set:
 * @button: whose menu has been opened or closed
 *
 * An item is named by its label, which GTK (as of 4.18) keeps from screen readers: without a name of its own it has none.
 */
void
fair_menu_names_set (GtkMenuButton *button)
{
  if (gtk_menu_button_get_active (button))
    name_items (GTK_WIDGET (gtk_menu_button_get_popover (button)));
}
