/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gallery/fair-photo-viewer.h"

#include "booth/fair-comfort-button.h"
#include "contact/fair-take-home-sheet.h"
#include "gallery/fair-photo-flight.h"
#include "gallery/fair-picture.h"
#include "program/fair-photo.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _FairPhotoViewer
{
  AdwBreakpointBin parent_instance;

  GListModel *photos;
  guint position;
  guint placing; /* the tick callback that puts the carousel in place, or 0 */
  gboolean open;
  char *link_title;
  char *link; /* where there is more of the album; NULL: nowhere */

  FairPhotoFlight *flight;
  AdwCarousel *carousel;
  AdwHeaderBar *header_bar;
  GtkWidget *previous_button;
  GtkWidget *next_button;
  GtkWidget *link_button;
  FairComfortButton *comfort_button;
  GtkWidget *text;
  GtkWidget *caption_scroller;
  GtkLabel *caption;
  GtkToggleButton *whole_button;
  GtkLabel *counter;
};

G_DEFINE_FINAL_TYPE (FairPhotoViewer, fair_photo_viewer, ADW_TYPE_BREAKPOINT_BIN)

enum
{
  PROP_0,
  PROP_OPEN,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_CLOSE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* In pixels a second: somebody who pulls the photo down means it. */
#define SWIPE_VELOCITY 400

static void
set_picture (FairPhotoViewer *self,
             guint            position,
             gboolean         shown)
{
  g_autoptr (FairPhoto) photo = shown ? g_list_model_get_item (self->photos, position) : NULL;

  fair_picture_set_photo (FAIR_PICTURE (adw_carousel_get_nth_page (self->carousel, position)), photo);
}

/* Only the photo that is shown and its neighbours are decoded, however many there are; that one first. */
static void
update_pictures (FairPhotoViewer *self)
{
  guint n = adw_carousel_get_n_pages (self->carousel);

  set_picture (self, self->position, TRUE);
  for (guint i = 0; i < n; i++)
    set_picture (self, i, i + 1 >= self->position && i <= self->position + 1);
}

/* Whether the focus is on what goes away: the photo that was shown, or a button that leads no further. */
static gboolean
is_focus_stranded (FairPhotoViewer *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  guint last = adw_carousel_get_n_pages (self->carousel) - 1;

  if (focus == NULL)
    return FALSE;

  return gtk_widget_is_ancestor (focus, GTK_WIDGET (self->carousel))
         || (focus == self->previous_button && self->position == 0) || (focus == self->next_button && self->position == last);
}

/* The focus goes on to the photo that is shown, so that its keys work; no other photo can be reached or is read out. */
static void
move_focus (FairPhotoViewer *self)
{
  gboolean is_stranded = is_focus_stranded (self);
  guint n = adw_carousel_get_n_pages (self->carousel);

  gtk_widget_set_focusable (adw_carousel_get_nth_page (self->carousel, self->position), TRUE);
  if (is_stranded)
    gtk_widget_grab_focus (adw_carousel_get_nth_page (self->carousel, self->position));
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *page = adw_carousel_get_nth_page (self->carousel, i);

      gtk_widget_set_focusable (page, i == self->position);
      gtk_accessible_update_state (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_STATE_HIDDEN, i != self->position, -1);
    }
}

static void
update_text (FairPhotoViewer *self)
{
  g_autoptr (FairPhoto) photo = g_list_model_get_item (self->photos, self->position);
  guint n = g_list_model_get_n_items (self->photos);
  const char *caption = photo != NULL ? photo->caption : NULL;
  /* Translators: which photo of how many is shown, as in "3 of 15" */
  g_autofree char *counter = g_strdup_printf (_("%u of %u"), self->position + 1, n);

  gtk_toggle_button_set_active (self->whole_button, FALSE);
  gtk_widget_set_visible (self->text, caption != NULL);
  gtk_label_set_label (self->caption, caption != NULL ? caption : "");
  gtk_label_set_label (self->counter, counter);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.previous", self->position > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.next", self->position + 1 < n);
}

static void
show_position (FairPhotoViewer *self,
               guint            position)
{
  self->position = position;
  update_pictures (self);
  move_focus (self);
  update_text (self);
}

static void
page_changed (FairPhotoViewer *self,
              guint            index)
{
  /* Until it is in place the carousel stands at its beginning, whatever is to be shown. */
  if (self->placing != 0)
    return;

  show_position (self, index);
}

static void
scroll_to (FairPhotoViewer *self,
           guint            position,
           gboolean         animate)
{
  adw_carousel_scroll_to (self->carousel, adw_carousel_get_nth_page (self->carousel, position), animate);
}

static void
previous_activated (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  FairPhotoViewer *self = FAIR_PHOTO_VIEWER (widget);

  if (self->position > 0)
    scroll_to (self, self->position - 1, TRUE);
}

static void
next_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  FairPhotoViewer *self = FAIR_PHOTO_VIEWER (widget);

  if (self->position + 1 < adw_carousel_get_n_pages (self->carousel))
    scroll_to (self, self->position + 1, TRUE);
}

static void
close_activated (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_CLOSE], 0);
}

/* In a right-to-left language the next photo lies to the left. */
static gboolean
arrow_pressed (GtkWidget *widget,
               GVariant  *arguments,
               gpointer   user_data)
{
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  gboolean right = g_variant_get_boolean (arguments);

  gtk_widget_activate_action (widget, right != mirrored ? "viewer.next" : "viewer.previous", NULL);
  return GDK_EVENT_STOP;
}

static gboolean
end_pressed (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   user_data)
{
  FairPhotoViewer *self = FAIR_PHOTO_VIEWER (widget);
  guint n = adw_carousel_get_n_pages (self->carousel);

  if (n > 0)
    scroll_to (self, g_variant_get_boolean (arguments) ? n - 1 : 0, FALSE);
  return GDK_EVENT_STOP;
}

static void
back_pressed (FairPhotoViewer *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "viewer.close", NULL);
}

static void
swiped (FairPhotoViewer *self,
        double           velocity_x,
        double           velocity_y)
{
  if (velocity_y > SWIPE_VELOCITY && velocity_y > 2 * fabs (velocity_x))
    gtk_widget_activate_action (GTK_WIDGET (self), "viewer.close", NULL);
}

static void
link_clicked (FairPhotoViewer *self)
{
  fair_take_home_sheet_present_link (self->link_button, self->link_title, self->link);
}

/* All of it instead of two lines, as far as there is room; what is below can be scrolled to. */
static void
whole_toggled (FairPhotoViewer *self)
{
  gboolean whole = gtk_toggle_button_get_active (self->whole_button);

  gtk_label_set_lines (self->caption, whole ? -1 : 2);
  gtk_label_set_ellipsize (self->caption, whole ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  gtk_widget_set_can_focus (self->caption_scroller, whole);
  gtk_widget_set_name (self->text, whole ? "whole" : "two-lines");
  gtk_widget_set_visible (self->previous_button, !whole);
  gtk_widget_set_visible (self->next_button, !whole);
}

/* The controls come and go with the photo. */
static void
flight_progressed (FairPhotoViewer *self)
{
  double progress = fair_photo_flight_get_progress (self->flight);
  GtkWidget *controls[] = { GTK_WIDGET (self->header_bar), self->previous_button, self->next_button, self->text };

  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    gtk_widget_set_opacity (controls[i], progress);
}

/* The carousel takes over when it is in place and the photo has arrived. */
static void
settle (FairPhotoViewer *self)
{
  double progress = fair_photo_flight_get_progress (self->flight);

  if (self->open && self->placing == 0 && progress >= 1)
    {
      gtk_widget_set_opacity (GTK_WIDGET (self->carousel), 1);
      fair_photo_flight_let_go (self->flight);
    }
  else if (!self->open && progress <= 0)
    {
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      fair_photo_flight_let_go (self->flight);
    }
}

static void
flight_landed (FairPhotoViewer *self)
{
  settle (self);
}

/* Whoever can read all of it needs no button for more. Its room is kept, so that nothing moves when another photo comes. */
static void
fair_photo_viewer_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  FairPhotoViewer *self = FAIR_PHOTO_VIEWER (widget);
  gboolean cut;

  GTK_WIDGET_CLASS (fair_photo_viewer_parent_class)->size_allocate (widget, width, height, baseline);
  cut = pango_layout_is_ellipsized (gtk_label_get_layout (self->caption));
  gtk_widget_set_child_visible (GTK_WIDGET (self->whole_button), cut || gtk_toggle_button_get_active (self->whole_button));
}

static void
fair_photo_viewer_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  if (prop_id == PROP_OPEN)
    g_value_set_boolean (value, FAIR_PHOTO_VIEWER (object)->open);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
fair_photo_viewer_dispose (GObject *object)
{
  FairPhotoViewer *self = FAIR_PHOTO_VIEWER (object);

  if (self->flight != NULL)
    g_signal_handlers_disconnect_by_data (self->flight, self);
  /* AdwBreakpointBin would take its child out a second time. */
  adw_breakpoint_bin_set_child (ADW_BREAKPOINT_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FAIR_TYPE_PHOTO_VIEWER);
  g_clear_object (&self->photos);
  g_clear_pointer (&self->link_title, g_free);
  g_clear_pointer (&self->link, g_free);

  G_OBJECT_CLASS (fair_photo_viewer_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (FAIR_TYPE_COMFORT_BUTTON);
  g_type_ensure (FAIR_TYPE_PHOTO_FLIGHT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/gallery/fair-photo-viewer.ui");
  gtk_widget_class_bind_template_child (widget_class, FairPhotoViewer, flight);
  gtk_widget_class_bind_template_child (widget_class, FairPhotoViewer, carousel);
  gtk_widget_class_bind_template_child (widget_class, FairPhotoViewer, header_bar);
  gtk_widget_class_bind_template_child (widget_class, FairPhotoViewer, previous_button);
  gtk_widget_class_bind_template_child (widget_class, FairPhotoViewer, next_button);
  gtk_widget_class_bind_template_child (widget_class, FairPhotoViewer, link_button);
  gtk_widget_class_bind_template_child (widget_class, FairPhotoViewer, comfort_button);
  gtk_widget_class_bind_template_child (widget_class, FairPhotoViewer, text);
  gtk_widget_class_bind_template_child (widget_class, FairPhotoViewer, caption_scroller);
  gtk_widget_class_bind_template_child (widget_class, FairPhotoViewer, caption);
  gtk_widget_class_bind_template_child (widget_class, FairPhotoViewer, whole_button);
  gtk_widget_class_bind_template_child (widget_class, FairPhotoViewer, counter);
  gtk_widget_class_bind_template_callback (widget_class, page_changed);
  gtk_widget_class_bind_template_callback (widget_class, back_pressed);
  gtk_widget_class_bind_template_callback (widget_class, swiped);
  gtk_widget_class_bind_template_callback (widget_class, link_clicked);
  gtk_widget_class_bind_template_callback (widget_class, whole_toggled);
  gtk_widget_class_bind_template_callback (widget_class, flight_progressed);
  gtk_widget_class_bind_template_callback (widget_class, flight_landed);
}

static void
bind_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "viewer.previous", NULL, previous_activated);
  gtk_widget_class_install_action (widget_class, "viewer.next", NULL, next_activated);
  gtk_widget_class_install_action (widget_class, "viewer.close", NULL, close_activated);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, arrow_pressed, "b", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, arrow_pressed, "b", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, end_pressed, "b", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, end_pressed, "b", FALSE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_space, 0, "viewer.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "viewer.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Back, 0, "viewer.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "viewer.close", NULL);
}

static void
fair_photo_viewer_class_init (FairPhotoViewerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fair_photo_viewer_dispose;
  object_class->get_property = fair_photo_viewer_get_property;
  widget_class->size_allocate = fair_photo_viewer_size_allocate;

  properties[PROP_OPEN] = g_param_spec_boolean ("open", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * FairPhotoViewer::close:
   *
   * The visitor wants to see all photos again.
   */
  signals[SIGNAL_CLOSE] = g_signal_new ("close", FAIR_TYPE_PHOTO_VIEWER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  bind_template (widget_class);
  bind_keys (widget_class);
}

static void
fair_photo_viewer_init (FairPhotoViewer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  flight_progressed (self);
}

static void
clear_carousel (FairPhotoViewer *self)
{
  while (adw_carousel_get_n_pages (self->carousel) > 0)
    adw_carousel_remove (self->carousel, adw_carousel_get_nth_page (self->carousel, 0));
}

static void
set_photos (FairPhotoViewer *self,
            GListModel      *photos)
{
  if (!g_set_object (&self->photos, photos))
    return;

  clear_carousel (self);
  for (guint i = 0; i < g_list_model_get_n_items (photos); i++)
    {
      GtkWidget *picture = fair_picture_new ();

      g_object_set (picture, "content-fit", GTK_CONTENT_FIT_CONTAIN, "hexpand", TRUE, "vexpand", TRUE, NULL);
      adw_carousel_append (self->carousel, picture);
    }
}

/* The carousel can only be scrolled once its pages have their places. */
static gboolean
place_carousel (GtkWidget     *widget,
                GdkFrameClock *clock,
                gpointer       user_data)
{
  FairPhotoViewer *self = FAIR_PHOTO_VIEWER (widget);
  GtkWidget *page = adw_carousel_get_nth_page (self->carousel, self->position);

  if (gtk_widget_get_width (page) == 0)
    return G_SOURCE_CONTINUE;

  scroll_to (self, self->position, FALSE);
  self->placing = 0;
  settle (self);
  return G_SOURCE_REMOVE;
}

static void
set_open (FairPhotoViewer *self,
          gboolean         open)
{
  self->open = open;
  gtk_widget_set_opacity (GTK_WIDGET (self->carousel), 0);
  gtk_widget_set_can_focus (GTK_WIDGET (self), open);
  gtk_widget_set_can_target (GTK_WIDGET (self), open);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN]);
}

/**
 * fair_photo_viewer_open:
 * @photos: (transfer none): a list of FairPhoto that never changes
 * @position: in it, of the photo to show
 * @tile: (nullable): what it comes out of; without it, it fades in
 *
 * Opens, or goes on to another photo; the focus goes to it.
 */
void
fair_photo_viewer_open (FairPhotoViewer *self,
                        GListModel      *photos,
                        guint            position,
                        FairPhotoTile   *tile)
{
  g_return_if_fail (FAIR_IS_PHOTO_VIEWER (self));
  g_return_if_fail (G_IS_LIST_MODEL (photos));
  g_return_if_fail (position < g_list_model_get_n_items (photos));

  set_photos (self, photos);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  set_open (self, TRUE);
  show_position (self, position);
  gtk_widget_grab_focus (adw_carousel_get_nth_page (self->carousel, position));
  if (self->placing == 0)
    self->placing = gtk_widget_add_tick_callback (GTK_WIDGET (self), place_carousel, NULL, NULL);
  fair_photo_flight_fly (self->flight, tile != NULL ? fair_photo_tile_get_texture (tile) : NULL, GTK_WIDGET (tile), TRUE);
}

static void
stop_placing (FairPhotoViewer *self)
{
  if (self->placing != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->placing);
  self->placing = 0;
}

/**
 * fair_photo_viewer_close:
 * @tile: (nullable): what the photo goes back into; without it, it fades out
 *
 * What was covered can have the focus again when this returns.
 */
void
fair_photo_viewer_close (FairPhotoViewer *self,
                         FairPhotoTile   *tile)
{
  GdkTexture *texture;

  g_return_if_fail (FAIR_IS_PHOTO_VIEWER (self));

  if (!self->open)
    return;
  stop_placing (self);
  set_open (self, FALSE);
  texture = fair_picture_get_texture (FAIR_PICTURE (adw_carousel_get_nth_page (self->carousel, self->position)));
  if (texture == NULL && tile != NULL)
    texture = fair_photo_tile_get_texture (tile);
  fair_photo_flight_fly (self->flight, texture, GTK_WIDGET (tile), FALSE);
}

/** Closes at once, whatever is under way. */
void
fair_photo_viewer_dismiss (FairPhotoViewer *self)
{
  g_return_if_fail (FAIR_IS_PHOTO_VIEWER (self));

  fair_photo_viewer_close (self, NULL);
  fair_photo_flight_skip (self->flight);
}

/** Returns: whether a photo is open, or opening */
gboolean
fair_photo_viewer_is_open (FairPhotoViewer *self)
{
  g_return_val_if_fail (FAIR_IS_PHOTO_VIEWER (self), FALSE);

  return self->open;
}

/**
 * fair_photo_viewer_set_link:
 * @title: (nullable): what the album is called
 * @link: (nullable): where there is more of it, for a visitor to take along
 */
void
fair_photo_viewer_set_link (FairPhotoViewer *self,
                            const char      *title,
                            const char      *link)
{
  g_return_if_fail (FAIR_IS_PHOTO_VIEWER (self));

  g_set_str (&self->link_title, title);
  g_set_str (&self->link, link);
  gtk_widget_set_visible (self->link_button, link != NULL);
}

/**
 * fair_photo_viewer_set_comfort:
 * @comfort: what can be changed here, too, for the viewer covers the bar in which it is changed otherwise; once only
 */
void
fair_photo_viewer_set_comfort (FairPhotoViewer *self,
                               FairComfort     *comfort)
{
  g_return_if_fail (FAIR_IS_PHOTO_VIEWER (self));

  fair_comfort_button_set_comfort (self->comfort_button, comfort);
}

/**
 * fair_photo_viewer_set_window_controls:
 * @shown: FALSE where there is no window to close, and the staff's corner lies over the end of the bar
 */
void
fair_photo_viewer_set_window_controls (FairPhotoViewer *self,
                                       gboolean         shown)
{
  g_return_if_fail (FAIR_IS_PHOTO_VIEWER (self));

  adw_header_bar_set_show_start_title_buttons (self->header_bar, shown);
  adw_header_bar_set_show_end_title_buttons (self->header_bar, shown);
  if (shown)
    gtk_widget_remove_css_class (GTK_WIDGET (self->header_bar), "cornered");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->header_bar), "cornered");
}

/** Returns: the position of the photo that is shown, or was shown last */
guint
fair_photo_viewer_get_position (FairPhotoViewer *self)
{
  g_return_val_if_fail (FAIR_IS_PHOTO_VIEWER (self), 0);

  return self->position;
}
