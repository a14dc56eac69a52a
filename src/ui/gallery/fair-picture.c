/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gallery/fair-picture.h"

#include "gallery/fair-picture-loader.h"
#include "gallery/fair-picture-lore.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

struct _FairPicture
{
  GtkWidget parent_instance;

  FairPhoto *photo;
  GtkContentFit content_fit;
  float xalign;
  int max_height; /* 0: as large as its room */
  double aspect;
  gboolean failed;
  GtkWidget *icon;  /* what stands in for a picture that cannot be shown */
  GtkWidget *words; /* the same in words, where there is room for them */

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
  PROP_XALIGN,
  PROP_MAX_HEIGHT,
  PROP_ASPECT,
  PROP_FAILED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

#define FADE_MS 220
#define WORDS_MARGIN 12
#define WORDS_SPACING 8
/* The part of a portrait that must be left of it to be cut at all. */
#define LEAST_OF_PORTRAIT 0.5

/* A photo that is looked at closely is there at once, if only as it was in the grid. */
static void
take_at_hand (FairPicture *self)
{
  if (self->content_fit != GTK_CONTENT_FIT_CONTAIN || self->texture != NULL)
    return;
  self->texture = fair_picture_lore_dup_texture (self->photo);
  if (self->texture != NULL)
    self->opacity = 1;
}

static void
update_aspect (FairPicture *self)
{
  double aspect = fair_picture_lore_get_aspect (self->photo);

  if (fabs (aspect / self->aspect - 1) < G_MINDOUBLE)
    return;
  self->aspect = aspect;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ASPECT]);
}

static void
set_failed (FairPicture *self,
            gboolean     failed)
{
  if (self->failed == failed)
    return;

  self->failed = failed;
  if (failed)
    gtk_widget_add_css_class (GTK_WIDGET (self), "failed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "failed");
  gtk_widget_set_child_visible (self->icon, failed);
  if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (self)) == GTK_ACCESSIBLE_ROLE_IMG)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    failed ? gtk_label_get_text (GTK_LABEL (self->words)) : "", -1);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FAILED]);
}

/* A decoder's words are for whoever reads the log; visitors get others. */
static void
log_failure (FairPicture  *self,
             const GError *error)
{
  g_autofree char *first_line = g_strndup (error->message, strcspn (error->message, "\n"));

  g_message ("%s: %s", g_file_peek_path (self->photo->file), first_line);
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
  /* an earlier, smaller one is still good */
  set_failed (self, error != NULL && first);
  if (error != NULL)
    log_failure (self, error);
  if (texture != NULL)
    {
      g_set_object (&self->texture, texture);
      fair_picture_lore_learn (self->photo, texture);
      update_aspect (self);
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
  take_at_hand (self);
  self->cancellable = g_cancellable_new ();
  self->asked_width = width;
  self->asked_height = height;
  set_busy (self, TRUE);
  fair_picture_loader_load_async (self->photo->file, width, height, self->content_fit == GTK_CONTENT_FIT_CONTAIN, self->cancellable,
                                  texture_loaded, g_object_ref (self));
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

/* A picture fits into whatever room there is, or asks for room of its shape. GTK wants its children measured all the same. */
static void
fair_picture_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  FairPicture *self = FAIR_PICTURE (widget);
  int least;

  gtk_widget_measure (self->icon, orientation, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure (self->words, orientation, -1, &least, NULL, NULL, NULL);
  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = (int) ((for_size < 0 ? self->max_height : MIN (for_size, self->max_height)) * self->aspect);
  else if (for_size < 0)
    *natural = self->max_height;
  else if (self->max_height > 0)
    *minimum = *natural = MIN ((int) (for_size / self->aspect), self->max_height);
}

static GtkSizeRequestMode
fair_picture_get_request_mode (GtkWidget *widget)
{
  return FAIR_PICTURE (widget)->max_height > 0 ? GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

/* The icon, with the words below it where there is room for both. */
static void
allocate_placeholder (FairPicture *self,
                      int          width,
                      int          height)
{
  int icon_size, words_width, words_height;
  GtkAllocation place = { 0, 0, width, height };
  gboolean has_room;

  gtk_widget_measure (self->icon, GTK_ORIENTATION_VERTICAL, -1, &icon_size, NULL, NULL, NULL);
  gtk_widget_measure (self->words, GTK_ORIENTATION_HORIZONTAL, -1, &words_width, NULL, NULL, NULL);
  gtk_widget_measure (self->words, GTK_ORIENTATION_VERTICAL, MAX (words_width, width - 2 * WORDS_MARGIN), &words_height, NULL,
                      NULL, NULL);
  has_room = words_width + 2 * WORDS_MARGIN <= width && icon_size + words_height + WORDS_SPACING + 2 * WORDS_MARGIN <= height;
  gtk_widget_set_child_visible (self->words, self->failed && has_room);
  if (has_room)
    place.height = height - words_height - WORDS_SPACING;
  gtk_widget_size_allocate (self->icon, &place, -1);
  place.x = WORDS_MARGIN;
  place.y = (height + icon_size + WORDS_SPACING - words_height) / 2;
  place.width = MAX (words_width, width - 2 * WORDS_MARGIN);
  place.height = words_height;
  gtk_widget_size_allocate (self->words, &place, -1);
}

static void
fair_picture_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  FairPicture *self = FAIR_PICTURE (widget);

  allocate_placeholder (self, width, height);
  ensure_loaded (self);
}

/* Nobody's head is cut off: where little of a portrait would be left, all of it is shown. */
static gboolean
is_contained (FairPicture *self,
              double       horizontal,
              double       vertical)
{
  return self->content_fit == GTK_CONTENT_FIT_CONTAIN || (self->aspect < 1 && vertical < horizontal * LEAST_OF_PORTRAIT);
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
  double factor = is_contained (self, horizontal, vertical) ? MIN (horizontal, vertical) : MAX (horizontal, vertical);
  double x = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? 1 - self->xalign : self->xalign;
  /* a portrait is cut at its feet */
  double y = self->aspect < 1 && self->content_fit != GTK_CONTENT_FIT_CONTAIN ? 0 : 0.5;

  graphene_rect_init (rectangle,
                      (float) ((width - texture_width * factor) * x), (float) ((height - texture_height * factor) * y),
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

  if (self->content_fit != GTK_CONTENT_FIT_CONTAIN && !self->failed &&
      (self->texture == NULL || self->opacity < 1 || self->aspect < 1))
    gtk_snapshot_append_color (snapshot, &self->color, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  if (self->texture != NULL)
    snapshot_texture (self, snapshot, width, height);
  gtk_widget_snapshot_child (widget, self->icon, snapshot);
  gtk_widget_snapshot_child (widget, self->words, snapshot);
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
    case PROP_XALIGN:
      g_value_set_float (value, self->xalign);
      break;
    case PROP_MAX_HEIGHT:
      g_value_set_int (value, self->max_height);
      break;
    case PROP_ASPECT:
      g_value_set_double (value, self->aspect);
      break;
    case PROP_FAILED:
      g_value_set_boolean (value, self->failed);
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
    case PROP_XALIGN:
      self->xalign = g_value_get_float (value);
      gtk_widget_queue_draw (GTK_WIDGET (self));
      break;
    case PROP_MAX_HEIGHT:
      self->max_height = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
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
  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->words, gtk_widget_unparent);
  g_clear_object (&self->fade);
  g_clear_object (&self->texture);
  g_clear_object (&self->photo);

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
  widget_class->get_request_mode = fair_picture_get_request_mode;
  widget_class->measure = fair_picture_measure;
  widget_class->size_allocate = fair_picture_size_allocate;
  widget_class->snapshot = fair_picture_snapshot;

  properties[PROP_PHOTO] = g_param_spec_object ("photo", NULL, NULL, FAIR_TYPE_PHOTO, flags);
  properties[PROP_CONTENT_FIT] = g_param_spec_enum ("content-fit", NULL, NULL, GTK_TYPE_CONTENT_FIT, GTK_CONTENT_FIT_COVER, flags);
  properties[PROP_XALIGN] = g_param_spec_float ("xalign", NULL, NULL, 0, 1, 0.5f, flags);
  properties[PROP_MAX_HEIGHT] = g_param_spec_int ("max-height", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_ASPECT] = g_param_spec_double ("aspect", NULL, NULL, 0, G_MAXDOUBLE, 1.5, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FAILED] = g_param_spec_boolean ("failed", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
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
  self->xalign = 0.5f;
  self->aspect = fair_picture_lore_get_aspect (NULL);
  self->icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", "image-missing-symbolic", "pixel-size", 32, NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  self->words = g_object_new (GTK_TYPE_LABEL, "label", _("This picture could not be shown"), "wrap", TRUE, "justify",
                              GTK_JUSTIFY_CENTER, NULL);
  gtk_widget_add_css_class (self->words, "picture-words");
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  gtk_widget_set_parent (self->words, GTK_WIDGET (self));
  gtk_widget_set_child_visible (self->icon, FALSE);
  gtk_widget_set_child_visible (self->words, FALSE);
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
  set_failed (self, FALSE);
  update_aspect (self);
  color = photo != NULL ? photo->color : NULL;
  if (color == NULL || !gdk_rgba_parse (&self->color, color))
    self->color = (GdkRGBA) { 0.5f, 0.5f, 0.55f, 0.25f };

  update_alt (self);
  ensure_loaded (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PHOTO]);
}

/** Returns: width / height of the picture, as far as it is known: by the pack, until it is decoded */
double
fair_picture_get_aspect (FairPicture *self)
{
  g_return_val_if_fail (FAIR_IS_PICTURE (self), 1.5);

  return self->aspect;
}

/** Returns: (transfer none) (nullable): the photo */
FairPhoto *
fair_picture_get_photo (FairPicture *self)
{
  g_return_val_if_fail (FAIR_IS_PICTURE (self), NULL);

  return self->photo;
}

/** Returns: (transfer none) (nullable): what it shows of the photo, as long as it is on screen and decoded */
GdkTexture *
fair_picture_get_texture (FairPicture *self)
{
  g_return_val_if_fail (FAIR_IS_PICTURE (self), NULL);

  return self->texture;
}
