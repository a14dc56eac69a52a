/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell/fair-application.h"

#include "shell/fair-accent.h"
#include "shell/fair-application-actions.h"
#include "shell/fair-window.h"

struct _FairApplication
{
  AdwApplication parent_instance;

  FairBooth *booth;
  GtkCssProvider *accent;
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

static void
fair_application_startup (GApplication *application)
{
  FairApplication *self = FAIR_APPLICATION (application);
  AdwStyleManager *style;

  /* The pack and the journal are read in threads while GTK starts. */
  self->booth = fair_booth_new ();
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
}

static void
fair_application_activate (GApplication *application)
{
  FairApplication *self = FAIR_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL)
    window = GTK_WINDOW (fair_window_new (ADW_APPLICATION (self), self->booth));
  gtk_window_present (window);
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
}

static void
fair_application_init (FairApplication *self)
{
}

FairApplication *
fair_application_new (void)
{
  return g_object_new (FAIR_TYPE_APPLICATION,
                       "application-id", APPLICATION_ID,
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
