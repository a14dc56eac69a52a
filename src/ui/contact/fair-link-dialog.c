/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "contact/fair-link-dialog.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* No page may open a browser on a laptop that strangers use; a visitor takes the address along instead. */
static gboolean
show_link (GtkLabel   *label,
           const char *uri,
           gpointer    user_data)
{
  AdwDialog *dialog = adw_alert_dialog_new (_("Take This Link With You"), NULL);

  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (dialog), g_str_has_prefix (uri, "mailto:") ? uri + strlen ("mailto:") : uri);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _("_Close"));
  /* It goes with the page that it belongs to: the next visitor never saw that. */
  g_signal_connect_object (label, "unmap", G_CALLBACK (adw_dialog_force_close), dialog, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (label));

  return GDK_EVENT_STOP;
}

/**
 * fair_link_label_new:
 * @role: what it is to a screen reader
 * @markup: its text in Pango's markup; a link in it shows where it leads
 * @css_class: a class of its style
 *
 * Returns: (transfer floating): a label whose text is wrapped
 */
GtkWidget *
fair_link_label_new (GtkAccessibleRole  role,
                     const char        *markup,
                     const char        *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "accessible-role", role,
                                   "label", markup,
                                   "use-markup", TRUE,
                                   "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   "xalign", 0.0f,
                                   NULL);

  gtk_widget_add_css_class (label, css_class);
  g_signal_connect (label, "activate-link", G_CALLBACK (show_link), NULL);
  return label;
}
