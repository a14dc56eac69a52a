/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One photo in the whole window: nothing is outside of it, however small it is, whatever size and direction its text has. */
#include "config.h"

#include "gallery/fair-photo-flight.h"
#include "viewer-test.h"

#define LONG_CAPTION "The whole class on its way up to the hut, in the rain, with the dog, two guitars, and a cake that nobody had the " \
                     "heart to leave behind. The one who carried all of it took the photo, and says that it was worth every step; " \
                     "those who ate the cake agree. Next year we will go by bus, or so we say every year."

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static gboolean
is_of_the_window (GtkWidget *widget)
{
  return gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW_CONTROLS) != NULL;
}

static gboolean
is_scrolled (GtkWidget *widget)
{
  return gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW) != NULL;
}

static void
assert_inside (ViewerTest *fixture,
               GtkWidget  *widget)
{
  graphene_rect_t window, bounds;

  if (!gtk_widget_get_mapped (widget) || is_scrolled (widget))
    return;
  g_assert_true (gtk_widget_compute_bounds (fixture->front, fixture->front, &window));
  g_assert_true (gtk_widget_compute_bounds (widget, fixture->front, &bounds));
  if (!graphene_rect_contains_rect (&window, &bounds))
    g_error ("%s at %g, %g is %g x %g", G_OBJECT_TYPE_NAME (widget), (double) bounds.origin.x, (double) bounds.origin.y,
             (double) bounds.size.width, (double) bounds.size.height);
  if (GTK_IS_BUTTON (widget) && !is_of_the_window (widget))
    g_assert_cmpfloat (MIN (bounds.size.width, bounds.size.height), >=, 44);
}

/* All that is there to press, and what is there to read. */
static void
assert_fits (ViewerTest *fixture,
             int         width,
             int         height)
{
  GtkWidget *viewer = GTK_WIDGET (viewer_test_get_viewer (fixture));
  const GType types[] = { GTK_TYPE_BUTTON, GTK_TYPE_LABEL, GTK_TYPE_SCROLLED_WINDOW, FAIR_TYPE_PHOTO_FLIGHT };
  GtkWidget *widget;

  g_assert_cmpint (gtk_widget_get_width (fixture->front), ==, width);
  g_assert_cmpint (gtk_widget_get_height (fixture->front), ==, height);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    for (guint j = 0; (widget = ui_test_find (viewer, types[i], j)) != NULL; j++)
      assert_inside (fixture, widget);
}

static GtkWidget *
get_whole_button (ViewerTest *fixture)
{
  GtkWidget *viewer = GTK_WIDGET (viewer_test_get_viewer (fixture));
  GtkWidget *button;

  for (guint i = 0; (button = ui_test_find (viewer, GTK_TYPE_TOGGLE_BUTTON, i)) != NULL; i++)
    if (g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (button)), "pan-up-symbolic") == 0)
      return button;
  g_assert_not_reached ();
}

typedef struct
{
  int width;
  int height;
  int scale; /* of the text */
  GtkTextDirection direction;
} Size;

/* Without a part of it that is not there any more, and laid out. */
static gboolean
is_whole (gpointer label)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (label, GTK_TYPE_SCROLLED_WINDOW);
  int height;

  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, gtk_widget_get_width (label), NULL, &height, NULL, NULL);
  return !pango_layout_is_ellipsized (gtk_label_get_layout (label)) && gtk_label_get_lines (label) == -1 &&
         gtk_widget_get_height (label) == height && gtk_widget_get_height (scroller) > 0;
}

/* Two lines of a caption, all of it at a press, and a short one without a button for more. */
static void
test_fits (gconstpointer data)
{
  const Size *size = data;
  ViewerTest fixture = { NULL };
  g_autoptr (FairPhoto) photo = NULL;
  GtkWidget *caption;

  gtk_widget_set_default_direction (size->direction);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", size->scale * 96 * 1024, NULL);
  viewer_test_set_up (&fixture, NULL);
  photo = g_list_model_get_item (fair_booth_get_program (fixture.booth)->photos, 0);
  photo->caption = LONG_CAPTION LONG_CAPTION;
  viewer_test_present (&fixture, size->width, size->height);
  viewer_test_press (viewer_test_get_tile (&fixture, 0));
  ui_test_wait (viewer_test_is_settled, &fixture);
  ui_test_wait (is_mapped, get_whole_button (&fixture));
  assert_fits (&fixture, size->width, size->height);

  caption = ui_test_find (gtk_widget_get_ancestor (get_whole_button (&fixture), GTK_TYPE_BOX), GTK_TYPE_LABEL, 0);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (get_whole_button (&fixture)), TRUE);
  ui_test_wait (is_whole, caption);
  assert_fits (&fixture, size->width, size->height);

  viewer_test_tear_down (&fixture, NULL);
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-xft-dpi");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
add_sizes (void)
{
  static const Size sizes[] = { { 1366, 768, 1, GTK_TEXT_DIR_LTR }, { 1366, 768, 2, GTK_TEXT_DIR_RTL }, { 360, 640, 1, GTK_TEXT_DIR_LTR },
                                { 360, 640, 2, GTK_TEXT_DIR_RTL },  { 360, 294, 1, GTK_TEXT_DIR_RTL },  { 360, 294, 2, GTK_TEXT_DIR_LTR } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/photo-fits/%dx%d/%d%s", sizes[i].width, sizes[i].height, sizes[i].scale * 100,
                                               sizes[i].direction == GTK_TEXT_DIR_RTL ? "-mirrored" : "");

      g_test_add_data_func (path, &sizes[i], test_fits);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("fairbook-fits-XXXXXX", NULL);

  g_setenv ("FAIRBOOK_DATA_DIR", folder, TRUE);
  ui_test_init (&argc, &argv);
  ui_test_style ();
  add_sizes ();
  return g_test_run ();
}
