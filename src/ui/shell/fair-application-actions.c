/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell/fair-application-actions.h"

#include "shell/fair-shortcuts.h"

#include <glib/gi18n-lib.h>

static GtkWidget *
parent_of (FairApplication *self)
{
  return GTK_WIDGET (gtk_application_get_active_window (GTK_APPLICATION (self)));
}

static void
present (FairApplication *self,
         AdwDialog       *dialog)
{
  adw_dialog_present (dialog, parent_of (self));
}

static void
shortcuts_activated (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  present (user_data, fair_shortcuts_new ());
}

static void
about_activated (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  AdwDialog *dialog = adw_about_dialog_new ();

  g_object_set (dialog,
                "application-name", _("Fairbook"),
                "application-icon", APPLICATION_ID,
                "version", PACKAGE_VERSION,
                "developer-name", _("The Fairbook contributors"),
                "license-type", GTK_LICENSE_GPL_3_0,
                "comments", _("A residency program’s table at a recruitment fair: its pages, its people, and a sign-up that is never lost."),
                NULL);
  present (user_data, dialog);
}

static void
quit_activated (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  /* Closing the window, so that it can finish saving first. */
  gtk_window_close (GTK_WINDOW (parent_of (user_data)));
}

static const GActionEntry entries[] = {
  { .name = "shortcuts", .activate = shortcuts_activated },
  { .name = "about", .activate = about_activated },
  { .name = "quit", .activate = quit_activated },
};

/* The session bus sees the application's actions: in kiosk mode there are none. */
static void
kiosk_changed (FairApplication *self)
{
  if (!fair_access_get_kiosk (fair_booth_get_access (fair_application_get_booth (self))))
    {
      g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    g_action_map_remove_action (G_ACTION_MAP (self), entries[i].name);
}

/**
 * fair_application_add_actions:
 *
 * Installs the application's actions and all keys, those of the window and of the staff too.
 */
void
fair_application_add_actions (FairApplication *self)
{
  static const struct
  {
    const char *action;
    const char *keys[3];
  } keys[] = {
    { "staff.desk", { "<Control>d" } },
    { "staff.export", { "<Control>e" } },
    { "staff.preferences", { "<Control>comma" } },
    { "win.lock", { "<Control>l" } },
    { "app.quit", { "<Control>q" } },
    { "win.show('program')", { "<Alt>1" } },
    { "win.show('community')", { "<Alt>2" } },
    { "win.show('sign-up')", { "<Alt>3" } },
    { "app.shortcuts", { "<Control>question", "F1" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), keys[i].action, (const char *const *) keys[i].keys);
  g_signal_connect_object (fair_booth_get_access (fair_application_get_booth (self)), "notify::kiosk",
                           G_CALLBACK (kiosk_changed), self, G_CONNECT_SWAPPED);
  kiosk_changed (self);
}
