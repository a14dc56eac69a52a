/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "contact/fair-link-dialog.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/**
 * fair_link_dialog_activate:
 * @label: the text that the link is in
 * @uri: where it leads
 * @user_data: not used
 *
 * A handler of #GtkLabel::activate-link. No page may open a browser on a laptop that strangers use; a visitor takes the
 * address along instead.
 *
 * Returns: that nothing else is to happen
 */
gboolean
fair_link_dialog_activate (GtkLabel   *label,
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
