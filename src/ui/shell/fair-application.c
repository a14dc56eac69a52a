/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell/fair-application.h"

#include "booth/fair-accent.h"
#include "shell/fair-application-actions.h"
#include "shell/fair-window.h"

#include <glib/gi18n-lib.h>

struct _FairApplication
{
  AdwApplication parent_instance;

  FairBooth *booth;
  GtkCssProvider *accent;
  gboolean starts_kiosk; /* it was asked for on the command line */
  gboolean ends_with_kiosk; /* it runs in a session that is there for nothing else */
};

G_DEFINE_FINAL_TYPE (FairApplication, fair_application, ADW_TYPE_APPLICATION)

static void
apply_accent (FairApplication *self)
{
  FairProgram *program = fair_booth_get_program (self->booth);
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  g_autofree char *css = NULL;

  if (program == NULL)
    return;

  css = fair_accent_build_css (program->accent_color, dark);
  gtk_css_provider_load_from_string (self->accent, css != NULL ? css : "");
}

static gboolean
color_scheme_from_setting (GValue   *value,
                           GVariant *variant,
                           gpointer  user_data)
{
  const char *name = g_variant_get_string (variant, NULL);
  AdwColorScheme scheme = ADW_COLOR_SCHEME_DEFAULT;

  if (g_str_equal (name, "light"))
    scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (name, "dark"))
    scheme = ADW_COLOR_SCHEME_FORCE_DARK;

  g_value_set_enum (value, scheme);
  return TRUE;
}

static gboolean
close_window (gpointer data)
{
  GtkWindow *window = gtk_application_get_active_window (data);

  if (window != NULL)
    gtk_window_close (window);
  return G_SOURCE_REMOVE;
}

/* Staff have ended the kiosk in the middle of something that goes on after this. */
static void
kiosk_changed (FairApplication *self)
{
  if (self->ends_with_kiosk && !fair_access_get_kiosk (fair_booth_get_access (self->booth)))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, close_window, g_object_ref (self), g_object_unref);
}

static void
fair_application_startup (GApplication *application)
{
  FairApplication *self = FAIR_APPLICATION (application);
  AdwStyleManager *style;

  /* The pack and the journal are read in threads while GTK starts. */
  self->booth = fair_booth_new (NULL);
  fair_booth_load (self->booth);

  G_APPLICATION_CLASS (fair_application_parent_class)->startup (application);

  style = adw_style_manager_get_default ();
  self->accent = gtk_css_provider_new ();
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (self->accent),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (apply_accent), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->booth, "notify::program", G_CALLBACK (apply_accent), self, G_CONNECT_SWAPPED);
  g_settings_bind_with_mapping (fair_booth_get_settings (self->booth), "color-scheme", style, "color-scheme",
                                G_SETTINGS_BIND_GET, color_scheme_from_setting, NULL, NULL, NULL);

  gtk_window_set_default_icon_name (APPLICATION_ID);
  fair_application_add_actions (self);
  g_signal_connect_object (fair_booth_get_access (self->booth), "notify::kiosk", G_CALLBACK (kiosk_changed), self, G_CONNECT_SWAPPED);
}

static void
fair_application_activate (GApplication *application)
{
  FairApplication *self = FAIR_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL)
    {
      GSettings *settings = fair_booth_get_settings (self->booth);

      window = GTK_WINDOW (fair_window_new (ADW_APPLICATION (self), self->booth));
      fair_booth_start_visits (self->booth, self->starts_kiosk || g_settings_get_boolean (settings, "kiosk")
                                              || g_settings_get_boolean (settings, "kiosk-at-start"));
    }
  gtk_window_present (window);
}

/* A second start asks the first, and can but close what is open: it never opens anything. */
static int
fair_application_command_line (GApplication            *application,
                               GApplicationCommandLine *command_line)
{
  FairApplication *self = FAIR_APPLICATION (application);
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  gboolean running = gtk_application_get_active_window (GTK_APPLICATION (self)) != NULL;

  if (running && g_variant_dict_contains (options, "kiosk-session"))
    {
      g_application_command_line_printerr (command_line, "%s\n",
                                           _("Fairbook is open in another session of this account. Please close it there first."));
      return EXIT_FAILURE;
    }
  self->ends_with_kiosk |= g_variant_dict_contains (options, "kiosk-session");
  self->starts_kiosk = self->ends_with_kiosk || g_variant_dict_contains (options, "kiosk");
  if (running && self->starts_kiosk && !fair_access_get_kiosk (fair_booth_get_access (self->booth)))
    fair_booth_start_visits (self->booth, TRUE);
  g_application_activate (application);
  return 0;
}

static void
fair_application_dispose (GObject *object)
{
  FairApplication *self = FAIR_APPLICATION (object);

  g_clear_object (&self->booth);
  g_clear_object (&self->accent);

  G_OBJECT_CLASS (fair_application_parent_class)->dispose (object);
}

static void
fair_application_class_init (FairApplicationClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fair_application_dispose;
  G_APPLICATION_CLASS (klass)->startup = fair_application_startup;
  G_APPLICATION_CLASS (klass)->activate = fair_application_activate;
  G_APPLICATION_CLASS (klass)->command_line = fair_application_command_line;
}

static void
fair_application_init (FairApplication *self)
{
  g_application_add_main_option (G_APPLICATION (self), "kiosk", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE,
                                 _("Begin in kiosk mode: visitors only, until staff end it"), NULL);
  g_application_add_main_option (G_APPLICATION (self), "kiosk-session", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE,
                                 _("The same, and end with it: for a session that is there for nothing else"), NULL);
}

FairApplication *
fair_application_new (void)
{
  return g_object_new (FAIR_TYPE_APPLICATION,
                       "application-id", APPLICATION_ID,
                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE,
                       "resource-base-path", "/org/fairbook/Fairbook",
                       NULL);
}

/** Returns: (transfer none): the booth; there from startup on */
FairBooth *
fair_application_get_booth (FairApplication *self)
{
  g_return_val_if_fail (FAIR_IS_APPLICATION (self), NULL);

  return self->booth;
}
