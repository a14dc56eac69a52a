/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gallery/fair-gallery-page.h"

#include "contact/fair-link-label.h"
#include "gallery/fair-justified-layout.h"
#include "gallery/fair-photo-tile.h"
#include "gallery/fair-photo-stage.h"

#include <glib/gi18n-lib.h>

struct _FairGalleryPage
{
  AdwBin parent_instance;

  FairProgram *program;
  FairAccess *access;
  FairComfort *comfort;
  FairVisitRecorder *visits;
  char *album;             /* the album that is shown; NULL: everything */
  GListStore *shown;       /* of FairPhoto; another one for each album */
  FairPhotoViewer *viewer; /* the stage's; NULL until a photo is opened */
  gboolean visiting;       /* whether somebody came from elsewhere to the photo in the viewer */

  GtkStack *states;
  AdwWrapBox *albums;
  AdwBin *album_link;
  GtkWidget *grid;
};

G_DEFINE_FINAL_TYPE (FairGalleryPage, fair_gallery_page, ADW_TYPE_BIN)

enum
{
  SIGNAL_VISIT_ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static FairPhotoTile *
get_tile (FairGalleryPage *self,
          guint            position)
{
  GtkWidget *tile = gtk_widget_get_first_child (self->grid);

  for (; position > 0 && tile != NULL; position--)
    tile = gtk_widget_get_next_sibling (tile);
  return FAIR_PHOTO_TILE (tile);
}

/* Back in the grid, the photo that was looked at last has the focus, and the grid is scrolled to it. Whoever goes back to where they
 * came from has the focus there. */
static void
viewer_closed (FairGalleryPage *self)
{
  FairPhotoTile *tile = get_tile (self, fair_photo_viewer_get_position (self->viewer));
  gboolean visiting = self->visiting;

  self->visiting = FALSE;
  fair_photo_viewer_close (self->viewer, visiting ? NULL : tile);
  gtk_widget_grab_focus (GTK_WIDGET (tile));
  if (visiting)
    g_signal_emit (self, signals[SIGNAL_VISIT_ENDED], 0);
}

static const FairAlbum *
find_album (FairGalleryPage *self)
{
  return self->album != NULL ? fair_program_find_album (self->program, self->album) : NULL;
}

static void
view (FairGalleryPage *self,
      guint            position,
      FairPhotoTile   *tile)
{
  GtkWidget *stage = gtk_widget_get_ancestor (GTK_WIDGET (self), FAIR_TYPE_PHOTO_STAGE);
  const FairAlbum *album = find_album (self);

  g_return_if_fail (stage != NULL);

  self->visiting = FALSE;
  if (self->viewer == NULL)
    {
      g_set_weak_pointer (&self->viewer, fair_photo_stage_get_viewer (FAIR_PHOTO_STAGE (stage)));
      fair_photo_viewer_set_comfort (self->viewer, self->comfort);
      g_signal_connect_object (self->viewer, "close", G_CALLBACK (viewer_closed), self, G_CONNECT_SWAPPED);
    }
  fair_photo_viewer_set_link (self->viewer, album != NULL ? album->title : NULL, album != NULL ? album->url : NULL);
  fair_photo_viewer_set_window_controls (self->viewer, !fair_access_get_kiosk (self->access));
  fair_photo_viewer_open (self->viewer, G_LIST_MODEL (self->shown), position, tile);
}

static void
tile_clicked (FairPhotoTile   *tile,
              FairGalleryPage *self)
{
  guint position;

  if (!g_list_store_find (self->shown, fair_photo_tile_get_photo (tile), &position))
    return;
  fair_visit_recorder_count (self->visits, FAIR_VISIT_PHOTOS_OPENED, fair_photo_tile_get_photo (tile)->id);
  view (self, position, tile);
}

static void
fill_grid (FairGalleryPage *self)
{
  GListModel *photos = self->program->photos;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->grid)) != NULL)
    gtk_box_remove (GTK_BOX (self->grid), child);
  g_clear_object (&self->shown);
  self->shown = g_list_store_new (FAIR_TYPE_PHOTO);

  for (guint i = 0; i < g_list_model_get_n_items (photos); i++)
    {
      g_autoptr (FairPhoto) photo = g_list_model_get_item (photos, i);
      GtkWidget *tile;

      if (self->album != NULL && !fair_photo_is_in_album (photo, self->album))
        continue;

      tile = fair_photo_tile_new (photo);
      g_signal_connect (tile, "clicked", G_CALLBACK (tile_clicked), self);
      g_list_store_append (self->shown, photo);
      gtk_box_append (GTK_BOX (self->grid), tile);
    }
}

static void
show_album_link (FairGalleryPage *self)
{
  const FairAlbum *album = find_album (self);
  g_autofree char *markup = NULL;
  GtkWidget *link;

  if (album == NULL || album->url == NULL)
    {
      adw_bin_set_child (self->album_link, NULL);
      return;
    }
  markup = g_markup_printf_escaped ("<a href=\"%s\">%s</a>", album->url, _("Take this album with you"));
  link = fair_link_label_new (GTK_ACCESSIBLE_ROLE_LABEL, markup, "album-link", album->title);
  gtk_label_set_justify (GTK_LABEL (link), GTK_JUSTIFY_CENTER);
  adw_bin_set_child (self->album_link, link);
}

static void
album_toggled (GtkToggleButton *button,
               FairGalleryPage *self)
{
  if (!gtk_toggle_button_get_active (button))
    return;

  g_set_str (&self->album, g_object_get_data (G_OBJECT (button), "album"));
  fill_grid (self);
  show_album_link (self);
}

static GtkToggleButton *
add_album (FairGalleryPage *self,
           const char      *id,
           const char      *title,
           GtkToggleButton *group)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (title);

  g_object_set (gtk_button_get_child (GTK_BUTTON (button)), "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                "natural-wrap-mode", GTK_NATURAL_WRAP_NONE, "justify", GTK_JUSTIFY_CENTER, NULL);
  gtk_widget_add_css_class (button, "chip");
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), group);
  g_object_set_data_full (G_OBJECT (button), "album", g_strdup (id), g_free);
  adw_wrap_box_append (self->albums, button);

  return GTK_TOGGLE_BUTTON (button);
}

static gboolean
has_photos (FairGalleryPage *self,
            const char      *album)
{
  GListModel *photos = self->program->photos;

  for (guint i = 0; i < g_list_model_get_n_items (photos); i++)
    {
      g_autoptr (FairPhoto) photo = g_list_model_get_item (photos, i);

      if (fair_photo_is_in_album (photo, album))
        return TRUE;
    }

  return FALSE;
}

static void
fill_albums (FairGalleryPage *self)
{
  GPtrArray *albums = self->program->albums;
  GtkToggleButton *everything = add_album (self, NULL, _("Everything"), NULL);

  gtk_toggle_button_set_active (everything, TRUE);
  g_signal_connect (everything, "toggled", G_CALLBACK (album_toggled), self);
  for (guint i = 0; i < albums->len; i++)
    {
      const FairAlbum *album = albums->pdata[i];

      if (has_photos (self, album->id))
        g_signal_connect (add_album (self, album->id, album->title, everything), "toggled", G_CALLBACK (album_toggled), self);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->albums), albums->len > 0);
}

static void
fair_gallery_page_dispose (GObject *object)
{
  FairGalleryPage *self = FAIR_GALLERY_PAGE (object);

  /* AdwBin would take its child out a second time. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FAIR_TYPE_GALLERY_PAGE);
  g_clear_weak_pointer (&self->viewer);
  g_clear_object (&self->program);
  g_clear_object (&self->access);
  g_clear_object (&self->comfort);
  g_clear_object (&self->visits);
  g_clear_object (&self->shown);
  g_clear_pointer (&self->album, g_free);

  G_OBJECT_CLASS (fair_gallery_page_parent_class)->dispose (object);
}

static void
fair_gallery_page_class_init (FairGalleryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_gallery_page_dispose;

  /**
   * FairGalleryPage::visit-ended:
   *
   * Whoever was led to a photo with fair_gallery_page_open_photo() has closed it.
   */
  signals[SIGNAL_VISIT_ENDED] = g_signal_new ("visit-ended", FAIR_TYPE_GALLERY_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                              G_TYPE_NONE, 0);

  g_type_ensure (FAIR_TYPE_JUSTIFIED_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/gallery/fair-gallery-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FairGalleryPage, states);
  gtk_widget_class_bind_template_child (widget_class, FairGalleryPage, albums);
  gtk_widget_class_bind_template_child (widget_class, FairGalleryPage, album_link);
  gtk_widget_class_bind_template_child (widget_class, FairGalleryPage, grid);
}

static void
fair_gallery_page_init (FairGalleryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fair_gallery_page_new:
 * @booth: with its program loaded
 *
 * Returns: (transfer floating): the gallery of the program's photos
 */
GtkWidget *
fair_gallery_page_new (FairBooth *booth)
{
  FairGalleryPage *self;

  g_return_val_if_fail (FAIR_IS_BOOTH (booth), NULL);
  g_return_val_if_fail (fair_booth_get_program (booth) != NULL, NULL);

  self = g_object_new (FAIR_TYPE_GALLERY_PAGE, NULL);
  self->program = g_object_ref (fair_booth_get_program (booth));
  self->access = g_object_ref (fair_booth_get_access (booth));
  self->comfort = g_object_ref (fair_booth_get_comfort (booth));
  self->visits = g_object_ref (fair_booth_get_visits (booth));
  fill_albums (self);
  fill_grid (self);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->shown)) == 0)
    gtk_stack_set_visible_child_name (self->states, "empty");

  return GTK_WIDGET (self);
}

static void
choose_album (FairGalleryPage *self,
              const char      *album)
{
  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->albums)); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    if (g_strcmp0 (g_object_get_data (G_OBJECT (button), "album"), album) == 0)
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
}

/**
 * fair_gallery_page_open_photo:
 * @id: of one of the program's photos
 * @album: (nullable): the id of an album that it is in, to go on with; NULL: everything
 *
 * Opens a photo in the viewer for somebody who came from elsewhere. The page has to be on its #FairPhotoStage.
 *
 * Returns: FALSE if there is no such photo
 */
gboolean
fair_gallery_page_open_photo (FairGalleryPage *self,
                              const char      *id,
                              const char      *album)
{
  FairPhoto *photo;
  guint position;

  g_return_val_if_fail (FAIR_IS_GALLERY_PAGE (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  photo = fair_program_find_photo (self->program, id);
  if (photo == NULL)
    return FALSE;

  choose_album (self, album != NULL && fair_photo_is_in_album (photo, album) ? album : NULL);
  if (!g_list_store_find (self->shown, photo, &position))
    return FALSE;
  fair_visit_recorder_count (self->visits, FAIR_VISIT_PHOTOS_OPENED, photo->id);
  view (self, position, NULL);
  self->visiting = TRUE;
  return TRUE;
}

/**
 * fair_gallery_page_carry_over:
 * @from: the gallery of the same pack in another language
 *
 * Goes on where the visitor is: in the same album, at the same photo.
 */
void
fair_gallery_page_carry_over (FairGalleryPage *self,
                              FairGalleryPage *from)
{
  g_return_if_fail (FAIR_IS_GALLERY_PAGE (self));
  g_return_if_fail (FAIR_IS_GALLERY_PAGE (from));

  choose_album (self, from->album);
  if (from->viewer != NULL && fair_photo_viewer_is_open (from->viewer))
    view (self, fair_photo_viewer_get_position (from->viewer), NULL);
}
