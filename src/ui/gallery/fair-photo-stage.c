/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gallery/fair-photo-stage.h"

struct _FairPhotoStage
{
  AdwBin parent_instance;

  GtkWidget *layers;
  GtkWidget *behind;
  FairPhotoViewer *viewer; /* NULL until a photo is opened */
};

G_DEFINE_FINAL_TYPE (FairPhotoStage, fair_photo_stage, ADW_TYPE_BIN)

/* What lies over the window's content has to be legible on any photo, too. */
static void
mark_window (FairPhotoStage *self,
             gboolean        open)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL && open)
    gtk_widget_add_css_class (GTK_WIDGET (root), "photo-open");
  else if (root != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (root), "photo-open");
}

/* Nobody comes to what is covered, neither with Tab nor with a screen reader; it stays as it is, for the photo goes back to it. */
static void
open_changed (FairPhotoStage *self)
{
  gboolean open = fair_photo_viewer_is_open (self->viewer);

  gtk_widget_set_can_focus (self->behind, !open);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->behind), GTK_ACCESSIBLE_STATE_HIDDEN, open, -1);
  mark_window (self, open);
}

/* GTK takes it that whatever is mapped is not hidden. */
static void
fair_photo_stage_map (GtkWidget *widget)
{
  FairPhotoStage *self = FAIR_PHOTO_STAGE (widget);

  GTK_WIDGET_CLASS (fair_photo_stage_parent_class)->map (widget);
  if (self->viewer != NULL)
    open_changed (self);
}

static void
fair_photo_stage_unroot (GtkWidget *widget)
{
  mark_window (FAIR_PHOTO_STAGE (widget), FALSE);
  GTK_WIDGET_CLASS (fair_photo_stage_parent_class)->unroot (widget);
}

static void
fair_photo_stage_class_init (FairPhotoStageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->map = fair_photo_stage_map;
  widget_class->unroot = fair_photo_stage_unroot;
}

static void
fair_photo_stage_init (FairPhotoStage *self)
{
  self->layers = gtk_overlay_new ();
  adw_bin_set_child (ADW_BIN (self), self->layers);
}

/**
 * fair_photo_stage_new:
 * @behind: what is shown while no photo is open
 *
 * Returns: (transfer floating): a stage; a #FairGalleryPage in @behind finds it by itself
 */
GtkWidget *
fair_photo_stage_new (GtkWidget *behind)
{
  FairPhotoStage *self;

  g_return_val_if_fail (GTK_IS_WIDGET (behind), NULL);

  self = g_object_new (FAIR_TYPE_PHOTO_STAGE, NULL);
  self->behind = behind;
  gtk_overlay_set_child (GTK_OVERLAY (self->layers), behind);
  return GTK_WIDGET (self);
}

/** Returns: (transfer none): the viewer, made when it is first asked for */
FairPhotoViewer *
fair_photo_stage_get_viewer (FairPhotoStage *self)
{
  g_return_val_if_fail (FAIR_IS_PHOTO_STAGE (self), NULL);

  if (self->viewer == NULL)
    {
      self->viewer = g_object_new (FAIR_TYPE_PHOTO_VIEWER, "visible", FALSE, NULL);
      g_signal_connect_object (self->viewer, "notify::open", G_CALLBACK (open_changed), self, G_CONNECT_SWAPPED);
      gtk_overlay_add_overlay (GTK_OVERLAY (self->layers), GTK_WIDGET (self->viewer));
    }
  return self->viewer;
}

/** A photo that is open closes at once: somebody went elsewhere. */
void
fair_photo_stage_dismiss (FairPhotoStage *self)
{
  g_return_if_fail (FAIR_IS_PHOTO_STAGE (self));

  if (self->viewer != NULL)
    fair_photo_viewer_dismiss (self->viewer);
}
