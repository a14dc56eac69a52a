/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gallery/fair-photo-viewer.h"

#include "gallery/fair-picture.h"
#include "program/fair-photo.h"

#include <glib/gi18n-lib.h>

struct _FairPhotoViewer
{
  AdwBin parent_instance;

  GListModel *photos;
  guint position;
  guint placing; /* the tick callback that puts the carousel in place, or 0 */

  AdwCarousel *carousel;
  GtkWidget *previous_button;
  GtkWidget *next_button;
  GtkLabel *caption;
  GtkLabel *counter;
};

G_DEFINE_FINAL_TYPE (FairPhotoViewer, fair_photo_viewer, ADW_TYPE_BIN)

enum
{
  SIGNAL_CLOSE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

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
fair_photo_viewer_dispose (GObject *object)
{
  FairPhotoViewer *self = FAIR_PHOTO_VIEWER (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FAIR_TYPE_PHOTO_VIEWER);
  g_clear_object (&self->photos);

  G_OBJECT_CLASS (fair_photo_viewer_parent_class)->dispose (object);
}

static void
fair_photo_viewer_class_init (FairPhotoViewerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_photo_viewer_dispose;

  /**
   * FairPhotoViewer::close:
   *
   * The visitor wants to see all photos again.
   */
  signals[SIGNAL_CLOSE] = g_signal_new ("close", FAIR_TYPE_PHOTO_VIEWER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/gallery/fair-photo-viewer.ui");
  gtk_widget_class_bind_template_child (widget_class, FairPhotoViewer, carousel);
  gtk_widget_class_bind_template_child (widget_class, FairPhotoViewer, previous_button);
  gtk_widget_class_bind_template_child (widget_class, FairPhotoViewer, next_button);
  gtk_widget_class_bind_template_child (widget_class, FairPhotoViewer, caption);
  gtk_widget_class_bind_template_child (widget_class, FairPhotoViewer, counter);
  gtk_widget_class_bind_template_callback (widget_class, page_changed);

  gtk_widget_class_install_action (widget_class, "viewer.previous", NULL, previous_activated);
  gtk_widget_class_install_action (widget_class, "viewer.next", NULL, next_activated);
  gtk_widget_class_install_action (widget_class, "viewer.close", NULL, close_activated);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, arrow_pressed, "b", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, arrow_pressed, "b", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, end_pressed, "b", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, end_pressed, "b", FALSE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_space, 0, "viewer.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "viewer.close", NULL);
}

static void
fair_photo_viewer_init (FairPhotoViewer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
clear_carousel (FairPhotoViewer *self)
{
  while (adw_carousel_get_n_pages (self->carousel) > 0)
    adw_carousel_remove (self->carousel, adw_carousel_get_nth_page (self->carousel, 0));
}

/**
 * fair_photo_viewer_set_photos:
 * @photos: (transfer none): a list of FairPhoto, not changing while it is shown
 */
void
fair_photo_viewer_set_photos (FairPhotoViewer *self,
                              GListModel      *photos)
{
  g_return_if_fail (FAIR_IS_PHOTO_VIEWER (self));
  g_return_if_fail (G_IS_LIST_MODEL (photos));

  g_set_object (&self->photos, photos);
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
  gtk_widget_grab_focus (page);
  self->placing = 0;
  return G_SOURCE_REMOVE;
}

/**
 * fair_photo_viewer_show:
 * @position: of the photo in the list
 */
void
fair_photo_viewer_show (FairPhotoViewer *self,
                        guint            position)
{
  g_return_if_fail (FAIR_IS_PHOTO_VIEWER (self));
  g_return_if_fail (position < adw_carousel_get_n_pages (self->carousel));

  show_position (self, position);
  if (self->placing == 0)
    self->placing = gtk_widget_add_tick_callback (GTK_WIDGET (self), place_carousel, NULL, NULL);
}

/** Returns: the position of the photo that is shown */
guint
fair_photo_viewer_get_position (FairPhotoViewer *self)
{
  g_return_val_if_fail (FAIR_IS_PHOTO_VIEWER (self), 0);

  return self->position;
}
