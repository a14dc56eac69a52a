/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell/fair-kiosk-mode.h"

#include "kiosk/fair-attract-loop.h"
#include "kiosk/fair-idle-warning.h"
#include "kiosk/fair-pause-card.h"
#include "shell/fair-health.h"
#include "shell/fair-pin-prompt.h"
#include "shell/fair-staff-sheet.h"

#include <glib/gi18n-lib.h>

struct _FairKioskMode
{
  GObject parent_instance;

  FairBooth *booth;
  FairHealth *health; /* NULL while the kiosk is off */
  GtkWindow *window;   /* owns this object */
  GtkOverlay *overlay; /* in it */

  GtkWidget *attract;
  GtkWidget *pause_card;
  GtkWidget *corner;
  AdwDialog *warning; /* NULL while nobody is warned */
  AdwDialog *sheet; /* NULL while it is not open */
  gboolean begun;   /* whether there was something in the form when it was last seen */
  guint inhibit_cookie;
};

G_DEFINE_FINAL_TYPE (FairKioskMode, fair_kiosk_mode, G_TYPE_OBJECT)

static gboolean
is_on (FairKioskMode *self)
{
  return fair_access_get_kiosk (fair_booth_get_access (self->booth));
}

static void
somebody_is_there (FairKioskMode *self)
{
  fair_kiosk_handle (fair_booth_get_kiosk (self->booth), FAIR_KIOSK_INPUT);
}

static void
warning_closed (FairKioskMode *self)
{
  self->warning = NULL;
}

static void
warn (FairKioskMode *self,
      gboolean       warns)
{
  if (!warns && self->warning != NULL)
    adw_dialog_force_close (self->warning);
  if (!warns || self->warning != NULL)
    return;
  self->warning = ADW_DIALOG (fair_idle_warning_new ());
  fair_idle_warning_set_seconds (FAIR_IDLE_WARNING (self->warning), fair_kiosk_get_seconds_left (fair_booth_get_kiosk (self->booth)));
  if (fair_kiosk_is_correcting (fair_booth_get_kiosk (self->booth)))
    fair_idle_warning_set_correcting (FAIR_IDLE_WARNING (self->warning));
  else
    fair_idle_warning_set_typed (FAIR_IDLE_WARNING (self->warning), self->begun, fair_booth_keeps_unfinished (self->booth));
  g_signal_connect_object (self->warning, "continued", G_CALLBACK (somebody_is_there), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->warning, "closed", G_CALLBACK (warning_closed), self, G_CONNECT_SWAPPED);
  adw_dialog_present (self->warning, GTK_WIDGET (self->window));
}

static void
set_class (GtkWidget  *widget,
           const char *css_class,
           gboolean    on)
{
  if (on)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

static void
show_state (FairKioskMode *self)
{
  FairKioskState state = fair_kiosk_get_state (fair_booth_get_kiosk (self->booth));

  if (state != FAIR_KIOSK_WARNING)
    self->begun = state == FAIR_KIOSK_FILLING_IN;
  gtk_widget_set_visible (self->attract, is_on (self) && state == FAIR_KIOSK_ATTRACT);
  gtk_widget_set_visible (self->pause_card, is_on (self) && state == FAIR_KIOSK_PAUSED);
  warn (self, is_on (self) && state == FAIR_KIOSK_WARNING);
  set_class (self->corner, "on-picture", state == FAIR_KIOSK_ATTRACT || state == FAIR_KIOSK_PAUSED);
  if (gtk_widget_get_visible (self->attract))
    gtk_widget_grab_focus (self->attract);
}

static void
show_seconds_left (FairKioskMode *self)
{
  FairKiosk *kiosk = fair_booth_get_kiosk (self->booth);

  if (self->warning != NULL && fair_kiosk_get_state (kiosk) == FAIR_KIOSK_WARNING)
    fair_idle_warning_set_seconds (FAIR_IDLE_WARNING (self->warning), fair_kiosk_get_seconds_left (kiosk));
}

/* A mark and no words: what is wrong is the staff's to know. */
static void
health_changed (FairKioskMode *self)
{
  gboolean well = self->health == NULL || fair_health_is_well (self->health);

  gtk_button_set_icon_name (GTK_BUTTON (self->corner), well ? "system-lock-screen-symbolic" : "dialog-warning-symbolic");
  set_class (self->corner, "troubled", !well);
}

static void
sheet_closed (FairKioskMode *self)
{
  self->sheet = NULL;
  if (is_on (self))
    fair_access_lock (fair_booth_get_access (self->booth));
}

/* Behind the PIN is the staff's sheet, and it is open for as long as their role is. */
static void
role_changed (FairKioskMode *self)
{
  FairAccess *access = fair_booth_get_access (self->booth);

  if (!is_on (self))
    return;
  if (fair_access_get_role (access) == FAIR_ROLE_VISITOR)
    {
      somebody_is_there (self);
      return;
    }
  if (self->sheet != NULL)
    return;
  self->sheet = fair_staff_sheet_new (self->booth, self->health);
  g_signal_connect_object (self->sheet, "closed", G_CALLBACK (sheet_closed), self, G_CONNECT_SWAPPED);
  adw_dialog_present (self->sheet, GTK_WIDGET (self->window));
}

static void
stay_awake (FairKioskMode *self)
{
  GtkApplication *application = gtk_window_get_application (self->window);

  if (application == NULL)
    return;
  if (self->inhibit_cookie != 0)
    gtk_application_uninhibit (application, self->inhibit_cookie);
  self->inhibit_cookie = !is_on (self) ? 0
                                       : gtk_application_inhibit (application, self->window,
                                                                  GTK_APPLICATION_INHIBIT_SUSPEND | GTK_APPLICATION_INHIBIT_IDLE,
                                                                  _("Visitors sign up at this laptop."));
}

/* GTK's own sounds, such as the bell at a key that leads nowhere. */
static void
be_quiet (FairKioskMode *self)
{
  static const char *const sounds[] = { "gtk-error-bell", "gtk-enable-event-sounds", "gtk-enable-input-feedback-sounds" };
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (self->window));
  gboolean quiet = is_on (self) && g_settings_get_boolean (fair_booth_get_settings (self->booth), "quiet");

  for (guint i = 0; i < G_N_ELEMENTS (sounds); i++)
    if (quiet)
      g_object_set (settings, sounds[i], FALSE, NULL);
    else
      gtk_settings_reset_property (settings, sounds[i]);
}

static void
watch_health (FairKioskMode *self)
{
  if (self->health != NULL)
    fair_health_stop (self->health);
  g_clear_object (&self->health);
  if (is_on (self))
    {
      self->health = fair_health_new (self->booth);
      g_signal_connect_object (self->health, "changed", G_CALLBACK (health_changed), self, G_CONNECT_SWAPPED);
    }
  health_changed (self);
}

static void
kiosk_changed (FairKioskMode *self)
{
  gboolean on = is_on (self);

  gtk_window_set_interactive_debugging (FALSE);
  gtk_widget_set_visible (self->corner, on);
  g_settings_set_boolean (fair_booth_get_settings (self->booth), "kiosk", on);
  if (on)
    gtk_window_fullscreen (self->window);
  else
    gtk_window_unfullscreen (self->window);
  watch_health (self);
  stay_awake (self);
  be_quiet (self);
  show_state (self);
}

static GtkWidget *
build_corner (FairKioskMode *self)
{
  GtkWidget *corner = gtk_button_new ();

  gtk_widget_set_halign (corner, GTK_ALIGN_END);
  gtk_widget_set_valign (corner, GTK_ALIGN_START);
  gtk_widget_add_css_class (corner, "staff-corner");
  gtk_widget_add_css_class (corner, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (corner), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Staff"), -1);
  g_signal_connect_object (corner, "clicked", G_CALLBACK (fair_kiosk_mode_open_staff), self, G_CONNECT_SWAPPED);
  return corner;
}

static void
add (GtkOverlay *overlay,
     GtkWidget  *widget)
{
  gtk_widget_set_visible (widget, FALSE);
  gtk_overlay_add_overlay (overlay, widget);
}

static void
build (FairKioskMode *self)
{
  self->attract = fair_attract_loop_new ();
  self->pause_card = fair_pause_card_new ();
  self->corner = build_corner (self);
  g_signal_connect_object (self->attract, "ended", G_CALLBACK (somebody_is_there), self, G_CONNECT_SWAPPED);
  add (self->overlay, self->attract);
  add (self->overlay, self->pause_card);
  add (self->overlay, self->corner);
}

/* The program comes in another language: what stands over the pages, too. */
static void
program_changed (FairKioskMode *self)
{
  FairProgram *program = fair_booth_get_program (self->booth);

  if (program == NULL)
    return;
  gtk_overlay_remove_overlay (self->overlay, self->attract);
  gtk_overlay_remove_overlay (self->overlay, self->pause_card);
  gtk_overlay_remove_overlay (self->overlay, self->corner);
  build (self);
  fair_attract_loop_set_program (FAIR_ATTRACT_LOOP (self->attract), program);
  fair_pause_card_set_program (FAIR_PAUSE_CARD (self->pause_card), program);
  gtk_widget_set_visible (self->corner, is_on (self));
  health_changed (self);
  show_state (self);
}

static void
follow (FairKioskMode *self)
{
  FairKiosk *kiosk = fair_booth_get_kiosk (self->booth);
  FairAccess *access = fair_booth_get_access (self->booth);

  g_signal_connect_object (kiosk, "notify::state", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (kiosk, "notify::seconds-left", G_CALLBACK (show_seconds_left), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (access, "notify::role", G_CALLBACK (role_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (access, "notify::kiosk", G_CALLBACK (kiosk_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->booth, "notify::program", G_CALLBACK (program_changed), self, G_CONNECT_SWAPPED);
}

static void
fair_kiosk_mode_dispose (GObject *object)
{
  FairKioskMode *self = FAIR_KIOSK_MODE (object);

  if (self->health != NULL)
    fair_health_stop (self->health);
  g_clear_object (&self->health);
  g_clear_object (&self->booth);

  G_OBJECT_CLASS (fair_kiosk_mode_parent_class)->dispose (object);
}

static void
fair_kiosk_mode_class_init (FairKioskModeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fair_kiosk_mode_dispose;
}

static void
fair_kiosk_mode_init (FairKioskMode *self)
{
}

/**
 * fair_kiosk_mode_new:
 * @window: a window whose pages are in @overlay; it owns what is returned
 * @booth: says whether the kiosk is on, and what the visitor is doing
 *
 * Returns: (transfer full): follows @booth from now on
 */
FairKioskMode *
fair_kiosk_mode_new (GtkWindow  *window,
                     GtkOverlay *overlay,
                     FairBooth  *booth)
{
  FairKioskMode *self;

  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);
  g_return_val_if_fail (FAIR_IS_BOOTH (booth), NULL);

  self = g_object_new (FAIR_TYPE_KIOSK_MODE, NULL);
  self->window = window;
  self->booth = g_object_ref (booth);
  self->overlay = overlay;
  build (self);
  follow (self);
  program_changed (self);
  if (is_on (self))
    kiosk_changed (self);
  return self;
}

/**
 * fair_kiosk_mode_open_staff:
 *
 * Asks for a PIN, if one is set, and opens the staff's sheet. Nothing happens outside kiosk mode.
 */
void
fair_kiosk_mode_open_staff (FairKioskMode *self)
{
  g_return_if_fail (FAIR_IS_KIOSK_MODE (self));

  if (!is_on (self) || fair_kiosk_get_state (fair_booth_get_kiosk (self->booth)) == FAIR_KIOSK_SAVING)
    return;
  somebody_is_there (self);
  fair_pin_prompt_present (GTK_WIDGET (self->window), fair_booth_get_access (self->booth));
}
