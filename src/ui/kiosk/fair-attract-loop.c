/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "kiosk/fair-attract-loop.h"

#include "gallery/fair-picture.h"
#include "kiosk/fair-attract-words.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* How long a picture stands: long enough to read the longest sentence twice. Those who ask for no motion are left in peace for longer. */
#define STAND_SECONDS 8
#define STAND_SECONDS_STILL 20
#define FADE_MS 1100
/* How far the words move away from where they stood, so that they do not burn into a screen that shows them all day. */
#define WANDER_STEP 6
#define N_PLACES 8
/* A sentence with more letters than this is set in a smaller size. */
#define LONG_SENTENCE 60

struct _FairAttractLoop
{
  GtkButton parent_instance;

  FairProgram *program;
  GQueue photos; /* of FairPhoto, those that can be shown; the first is on screen, the second is being decoded */
  GArray *sayings;
  guint saying;          /* which is said */
  guint place;           /* where the words stand */
  gboolean upper_shown;  /* which of the two pictures is seen */
  gboolean words_change; /* the fade has not come to the new words yet */
  guint timer;
  guint ending; /* the idle source that ends it after a press, or 0 */
  AdwAnimation *fade;
  GtkEventController *keys; /* on the window, while mapped and until the key that ended it is up again */
  guint ending_key;         /* its code, or 0 */

  FairPicture *lower;
  FairPicture *upper;
  GtkWidget *words;
  GtkLabel *value;
  GtkLabel *sentence;
  GtkLabel *name;
};

G_DEFINE_FINAL_TYPE (FairAttractLoop, fair_attract_loop, GTK_TYPE_BUTTON)

enum
{
  ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void schedule (FairAttractLoop *self);

static FairPicture *
get_shown (FairAttractLoop *self)
{
  return self->upper_shown ? self->upper : self->lower;
}

static FairPicture *
get_hidden (FairAttractLoop *self)
{
  return self->upper_shown ? self->lower : self->upper;
}

static void
set_text (GtkLabel   *label,
          const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

/* A portrait stands at the far side from where the words begin. */
static void
aspect_changed (FairPicture *picture)
{
  g_object_set (picture, "xalign", fair_picture_get_aspect (picture) < 1 ? 1.0f : 0.5f, NULL);
}

static void
show_photo (FairPicture *picture,
            FairPhoto   *photo)
{
  fair_picture_set_photo (picture, photo);
  aspect_changed (picture);
}

/* The picture that is not seen holds the next one: that is two at most. */
static void
show_photos (FairAttractLoop *self)
{
  show_photo (get_shown (self), g_queue_peek_head (&self->photos));
  show_photo (get_hidden (self), g_queue_peek_nth (&self->photos, 1));
  if (self->photos.length == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "no-photos");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "no-photos");
}

static void
show_only_one (FairAttractLoop *self)
{
  gtk_widget_set_opacity (GTK_WIDGET (get_shown (self)), 1);
  gtk_widget_set_opacity (GTK_WIDGET (get_hidden (self)), 0);
}

/* What can be said beside the photo: a caption only if it has one. */
static FairAttractWords
find_words (FairAttractLoop *self)
{
  FairPhoto *photo = g_queue_peek_head (&self->photos);
  FairAttractWords words = { NULL, NULL };

  for (guint i = 0; i < self->sayings->len && words.text == NULL; i++)
    {
      self->saying = (self->saying + (i > 0)) % self->sayings->len;
      words = g_array_index (self->sayings, FairAttractWords, self->saying);
      if (words.text == NULL && photo != NULL)
        words.text = photo->caption;
    }

  return words;
}

/* The words go round a small ring, a step at each change. */
static void
place_words (FairAttractLoop *self)
{
  static const guint8 ring[N_PLACES][2] = { { 0, 1 }, { 1, 0 }, { 2, 0 }, { 3, 1 }, { 3, 2 }, { 2, 3 }, { 1, 3 }, { 0, 2 } };
  const guint8 *steps = ring[self->place % N_PLACES];

  gtk_widget_set_margin_start (self->words, steps[0] * WANDER_STEP);
  gtk_widget_set_margin_end (self->words, (3 - steps[0]) * WANDER_STEP);
  gtk_widget_set_margin_bottom (self->words, steps[1] * WANDER_STEP);
}

static void
set_class (FairAttractLoop *self,
           const char      *css_class,
           gboolean         on)
{
  if (on)
    gtk_widget_add_css_class (self->words, css_class);
  else
    gtk_widget_remove_css_class (self->words, css_class);
}

/* A pack that says nothing is still somebody's: its name takes the place of the sentence. */
static void
show_words (FairAttractLoop *self)
{
  FairAttractWords words = find_words (self);
  g_autofree char *name = fair_attract_words_name (self->program);
  gboolean speechless = words.text == NULL;

  self->words_change = FALSE;
  set_text (self->value, words.value);
  set_text (self->sentence, speechless ? name : words.text);
  set_text (self->name, speechless ? NULL : name);
  set_class (self, "fact", words.value != NULL);
  set_class (self, "long", g_utf8_strlen (gtk_label_get_text (self->sentence), -1) > LONG_SENTENCE);
  place_words (self);
}

/* The words go first and come back with the new picture, so that two sentences are never read at once. */
static void
set_fade (double   value,
          gpointer user_data)
{
  FairAttractLoop *self = user_data;

  if (self->photos.length > 1)
    gtk_widget_set_opacity (GTK_WIDGET (self->upper), self->upper_shown ? value : 1 - value);
  if (self->words_change && value >= 0.5)
    show_words (self);
  gtk_widget_set_opacity (self->words, ABS (1 - 2 * value));
}

static void
fade_done (FairAttractLoop *self)
{
  show_only_one (self);
  show_photos (self);
  schedule (self);
}

static gboolean
time_is_over (gpointer user_data)
{
  FairAttractLoop *self = user_data;

  self->timer = 0;
  fair_attract_loop_change (self);
  return G_SOURCE_REMOVE;
}

/* There is nothing to do until the next change, and nothing runs. */
static void
schedule (FairAttractLoop *self)
{
  guint seconds = adw_get_enable_animations (GTK_WIDGET (self)) ? STAND_SECONDS : STAND_SECONDS_STILL;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->program != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->timer = g_timeout_add_seconds (seconds, time_is_over, self);
}

/* A photo that cannot be shown is left out from then on; nobody sees that it is missing. */
static void
failed_changed (FairAttractLoop *self,
                GParamSpec      *pspec,
                FairPicture     *picture)
{
  FairPhoto *photo = fair_picture_get_photo (picture);
  gboolean failed;

  g_object_get (picture, "failed", &failed, NULL);
  if (!failed || photo == NULL || !g_queue_remove (&self->photos, photo))
    return;

  g_object_unref (photo);
  if (adw_animation_get_state (self->fade) != ADW_ANIMATION_PLAYING)
    show_photos (self);
}

static void
end (FairAttractLoop *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    g_signal_emit (self, signals[ENDED], 0);
}

static gboolean
end_now (gpointer user_data)
{
  FairAttractLoop *self = user_data;

  self->ending = 0;
  end (self);
  return G_SOURCE_REMOVE;
}

/* Not before GTK is done with the press: it does not expect what is pressed to vanish meanwhile. */
static void
pressed (FairAttractLoop *self,
         int              n_press,
         double           x,
         double           y,
         GtkGesture      *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  if (self->ending == 0)
    self->ending = g_idle_add_full (G_PRIORITY_HIGH_IDLE, end_now, self, NULL);
}

static void
stop_listening (FairAttractLoop *self)
{
  self->ending_key = 0;
  if (self->keys != NULL)
    gtk_widget_remove_controller (gtk_event_controller_get_widget (self->keys), self->keys);
  g_clear_weak_pointer (&self->keys);
}

/* A key that is held down repeats itself: that is still the key that ended the loop, and types into nothing. */
static gboolean
key_pressed (FairAttractLoop *self,
             guint            keyval,
             guint            keycode)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      if (keycode == self->ending_key)
        return GDK_EVENT_STOP;
      stop_listening (self);
      return GDK_EVENT_PROPAGATE;
    }
  self->ending_key = keycode;
  end (self);
  return GDK_EVENT_STOP;
}

static void
key_released (FairAttractLoop *self,
              guint            keyval,
              guint            keycode)
{
  if (keycode == self->ending_key && !gtk_widget_get_mapped (GTK_WIDGET (self)))
    stop_listening (self);
}

/* On the window, before its own shortcuts: whatever had the focus, no key gets further. */
static void
listen (FairAttractLoop *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  stop_listening (self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-released", G_CALLBACK (key_released), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))), keys);
  g_set_weak_pointer (&self->keys, keys);
}

static void
fair_attract_loop_map (GtkWidget *widget)
{
  FairAttractLoop *self = FAIR_ATTRACT_LOOP (widget);

  GTK_WIDGET_CLASS (fair_attract_loop_parent_class)->map (widget);
  listen (self);
  gtk_widget_grab_focus (widget);
  schedule (self);
}

static void
fair_attract_loop_unmap (GtkWidget *widget)
{
  FairAttractLoop *self = FAIR_ATTRACT_LOOP (widget);

  g_clear_handle_id (&self->timer, g_source_remove);
  GTK_WIDGET_CLASS (fair_attract_loop_parent_class)->unmap (widget);
  if (self->ending_key == 0)
    stop_listening (self);
}

static void
fair_attract_loop_dispose (GObject *object)
{
  FairAttractLoop *self = FAIR_ATTRACT_LOOP (object);

  stop_listening (self);
  g_clear_handle_id (&self->ending, g_source_remove);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->fade);
  g_queue_clear_full (&self->photos, g_object_unref);
  g_clear_pointer (&self->sayings, g_array_unref);
  g_clear_object (&self->program);
  gtk_widget_dispose_template (GTK_WIDGET (self), FAIR_TYPE_ATTRACT_LOOP);

  G_OBJECT_CLASS (fair_attract_loop_parent_class)->dispose (object);
}

static void
fair_attract_loop_class_init (FairAttractLoopClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_attract_loop_dispose;
  widget_class->map = fair_attract_loop_map;
  widget_class->unmap = fair_attract_loop_unmap;

  signals[ENDED] = g_signal_new ("ended", FAIR_TYPE_ATTRACT_LOOP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (FAIR_TYPE_PICTURE);
  gtk_widget_class_set_css_name (widget_class, "attractloop");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/kiosk/fair-attract-loop.ui");
  gtk_widget_class_bind_template_child (widget_class, FairAttractLoop, lower);
  gtk_widget_class_bind_template_child (widget_class, FairAttractLoop, upper);
  gtk_widget_class_bind_template_child (widget_class, FairAttractLoop, words);
  gtk_widget_class_bind_template_child (widget_class, FairAttractLoop, value);
  gtk_widget_class_bind_template_child (widget_class, FairAttractLoop, sentence);
  gtk_widget_class_bind_template_child (widget_class, FairAttractLoop, name);
  gtk_widget_class_bind_template_callback (widget_class, pressed);
  gtk_widget_class_bind_template_callback (widget_class, end);
}

static void
fair_attract_loop_init (FairAttractLoop *self)
{
  AdwAnimationTarget *target = adw_callback_animation_target_new (set_fade, self, NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "none");
  g_queue_init (&self->photos);
  self->fade = adw_timed_animation_new (GTK_WIDGET (self), 0, 1, FADE_MS, target);
  adw_timed_animation_set_easing (ADW_TIMED_ANIMATION (self->fade), ADW_EASE_IN_OUT_SINE);
  g_signal_connect_swapped (self->fade, "done", G_CALLBACK (fade_done), self);
  for (guint i = 0; i < 2; i++)
    {
      FairPicture *picture = i == 0 ? self->lower : self->upper;

      g_signal_connect (picture, "notify::aspect", G_CALLBACK (aspect_changed), NULL);
      g_signal_connect_swapped (picture, "notify::failed", G_CALLBACK (failed_changed), self);
    }
}

/** Returns: (transfer floating): a loop with nothing in it; it runs while it is on screen, where it takes the focus */
GtkWidget *
fair_attract_loop_new (void)
{
  return g_object_new (FAIR_TYPE_ATTRACT_LOOP, NULL);
}

/**
 * fair_attract_loop_set_program:
 * @program: what is shown, from its beginning
 */
void
fair_attract_loop_set_program (FairAttractLoop *self,
                               FairProgram     *program)
{
  g_autofree char *label = NULL;

  g_return_if_fail (FAIR_IS_ATTRACT_LOOP (self));
  g_return_if_fail (FAIR_IS_PROGRAM (program));

  adw_animation_reset (self->fade);
  g_set_object (&self->program, program);
  g_queue_clear_full (&self->photos, g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (program->photos); i++)
    g_queue_push_tail (&self->photos, g_list_model_get_item (program->photos, i));
  g_clear_pointer (&self->sayings, g_array_unref);
  self->sayings = fair_attract_words_collect (program);
  self->saying = 0;
  self->upper_shown = FALSE;
  show_only_one (self);
  show_photos (self);
  show_words (self);
  /* Translators: %s is the name of a program */
  label = g_strdup_printf (_("%s: photos and facts. Touch the screen or press a key to go on."), program->short_name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  schedule (self);
}

/**
 * fair_attract_loop_change:
 *
 * Goes on to the next photo and the next words, as the loop does by itself every few seconds.
 */
void
fair_attract_loop_change (FairAttractLoop *self)
{
  g_return_if_fail (FAIR_IS_ATTRACT_LOOP (self));

  if (self->program == NULL || adw_animation_get_state (self->fade) == ADW_ANIMATION_PLAYING)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  self->saying++;
  self->place++;
  self->words_change = TRUE;
  if (self->photos.length > 1)
    {
      g_queue_push_tail (&self->photos, g_queue_pop_head (&self->photos));
      gtk_widget_set_opacity (GTK_WIDGET (self->lower), 1);
      self->upper_shown = !self->upper_shown;
    }
  adw_animation_play (self->fade);
}
