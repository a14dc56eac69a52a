/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "booth/fair-comfort-button.h"

#include <glib/gi18n-lib.h>

struct _FairComfortButton
{
  AdwBin parent_instance;

  FairComfort *comfort;
  gboolean interrupted; /* whether the popover went with the button, and not by itself */

  GtkMenuButton *button;
  GtkLabel *size_label;
  AdwToggleGroup *sizes;
  AdwSwitchRow *strong_contrast;
  AdwSwitchRow *still;
  GtkWidget *reset_button;
};

G_DEFINE_FINAL_TYPE (FairComfortButton, fair_comfort_button, ADW_TYPE_BIN)

static char *
dup_size (guint percent)
{
  /* Translators: a size of text, in percent of what is normal */
  return g_strdup_printf (_("%u%%"), percent);
}

/* They show what they do, and say it in percent. */
static void
add_sizes (FairComfortButton *self)
{
  for (const guint *size = fair_comfort_text_sizes; *size != 0; size++)
    {
      AdwToggle *toggle = adw_toggle_new ();
      /* Translators: a letter that stands for text, set in four sizes */
      GtkWidget *letter = g_object_new (GTK_TYPE_LABEL, "label", _("A"), "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
      g_autofree char *css_class = g_strdup_printf ("size-%u", *size);
      g_autofree char *name = dup_size (*size);

      gtk_widget_add_css_class (letter, css_class);
      adw_toggle_set_label (toggle, name);
      adw_toggle_set_child (toggle, letter);
      adw_toggle_group_add (self->sizes, toggle);
    }
}

static void
show_size (FairComfortButton *self)
{
  guint percent = fair_comfort_get_text_size (self->comfort);
  g_autofree char *text = dup_size (percent);

  for (guint i = 0; fair_comfort_text_sizes[i] != 0; i++)
    if (fair_comfort_text_sizes[i] == percent)
      adw_toggle_group_set_active (self->sizes, i);
  gtk_label_set_label (self->size_label, text);
}

/* Nothing is announced: who chooses hears it from what they press, and everybody else from the button. */
static void
comfort_changed (FairComfortButton *self)
{
  g_autofree char *description = fair_comfort_dup_description (self->comfort);

  show_size (self);
  gtk_widget_set_sensitive (self->reset_button, fair_comfort_get_changed (self->comfort));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Reading Comfort"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

static void
size_chosen (FairComfortButton *self)
{
  if (self->comfort != NULL)
    fair_comfort_set_text_size (self->comfort, fair_comfort_text_sizes[adw_toggle_group_get_active (self->sizes)]);
}

/* The button can be pressed no more: the focus goes to the size that is set now. */
static void
reset_clicked (FairComfortButton *self)
{
  fair_comfort_reset (self->comfort);
  gtk_widget_grab_focus (GTK_WIDGET (self->sizes));
}

/* Where larger text leads to another layout, libadwaita takes everything away for one frame. Somebody is still choosing. */
static void
closed (FairComfortButton *self)
{
  self->interrupted = !gtk_widget_get_mapped (GTK_WIDGET (self));
}

/* The focus has found another place meanwhile. */
static gboolean
go_on (GtkWidget     *widget,
       GdkFrameClock *clock,
       gpointer       user_data)
{
  FairComfortButton *self = FAIR_COMFORT_BUTTON (widget);

  gtk_menu_button_popup (self->button);
  gtk_widget_grab_focus (GTK_WIDGET (self->sizes));
  return G_SOURCE_REMOVE;
}

static void
fair_comfort_button_map (GtkWidget *widget)
{
  FairComfortButton *self = FAIR_COMFORT_BUTTON (widget);

  GTK_WIDGET_CLASS (fair_comfort_button_parent_class)->map (widget);
  if (self->interrupted)
    gtk_widget_add_tick_callback (widget, go_on, NULL, NULL);
  self->interrupted = FALSE;
}

static void
fair_comfort_button_dispose (GObject *object)
{
  g_clear_object (&FAIR_COMFORT_BUTTON (object)->comfort);

  G_OBJECT_CLASS (fair_comfort_button_parent_class)->dispose (object);
}

static void
fair_comfort_button_class_init (FairComfortButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_comfort_button_dispose;
  widget_class->map = fair_comfort_button_map;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/booth/fair-comfort-button.ui");
  gtk_widget_class_bind_template_child (widget_class, FairComfortButton, button);
  gtk_widget_class_bind_template_child (widget_class, FairComfortButton, size_label);
  gtk_widget_class_bind_template_child (widget_class, FairComfortButton, sizes);
  gtk_widget_class_bind_template_child (widget_class, FairComfortButton, strong_contrast);
  gtk_widget_class_bind_template_child (widget_class, FairComfortButton, still);
  gtk_widget_class_bind_template_child (widget_class, FairComfortButton, reset_button);
  gtk_widget_class_bind_template_callback (widget_class, closed);
  gtk_widget_class_bind_template_callback (widget_class, size_chosen);
  gtk_widget_class_bind_template_callback (widget_class, reset_clicked);
}

static void
fair_comfort_button_init (FairComfortButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_sizes (self);
}

/**
 * fair_comfort_button_set_comfort:
 * @comfort: what is shown and changed from now on; once only
 */
void
fair_comfort_button_set_comfort (FairComfortButton *self,
                                 FairComfort       *comfort)
{
  GBindingFlags both = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  g_return_if_fail (FAIR_IS_COMFORT_BUTTON (self));
  g_return_if_fail (FAIR_IS_COMFORT (comfort));
  g_return_if_fail (self->comfort == NULL);

  self->comfort = g_object_ref (comfort);
  g_object_bind_property (comfort, "strong-contrast", self->strong_contrast, "active", both);
  g_object_bind_property (comfort, "still", self->still, "active", both);
  g_signal_connect_object (comfort, "notify::changed", G_CALLBACK (comfort_changed), self, G_CONNECT_SWAPPED);
  comfort_changed (self);
}
