/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gallery/fair-picture.h"

#include "gallery/fair-picture-loader.h"

#include <adwaita.h>

struct _FairPicture
{
  GtkWidget parent_instance;

  FairPhoto *photo;
  GtkContentFit content_fit;
  char *error;
  GtkWidget *broken; /* what stands in for a picture that cannot be shown */

  GdkTexture *texture;
  GdkRGBA color;
  GCancellable *cancellable;
  int asked_width; /* in device pixels, of the decoding under way or done; 0: none */
  int asked_height;
  double opacity; /* of the texture over the colour */
  AdwAnimation *fade;
};

G_DEFINE_FINAL_TYPE (FairPicture, fair_picture, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_PHOTO,
  PROP_CONTENT_FIT,
  PROP_ERROR,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

#define FADE_MS 220

static void
set_error (FairPicture *self,
           const char  *message)
{
  if (!g_set_str (&self->error, message))
    return;

  gtk_widget_set_child_visible (self->broken, message != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), message);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

/* Says to a screen reader that the picture is still on its way: on the picture, or on the button that it adorns. */
static void
set_busy (FairPicture *self,
          gboolean     busy)
{
  GtkWidget *button = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_BUTTON);

  gtk_accessible_update_state (GTK_ACCESSIBLE (button != NULL ? button : GTK_WIDGET (self)), GTK_ACCESSIBLE_STATE_BUSY, busy, -1);
}

static void
texture_loaded (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (FairPicture) self = user_data;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GError) error = NULL;
  gboolean first = self->texture == NULL;

  texture = fair_picture_loader_load_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  set_busy (self, FALSE);
  set_error (self, error != NULL ? error->message : NULL);
  if (texture != NULL)
    {
      g_set_object (&self->texture, texture);
      if (first)
        adw_animation_play (self->fade);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
cancel_loading (FairPicture *self)
{
  if (self->cancellable == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  set_busy (self, FALSE);
  self->asked_width = 0;
  self->asked_height = 0;
}

/* Whether what was asked for covers the need; one that is a little small is only scaled up, so that dragging the
 * window's edge does not decode at every step. */
static gboolean
is_covered (FairPicture *self,
            int          width,
            int          height)
{
  return self->asked_width * 5 >= width * 4 && self->asked_height * 5 >= height * 4
         && self->asked_width <= width * 3;
}

static void
ensure_loaded (FairPicture *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int scale = gtk_widget_get_scale_factor (widget);
  int width = gtk_widget_get_width (widget) * scale;
  int height = gtk_widget_get_height (widget) * scale;

  if (self->photo == NULL || !gtk_widget_get_mapped (widget) || width <= 0 || height <= 0 || is_covered (self, width, height))
    return;

  cancel_loading (self);
  self->cancellable = g_cancellable_new ();
  self->asked_width = width;
  self->asked_height = height;
  set_busy (self, TRUE);
  fair_picture_loader_load_async (self->photo->file, width, height, self->cancellable, texture_loaded,
                                  g_object_ref (self));
}

static void
fair_picture_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fair_picture_parent_class)->map (widget);
  ensure_loaded (FAIR_PICTURE (widget));
}

/* A picture out of sight gives its memory back; the loader keeps the last ones. */
static void
fair_picture_unmap (GtkWidget *widget)
{
  FairPicture *self = FAIR_PICTURE (widget);

  cancel_loading (self);
  adw_animation_reset (self->fade);
  g_clear_object (&self->texture);
  GTK_WIDGET_CLASS (fair_picture_parent_class)->unmap (widget);
}

/* A picture fits into whatever room there is. GTK wants a child measured all the same. */
static void
fair_picture_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  int least;

  gtk_widget_measure (FAIR_PICTURE (widget)->broken, orientation, -1, &least, NULL, NULL, NULL);
  *minimum = *natural = 0;
}

static void
fair_picture_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  FairPicture *self = FAIR_PICTURE (widget);

  gtk_widget_allocate (self->broken, width, height, -1, NULL);
  ensure_loaded (self);
}

static void
fit_rectangle (FairPicture     *self,
               double           width,
               double           height,
               graphene_rect_t *rectangle)
{
  double texture_width = gdk_texture_get_width (self->texture);
  double texture_height = gdk_texture_get_height (self->texture);
  double horizontal = width / texture_width;
  double vertical = height / texture_height;
  double factor = self->content_fit == GTK_CONTENT_FIT_CONTAIN ? MIN (horizontal, vertical) : MAX (horizontal, vertical);

  graphene_rect_init (rectangle,
                      (float) ((width - texture_width * factor) / 2), (float) ((height - texture_height * factor) / 2),
                      (float) (texture_width * factor), (float) (texture_height * factor));
}

static void
snapshot_texture (FairPicture *self,
                  GtkSnapshot *snapshot,
                  double       width,
                  double       height)
{
  graphene_rect_t rectangle;

  fit_rectangle (self, width, height, &rectangle);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  if (self->opacity < 1)
    gtk_snapshot_push_opacity (snapshot, self->opacity);
  gtk_snapshot_append_scaled_texture (snapshot, self->texture, GSK_SCALING_FILTER_TRILINEAR, &rectangle);
  if (self->opacity < 1)
    gtk_snapshot_pop (snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
fair_picture_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  FairPicture *self = FAIR_PICTURE (widget);
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);

  if (self->content_fit != GTK_CONTENT_FIT_CONTAIN && (self->texture == NULL || self->opacity < 1))
    gtk_snapshot_append_color (snapshot, &self->color, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  if (self->texture != NULL)
    snapshot_texture (self, snapshot, width, height);
  gtk_widget_snapshot_child (widget, self->broken, snapshot);
}

static void
update_alt (FairPicture *self)
{
  const char *alt = self->photo != NULL ? self->photo->alt : NULL;

  if (gtk_widget_get_visible (GTK_WIDGET (self)) && gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (self)) == GTK_ACCESSIBLE_ROLE_IMG)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, alt != NULL ? alt : "", -1);
}

static void
fair_picture_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  FairPicture *self = FAIR_PICTURE (object);

  switch (prop_id)
    {
    case PROP_PHOTO:
      g_value_set_object (value, self->photo);
      break;
    case PROP_CONTENT_FIT:
      g_value_set_enum (value, (int) self->content_fit);
      break;
    case PROP_ERROR:
      g_value_set_string (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
fair_picture_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  FairPicture *self = FAIR_PICTURE (object);

  switch (prop_id)
    {
    case PROP_PHOTO:
      fair_picture_set_photo (self, g_value_get_object (value));
      break;
    case PROP_CONTENT_FIT:
      self->content_fit = (GtkContentFit) g_value_get_enum (value);
      gtk_widget_queue_draw (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
fair_picture_dispose (GObject *object)
{
  FairPicture *self = FAIR_PICTURE (object);

  cancel_loading (self);
  g_clear_pointer (&self->broken, gtk_widget_unparent);
  g_clear_object (&self->fade);
  g_clear_object (&self->texture);
  g_clear_object (&self->photo);
  g_clear_pointer (&self->error, g_free);

  G_OBJECT_CLASS (fair_picture_parent_class)->dispose (object);
}

static void
fair_picture_class_init (FairPictureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = fair_picture_dispose;
  object_class->get_property = fair_picture_get_property;
  object_class->set_property = fair_picture_set_property;
  widget_class->map = fair_picture_map;
  widget_class->unmap = fair_picture_unmap;
  widget_class->measure = fair_picture_measure;
  widget_class->size_allocate = fair_picture_size_allocate;
  widget_class->snapshot = fair_picture_snapshot;

  properties[PROP_PHOTO] = g_param_spec_object ("photo", NULL, NULL, FAIR_TYPE_PHOTO, flags);
  properties[PROP_CONTENT_FIT] = g_param_spec_enum ("content-fit", NULL, NULL, GTK_TYPE_CONTENT_FIT, GTK_CONTENT_FIT_COVER, flags);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "picture");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
set_opacity (double   value,
             gpointer user_data)
{
  FairPicture *self = user_data;

  self->opacity = value;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
fair_picture_init (FairPicture *self)
{
  AdwAnimationTarget *target = adw_callback_animation_target_new (set_opacity, self, NULL);

  self->content_fit = GTK_CONTENT_FIT_COVER;
  self->fade = adw_timed_animation_new (GTK_WIDGET (self), 0, 1, FADE_MS, target);
  self->broken = gtk_image_new_from_icon_name ("image-missing-symbolic");
  gtk_image_set_pixel_size (GTK_IMAGE (self->broken), 32);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->broken), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_widget_set_parent (self->broken, GTK_WIDGET (self));
  gtk_widget_set_child_visible (self->broken, FALSE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (ensure_loaded), NULL);
}

GtkWidget *
fair_picture_new (void)
{
  return g_object_new (FAIR_TYPE_PICTURE, NULL);
}

/**
 * fair_picture_set_photo:
 * @photo: (nullable): what to show
 *
 * The picture is decoded while the widget is on screen, off the main thread.
 */
void
fair_picture_set_photo (FairPicture *self,
                        FairPhoto   *photo)
{
  const char *color;

  g_return_if_fail (FAIR_IS_PICTURE (self));

  if (!g_set_object (&self->photo, photo))
    return;

  cancel_loading (self);
  g_clear_object (&self->texture);
  adw_animation_reset (self->fade);
  set_error (self, NULL);
  color = photo != NULL ? photo->color : NULL;
  if (color == NULL || !gdk_rgba_parse (&self->color, color))
    self->color = (GdkRGBA) { 0.5f, 0.5f, 0.55f, 0.25f };

  update_alt (self);
  ensure_loaded (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PHOTO]);
}

/** Returns: (transfer none) (nullable): the photo */
FairPhoto *
fair_picture_get_photo (FairPicture *self)
{
  g_return_val_if_fail (FAIR_IS_PICTURE (self), NULL);

  return self->photo;
}
