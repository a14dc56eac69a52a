/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "form/fair-thank-you.h"

#include "booth/fair-announce.h"
#include "contact/fair-contact.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* For so long somebody may look at an address in a dialog; one that is left open must not keep the next visitor away. */
#define MAX_SECONDS_COVERED 120

struct _FairThankYou
{
  AdwBin parent_instance;

  guint seconds;
  guint seconds_left;
  guint seconds_covered; /* by a dialog */
  guint timer;
  double pointer_x;
  double pointer_y;

  GtkWidget *check;
  GtkLabel *title;
  GtkWidget *done_button;
  FairContact *contact;
  GtkLabel *countdown;
};

G_DEFINE_FINAL_TYPE (FairThankYou, fair_thank_you, ADW_TYPE_BIN)

enum
{
  DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_seconds_left (FairThankYou *self)
{
  g_autofree char *text = NULL;

  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Makes way for the next visitor in %u second",
                                       "Makes way for the next visitor in %u seconds", self->seconds_left),
                          self->seconds_left);
  gtk_label_set_label (self->countdown, text);
}

static void
finish (FairThankYou *self)
{
  if (self->timer == 0)
    return;

  fair_thank_you_stop (self);
  g_signal_emit (self, signals[DONE], 0);
}

static void
done_clicked (FairThankYou *self)
{
  finish (self);
}

/* A pointer that lies still sends events as well, when what is below it changes. */
static gboolean
has_pointer_moved (FairThankYou *self,
                   GdkEvent     *event)
{
  double x = 0, y = 0;
  gboolean moved;

  gdk_event_get_position (event, &x, &y);
  moved = self->pointer_x >= 0 && hypot (x - self->pointer_x, y - self->pointer_y) >= 1;
  self->pointer_x = x;
  self->pointer_y = y;
  return moved;
}

/* Nobody is hurried while they are doing something. */
static gboolean
event_seen (FairThankYou *self,
            GdkEvent     *event)
{
  GdkEventType type = gdk_event_get_event_type (event);
  gboolean active = type == GDK_KEY_PRESS || type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN || type == GDK_SCROLL;

  if (type == GDK_MOTION_NOTIFY)
    active = has_pointer_moved (self, event);
  if (active && self->timer != 0)
    {
      self->seconds_left = self->seconds;
      show_seconds_left (self);
    }
  return GDK_EVENT_PROPAGATE;
}

static gboolean
is_covered (FairThankYou *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (ADW_IS_APPLICATION_WINDOW (root))
    return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (root)) != NULL;
  return ADW_IS_WINDOW (root) && adw_window_get_visible_dialog (ADW_WINDOW (root)) != NULL;
}

static gboolean
second_passed (gpointer data)
{
  fair_thank_you_tick (data);
  return G_SOURCE_CONTINUE;
}

static void
fair_thank_you_dispose (GObject *object)
{
  fair_thank_you_stop (FAIR_THANK_YOU (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), FAIR_TYPE_THANK_YOU);

  G_OBJECT_CLASS (fair_thank_you_parent_class)->dispose (object);
}

static void
fair_thank_you_class_init (FairThankYouClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_thank_you_dispose;

  signals[DONE] = g_signal_new ("done", FAIR_TYPE_THANK_YOU, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (FAIR_TYPE_CONTACT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/form/fair-thank-you.ui");
  gtk_widget_class_bind_template_child (widget_class, FairThankYou, check);
  gtk_widget_class_bind_template_child (widget_class, FairThankYou, title);
  gtk_widget_class_bind_template_child (widget_class, FairThankYou, done_button);
  gtk_widget_class_bind_template_child (widget_class, FairThankYou, contact);
  gtk_widget_class_bind_template_child (widget_class, FairThankYou, countdown);
  gtk_widget_class_bind_template_callback (widget_class, event_seen);
  gtk_widget_class_bind_template_callback (widget_class, done_clicked);
}

static void
fair_thank_you_init (FairThankYou *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fair_thank_you_set_program:
 * @program: (nullable): whose contact and links are shown
 */
void
fair_thank_you_set_program (FairThankYou *self,
                            FairProgram  *program)
{
  g_return_if_fail (FAIR_IS_THANK_YOU (self));

  fair_contact_set_program (self->contact, program);
}

/**
 * fair_thank_you_start:
 * @name: what to call the person; may be empty
 * @seconds: how long the page stays without anybody doing anything
 *
 * Says that it was saved, takes the focus, and begins to count.
 */
void
fair_thank_you_start (FairThankYou *self,
                      const char   *name,
                      guint         seconds)
{
  g_autofree char *title = NULL;

  g_return_if_fail (FAIR_IS_THANK_YOU (self));

  fair_thank_you_stop (self);
  /* Translators: %s is a person's name */
  title = *name != '\0' ? g_strdup_printf (_("Saved. Thank you, %s."), name) : g_strdup (_("Saved. Thank you."));
  gtk_label_set_label (self->title, title);
  self->seconds = self->seconds_left = MAX (seconds, 1);
  self->seconds_covered = 0;
  self->pointer_x = self->pointer_y = -1;
  show_seconds_left (self);
  gtk_widget_add_css_class (self->check, "arriving");
  gtk_widget_grab_focus (self->done_button);
  fair_announce (GTK_WIDGET (self), title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  self->timer = g_timeout_add_seconds (1, second_passed, self);
}

/** Stops counting, and forgets the person. */
void
fair_thank_you_stop (FairThankYou *self)
{
  g_return_if_fail (FAIR_IS_THANK_YOU (self));

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->title == NULL)
    return;
  gtk_label_set_label (self->title, "");
  gtk_widget_remove_css_class (self->check, "arriving");
}

/** One second has passed: nothing to somebody who looks at a dialog, after which the count begins anew. */
void
fair_thank_you_tick (FairThankYou *self)
{
  g_return_if_fail (FAIR_IS_THANK_YOU (self));

  if (self->timer == 0)
    return;
  self->seconds_covered = is_covered (self) ? self->seconds_covered + 1 : 0;
  if (self->seconds_covered > 0 && self->seconds_covered <= MAX_SECONDS_COVERED)
    {
      self->seconds_left = self->seconds;
      show_seconds_left (self);
    }
  else if (self->seconds_left > 1)
    {
      self->seconds_left--;
      show_seconds_left (self);
    }
  else
    finish (self);
}

guint
fair_thank_you_get_seconds_left (FairThankYou *self)
{
  g_return_val_if_fail (FAIR_IS_THANK_YOU (self), 0);

  return self->timer != 0 ? self->seconds_left : 0;
}
