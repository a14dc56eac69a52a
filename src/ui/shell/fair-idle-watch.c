/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell/fair-idle-watch.h"

#include "shell/fair-kiosk-drags.h"
#include "shell/fair-kiosk-keys.h"

#include <adwaita.h>
#include <math.h>

/* For so long somebody may look at an address in a dialog over the thanks; one that is left open keeps nobody away. */
#define MAX_SECONDS_COVERED 120

#define BUTTONS (GDK_BUTTON1_MASK | GDK_BUTTON2_MASK | GDK_BUTTON3_MASK | GDK_BUTTON4_MASK | GDK_BUTTON5_MASK)

struct _FairIdleWatch
{
  GObject parent_instance;

  FairBooth *booth;
  GtkWidget *window; /* owns this object */
  guint seconds_covered;
  guint timer;
  gboolean held; /* whether a visitor has a hold on the header bar */
  double pointer_x;
  double pointer_y;
};

G_DEFINE_FINAL_TYPE (FairIdleWatch, fair_idle_watch, G_TYPE_OBJECT)

enum
{
  CHORD,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* A pointer that lies still sends events as well, when what is below it changes. */
static gboolean
has_pointer_moved (FairIdleWatch *self,
                   GdkEvent      *event)
{
  double x = 0, y = 0;
  gboolean moved;

  gdk_event_get_position (event, &x, &y);
  moved = self->pointer_x >= 0 && hypot (x - self->pointer_x, y - self->pointer_y) >= 1;
  self->pointer_x = x;
  self->pointer_y = y;
  return moved;
}

/* The warning stays until it is let go: GTK does not expect what is pressed to vanish meanwhile. */
static gboolean
is_input (FairIdleWatch *self,
          GdkEvent      *event,
          gboolean       warned)
{
  switch ((guint) gdk_event_get_event_type (event))
    {
    case GDK_KEY_PRESS:
    case GDK_BUTTON_RELEASE:
    case GDK_TOUCH_END:
    case GDK_SCROLL:
      return TRUE;
    case GDK_BUTTON_PRESS:
    case GDK_TOUCH_BEGIN:
    case GDK_TOUCH_UPDATE:
      return !warned;
    case GDK_MOTION_NOTIFY:
      return has_pointer_moved (self, event) && !(warned && gdk_event_get_modifier_state (event) & BUTTONS);
    default:
      return FALSE;
    }
}

static gboolean
is_blocked (FairIdleWatch *self,
            GdkEvent      *event)
{
  if (!fair_access_get_kiosk (fair_booth_get_access (self->booth)))
    return FALSE;
  if (fair_kiosk_keys_is_chord (event))
    {
      g_signal_emit (self, signals[CHORD], 0);
      return TRUE;
    }
  return !fair_kiosk_keys_allow (event) || fair_kiosk_drags_refuse (event, &self->held);
}

/*
 * The key that ends a warning types into nothing. The attract loop takes the first touch itself, and says so. A key that is
 * nobody's does nothing, but somebody is there who pressed it.
 */
static gboolean
event_seen (FairIdleWatch *self,
            GdkEvent      *event)
{
  FairKiosk *kiosk = fair_booth_get_kiosk (self->booth);
  FairKioskState state = fair_kiosk_get_state (kiosk);
  gboolean is_key = gdk_event_get_event_type (event) == GDK_KEY_PRESS;
  gboolean blocked = is_blocked (self, event);

  if (!is_input (self, event, state == FAIR_KIOSK_WARNING))
    return blocked ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;

  fair_access_touch (fair_booth_get_access (self->booth));
  if (state != FAIR_KIOSK_ATTRACT || (blocked && is_key))
    fair_kiosk_handle (kiosk, FAIR_KIOSK_INPUT);
  return blocked || (state == FAIR_KIOSK_WARNING && is_key) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static gboolean
second_passed (gpointer data)
{
  fair_idle_watch_tick (data);
  return G_SOURCE_CONTINUE;
}

static void
fair_idle_watch_dispose (GObject *object)
{
  fair_idle_watch_stop (FAIR_IDLE_WATCH (object));
  g_clear_object (&FAIR_IDLE_WATCH (object)->booth);

  G_OBJECT_CLASS (fair_idle_watch_parent_class)->dispose (object);
}

static void
fair_idle_watch_class_init (FairIdleWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fair_idle_watch_dispose;
  signals[CHORD] = g_signal_new ("chord", FAIR_TYPE_IDLE_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fair_idle_watch_init (FairIdleWatch *self)
{
  self->pointer_x = self->pointer_y = -1;
}

/**
 * fair_idle_watch_new:
 * @window: whose events are seen, before anything in it sees them
 * @booth: who is told: its access and its kiosk
 *
 * Returns: (transfer full): watches until fair_idle_watch_stop()
 */
FairIdleWatch *
fair_idle_watch_new (GtkWidget *window,
                     FairBooth *booth)
{
  FairIdleWatch *self;
  GtkEventController *controller;

  g_return_val_if_fail (GTK_IS_WIDGET (window), NULL);
  g_return_val_if_fail (FAIR_IS_BOOTH (booth), NULL);

  self = g_object_new (FAIR_TYPE_IDLE_WATCH, NULL);
  self->booth = g_object_ref (booth);
  self->window = window;
  controller = gtk_event_controller_legacy_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  /* without this GTK keeps from it what goes to a popover, and keys that go to a dialog */
  gtk_event_controller_set_propagation_limit (controller, GTK_LIMIT_NONE);
  g_signal_connect_object (controller, "event", G_CALLBACK (event_seen), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (window, controller);
  self->timer = g_timeout_add_seconds (1, second_passed, self);
  return self;
}

/* Nobody loses an address that they copy out of a dialog by hand. */
static gboolean
is_reading (FairIdleWatch *self)
{
  AdwDialog *dialog = ADW_IS_APPLICATION_WINDOW (self->window)
                        ? adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window))
                        : NULL;

  self->seconds_covered = dialog != NULL ? self->seconds_covered + 1 : 0;
  return self->seconds_covered > 0 && self->seconds_covered <= MAX_SECONDS_COVERED &&
         fair_kiosk_get_state (fair_booth_get_kiosk (self->booth)) == FAIR_KIOSK_SAVED;
}

/** A second has passed. Staff who are at it in kiosk mode are no idle visitors: their own time is longer. */
void
fair_idle_watch_tick (FairIdleWatch *self)
{
  FairAccess *access;
  FairKiosk *kiosk;

  g_return_if_fail (FAIR_IS_IDLE_WATCH (self));

  access = fair_booth_get_access (self->booth);
  kiosk = fair_booth_get_kiosk (self->booth);
  fair_access_tick (access);
  if (is_reading (self) || (fair_access_get_kiosk (access) && fair_access_get_role (access) != FAIR_ROLE_VISITOR))
    fair_kiosk_handle (kiosk, FAIR_KIOSK_INPUT);
  else
    fair_kiosk_tick (kiosk);
  fair_visit_recorder_tick (fair_booth_get_visits (self->booth));
}

/** Sees no second pass any more. */
void
fair_idle_watch_stop (FairIdleWatch *self)
{
  g_return_if_fail (FAIR_IS_IDLE_WATCH (self));

  g_clear_handle_id (&self->timer, g_source_remove);
}
