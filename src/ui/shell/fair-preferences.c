/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell/fair-preferences.h"

#include "booth/fair-combo-list.h"
#include "shell/fair-event-row.h"
#include "shell/fair-laptop-name-row.h"

struct _FairPreferences
{
  AdwPreferencesDialog parent_instance;

  FairBooth *booth;

  AdwComboRow *event_row;
  AdwEntryRow *laptop_row;
  AdwSwitchRow *count_visits_row;
  AdwComboRow *color_scheme_row;
  AdwSpinRow *thank_you_row;
};

G_DEFINE_FINAL_TYPE (FairPreferences, fair_preferences, ADW_TYPE_PREFERENCES_DIALOG)

static gboolean
scheme_to_row (GValue   *value,
               GVariant *variant,
               gpointer  user_data)
{
  static const char *const names[] = { "system", "light", "dark" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], g_variant_get_string (variant, NULL)))
      g_value_set_uint (value, i);

  return TRUE;
}

static GVariant *
row_to_scheme (const GValue       *value,
               const GVariantType *type,
               gpointer            user_data)
{
  static const char *const names[] = { "system", "light", "dark" };

  return g_variant_new_string (names[MIN (g_value_get_uint (value), 2)]);
}

static void
fair_preferences_dispose (GObject *object)
{
  FairPreferences *self = FAIR_PREFERENCES (object);

  g_clear_object (&self->booth);
  gtk_widget_dispose_template (GTK_WIDGET (self), FAIR_TYPE_PREFERENCES);

  G_OBJECT_CLASS (fair_preferences_parent_class)->dispose (object);
}

static void
fair_preferences_class_init (FairPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_preferences_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/shell/fair-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, FairPreferences, event_row);
  gtk_widget_class_bind_template_child (widget_class, FairPreferences, laptop_row);
  gtk_widget_class_bind_template_child (widget_class, FairPreferences, count_visits_row);
  gtk_widget_class_bind_template_child (widget_class, FairPreferences, color_scheme_row);
  gtk_widget_class_bind_template_child (widget_class, FairPreferences, thank_you_row);
}

static void
fair_preferences_init (FairPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fair_combo_list_follow_tab (self->color_scheme_row);
}

/**
 * fair_preferences_new:
 *
 * Returns: (transfer floating): the preferences dialog; what is changed in it takes effect at once
 */
AdwDialog *
fair_preferences_new (FairBooth *booth)
{
  FairPreferences *self;
  GSettings *settings;

  g_return_val_if_fail (FAIR_IS_BOOTH (booth), NULL);

  self = g_object_new (FAIR_TYPE_PREFERENCES, NULL);
  self->booth = g_object_ref (booth);
  settings = fair_booth_get_settings (booth);
  fair_event_row_follow (self->event_row, booth);
  fair_laptop_name_row_follow (self->laptop_row, booth);
  g_settings_bind_with_mapping (settings, "color-scheme", self->color_scheme_row, "selected", G_SETTINGS_BIND_DEFAULT,
                                scheme_to_row, row_to_scheme, NULL, NULL);
  g_settings_bind (settings, "count-visits", self->count_visits_row, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "thank-you-seconds", self->thank_you_row, "value", G_SETTINGS_BIND_DEFAULT);

  return ADW_DIALOG (self);
}
