/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "kiosk/fair-idle-warning.h"

#include "booth/fair-announce.h"
#include "kiosk/fair-cramped.h"

#include <glib/gi18n-lib.h>

struct _FairIdleWarning
{
  AdwDialog parent_instance;

  guint seconds;

  GtkWidget *content;
  GtkWidget *time;
  GtkLabel *number;
  GtkLabel *unit;
  GtkLabel *body;
  GtkWidget *continue_button;
};

G_DEFINE_FINAL_TYPE (FairIdleWarning, fair_idle_warning, ADW_TYPE_DIALOG)

enum
{
  CONTINUED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
continue_ (FairIdleWarning *self)
{
  g_signal_emit (self, signals[CONTINUED], 0);
}

static char *
describe_time (FairIdleWarning *self)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u second left", "%u seconds left", self->seconds), self->seconds);
}

static void
fair_idle_warning_map (GtkWidget *widget)
{
  FairIdleWarning *self = FAIR_IDLE_WARNING (widget);
  g_autofree char *time = describe_time (self);
  g_autofree char *text = g_strjoin (" ", _("Are you still there?"), gtk_label_get_text (self->body), time, NULL);

  if (fair_is_cramped (self->content))
    gtk_widget_add_css_class (self->content, "cramped");
  GTK_WIDGET_CLASS (fair_idle_warning_parent_class)->map (widget);
  fair_announce (widget, text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
fair_idle_warning_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FAIR_TYPE_IDLE_WARNING);

  G_OBJECT_CLASS (fair_idle_warning_parent_class)->dispose (object);
}

static void
fair_idle_warning_class_init (FairIdleWarningClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_idle_warning_dispose;
  widget_class->map = fair_idle_warning_map;

  signals[CONTINUED] = g_signal_new ("continued", FAIR_TYPE_IDLE_WARNING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/kiosk/fair-idle-warning.ui");
  gtk_widget_class_bind_template_child (widget_class, FairIdleWarning, content);
  gtk_widget_class_bind_template_child (widget_class, FairIdleWarning, time);
  gtk_widget_class_bind_template_child (widget_class, FairIdleWarning, number);
  gtk_widget_class_bind_template_child (widget_class, FairIdleWarning, unit);
  gtk_widget_class_bind_template_child (widget_class, FairIdleWarning, body);
  gtk_widget_class_bind_template_child (widget_class, FairIdleWarning, continue_button);
  gtk_widget_class_bind_template_callback_full (widget_class, "continue", G_CALLBACK (continue_));
}

static void
fair_idle_warning_init (FairIdleWarning *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fair_idle_warning_set_typed (self, FALSE, FALSE);
}

/** Returns: (transfer floating): a dialog; give it its seconds before it is shown */
GtkWidget *
fair_idle_warning_new (void)
{
  return g_object_new (FAIR_TYPE_IDLE_WARNING, NULL);
}

/* Often enough to hurry, and seldom enough to be listened to. */
static gboolean
is_worth_saying (guint before,
                 guint now)
{
  return (before > 10 && now <= 10) || (before > 5 && now <= 5);
}

/**
 * fair_idle_warning_set_seconds:
 * @seconds: that are left
 *
 * Shows them. They are read out when the dialog appears, at ten and at five.
 */
void
fair_idle_warning_set_seconds (FairIdleWarning *self,
                               guint            seconds)
{
  g_autofree char *number = g_strdup_printf ("%u", seconds);
  g_autofree char *time = NULL;
  guint before;

  g_return_if_fail (FAIR_IS_IDLE_WARNING (self));

  before = self->seconds;
  self->seconds = seconds;
  time = describe_time (self);
  gtk_label_set_label (self->number, number);
  /* Translators: stands beneath a large number */
  gtk_label_set_label (self->unit, g_dngettext (GETTEXT_PACKAGE, "second", "seconds", seconds));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->time), GTK_ACCESSIBLE_PROPERTY_LABEL, time, -1);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && seconds > 0 && is_worth_saying (before, seconds))
    fair_announce (GTK_WIDGET (self), time, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/**
 * fair_idle_warning_set_typed:
 * @typed: whether something was typed that goes from the screen when the time is over
 * @kept: whether staff keep that all the same
 */
void
fair_idle_warning_set_typed (FairIdleWarning *self,
                             gboolean         typed,
                             gboolean         kept)
{
  g_return_if_fail (FAIR_IS_IDLE_WARNING (self));

  if (!typed)
    gtk_label_set_label (self->body, _("After that, this screen starts over for the next visitor."));
  else if (kept)
    gtk_label_set_label (self->body, _("After that, what you typed here goes from the screen. It is kept as it is."));
  else
    gtk_label_set_label (self->body, _("After that, everything you typed here is forgotten."));
}

/** Says that what goes from the screen is a correction, and that what it was to correct stays. */
void
fair_idle_warning_set_correcting (FairIdleWarning *self)
{
  g_return_if_fail (FAIR_IS_IDLE_WARNING (self));

  gtk_label_set_label (self->body, _("After that, your changes are forgotten. What you signed up stays saved."));
}
