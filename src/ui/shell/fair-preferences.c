/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell/fair-preferences.h"

#include "booth/fair-combo-list.h"

#include <glib/gi18n-lib.h>

struct _FairPreferences
{
  AdwPreferencesDialog parent_instance;

  FairBooth *booth;
  GStrv event_ids; /* one for each row of the list; "" for no fair */

  AdwComboRow *event_row;
  AdwComboRow *color_scheme_row;
  AdwSpinRow *thank_you_row;
};

G_DEFINE_FINAL_TYPE (FairPreferences, fair_preferences, ADW_TYPE_PREFERENCES_DIALOG)

static void
event_selected (FairPreferences *self)
{
  guint selected = adw_combo_row_get_selected (self->event_row);

  if (self->event_ids != NULL && selected < g_strv_length (self->event_ids))
    fair_booth_set_event (self->booth, self->event_ids[selected]);
}

/* A fair that was chosen earlier and that the pack no longer knows stays in the list, by its id. */
static void
fill_events (FairPreferences *self)
{
  FairProgram *program = fair_booth_get_program (self->booth);
  const char *current = fair_booth_get_event (self->booth);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GPtrArray *events = program != NULL ? program->events : NULL;
  guint selected = 0;

  g_strv_builder_add (ids, "");
  gtk_string_list_append (names, _("No fair chosen"));
  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const FairEvent *event = events->pdata[i];

      if (g_str_equal (event->id, current))
        selected = i + 1;
      g_strv_builder_add (ids, event->id);
      gtk_string_list_append (names, event->name);
    }
  if (selected == 0 && *current != '\0')
    {
      selected = g_list_model_get_n_items (G_LIST_MODEL (names));
      g_strv_builder_add (ids, current);
      gtk_string_list_append (names, current);
    }

  adw_combo_row_set_model (self->event_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->event_row, selected);
  self->event_ids = g_strv_builder_end (ids);
}

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

  g_clear_pointer (&self->event_ids, g_strfreev);
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
  gtk_widget_class_bind_template_child (widget_class, FairPreferences, color_scheme_row);
  gtk_widget_class_bind_template_child (widget_class, FairPreferences, thank_you_row);
  gtk_widget_class_bind_template_callback (widget_class, event_selected);
}

static void
fair_preferences_init (FairPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fair_combo_list_follow_tab (self->event_row);
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
  fill_events (self);
  g_settings_bind_with_mapping (settings, "color-scheme", self->color_scheme_row, "selected", G_SETTINGS_BIND_DEFAULT,
                                scheme_to_row, row_to_scheme, NULL, NULL);
  g_settings_bind (settings, "thank-you-seconds", self->thank_you_row, "value", G_SETTINGS_BIND_DEFAULT);

  return ADW_DIALOG (self);
}
