/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The attract loop: says and shows what the pack holds, keeps two pictures at most, and the event that ends it goes nowhere else. */
#include "config.h"

#include "gallery/fair-picture.h"
#include "kiosk/fair-attract-loop.h"
#include "kiosk/fair-attract-words.h"
#include "ui-test.h"

/* What the pack says, and nothing beside it. */
static gboolean
is_of_pack (FairProgram *program,
            const char  *text)
{
  if (g_strcmp0 (text, program->headline) == 0 || g_strcmp0 (text, program->tagline) == 0)
    return TRUE;
  for (guint i = 0; i < program->facts->len; i++)
    if (g_str_equal (text, ((const FairFact *) program->facts->pdata[i])->label))
      return TRUE;
  for (guint i = 0; i < g_list_model_get_n_items (program->photos); i++)
    {
      g_autoptr (FairPhoto) photo = g_list_model_get_item (program->photos, i);

      if (g_strcmp0 (text, photo->caption) == 0)
        return TRUE;
    }

  return FALSE;
}

static const char *
get_text (GtkWidget *loop,
          guint      nth)
{
  GtkWidget *label = ui_test_find (ui_test_find (loop, GTK_TYPE_OVERLAY, 0), GTK_TYPE_BOX, 0);

  return gtk_label_get_text (GTK_LABEL (ui_test_find (label, GTK_TYPE_LABEL, nth)));
}

#define VALUE 0
#define SENTENCE 1
#define NAME 2

static FairPicture *
get_picture (GtkWidget *loop,
             gboolean   shown)
{
  GtkWidget *upper = ui_test_find (loop, FAIR_TYPE_PICTURE, 1);
  gboolean upper_shown = gtk_widget_get_opacity (upper) > 0.5;

  return FAIR_PICTURE (ui_test_find (loop, FAIR_TYPE_PICTURE, upper_shown == shown ? 1 : 0));
}

static FairPhoto *
get_photo (GtkWidget *loop,
           gboolean   shown)
{
  return fair_picture_get_photo (get_picture (loop, shown));
}

static GtkWidget *
new_loop (FairProgram *program)
{
  GtkWidget *loop = g_object_ref_sink (fair_attract_loop_new ());

  fair_attract_loop_set_program (FAIR_ATTRACT_LOOP (loop), program);
  return loop;
}

static void
remove_photos (FairProgram *program,
               guint        rest)
{
  GListStore *photos = G_LIST_STORE (program->photos);

  g_list_store_splice (photos, rest, g_list_model_get_n_items (program->photos) - rest, NULL, 0);
}

static void
test_words (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  g_autoptr (GArray) sayings = fair_attract_words_collect (program);
  g_autoptr (GtkWidget) loop = new_loop (program);
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_assert_cmpstr (get_text (loop, SENTENCE), ==, program->headline);
  for (guint i = 0; i < sayings->len; i++)
    {
      g_assert_true (is_of_pack (program, get_text (loop, SENTENCE)));
      g_hash_table_add (said, g_strdup (get_text (loop, SENTENCE)));
      fair_attract_loop_change (FAIR_ATTRACT_LOOP (loop));
    }
  g_assert_cmpuint (g_hash_table_size (said), ==, program->facts->len + 3);
  g_assert_cmpstr (get_text (loop, SENTENCE), ==, program->headline);
}

/* The value of a fact goes with its words, and goes away with them. */
static void
test_fact (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  g_autoptr (GtkWidget) loop = new_loop (program);
  const FairFact *fact = program->facts->pdata[0];

  g_assert_cmpstr (get_text (loop, VALUE), ==, "");
  fair_attract_loop_change (FAIR_ATTRACT_LOOP (loop));
  g_assert_cmpstr (get_text (loop, VALUE), ==, fact->value);
  g_assert_cmpstr (get_text (loop, SENTENCE), ==, fact->label);
}

static void
test_photos (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  g_autoptr (GtkWidget) loop = new_loop (program);
  guint n = g_list_model_get_n_items (program->photos);

  g_assert_cmpuint (ui_test_count (loop, FAIR_TYPE_PICTURE), ==, 2);
  for (guint i = 0; i <= n; i++)
    {
      g_autoptr (FairPhoto) expected = g_list_model_get_item (program->photos, i % n);
      g_autoptr (FairPhoto) next = g_list_model_get_item (program->photos, (i + 1) % n);

      g_assert_true (get_photo (loop, TRUE) == expected);
      g_assert_true (get_photo (loop, FALSE) == next);
      fair_attract_loop_change (FAIR_ATTRACT_LOOP (loop));
    }
}

static void
test_one_photo (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  g_autoptr (GtkWidget) loop = NULL;

  remove_photos (program, 1);
  loop = new_loop (program);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_nonnull (get_photo (loop, TRUE));
      g_assert_null (get_photo (loop, FALSE));
      fair_attract_loop_change (FAIR_ATTRACT_LOOP (loop));
    }
}

/* A pack with nothing to show or to say still says whose it is. */
static void
test_bare_pack (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  g_autoptr (GtkWidget) loop = NULL;

  remove_photos (program, 0);
  g_ptr_array_set_size (program->facts, 0);
  program->headline = program->name;
  program->tagline = NULL;
  loop = new_loop (program);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_true (gtk_widget_has_css_class (loop, "no-photos"));
      g_assert_cmpstr (get_text (loop, SENTENCE), ==, program->name);
      g_assert_cmpstr (get_text (loop, NAME), ==, "");
      fair_attract_loop_change (FAIR_ATTRACT_LOOP (loop));
    }
}

static void
test_name (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  g_autofree char *whole = NULL;
  g_autofree char *both = NULL;

  program->name = "Pediatric Residency of Example Hospital";
  program->organization = "Example Hospital";
  whole = fair_attract_words_name (program);
  g_assert_cmpstr (whole, ==, "Pediatric Residency of Example Hospital");
  program->name = "Pediatric Residency";
  both = fair_attract_words_name (program);
  g_assert_cmpstr (both, ==, "Example Hospital · Pediatric Residency");
}

static GtkWidget *
present (GtkWidget *loop)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *overlay = gtk_overlay_new ();

  gtk_overlay_set_child (GTK_OVERLAY (overlay), gtk_entry_new ());
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), loop);
  gtk_window_set_child (GTK_WINDOW (window), overlay);
  gtk_window_set_default_size (GTK_WINDOW (window), 640, 480);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

/* The first photo is shown, or left out for one that can be. */
static gboolean
shows_second (gpointer loop)
{
  const char *id = get_photo (loop, TRUE) != NULL ? get_photo (loop, TRUE)->id : NULL;

  return g_strcmp0 (id, "apple-orchard") == 0 && get_photo (loop, FALSE) != NULL;
}

static void
test_broken_photo (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  g_autoptr (GtkWidget) loop = NULL;
  g_autoptr (FairPhoto) first = g_list_model_get_item (program->photos, 0);
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nonexistent/photo.jpg");
  GtkWidget *window;

  remove_photos (program, 3);
  g_set_object (&first->file, nowhere);
  loop = new_loop (program);
  window = present (loop);
  ui_test_wait (shows_second, loop);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_true (get_photo (loop, TRUE) != first);
      g_assert_true (get_photo (loop, FALSE) != first);
      g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
      fair_attract_loop_change (FAIR_ATTRACT_LOOP (loop));
      gtk_settings_reset_property (gtk_settings_get_default (), "gtk-enable-animations");
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
count_ended (FairAttractLoop *loop,
             guint           *count)
{
  (*count)++;
}

/* The loop's own listener, which comes before all others of the window, or NULL. */
static GtkEventController *
find_keys (GtkWidget *window)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (window);
  g_autoptr (GObject) first = g_list_model_get_item (controllers, 0);

  if (!GTK_IS_EVENT_CONTROLLER_KEY (first) ||
      gtk_event_controller_get_propagation_phase (GTK_EVENT_CONTROLLER (first)) != GTK_PHASE_CAPTURE)
    return NULL;
  return GTK_EVENT_CONTROLLER (first);
}

static gboolean
press (GtkEventController *keys,
       guint               keyval,
       guint               keycode)
{
  gboolean handled = FALSE;

  g_signal_emit_by_name (keys, "key-pressed", keyval, keycode, 0, &handled);
  return handled;
}

static void
test_key (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  g_autoptr (GtkWidget) loop = new_loop (program);
  GtkWidget *window = present (loop);
  guint ended = 0;

  g_signal_connect (loop, "ended", G_CALLBACK (count_ended), &ended);
  ui_test_wait (is_mapped, loop);
  g_assert_true (gtk_widget_has_focus (loop) || gtk_root_get_focus (GTK_ROOT (window)) == loop);
  g_assert_true (press (find_keys (window), GDK_KEY_a, 38));
  g_assert_cmpuint (ended, ==, 1);

  /* it is held down: what repeats itself types into nothing */
  gtk_widget_set_visible (loop, FALSE);
  g_assert_true (press (find_keys (window), GDK_KEY_a, 38));
  g_assert_cmpuint (ended, ==, 1);
  g_signal_emit_by_name (find_keys (window), "key-released", GDK_KEY_a, 38, 0);
  g_assert_null (find_keys (window));

  /* another key is the visitor's */
  gtk_widget_set_visible (loop, TRUE);
  ui_test_wait (is_mapped, loop);
  g_assert_true (press (find_keys (window), GDK_KEY_Control_L, 37));
  gtk_widget_set_visible (loop, FALSE);
  g_assert_false (press (find_keys (window), GDK_KEY_b, 56));
  g_assert_null (find_keys (window));
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_not_zero (gpointer count)
{
  return *(guint *) count != 0;
}

static void
test_touch (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  g_autoptr (GtkWidget) loop = new_loop (program);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (loop);
  GtkWidget *window = present (loop);
  guint ended = 0;
  guint gestures = 0;

  g_signal_connect (loop, "ended", G_CALLBACK (count_ended), &ended);
  ui_test_wait (is_mapped, loop);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller) && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE &&
          gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (controller)) == 0)
        {
          g_signal_emit_by_name (controller, "pressed", 1, 10.0, 10.0);
          g_signal_emit_by_name (controller, "pressed", 2, 10.0, 10.0);
          gestures++;
        }
    }
  g_assert_cmpuint (gestures, ==, 1);
  /* not while GTK is busy with the press */
  g_assert_cmpuint (ended, ==, 0);
  ui_test_wait (is_not_zero, &ended);
  g_assert_cmpuint (ended, ==, 1);

  /* out of sight it is not there */
  gtk_widget_set_visible (loop, FALSE);
  g_signal_emit_by_name (loop, "clicked");
  g_assert_cmpuint (ended, ==, 1);
  g_assert_null (find_keys (window));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* For eyes that ask for no motion the picture and its words change by a cut; for others they fade. */
static void
test_no_motion (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  g_autoptr (GtkWidget) loop = new_loop (program);
  GtkWidget *upper = ui_test_find (loop, FAIR_TYPE_PICTURE, 1);
  GtkWidget *window = present (loop);
  const FairFact *fact = program->facts->pdata[0];

  ui_test_wait (is_mapped, loop);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  fair_attract_loop_change (FAIR_ATTRACT_LOOP (loop));
  g_assert_cmpfloat (gtk_widget_get_opacity (upper), >=, 1);
  g_assert_cmpstr (get_text (loop, VALUE), ==, fact->value);

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  fair_attract_loop_change (FAIR_ATTRACT_LOOP (loop));
  g_assert_cmpfloat (gtk_widget_get_opacity (upper), >, 0.9);
  g_assert_cmpstr (get_text (loop, VALUE), ==, fact->value);
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-enable-animations");
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_gone_on (gpointer loop)
{
  return get_photo (loop, TRUE) != NULL && g_str_equal (get_photo (loop, TRUE)->id, "apple-orchard");
}

/* By itself, while it is on screen. */
static void
test_goes_on (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  g_autoptr (GtkWidget) loop = new_loop (program);
  GtkWidget *window = present (loop);

  g_assert_false (has_gone_on (loop));
  ui_test_wait (has_gone_on, loop);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_fits (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  g_autoptr (GtkWidget) loop = NULL;
  int width, height;

  program->headline = "A headline that goes on and on, as some do, and that is longer than any screen has room for in large letters";
  loop = new_loop (program);
  gtk_widget_measure (loop, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (loop, GTK_ORIENTATION_VERTICAL, 360, &height, NULL, NULL, NULL);
  g_assert_cmpint (width, <=, 360);
  g_assert_cmpint (height, <=, 294);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/attract-loop/words", test_words);
  g_test_add_func ("/attract-loop/fact", test_fact);
  g_test_add_func ("/attract-loop/photos", test_photos);
  g_test_add_func ("/attract-loop/one-photo", test_one_photo);
  g_test_add_func ("/attract-loop/bare-pack", test_bare_pack);
  g_test_add_func ("/attract-loop/name", test_name);
  g_test_add_func ("/attract-loop/broken-photo", test_broken_photo);
  g_test_add_func ("/attract-loop/key", test_key);
  g_test_add_func ("/attract-loop/touch", test_touch);
  g_test_add_func ("/attract-loop/no-motion", test_no_motion);
  g_test_add_func ("/attract-loop/goes-on", test_goes_on);
  g_test_add_func ("/attract-loop/fits", test_fits);
  return g_test_run ();
}
