/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One photo in the whole window: what steps back for it, where it comes from and goes to, and who has the focus. */
#include "config.h"

#include "gallery/fair-gallery-page.h"
#include "gallery/fair-photo-flight.h"
#include "gallery/fair-picture.h"
#include "shell/fair-front.h"
#include "viewer-test.h"

static FairPhotoFlight *
get_flight (ViewerTest *fixture)
{
  return FAIR_PHOTO_FLIGHT (ui_test_find (GTK_WIDGET (viewer_test_get_viewer (fixture)), FAIR_TYPE_PHOTO_FLIGHT, 0));
}

static GtkWidget *
get_bars (ViewerTest *fixture)
{
  return ui_test_find (fixture->front, ADW_TYPE_TOOLBAR_VIEW, 0);
}

static void
set_up_window (ViewerTest    *fixture,
               gconstpointer  data)
{
  viewer_test_set_up (fixture, data);
  viewer_test_present (fixture, 1366, 768);
}

static void
act (ViewerTest *fixture,
     const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (viewer_test_get_viewer (fixture)), action, NULL));
}

static gboolean
is_closed (gpointer fixture)
{
  return !gtk_widget_get_visible (GTK_WIDGET (viewer_test_get_viewer (fixture)));
}

static gboolean
has_texture (gpointer tile)
{
  return fair_photo_tile_get_texture (tile) != NULL;
}

static gboolean
is_at_third (gpointer viewer)
{
  return fair_photo_viewer_get_position (viewer) == 2;
}

static void
assert_stepped_back (ViewerTest *fixture,
                     gboolean    back)
{
  g_assert_true (gtk_widget_get_can_focus (get_bars (fixture)) == !back);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (get_bars (fixture)), GTK_ACCESSIBLE_STATE_HIDDEN, back);
  g_assert_true (gtk_widget_has_css_class (fixture->window, "photo-open") == back);
}

static void
assert_is (double value,
           double expected)
{
  g_assert_cmpfloat_with_epsilon (value, expected, 1e-6);
}

static void
assert_same (const graphene_rect_t *one,
             const graphene_rect_t *other)
{
  g_assert_cmpfloat_with_epsilon (one->origin.x, other->origin.x, 0.5f);
  g_assert_cmpfloat_with_epsilon (one->origin.y, other->origin.y, 0.5f);
  g_assert_cmpfloat_with_epsilon (one->size.width, other->size.width, 0.5f);
  g_assert_cmpfloat_with_epsilon (one->size.height, other->size.height, 0.5f);
}

static void
assert_nothing_left (ViewerTest *fixture)
{
  FairPhotoTile *tile;

  assert_stepped_back (fixture, FALSE);
  g_assert_false (fair_photo_viewer_is_open (viewer_test_get_viewer (fixture)));
  for (guint i = 0; (tile = viewer_test_get_tile (fixture, i)) != NULL; i++)
    assert_is (gtk_widget_get_opacity (GTK_WIDGET (tile)), 1);
}

/* The photo covers the bars, nobody comes to them; then they are back, and the focus is on the photo that was seen last. */
static void
test_bars (ViewerTest    *fixture,
           gconstpointer  data)
{
  graphene_rect_t front, viewer;

  viewer_test_press (viewer_test_get_tile (fixture, 1));
  assert_stepped_back (fixture, TRUE);
  ui_test_wait (viewer_test_is_settled, fixture);
  g_assert_true (gtk_widget_compute_bounds (fixture->front, fixture->window, &front));
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (viewer_test_get_viewer (fixture)), fixture->window, &viewer));
  assert_same (&front, &viewer);

  act (fixture, "viewer.next");
  ui_test_wait (is_at_third, viewer_test_get_viewer (fixture));
  act (fixture, "viewer.close");
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == GTK_WIDGET (viewer_test_get_tile (fixture, 2)));
  ui_test_wait (is_closed, fixture);
  assert_nothing_left (fixture);
}

/* Where motion is not welcome, there is none. */
static void
test_no_motion (ViewerTest    *fixture,
                gconstpointer  data)
{
  viewer_test_press (viewer_test_get_tile (fixture, 0));
  assert_is (fair_photo_flight_get_progress (get_flight (fixture)), 1);
  act (fixture, "viewer.close");
  assert_is (fair_photo_flight_get_progress (get_flight (fixture)), 0);
  g_assert_true (is_closed (fixture));
  assert_nothing_left (fixture);
}

/* The photo begins where it lies in the grid, and nowhere is it seen twice. */
static void
test_comes_out_of_its_place (ViewerTest    *fixture,
                             gconstpointer  data)
{
  GtkWidget *tile = GTK_WIDGET (viewer_test_get_tile (fixture, 4));
  graphene_rect_t place, bounds;

  ui_test_wait (has_texture, tile);
  viewer_test_animate (TRUE);
  viewer_test_press (FAIR_PHOTO_TILE (tile));
  act (fixture, "viewer.close"); /* the viewer has been laid out when it is next opened */
  ui_test_wait (is_closed, fixture);
  viewer_test_press (FAIR_PHOTO_TILE (tile));
  assert_is (fair_photo_flight_get_progress (get_flight (fixture)), 0);
  g_assert_true (gtk_widget_compute_bounds (tile, GTK_WIDGET (get_flight (fixture)), &place));
  g_assert_true (fair_photo_flight_get_bounds (get_flight (fixture), &bounds));
  assert_same (&place, &bounds);
  assert_is (gtk_widget_get_opacity (tile), 0);
  ui_test_wait (viewer_test_is_settled, fixture);
  assert_is (gtk_widget_get_opacity (tile), 1);
}

static gboolean
is_at_last (gpointer fixture)
{
  guint n = ui_test_count (((ViewerTest *) fixture)->front, FAIR_TYPE_PHOTO_TILE);

  return fair_photo_viewer_get_position (viewer_test_get_viewer (fixture)) + 1 == n;
}

static gboolean
is_in_sight (gpointer fixture)
{
  guint last = ui_test_count (((ViewerTest *) fixture)->front, FAIR_TYPE_PHOTO_TILE) - 1;
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (GTK_WIDGET (viewer_test_get_tile (fixture, last)), ((ViewerTest *) fixture)->window, &bounds) &&
         bounds.origin.y + bounds.size.height <= (float) gtk_widget_get_height (((ViewerTest *) fixture)->window);
}

/* Whoever has gone on to the last photo finds it in the grid, which is scrolled to it. */
static void
test_goes_back_to_another_place (ViewerTest    *fixture,
                                 gconstpointer  data)
{
  viewer_test_press (viewer_test_get_tile (fixture, 0));
  ui_test_wait (viewer_test_is_settled, fixture);
  g_assert_false (is_in_sight (fixture));
  while (!is_at_last (fixture))
    {
      act (fixture, "viewer.next");
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  viewer_test_animate (TRUE);
  act (fixture, "viewer.close");
  ui_test_wait (is_closed, fixture);
  ui_test_wait (is_in_sight, fixture);
  assert_nothing_left (fixture);
}

/* Whatever comes in between, nothing is left behind. */
static void
test_interrupted (ViewerTest    *fixture,
                  gconstpointer  data)
{
  ui_test_wait (has_texture, viewer_test_get_tile (fixture, 0));
  viewer_test_animate (TRUE);
  viewer_test_press (viewer_test_get_tile (fixture, 0));
  act (fixture, "viewer.close");
  viewer_test_press (viewer_test_get_tile (fixture, 1));
  assert_stepped_back (fixture, TRUE);
  assert_is (gtk_widget_get_opacity (GTK_WIDGET (viewer_test_get_tile (fixture, 0))), 1);
  act (fixture, "viewer.close");
  ui_test_wait (is_closed, fixture);
  assert_nothing_left (fixture);

  viewer_test_press (viewer_test_get_tile (fixture, 2)); /* and the window goes in the middle of it */
}

/* Whoever goes elsewhere by a key, goes there. */
static void
test_another_view (ViewerTest    *fixture,
                   gconstpointer  data)
{
  viewer_test_animate (TRUE);
  viewer_test_press (viewer_test_get_tile (fixture, 0));
  fair_front_show_view (FAIR_FRONT (fixture->front), "sign-up");
  g_assert_true (is_closed (fixture));
  assert_nothing_left (fixture);
}

static FairGalleryPage *
get_page (ViewerTest *fixture)
{
  return FAIR_GALLERY_PAGE (ui_test_find (fixture->front, FAIR_TYPE_GALLERY_PAGE, 0));
}

/* From elsewhere any photo can be opened, whatever album is shown. */
static void
test_from_elsewhere (ViewerTest    *fixture,
                     gconstpointer  data)
{
  GListModel *photos = fair_booth_get_program (fixture->booth)->photos;
  guint last = g_list_model_get_n_items (photos) - 1;
  g_autoptr (FairPhoto) photo = g_list_model_get_item (photos, last);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (ui_test_find (GTK_WIDGET (get_page (fixture)), GTK_TYPE_TOGGLE_BUTTON, 2)), TRUE);
  g_assert_cmpuint (ui_test_count (fixture->front, FAIR_TYPE_PHOTO_TILE), <, last + 1);
  g_assert_false (fair_gallery_page_open_photo (get_page (fixture), "no such photo", NULL));
  g_assert_true (fair_gallery_page_open_photo (get_page (fixture), photo->id, NULL));
  ui_test_wait (viewer_test_is_settled, fixture);
  g_assert_cmpuint (fair_photo_viewer_get_position (viewer_test_get_viewer (fixture)), ==, last);
  act (fixture, "viewer.close");
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == GTK_WIDGET (viewer_test_get_tile (fixture, last)));
}

/* In another language the same photo is open. */
static void
test_carried_over (ViewerTest    *fixture,
                   gconstpointer  data)
{
  g_autoptr (GtkWidget) before = g_object_ref (fixture->front);

  viewer_test_press (viewer_test_get_tile (fixture, 3));
  fixture->front = fair_front_new (fixture->booth, NULL);
  fair_front_show_program (FAIR_FRONT (fixture->front));
  fair_front_carry_over (FAIR_FRONT (fixture->front), FAIR_FRONT (before));
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->front);
  ui_test_wait (viewer_test_is_settled, fixture);
  assert_stepped_back (fixture, TRUE);
  g_assert_cmpuint (fair_photo_viewer_get_position (viewer_test_get_viewer (fixture)), ==, 3);
  act (fixture, "viewer.close");
  assert_nothing_left (fixture);
}

static guint
count_pictures (GtkWidget *viewer)
{
  guint count = 0;

  for (guint i = 0; ui_test_find (viewer, FAIR_TYPE_PICTURE, i) != NULL; i++)
    if (fair_picture_get_photo (FAIR_PICTURE (ui_test_find (viewer, FAIR_TYPE_PICTURE, i))) != NULL)
      count++;

  return count;
}

/* However many photos there are, the one that is shown and its neighbours are decoded. */
static void
test_decodes_neighbours (ViewerTest    *fixture,
                         gconstpointer  data)
{
  GtkWidget *viewer = GTK_WIDGET (viewer_test_get_viewer (fixture));

  viewer_test_press (viewer_test_get_tile (fixture, 0));
  g_assert_cmpuint (ui_test_count (viewer, FAIR_TYPE_PICTURE), ==, ui_test_count (fixture->front, FAIR_TYPE_PHOTO_TILE));
  g_assert_cmpuint (count_pictures (viewer), ==, 2);
  viewer_test_press (viewer_test_get_tile (fixture, 5));
  g_assert_cmpuint (fair_photo_viewer_get_position (FAIR_PHOTO_VIEWER (viewer)), ==, 5);
  g_assert_cmpuint (count_pictures (viewer), ==, 3);
}

/* The photo is there at once, as it was in the grid, until it is decoded again. */
static void
test_at_hand (ViewerTest    *fixture,
              gconstpointer  data)
{
  GtkWidget *picture;

  ui_test_wait (has_texture, viewer_test_get_tile (fixture, 0));
  viewer_test_press (viewer_test_get_tile (fixture, 0));
  picture = ui_test_find (GTK_WIDGET (viewer_test_get_viewer (fixture)), FAIR_TYPE_PICTURE, 0);
  ui_test_wait (viewer_test_is_settled, fixture);
  g_assert_nonnull (fair_picture_get_texture (FAIR_PICTURE (picture)));
}

static void
assert_only_reachable (GtkWidget *viewer,
                       guint      position)
{
  GtkWidget *picture;

  for (guint i = 0; (picture = ui_test_find (viewer, FAIR_TYPE_PICTURE, i)) != NULL; i++)
    {
      g_assert_true (gtk_widget_get_focusable (picture) == (i == position));
      gtk_test_accessible_assert_state (GTK_ACCESSIBLE (picture), GTK_ACCESSIBLE_STATE_HIDDEN, i != position);
    }
}

/* Of all the photos only the one that is shown can be reached or is read out, and the focus goes on with it. */
static void
test_focus (ViewerTest    *fixture,
            gconstpointer  data)
{
  GtkWidget *viewer = GTK_WIDGET (viewer_test_get_viewer (fixture));

  viewer_test_press (viewer_test_get_tile (fixture, 1));
  ui_test_wait (viewer_test_is_settled, fixture);
  assert_only_reachable (viewer, 1);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == ui_test_find (viewer, FAIR_TYPE_PICTURE, 1));
  act (fixture, "viewer.next");
  ui_test_wait (is_at_third, viewer);
  assert_only_reachable (viewer, 2);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == ui_test_find (viewer, FAIR_TYPE_PICTURE, 2));
}

static GtkWidget *
find_action (GtkWidget  *viewer,
             const char *action)
{
  GtkWidget *button;

  for (guint i = 0; (button = ui_test_find (viewer, GTK_TYPE_BUTTON, i)) != NULL; i++)
    if (g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), action) == 0)
      return button;
  g_assert_not_reached ();
}

static void
assert_tab_comes_to (ViewerTest *fixture,
                     const char *action)
{
  GtkWidget *button = find_action (GTK_WIDGET (viewer_test_get_viewer (fixture)), action);

  for (guint i = 0; i < 20 && gtk_root_get_focus (GTK_ROOT (fixture->window)) != button; i++)
    gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == button);
}

/* Tab goes round by all that is there to press. */
static void
test_tab (ViewerTest    *fixture,
          gconstpointer  data)
{
  viewer_test_press (viewer_test_get_tile (fixture, 1));
  ui_test_wait (viewer_test_is_settled, fixture);
  assert_tab_comes_to (fixture, "viewer.next");
  assert_tab_comes_to (fixture, "viewer.close");
  assert_tab_comes_to (fixture, "viewer.previous");
  assert_tab_comes_to (fixture, "viewer.next");
}

/* Where Next leads no further, the focus goes to the photo, so that Escape still goes back. */
static void
test_ends (ViewerTest    *fixture,
           gconstpointer  data)
{
  GtkWidget *viewer = GTK_WIDGET (viewer_test_get_viewer (fixture));
  guint last = ui_test_count (fixture->front, FAIR_TYPE_PHOTO_TILE) - 1;
  GtkWidget *next = find_action (viewer, "viewer.next");

  viewer_test_press (viewer_test_get_tile (fixture, last - 1));
  ui_test_wait (viewer_test_is_settled, fixture);
  g_assert_true (gtk_widget_grab_focus (next));
  act (fixture, "viewer.next");
  ui_test_wait (is_at_last, fixture);
  g_assert_false (gtk_widget_is_sensitive (next));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == ui_test_find (viewer, FAIR_TYPE_PICTURE, last));
}

static void
add (const char *path,
     void (*test) (ViewerTest    *fixture,
                   gconstpointer  data))
{
  g_test_add (path, ViewerTest, NULL, set_up_window, test, viewer_test_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("fairbook-viewer-XXXXXX", NULL);

  g_setenv ("FAIRBOOK_DATA_DIR", folder, TRUE);
  ui_test_init (&argc, &argv);
  ui_test_style ();
  add ("/photo-viewer/bars", test_bars);
  add ("/photo-viewer/no-motion", test_no_motion);
  add ("/photo-viewer/comes-out-of-its-place", test_comes_out_of_its_place);
  add ("/photo-viewer/goes-back-to-another-place", test_goes_back_to_another_place);
  add ("/photo-viewer/interrupted", test_interrupted);
  add ("/photo-viewer/another-view", test_another_view);
  add ("/photo-viewer/from-elsewhere", test_from_elsewhere);
  add ("/photo-viewer/carried-over", test_carried_over);
  add ("/photo-viewer/decodes-neighbours", test_decodes_neighbours);
  add ("/photo-viewer/at-hand", test_at_hand);
  add ("/photo-viewer/focus", test_focus);
  add ("/photo-viewer/tab", test_tab);
  add ("/photo-viewer/ends", test_ends);
  return g_test_run ();
}
