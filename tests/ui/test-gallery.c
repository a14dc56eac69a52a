/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gallery: every photo in the grid, albums that narrow it, pictures that are decoded. */
#include "config.h"

#include "gallery/fair-gallery-page.h"
#include "gallery/fair-photo-tile.h"
#include "gallery/fair-picture-loader.h"
#include "gallery/fair-picture-scale.h"
#include "gallery/fair-picture.h"
#include "test-util.h"
#include "ui-test.h"

static gboolean
has_program (gpointer booth)
{
  return fair_booth_get_program (booth) != NULL || fair_booth_get_program_error (booth) != NULL;
}

static gboolean
has_store (gpointer booth)
{
  return fair_booth_get_store (booth) != NULL || fair_booth_get_store_error (booth) != NULL;
}

static FairBooth *
new_booth (void)
{
  FairBooth *booth = fair_booth_new (NULL);

  fair_booth_load (booth);
  ui_test_wait (has_program, booth);
  ui_test_wait (has_store, booth);
  g_assert_null (fair_booth_get_program_error (booth));
  return booth;
}

static void
test_albums (void)
{
  g_autoptr (FairBooth) booth = new_booth ();
  FairProgram *program = fair_booth_get_program (booth);
  g_autoptr (GtkWidget) page = g_object_ref_sink (fair_gallery_page_new (booth));
  guint everything = g_list_model_get_n_items (program->photos);

  g_assert_cmpuint (everything, >=, 12);
  g_assert_cmpuint (ui_test_count (page, FAIR_TYPE_PHOTO_TILE), ==, everything);

  for (guint i = 1; ui_test_find (page, GTK_TYPE_TOGGLE_BUTTON, i) != NULL; i++)
    {
      guint shown;

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (ui_test_find (page, GTK_TYPE_TOGGLE_BUTTON, i)), TRUE);
      shown = ui_test_count (page, FAIR_TYPE_PHOTO_TILE);
      g_assert_cmpuint (shown, >, 0);
      g_assert_cmpuint (shown, <, everything);
    }

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (ui_test_find (page, GTK_TYPE_TOGGLE_BUTTON, 0)), TRUE);
  g_assert_cmpuint (ui_test_count (page, FAIR_TYPE_PHOTO_TILE), ==, everything);
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

typedef struct
{
  GdkTexture *texture;
  GError *error;
} Loaded;

static void
loaded (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  Loaded *state = user_data;

  state->texture = fair_picture_loader_load_finish (result, &state->error);
}

static gboolean
is_loaded (gpointer data)
{
  Loaded *state = data;

  return state->texture != NULL || state->error != NULL;
}

static void
test_decode (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  Loaded state = { NULL, NULL };

  fair_picture_loader_load_async (program->hero->file, 400, 300, FALSE, NULL, loaded, &state);
  ui_test_wait (is_loaded, &state);
  g_assert_no_error (state.error);
  g_assert_cmpint (gdk_texture_get_width (state.texture), >=, 400);
  g_assert_cmpint (gdk_texture_get_height (state.texture), ==, 300);
  g_clear_object (&state.texture);
}

/* What somebody looks at closely does not wait for all that is in the grid. */
static void
test_pressing (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  guint n = g_list_model_get_n_items (program->photos);
  g_autofree Loaded *states = g_new0 (Loaded, n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FairPhoto) photo = g_list_model_get_item (program->photos, i);

      fair_picture_loader_load_async (photo->file, 310, 210, i + 1 == n, NULL, loaded, &states[i]);
    }
  ui_test_wait (is_loaded, &states[n - 1]);
  g_assert_false (is_loaded (&states[n - 2]));
  for (guint i = 0; i < n; i++)
    {
      ui_test_wait (is_loaded, &states[i]);
      g_assert_no_error (states[i].error);
      g_clear_object (&states[i].texture);
    }
}

/* A file that is no picture is an error that names what is wrong, and nothing worse. */
static void
test_no_picture (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "meson.build", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  Loaded state = { NULL, NULL };

  fair_picture_loader_load_async (file, 400, 300, FALSE, NULL, loaded, &state);
  ui_test_wait (is_loaded, &state);
  g_assert_nonnull (state.error);
  g_clear_error (&state.error);
}

static void
assert_shown (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  Loaded state = { NULL, NULL };

  g_test_message ("%s", path);
  fair_picture_loader_load_async (file, 40, 30, FALSE, NULL, loaded, &state);
  ui_test_wait (is_loaded, &state);
  g_assert_no_error (state.error);
  g_clear_object (&state.texture);
}

/* The names that fairctl check-program accepts (tests/cli/test_pack.py): a picture is what its bytes are. */
static void
test_names (void)
{
  static const char *const names[] = { "jpeg.png", "a.jfif", "a.jpe", "A.JPG", "a.JPEG", "a", "a.", "a.jpg.txt", ".hidden", "a.svg",
                                       "a.gz" };
  static const char *const drawings[] = { "b.svg", "b.SVG", "b", "b.png" };
  static const char drawing[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"30\" height=\"20\">"
                                "<rect width=\"30\" height=\"20\"/></svg>\n";
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *portrait = g_test_build_filename (G_TEST_DIST, "..", "data", "photos", "portrait.jpg", NULL);
  g_autofree char *jpeg = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (portrait, &jpeg, &length, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = test_folder_write (folder, names[i], "");

      g_assert_true (g_file_set_contents (path, jpeg, (gssize) length, NULL));
      assert_shown (path);
    }
  for (guint i = 0; i < G_N_ELEMENTS (drawings); i++)
    {
      g_autofree char *path = test_folder_write (folder, drawings[i], drawing);

      assert_shown (path);
    }
}

/* A photo of tests/data/photos, of which a pack says that size. */
static FairPhoto *
make_photo (const char *name,
            double      aspect)
{
  FairPhoto *photo = g_object_new (FAIR_TYPE_PHOTO, NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "photos", name, NULL);

  photo->id = "added";
  photo->file = g_file_new_for_path (path);
  photo->alt = "Added";
  photo->aspect = aspect;
  photo->albums = g_new0 (const char *, 1);
  return photo;
}

static GtkWidget *
present (GtkWidget *child)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 600, 500);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static gboolean
is_portrait (gpointer picture)
{
  return fair_picture_get_aspect (picture) < 1;
}

static gboolean
is_idle (gpointer picture)
{
  return gtk_test_accessible_check_state (GTK_ACCESSIBLE (picture), GTK_ACCESSIBLE_STATE_BUSY, FALSE) == NULL;
}

static gboolean
has_failed (gpointer picture)
{
  gboolean failed;

  g_object_get (picture, "failed", &failed, NULL);
  return failed;
}

static void
count_notify (GObject    *object,
              GParamSpec *pspec,
              guint      *count)
{
  (*count)++;
}

/* Whatever the pack says or does not say, a portrait gets a portrait's tile; who shows it again knows its shape. */
static void
test_portraits (void)
{
  static const struct
  {
    const char *name;
    double aspect;
  } photos[] = { { "portrait.jpg", 1.5 }, { "exif6.jpg", 1.5 }, { "portrait.jpg", 4.0 } };

  for (guint i = 0; i < G_N_ELEMENTS (photos); i++)
    {
      g_autoptr (FairPhoto) photo = make_photo (photos[i].name, photos[i].aspect);
      GtkWidget *tile = fair_photo_tile_new (photo);
      GtkWidget *window = present (tile);
      g_autoptr (GtkWidget) again = NULL;

      g_assert_cmpfloat_with_epsilon (fair_photo_tile_get_aspect (FAIR_PHOTO_TILE (tile)), photos[i].aspect, 1e-9);
      ui_test_wait (is_portrait, ui_test_find (tile, FAIR_TYPE_PICTURE, 0));
      g_assert_cmpfloat_with_epsilon (fair_photo_tile_get_aspect (FAIR_PHOTO_TILE (tile)), 2.0 / 3, 0.01);
      again = g_object_ref_sink (fair_photo_tile_new (photo));
      g_assert_cmpfloat_with_epsilon (fair_photo_tile_get_aspect (FAIR_PHOTO_TILE (again)), 2.0 / 3, 0.01);
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

/* A picture of a shape that is known already takes it as well, and asks for room of that shape. */
static void
test_known_shape (void)
{
  g_autoptr (FairPhoto) photo = make_photo ("portrait.jpg", 1.5);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *pictures[] = { fair_picture_new (), fair_picture_new () };
  GtkWidget *window = NULL;
  int width, height;

  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      fair_picture_set_photo (FAIR_PICTURE (pictures[i]), photo);
      g_object_set (pictures[i], "max-height", 240, NULL);
      gtk_box_append (GTK_BOX (box), pictures[i]);
    }
  window = present (box);
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      ui_test_wait (is_portrait, pictures[i]);
      gtk_widget_measure (pictures[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
      gtk_widget_measure (pictures[i], GTK_ORIENTATION_VERTICAL, 80, NULL, &height, NULL, NULL);
      g_assert_cmpint (width, ==, 160);
      g_assert_cmpint (height, ==, 120);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Whether a pixel of a widget is pure red. */
static gboolean
is_red (GtkWidget *widget,
        int        x,
        int        y)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int width = gtk_widget_get_width (widget);
  g_autofree guchar *pixels = g_malloc0 ((gsize) width * (gsize) gtk_widget_get_height (widget) * 4);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  const guchar *pixel = pixels + 4 * (y * width + x);

  gdk_paintable_snapshot (paintable, snapshot, width, gtk_widget_get_height (widget));
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return FALSE;
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) gtk_widget_get_height (widget)));
  gdk_texture_download (texture, pixels, (gsize) width * 4);
  return pixel[0] == 0 && pixel[1] == 0 && pixel[2] == 255;
}

static gboolean
is_shown_at_the_end (gpointer picture)
{
  return is_red (picture, 5, 5) && is_red (picture, 300, 50) && !is_red (picture, 590, 5) && !is_red (picture, 590, 95);
}

/* In a place that would leave little of it a portrait is whole, on its colour, at the end of the line. */
static void
test_portrait_in_wide_place (void)
{
  g_autoptr (FairPhoto) photo = make_photo ("portrait.jpg", 1.5);
  GtkWidget *picture = g_object_new (FAIR_TYPE_PICTURE, "xalign", 1.0f, "valign", GTK_ALIGN_START, "height-request", 100, NULL);
  GtkWidget *window = NULL;

  photo->color = "#ff0000";
  fair_picture_set_photo (FAIR_PICTURE (picture), photo);
  window = present (picture);
  ui_test_wait (is_portrait, picture);
  ui_test_wait (is_shown_at_the_end, picture);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Where the pack was right, nothing moves. */
static void
test_no_jump (void)
{
  g_autoptr (FairPhoto) photo = make_photo ("exif6.jpg", 600.0 / 900);
  GtkWidget *picture = fair_picture_new ();
  GtkWidget *window = NULL;
  guint notified = 0;

  fair_picture_set_photo (FAIR_PICTURE (picture), photo);
  g_signal_connect (picture, "notify::aspect", G_CALLBACK (count_notify), &notified);
  window = present (picture);
  ui_test_wait (is_mapped, picture);
  ui_test_wait (is_idle, picture);
  g_assert_false (has_failed (picture));
  g_assert_cmpuint (notified, ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Words for people in its place, and not a word of the decoder's. */
static void
test_broken_pictures (void)
{
  static const char *const names[] = { "trunc.jpg", "html.jpg", "nowhere.jpg" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (FairPhoto) photo = make_photo (names[i], 1.5);
      GtkWidget *picture = fair_picture_new ();
      GtkWidget *window = NULL;
      GtkWidget *words = ui_test_find (picture, GTK_TYPE_LABEL, 0);

      fair_picture_set_photo (FAIR_PICTURE (picture), photo);
      window = present (picture);
      ui_test_wait (has_failed, picture);
      ui_test_wait (is_mapped, words);
      g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (words)), ==, "This picture could not be shown");
      g_assert_null (gtk_widget_get_tooltip_text (picture));
      gtk_test_accessible_assert_property (picture, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "This picture could not be shown");
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

static void
test_scale (void)
{
  g_autofree guchar *pixels = g_malloc0 (200 * 100 * 4);
  g_autoptr (GBytes) bytes = g_bytes_new_static (pixels, 200 * 100 * 4);
  g_autoptr (GdkTexture) texture = gdk_memory_texture_new (200, 100, GDK_MEMORY_DEFAULT, bytes, 200 * 4);
  g_autoptr (GdkTexture) small = fair_picture_scale_to_cover (texture, 50, 50);
  g_autoptr (GdkTexture) same = fair_picture_scale_to_cover (texture, 500, 50);

  g_assert_cmpint (gdk_texture_get_width (small), ==, 100);
  g_assert_cmpint (gdk_texture_get_height (small), ==, 50);
  g_assert_true (same == texture);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("fairbook-gallery-XXXXXX", NULL);

  g_setenv ("FAIRBOOK_DATA_DIR", folder, TRUE);
  ui_test_init (&argc, &argv);
  g_test_add_func ("/gallery/albums", test_albums);
  g_test_add_func ("/gallery/decode", test_decode);
  g_test_add_func ("/gallery/pressing", test_pressing);
  g_test_add_func ("/gallery/no-picture", test_no_picture);
  g_test_add_func ("/gallery/names", test_names);
  g_test_add_func ("/gallery/portraits", test_portraits);
  g_test_add_func ("/gallery/known-shape", test_known_shape);
  g_test_add_func ("/gallery/portrait-in-wide-place", test_portrait_in_wide_place);
  g_test_add_func ("/gallery/no-jump", test_no_jump);
  g_test_add_func ("/gallery/broken-pictures", test_broken_pictures);
  g_test_add_func ("/gallery/scale", test_scale);
  return g_test_run ();
}
