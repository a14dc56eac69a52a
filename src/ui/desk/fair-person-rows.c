/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-person-rows.h"

/** Returns: (transfer floating): a heading of a part of the pane */
GtkWidget *
fair_person_heading_new (const char *title)
{
  GtkWidget *heading = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, "label", title, "xalign", 0.0f, "wrap",
                                     TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);

  gtk_widget_add_css_class (heading, "heading");
  return heading;
}

/**
 * fair_person_rows_add:
 * @to: where the card goes, at the end
 * @title: (nullable): the heading above it
 *
 * Returns: (transfer none): a card for rows
 */
GtkListBox *
fair_person_rows_add (GtkBox     *to,
                      const char *title)
{
  GtkWidget *list = g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_NONE, NULL);
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_add_css_class (list, "boxed-list");
  if (title != NULL)
    {
      GtkWidget *heading = fair_person_heading_new (title);

      gtk_box_append (GTK_BOX (group), heading);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_RELATION_LABELLED_BY, heading, NULL, -1);
    }
  gtk_box_append (GTK_BOX (group), list);
  gtk_box_append (to, group);
  return GTK_LIST_BOX (list);
}

/**
 * fair_person_row_new:
 * @title: small, above
 * @text: (nullable): what there is to read; never markup, and as long as it is
 *
 * Returns: (transfer floating): the row
 */
AdwActionRow *
fair_person_row_new (const char *title,
                     const char *text)
{
  AdwActionRow *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title-lines", 0, "subtitle-lines", 0, "subtitle-selectable",
                                    text != NULL, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title); /* it would be markup before the row is made */
  if (text == NULL)
    return row;
  gtk_widget_add_css_class (GTK_WIDGET (row), "property");
  adw_action_row_set_subtitle (row, text);
  return row;
}

/**
 * fair_person_row_add_button:
 * @icon: the name of a symbolic icon
 * @name: what a screen reader says, and a pointer that rests on it sees
 *
 * Returns: (transfer none): a button at the end of the row
 */
GtkWidget *
fair_person_row_add_button (AdwActionRow *row,
                            const char   *icon,
                            const char   *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  adw_action_row_add_suffix (row, button);
  return button;
}
