/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gallery/fair-photo-flight.h"

#include <adwaita.h>

struct _FairPhotoFlight
{
  GtkWidget parent_instance;

  GdkTexture *texture; /* what flies; NULL: nothing */
  GtkWidget *place;    /* where it lies in the grid, out of sight meanwhile; NULL: nowhere, or gone */
  double progress;
  AdwAnimation *animation;
};

G_DEFINE_FINAL_TYPE (FairPhotoFlight, fair_photo_flight, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_PROGRESS,
  N_PROPS,
};

enum
{
  LANDED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

#define FLIGHT_MS 280
/* As round as the tiles of the grid are. */
#define RADIUS 14

static void
set_place (FairPhotoFlight *self,
           GtkWidget       *place)
{
  if (self->place != NULL)
    gtk_widget_set_opacity (self->place, 1);
  g_set_weak_pointer (&self->place, place);
  if (place != NULL)
    gtk_widget_set_opacity (place, 0);
}

/* Where it is as large as the window allows. */
static void
fit (FairPhotoFlight *self,
     graphene_rect_t *bounds)
{
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  float height = (float) gtk_widget_get_height (GTK_WIDGET (self));
  float texture_width = (float) gdk_texture_get_width (self->texture);
  float texture_height = (float) gdk_texture_get_height (self->texture);
  float factor = MIN (width / texture_width, height / texture_height);

  graphene_rect_init (bounds, (width - texture_width * factor) / 2, (height - texture_height * factor) / 2,
                      texture_width * factor, texture_height * factor);
}

static gboolean
find_place (FairPhotoFlight *self,
            graphene_rect_t *bounds)
{
  return self->place != NULL && gtk_widget_compute_bounds (self->place, GTK_WIDGET (self), bounds) && bounds->size.width > 0 &&
         bounds->size.height > 0;
}

static void
snapshot_texture (FairPhotoFlight *self,
                  GtkSnapshot     *snapshot)
{
  graphene_rect_t bounds, ignored;
  GskRoundedRect shape;
  float texture_width = (float) gdk_texture_get_width (self->texture);
  float texture_height = (float) gdk_texture_get_height (self->texture);
  float factor;

  fair_photo_flight_get_bounds (self, &bounds);
  factor = MAX (bounds.size.width / texture_width, bounds.size.height / texture_height);
  gsk_rounded_rect_init_from_rect (&shape, &bounds, (float) (RADIUS * (1 - self->progress)));
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_push_opacity (snapshot, find_place (self, &ignored) ? 1 : self->progress);
  graphene_rect_init (&bounds, bounds.origin.x + (bounds.size.width - texture_width * factor) / 2,
                      bounds.origin.y + (bounds.size.height - texture_height * factor) / 2, texture_width * factor,
                      texture_height * factor);
  gtk_snapshot_append_scaled_texture (snapshot, self->texture, GSK_SCALING_FILTER_TRILINEAR, &bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
fair_photo_flight_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  FairPhotoFlight *self = FAIR_PHOTO_FLIGHT (widget);
  GdkRGBA backdrop;

  gtk_widget_get_color (widget, &backdrop);
  backdrop.alpha *= (float) self->progress;
  gtk_snapshot_append_color (snapshot, &backdrop,
                             &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget), (float) gtk_widget_get_height (widget)));
  if (self->texture != NULL)
    snapshot_texture (self, snapshot);
}

static void
set_progress (double   value,
              gpointer user_data)
{
  FairPhotoFlight *self = user_data;

  self->progress = value;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

static void
animation_done (FairPhotoFlight *self)
{
  set_place (self, NULL);
  g_signal_emit (self, signals[LANDED], 0);
}

static void
fair_photo_flight_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  if (prop_id == PROP_PROGRESS)
    g_value_set_double (value, FAIR_PHOTO_FLIGHT (object)->progress);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
fair_photo_flight_dispose (GObject *object)
{
  FairPhotoFlight *self = FAIR_PHOTO_FLIGHT (object);

  set_place (self, NULL);
  g_clear_object (&self->animation);
  g_clear_object (&self->texture);

  G_OBJECT_CLASS (fair_photo_flight_parent_class)->dispose (object);
}

static void
fair_photo_flight_class_init (FairPhotoFlightClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fair_photo_flight_dispose;
  object_class->get_property = fair_photo_flight_get_property;
  GTK_WIDGET_CLASS (klass)->snapshot = fair_photo_flight_snapshot;

  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[LANDED] = g_signal_new ("landed", FAIR_TYPE_PHOTO_FLIGHT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "photoflight");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
fair_photo_flight_init (FairPhotoFlight *self)
{
  AdwAnimationTarget *target = adw_callback_animation_target_new (set_progress, self, NULL);

  self->animation = adw_timed_animation_new (GTK_WIDGET (self), 0, 1, FLIGHT_MS, target);
  adw_timed_animation_set_easing (ADW_TIMED_ANIMATION (self->animation), ADW_EASE_OUT_CUBIC);
  g_signal_connect_swapped (self->animation, "done", G_CALLBACK (animation_done), self);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * fair_photo_flight_fly:
 * @texture: (nullable): the photo as far as it is decoded
 * @place: (nullable): what shows it in the grid; it is not seen before the flight is over. Without it there is a plain fade
 * @out: whether it comes out of its place, else it goes back
 *
 * Begins where an earlier flight from or to the same place was interrupted. Where motion is not welcome, or the widget is not
 * on screen, it has landed when the function returns.
 */
void
fair_photo_flight_fly (FairPhotoFlight *self,
                       GdkTexture      *texture,
                       GtkWidget       *place,
                       gboolean         out)
{
  AdwTimedAnimation *animation;
  gboolean anew = out && place != self->place;

  g_return_if_fail (FAIR_IS_PHOTO_FLIGHT (self));

  animation = ADW_TIMED_ANIMATION (self->animation);
  set_place (self, place);
  g_set_object (&self->texture, texture);
  adw_timed_animation_set_value_from (animation, anew ? 0 : self->progress);
  adw_timed_animation_set_value_to (animation, out ? 1 : 0);
  adw_animation_reset (self->animation);
  adw_animation_play (self->animation);
}

/** Whatever flies lands at once. */
void
fair_photo_flight_skip (FairPhotoFlight *self)
{
  g_return_if_fail (FAIR_IS_PHOTO_FLIGHT (self));

  if (adw_animation_get_state (self->animation) == ADW_ANIMATION_PLAYING)
    adw_animation_skip (self->animation);
}

/** What has landed is shown by somebody else from now on. */
void
fair_photo_flight_let_go (FairPhotoFlight *self)
{
  g_return_if_fail (FAIR_IS_PHOTO_FLIGHT (self));

  g_clear_object (&self->texture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

double
fair_photo_flight_get_progress (FairPhotoFlight *self)
{
  g_return_val_if_fail (FAIR_IS_PHOTO_FLIGHT (self), 0);

  return self->progress;
}

/**
 * fair_photo_flight_get_bounds:
 * @bounds: (out): where the photo is now, in this widget's coordinates
 *
 * Returns: FALSE if nothing flies
 */
gboolean
fair_photo_flight_get_bounds (FairPhotoFlight *self,
                              graphene_rect_t *bounds)
{
  graphene_rect_t place, open;

  g_return_val_if_fail (FAIR_IS_PHOTO_FLIGHT (self), FALSE);

  if (self->texture == NULL)
    return FALSE;
  fit (self, &open);
  if (!find_place (self, &place))
    place = open;
  graphene_rect_interpolate (&place, &open, self->progress, bounds);
  return TRUE;
}
