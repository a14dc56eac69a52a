/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "layout/fair-layout-children.h"

/**
 * fair_layout_collect_children:
 * @widget: the widget that is laid out
 *
 * Returns: (transfer container) (element-type GtkWidget): its children that take up room, in their order
 */
GPtrArray *
fair_layout_collect_children (GtkWidget *widget)
{
  GPtrArray *children = g_ptr_array_new ();

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      g_ptr_array_add (children, child);

  return children;
}
