/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "viewer-test.h"

#include "shell/fair-front.h"

static gboolean
is_loaded (gpointer booth)
{
  return fair_booth_get_program (booth) != NULL && fair_booth_get_store (booth) != NULL;
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

FairPhotoTile *
viewer_test_get_tile (ViewerTest *fixture,
                      guint       position)
{
  return FAIR_PHOTO_TILE (ui_test_find (fixture->front, FAIR_TYPE_PHOTO_TILE, position));
}

FairPhotoViewer *
viewer_test_get_viewer (ViewerTest *fixture)
{
  return fair_photo_stage_get_viewer (FAIR_PHOTO_STAGE (ui_test_find (fixture->front, FAIR_TYPE_PHOTO_STAGE, 0)));
}

/* Whether motion is welcome. */
void
viewer_test_animate (gboolean enable)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", enable, NULL);
}

void
viewer_test_present (ViewerTest *fixture,
                     int         width,
                     int         height)
{
  fixture->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (fixture->window), FALSE);
  gtk_widget_add_css_class (fixture->window, "fairbook");
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, height);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->front);
  gtk_window_present (GTK_WINDOW (fixture->window));
  ui_test_wait (is_mapped, viewer_test_get_tile (fixture, 0));
}

void
viewer_test_set_up (ViewerTest    *fixture,
                    gconstpointer  data)
{
  viewer_test_animate (FALSE);
  fixture->booth = fair_booth_new (NULL);
  fair_booth_load (fixture->booth);
  ui_test_wait (is_loaded, fixture->booth);
  fixture->front = fair_front_new (fixture->booth, NULL);
  fair_front_show_program (FAIR_FRONT (fixture->front));
  fair_front_show_view (FAIR_FRONT (fixture->front), "community");
}

void
viewer_test_tear_down (ViewerTest    *fixture,
                       gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->booth);
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-enable-animations");
}

void
viewer_test_press (FairPhotoTile *tile)
{
  g_signal_emit_by_name (tile, "clicked");
}

/* Whether a photo is open, and there to be swiped. */
gboolean
viewer_test_is_settled (gpointer fixture)
{
  return gtk_widget_get_opacity (ui_test_find (GTK_WIDGET (viewer_test_get_viewer (fixture)), ADW_TYPE_CAROUSEL, 0)) > 0;
}
