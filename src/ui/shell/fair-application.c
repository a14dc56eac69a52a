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
  guint patience; /* the timer that shows the window without a pack, or 0 */
};

/* How long the window waits for the pack. */
#define PATIENCE_MS 250

G_DEFINE_FINAL_TYPE (FairApplication, fair_application, ADW_TYPE_APPLICATION)

static void
apply_accent (FairApplication *self)
{
  FairProgram *program = fair_booth_get_program (self->booth);
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  g_autofree char *css = NULL;

  if (program == NULL)
    return;

  css = fair_accent_build_css (fair_program_get_accent_color (program), dark);
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

static void present_window (FairApplication *self);

static gboolean
lose_patience (gpointer user_data)
{
  present_window (user_data);
  return G_SOURCE_CONTINUE; /* removed by then */
}

/* An application without a window would end; it is held while it waits for the pack. */
static void
start_waiting (FairApplication *self)
{
  g_application_hold (G_APPLICATION (self));
  self->patience = g_timeout_add (PATIENCE_MS, lose_patience, self);
}

static void
stop_waiting (FairApplication *self)
{
  if (self->patience == 0)
    return;

  g_clear_handle_id (&self->patience, g_source_remove);
  g_application_release (G_APPLICATION (self));
}

static void
present_window (FairApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL)
    window = GTK_WINDOW (fair_window_new (ADW_APPLICATION (self), self->booth));
  gtk_window_present (window);
  stop_waiting (self);
}

static void
program_arrived (FairApplication *self)
{
  if (self->patience != 0)
    present_window (self);
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
  g_signal_connect_object (self->booth, "notify::program", G_CALLBACK (program_arrived), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->booth, "notify::program-error", G_CALLBACK (program_arrived), self, G_CONNECT_SWAPPED);
  g_settings_bind_with_mapping (fair_booth_get_settings (self->booth), "color-scheme", style, "color-scheme",
                                G_SETTINGS_BIND_GET, color_scheme_from_setting, NULL, NULL, NULL);

  gtk_window_set_default_icon_name (APPLICATION_ID);
  fair_application_add_actions (self);
}

static gboolean
is_program_decided (FairApplication *self)
{
  return fair_booth_get_program (self->booth) != NULL || fair_booth_get_program_error (self->booth) != NULL;
}

/* The window waits a moment for the pack, so that the first thing to be seen is the program; never for long. */
static void
fair_application_activate (GApplication *application)
{
  FairApplication *self = FAIR_APPLICATION (application);

  if (is_program_decided (self) || gtk_application_get_active_window (GTK_APPLICATION (self)) != NULL)
    {
      present_window (self);
      return;
    }

  if (self->patience == 0)
    start_waiting (self);
}

static void
fair_application_dispose (GObject *object)
{
  FairApplication *self = FAIR_APPLICATION (object);

  g_clear_handle_id (&self->patience, g_source_remove);
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
