/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Larger text, strong contrast and no motion: they take effect on top of what the system has, lose nothing, and give all of it back. */
#include "config.h"

#include "booth/fair-booth.h"
#include "booth/fair-comfort-button.h"
#include "booth/fair-interface-language.h"
#include "form-test.h"
#include "form/fair-sign-up-page.h"
#include "program/fair-hero.h"
#include "shell/fair-window.h"

#include <libintl.h>

static int
get_dpi (void)
{
  int dpi = 0;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  return dpi;
}

static gboolean
get_animations (void)
{
  gboolean enabled = FALSE;

  g_object_get (gtk_settings_get_default (), "gtk-enable-animations", &enabled, NULL);
  return enabled;
}

static void
test_text_size (void)
{
  g_autoptr (FairComfort) comfort = fair_comfort_new ();
  int base = get_dpi ();
  int dpi = base > 0 ? base : 96 * 1024;

  for (const guint *size = fair_comfort_text_sizes; *size != 0; size++)
    {
      fair_comfort_set_text_size (comfort, *size);
      g_assert_cmpint (get_dpi (), ==, *size == 100 ? base : dpi * (int) *size / 100);
    }
  fair_comfort_reset (comfort);
  g_assert_cmpint (get_dpi (), ==, base);
}

/* libadwaita resets the setting after it has changed its own style. */
static void
test_still (void)
{
  g_autoptr (FairComfort) comfort = fair_comfort_new ();

  g_assert_true (get_animations ());
  fair_comfort_set_still (comfort, TRUE);
  g_assert_false (get_animations ());
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-enable-animations");
  g_assert_false (get_animations ());
  fair_comfort_reset (comfort);
  g_assert_true (get_animations ());
}

typedef struct
{
  GtkWidget *window;
  GtkWidget *platform;
  GtkWidget *own;
  GdkRGBA platform_color;
  GdkRGBA own_color;
} Probes;

static GtkWidget *
add_probe (GtkWidget  *box,
           const char *css_class)
{
  GtkWidget *probe = gtk_label_new (NULL);

  gtk_widget_add_css_class (probe, css_class);
  gtk_box_append (GTK_BOX (box), probe);
  return probe;
}

static gboolean
are_plain (gpointer data)
{
  Probes *probes = data;
  GdkRGBA platform, own;

  gtk_widget_get_color (probes->platform, &platform);
  gtk_widget_get_color (probes->own, &own);
  return gdk_rgba_equal (&platform, &probes->platform_color) && gdk_rgba_equal (&own, &probes->own_color);
}

/* One colour comes from the platform's style, where lines are half as strong as text, the other from Fairbook's. */
static gboolean
are_strong (gpointer data)
{
  Probes *probes = data;
  GdkRGBA platform, own;

  gtk_widget_get_color (probes->platform, &platform);
  gtk_widget_get_color (probes->own, &own);
  return platform.alpha > probes->platform_color.alpha + 0.2f && !gdk_rgba_equal (&own, &probes->own_color);
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static void
test_strong_contrast (void)
{
  g_autoptr (FairComfort) comfort = fair_comfort_new ();
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  Probes probes = { .window = gtk_window_new (), .platform = add_probe (box, "platform-probe"), .own = add_probe (box, "own-probe") };

  gtk_css_provider_load_from_string (style, ".platform-probe { color: color-mix(in srgb, red var(--border-opacity), transparent); }"
                                            ".own-probe { color: var(--call-color); }");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (style), GTK_STYLE_PROVIDER_PRIORITY_USER);
  gtk_window_set_child (GTK_WINDOW (probes.window), box);
  gtk_window_present (GTK_WINDOW (probes.window));
  ui_test_wait (is_mapped, probes.own);
  gtk_widget_get_color (probes.platform, &probes.platform_color);
  gtk_widget_get_color (probes.own, &probes.own_color);

  fair_comfort_set_strong_contrast (comfort, TRUE);
  ui_test_wait (are_strong, &probes);
  fair_comfort_reset (comfort);
  ui_test_wait (are_plain, &probes);

  gtk_style_context_remove_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (style));
  gtk_window_destroy (GTK_WINDOW (probes.window));
}

/* Who goes takes it along, even if nobody has reset it. */
static void
test_gone (void)
{
  FairComfort *comfort = fair_comfort_new ();
  int base = get_dpi ();

  fair_comfort_set_text_size (comfort, 160);
  fair_comfort_set_strong_contrast (comfort, TRUE);
  fair_comfort_set_still (comfort, TRUE);
  g_assert_true (fair_comfort_get_changed (comfort));
  g_object_unref (comfort);
  g_assert_cmpint (get_dpi (), ==, base);
  g_assert_true (get_animations ());
}

static void
check_said (GtkWidget  *button,
            const char *description)
{
  GtkWidget *menu_button = ui_test_find (button, GTK_TYPE_MENU_BUTTON, 0);

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL, "Reading Comfort");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (menu_button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description);
}

static void
test_button (void)
{
  g_autoptr (FairComfort) comfort = fair_comfort_new ();
  g_autoptr (GtkWidget) button = g_object_ref_sink (g_object_new (FAIR_TYPE_COMFORT_BUTTON, NULL));
  AdwToggleGroup *sizes = ADW_TOGGLE_GROUP (ui_test_find (button, ADW_TYPE_TOGGLE_GROUP, 0));
  GtkWidget *row = ui_test_find (button, ADW_TYPE_SWITCH_ROW, 0);
  GtkWidget *reset = gtk_widget_get_last_child (gtk_widget_get_parent (GTK_WIDGET (sizes)));

  fair_comfort_button_set_comfort (FAIR_COMFORT_BUTTON (button), comfort);
  check_said (button, "Text 100%");
  g_assert_cmpuint (adw_toggle_group_get_active (sizes), ==, 0);
  g_assert_false (gtk_widget_get_sensitive (reset));

  adw_toggle_group_set_active (sizes, 2);
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), TRUE);
  g_assert_cmpuint (fair_comfort_get_text_size (comfort), ==, 160);
  g_assert_true (fair_comfort_get_strong_contrast (comfort));
  check_said (button, "Text 160%, strong contrast");
  fair_comfort_set_still (comfort, TRUE);
  check_said (button, "Text 160%, strong contrast, no motion");

  g_signal_emit_by_name (reset, "clicked");
  check_said (button, "Text 100%");
  g_assert_cmpuint (adw_toggle_group_get_active (sizes), ==, 0);
  g_assert_false (adw_switch_row_get_active (ADW_SWITCH_ROW (row)));
  g_assert_false (fair_comfort_get_changed (comfort));
}

typedef struct
{
  TestFolder *folder;
  FairBooth *booth;
  GtkWidget *window;
  double range; /* of the form's scrolling before */
} Fixture;

static gboolean
is_loaded (gpointer booth)
{
  return fair_booth_get_program (booth) != NULL && fair_booth_get_store (booth) != NULL;
}

static gboolean
is_painted (gpointer fixture)
{
  return ui_test_find (((Fixture *) fixture)->window, ADW_TYPE_VIEW_STACK, 0) != NULL;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->folder = ui_test_make_data_folder ();
  fixture->booth = fair_booth_new (NULL);
  g_settings_set_boolean (fair_booth_get_settings (fixture->booth), "attract-loop", FALSE);
  fair_booth_load (fixture->booth);
  ui_test_wait (is_loaded, fixture->booth);
  fixture->window = fair_window_new (NULL, fixture->booth);
  gtk_window_present (GTK_WINDOW (fixture->window));
  ui_test_wait (is_painted, fixture);
  fair_booth_start_visits (fixture->booth, FALSE);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->booth);
  test_folder_free (fixture->folder);
}

static GtkWidget *
get_page (Fixture *fixture)
{
  return ui_test_find (fixture->window, FAIR_TYPE_SIGN_UP_PAGE, 0);
}

static GtkAdjustment *
get_adjustment (Fixture *fixture)
{
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (ui_test_find (get_page (fixture), GTK_TYPE_SCROLLED_WINDOW, 0)));
}

static double
get_range (Fixture *fixture)
{
  return gtk_adjustment_get_upper (get_adjustment (fixture)) - gtk_adjustment_get_page_size (get_adjustment (fixture));
}

static gboolean
has_laid_out (gpointer data)
{
  Fixture *fixture = data;
  double range;

  if (get_page (fixture) == NULL || !gtk_widget_get_mapped (get_page (fixture)))
    return FALSE;
  range = get_range (fixture);
  return range > 0 && (range < fixture->range - 1 || range > fixture->range + 1);
}

static double
get_share (Fixture *fixture)
{
  return gtk_adjustment_get_value (get_adjustment (fixture)) / get_range (fixture);
}

static void
choose_text_size (Fixture *fixture,
                  guint    percent)
{
  fixture->range = get_range (fixture);
  fair_comfort_set_text_size (fair_booth_get_comfort (fixture->booth), percent);
  ui_test_wait (has_laid_out, fixture);
}

/* What was typed and how far down somebody is stays, there and back. */
static void
test_nothing_lost (Fixture      *fixture,
                   gconstpointer data)
{
  gtk_widget_activate_action (fixture->window, "win.show", "s", "sign-up");
  ui_test_wait (has_laid_out, fixture);
  form_test_fill (get_page (fixture), "given_name", "Zoë");
  gtk_adjustment_set_value (get_adjustment (fixture), 0.6 * get_range (fixture));
  choose_text_size (fixture, 200);
  g_assert_cmpfloat_with_epsilon (get_share (fixture), 0.6, 0.02);
  choose_text_size (fixture, 100);
  g_assert_cmpfloat_with_epsilon (get_share (fixture), 0.6, 0.02);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (ui_test_find (get_page (fixture), GTK_TYPE_TEXT, 0))), ==, "Zoë");
}

typedef struct
{
  Fixture *fixture;
  const char *language;
} Spoken;

static gboolean
is_spoken (gpointer data)
{
  Spoken *spoken = data;
  FairProgram *program = fair_booth_get_program (spoken->fixture->booth);

  return g_strcmp0 (fair_interface_language_get (), spoken->language) == 0 && program != NULL;
}

/* Mapped, all of it in the window, and large enough for a finger. */
static gboolean
is_in_reach (Fixture *fixture)
{
  GtkWidget *button = ui_test_find (ui_test_find (fixture->window, FAIR_TYPE_COMFORT_BUTTON, 0), GTK_TYPE_TOGGLE_BUTTON, 0);
  graphene_rect_t bounds;

  return gtk_widget_get_mapped (button) && gtk_widget_compute_bounds (button, fixture->window, &bounds) && bounds.origin.x >= 0 &&
         bounds.origin.x + bounds.size.width <= (float) gtk_widget_get_width (fixture->window) && bounds.origin.y >= 0 &&
         bounds.size.width >= 44 && bounds.size.height >= 44;
}

static gboolean
is_small (gpointer data)
{
  return gtk_widget_get_width (((Fixture *) data)->window) == 360;
}

static gboolean
count_frame (GtkWidget     *widget,
             GdkFrameClock *clock,
             gpointer       frames)
{
  --*(guint *) frames;
  return *(guint *) frames > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
is_zero (gpointer frames)
{
  return *(guint *) frames == 0;
}

/* Where another breakpoint comes in, it takes more than one frame. */
static void
wait_laid_out (Fixture *fixture)
{
  guint frames = 4;

  gtk_widget_add_tick_callback (fixture->window, count_frame, &frames, NULL);
  ui_test_wait (is_zero, &frames);
}

static void
check_sizes (Fixture *fixture)
{
  static const guint tried[] = { 130, 200, 0 };

  for (const guint *size = tried; *size != 0; size++)
    {
      fair_comfort_set_text_size (fair_booth_get_comfort (fixture->booth), *size);
      g_test_message ("%s at %u%%", fair_booth_get_language (fixture->booth), *size);
      wait_laid_out (fixture);
      g_assert_true (is_in_reach (fixture));
    }
}

static void
open_page (Fixture *fixture)
{
  g_autoptr (GObject) page = g_list_model_get_item (fair_booth_get_program (fixture->booth)->pages, 0);

  gtk_widget_activate_action (fixture->window, "win.open-page", "s", ((FairPage *) page)->id);
}

typedef struct
{
  gboolean kiosk;
  int height;
  const char *views[3];
} Small;

/* In a small window and in each language the way back is there, beside all other buttons; that nothing is too wide or too high for
 * the window, libadwaita itself says. */
static void
test_small (Fixture      *fixture,
            gconstpointer data)
{
  const Small *small = data;
  g_auto (GStrv) languages = fair_interface_language_list ();

  fair_booth_start_visits (fixture->booth, small->kiosk);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, small->height);
  ui_test_wait (is_small, fixture);
  open_page (fixture);
  for (guint i = 0; languages[i] != NULL; i++)
    {
      Spoken spoken = { fixture, languages[i] };

      fair_booth_set_language (fixture->booth, languages[i]);
      ui_test_wait (is_spoken, &spoken);
      for (guint k = 0; small->views[k] != NULL; k++)
        {
          gtk_widget_activate_action (fixture->window, "win.show", "s", small->views[k]);
          check_sizes (fixture);
        }
    }
  fair_booth_start_visits (fixture->booth, FALSE);
}

/* What there is to press on the picture is on it, in whatever direction one reads. */
static void
test_on_the_picture (Fixture      *fixture,
                     gconstpointer data)
{
  Spoken spoken = { fixture, "ar" };
  GtkWidget *hero, *button;

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 640);
  ui_test_wait (is_small, fixture);
  fair_booth_set_language (fixture->booth, "ar");
  ui_test_wait (is_spoken, &spoken);
  for (guint size = 100; size <= 200; size += 100)
    {
      fair_comfort_set_text_size (fair_booth_get_comfort (fixture->booth), size);
      wait_laid_out (fixture);
      hero = ui_test_find (fixture->window, FAIR_TYPE_HERO, 0);
      for (guint i = 0; (button = ui_test_find (hero, GTK_TYPE_BUTTON, i)) != NULL; i++)
        {
          graphene_rect_t bounds;

          g_assert_true (gtk_widget_compute_bounds (button, hero, &bounds));
          g_assert_cmpfloat (bounds.origin.x, >=, 0);
          g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, gtk_widget_get_width (hero));
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  static const Small smallest = { FALSE, 294, { "program" } };
  static const Small smallest_kiosk = { TRUE, 294, { "program" } };
  static const Small phone = { TRUE, 640, { "sign-up", "community" } };

  ui_test_choose_data_folder ();
  ui_test_init (&argc, &argv);
  ui_test_style ();
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("FAIRBOOK_LOCALE_DIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_test_add_func ("/comfort/text-size", test_text_size);
  g_test_add_func ("/comfort/still", test_still);
  g_test_add_func ("/comfort/strong-contrast", test_strong_contrast);
  g_test_add_func ("/comfort/gone", test_gone);
  g_test_add_func ("/comfort/button", test_button);
  g_test_add ("/comfort/nothing-lost", Fixture, NULL, set_up, test_nothing_lost, tear_down);
  g_test_add ("/comfort/on-the-picture", Fixture, NULL, set_up, test_on_the_picture, tear_down);
  g_test_add ("/comfort/smallest", Fixture, &smallest, set_up, test_small, tear_down);
  g_test_add ("/comfort/smallest-kiosk", Fixture, &smallest_kiosk, set_up, test_small, tear_down);
  g_test_add ("/comfort/phone", Fixture, &phone, set_up, test_small, tear_down);
  return g_test_run ();
}
