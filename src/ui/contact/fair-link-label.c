/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "contact/fair-link-label.h"

#include "contact/fair-take-home-sheet.h"

#include <glib/gi18n-lib.h>

/* No page opens a browser by itself on a laptop that strangers use; a visitor takes the link along instead. */
static gboolean
show_link (GtkLabel   *label,
           const char *uri,
           const char *title)
{
  fair_take_home_sheet_present_link (GTK_WIDGET (label), title, uri);
  return GDK_EVENT_STOP;
}

static void
free_title (gpointer  title,
            GClosure *closure)
{
  g_free (title);
}

/* What the focus comes to is named by its text, which a paragraph cannot be. */
static GtkAccessibleRole
choose_role (GtkAccessibleRole role,
             const char       *markup)
{
  gboolean is_named = role == GTK_ACCESSIBLE_ROLE_HEADING || strstr (markup, "<a href=") == NULL;

  return is_named ? role : GTK_ACCESSIBLE_ROLE_LABEL;
}

/**
 * fair_link_label_new:
 * @role: what it is to a screen reader, where it has no link
 * @markup: its text in Pango's markup; a link in it opens the sheet to take it home
 * @css_class: a class of its style
 * @title: (nullable): what that sheet is headed with; %NULL where one does not know what links there are
 *
 * Returns: (transfer floating): a label whose text is wrapped
 */
GtkWidget *
fair_link_label_new (GtkAccessibleRole  role,
                     const char        *markup,
                     const char        *css_class,
                     const char        *title)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "accessible-role", choose_role (role, markup),
                                   "label", markup,
                                   "use-markup", TRUE,
                                   "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   "xalign", 0.0f,
                                   NULL);

  gtk_widget_add_css_class (label, css_class);
  g_signal_connect_data (label, "activate-link", G_CALLBACK (show_link),
                         g_strdup (title != NULL ? title : _("Take This Link With You")), free_title, G_CONNECT_DEFAULT);
  return label;
}
