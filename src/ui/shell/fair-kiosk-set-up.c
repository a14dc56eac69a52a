/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell/fair-kiosk-set-up.h"

#include "shell/fair-event-row.h"
#include "shell/fair-language-row.h"
#include "shell/fair-pins-dialog.h"
#include "shell/fair-self-check.h"

#include <glib/gi18n-lib.h>

struct _FairKioskSetUp
{
  AdwDialog parent_instance;

  FairBooth *booth;
  FairSelfCheck *check; /* NULL until the sheet is on screen */
  AdwActionRow *check_rows[FAIR_N_CHECKS];
  GtkImage *check_icons[FAIR_N_CHECKS];

  AdwComboRow *event_row;
  AdwComboRow *language_row;
  GtkWidget *pin_button;
  AdwPreferencesGroup *checks_group;
  AdwSwitchRow *community_row;
  AdwSwitchRow *attract_row;
  AdwSwitchRow *quiet_row;
  AdwSpinRow *idle_row;
  AdwSpinRow *idle_form_row;
  AdwSwitchRow *unfinished_row;
  AdwSwitchRow *at_start_row;
  GtkWidget *start_button;
};

G_DEFINE_FINAL_TYPE (FairKioskSetUp, fair_kiosk_set_up, ADW_TYPE_DIALOG)

static const char *const titles[FAIR_N_CHECKS] = {
  [FAIR_CHECK_PIN] = N_ ("PIN"),
  [FAIR_CHECK_SIGN_UP] = N_ ("A sign-up for trial"),
  [FAIR_CHECK_SPACE] = N_ ("Storage"),
  [FAIR_CHECK_POWER] = N_ ("Power"),
  [FAIR_CHECK_CLOCK] = N_ ("Clock"),
  [FAIR_CHECK_SLEEP] = N_ ("Sleep"),
  [FAIR_CHECK_PACK] = N_ ("The program’s pack"),
};

static const struct
{
  const char *icon;
  const char *css_class;
} looks[] = {
  [FAIR_CHECK_RUNNING] = { "content-loading-symbolic", "dim-label" },
  [FAIR_CHECK_GOOD] = { "object-select-symbolic", "success" },
  [FAIR_CHECK_DOUBTFUL] = { "dialog-warning-symbolic", "warning" },
  [FAIR_CHECK_BAD] = { "dialog-error-symbolic", "error" },
};

static void
check_changed (FairKioskSetUp *self,
               FairCheck       check)
{
  FairCheckLevel level = fair_self_check_get_level (self->check, check);
  const char *classes[] = { looks[level].css_class, NULL };

  adw_action_row_set_subtitle (self->check_rows[check], fair_self_check_get_words (self->check, check));
  gtk_image_set_from_icon_name (self->check_icons[check], looks[level].icon);
  gtk_widget_set_css_classes (GTK_WIDGET (self->check_icons[check]), classes);
  gtk_widget_set_visible (GTK_WIDGET (self->check_rows[check]), TRUE);
}

static void
add_check_row (FairKioskSetUp *self,
               FairCheck       check)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  self->check_rows[check] = row;
  self->check_icons[check] = GTK_IMAGE (gtk_image_new_from_icon_name (looks[FAIR_CHECK_RUNNING].icon));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(titles[check]));
  adw_action_row_add_prefix (row, GTK_WIDGET (self->check_icons[check]));
  adw_preferences_group_add (self->checks_group, GTK_WIDGET (row));
}

static void
pins_clicked (FairKioskSetUp *self)
{
  adw_dialog_present (fair_pins_dialog_new (self->booth), GTK_WIDGET (self));
}

static void
start_clicked (FairKioskSetUp *self)
{
  fair_booth_start_visits (self->booth, TRUE);
}

static void
fair_kiosk_set_up_map (GtkWidget *widget)
{
  FairKioskSetUp *self = FAIR_KIOSK_SET_UP (widget);

  GTK_WIDGET_CLASS (fair_kiosk_set_up_parent_class)->map (widget);
  if (self->check != NULL)
    return;
  self->check = fair_self_check_new (self->booth, GTK_WINDOW (gtk_widget_get_root (widget)));
  g_signal_connect_object (self->check, "changed", G_CALLBACK (check_changed), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < FAIR_N_CHECKS; i++)
    check_changed (self, i);
}

static void
fair_kiosk_set_up_dispose (GObject *object)
{
  FairKioskSetUp *self = FAIR_KIOSK_SET_UP (object);

  if (self->check != NULL)
    fair_self_check_stop (self->check);
  g_clear_object (&self->check);
  g_clear_object (&self->booth);
  gtk_widget_dispose_template (GTK_WIDGET (self), FAIR_TYPE_KIOSK_SET_UP);

  G_OBJECT_CLASS (fair_kiosk_set_up_parent_class)->dispose (object);
}

static void
fair_kiosk_set_up_class_init (FairKioskSetUpClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_kiosk_set_up_dispose;
  widget_class->map = fair_kiosk_set_up_map;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/shell/fair-kiosk-set-up.ui");
  gtk_widget_class_bind_template_child (widget_class, FairKioskSetUp, event_row);
  gtk_widget_class_bind_template_child (widget_class, FairKioskSetUp, language_row);
  gtk_widget_class_bind_template_child (widget_class, FairKioskSetUp, pin_button);
  gtk_widget_class_bind_template_child (widget_class, FairKioskSetUp, checks_group);
  gtk_widget_class_bind_template_child (widget_class, FairKioskSetUp, community_row);
  gtk_widget_class_bind_template_child (widget_class, FairKioskSetUp, attract_row);
  gtk_widget_class_bind_template_child (widget_class, FairKioskSetUp, quiet_row);
  gtk_widget_class_bind_template_child (widget_class, FairKioskSetUp, idle_row);
  gtk_widget_class_bind_template_child (widget_class, FairKioskSetUp, idle_form_row);
  gtk_widget_class_bind_template_child (widget_class, FairKioskSetUp, unfinished_row);
  gtk_widget_class_bind_template_child (widget_class, FairKioskSetUp, at_start_row);
  gtk_widget_class_bind_template_child (widget_class, FairKioskSetUp, start_button);
  gtk_widget_class_bind_template_callback (widget_class, pins_clicked);
  gtk_widget_class_bind_template_callback (widget_class, start_clicked);
}

static void
fair_kiosk_set_up_init (FairKioskSetUp *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < FAIR_N_CHECKS; i++)
    add_check_row (self, i);
  adw_action_row_add_suffix (self->check_rows[FAIR_CHECK_PIN], self->pin_button);
}

static void
bind_settings (FairKioskSetUp *self)
{
  GSettings *settings = fair_booth_get_settings (self->booth);

  g_settings_bind (settings, "show-community", self->community_row, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "attract-loop", self->attract_row, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "quiet", self->quiet_row, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "idle-seconds", self->idle_row, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "idle-form-seconds", self->idle_form_row, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "keep-unfinished", self->unfinished_row, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "kiosk-at-start", self->at_start_row, "active", G_SETTINGS_BIND_DEFAULT);
}

/**
 * fair_kiosk_set_up_new:
 * @booth: whose kiosk it is
 *
 * Returns: (transfer floating): the sheet; what is chosen in it takes effect at once
 */
AdwDialog *
fair_kiosk_set_up_new (FairBooth *booth)
{
  FairKioskSetUp *self;

  g_return_val_if_fail (FAIR_IS_BOOTH (booth), NULL);

  self = g_object_new (FAIR_TYPE_KIOSK_SET_UP, NULL);
  self->booth = g_object_ref (booth);
  fair_event_row_follow (self->event_row, booth);
  fair_language_row_follow (self->language_row, booth);
  bind_settings (self);
  gtk_widget_set_visible (self->pin_button, fair_access_get_role (fair_booth_get_access (booth)) == FAIR_ROLE_COORDINATOR);
  adw_dialog_set_default_widget (ADW_DIALOG (self), self->start_button);
  adw_dialog_set_focus (ADW_DIALOG (self), self->start_button);
  return ADW_DIALOG (self);
}
