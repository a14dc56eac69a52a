/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet with which links, contacts and dates leave: its code can be read in every style, and it opens nothing by itself. */
#include "config.h"

#include "contact/fair-code-view.h"
#include "contact/fair-contact.h"
#include "contact/fair-link-label.h"
#include "contact/fair-open-days.h"
#include "contact/fair-take-home-sheet.h"
#include "program/fair-home.h"
#include "test-code-reader.h"
#include "ui-test.h"

#define URL "https://example.org/a?b=c&d=ë"

typedef struct
{
  GtkWidget *window;
  GSimpleActionGroup *actions;
} Fixture;

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0;
}

static gboolean
has_no_dialog (gpointer window)
{
  return adw_window_get_visible_dialog (window) == NULL;
}

/* A window whose action for browsers can be taken away, as kiosk mode takes it from Fairbook's. */
static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GSimpleAction) open_link = g_simple_action_new ("open-link", G_VARIANT_TYPE_STRING);

  fixture->window = adw_window_new ();
  fixture->actions = g_simple_action_group_new ();
  g_action_map_add_action (G_ACTION_MAP (fixture->actions), G_ACTION (open_link));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 700);
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (fixture->actions));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->actions);
}

static void
show (Fixture   *fixture,
      GtkWidget *content)
{
  adw_window_set_content (ADW_WINDOW (fixture->window), content);
  gtk_window_present (GTK_WINDOW (fixture->window));
  ui_test_wait (is_mapped, content);
}

static GtkWidget *
get_sheet (Fixture *fixture)
{
  AdwDialog *dialog = adw_window_get_visible_dialog (ADW_WINDOW (fixture->window));

  g_assert_true (FAIR_IS_TAKE_HOME_SHEET (dialog));
  ui_test_wait (is_mapped, adw_dialog_get_child (dialog));
  return GTK_WIDGET (dialog);
}

static GtkWidget *
get_code (Fixture *fixture)
{
  return ui_test_find (get_sheet (fixture), FAIR_TYPE_CODE_VIEW, 0);
}

static gboolean
says (Fixture    *fixture,
      const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = ui_test_find (get_sheet (fixture), GTK_TYPE_LABEL, i)) != NULL; i++)
    if (gtk_widget_get_visible (label) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (label)), text) == 0)
      return TRUE;
  return FALSE;
}

typedef struct
{
  GtkWidget *widget;
  GskRenderNode *node;
} Painting;

/* What is not painted yet has no node. */
static gboolean
paint (gpointer data)
{
  Painting *painting = data;
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (painting->widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (painting->widget), gtk_widget_get_height (painting->widget));
  painting->node = gtk_snapshot_free_to_node (snapshot);
  return painting->node != NULL;
}

static char *
read_texture (GdkTexture *texture)
{
  const gsize width = (gsize) gdk_texture_get_width (texture), height = (gsize) gdk_texture_get_height (texture);
  g_autoptr (GdkTextureDownloader) downloader = gdk_texture_downloader_new (texture);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree guint8 *gray = g_new (guint8, width * height);
  const guint8 *pixels;
  gsize stride;

  gdk_texture_downloader_set_format (downloader, GDK_MEMORY_R8G8B8);
  bytes = gdk_texture_downloader_download_bytes (downloader, &stride);
  pixels = g_bytes_get_data (bytes, NULL);
  for (gsize y = 0; y < height; y++)
    for (gsize x = 0; x < width; x++)
      gray[y * width + x] = pixels[y * stride + x * 3];
  return test_read_picture (gray, (guint) width, (guint) height);
}

/* What is read in the sheet as it is painted, whatever is around the code. */
static char *
read_picture (Fixture *fixture)
{
  Painting painting = { .widget = adw_dialog_get_child (ADW_DIALOG (get_sheet (fixture))) };
  g_autoptr (GdkTexture) texture = NULL;

  ui_test_wait (paint, &painting);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (painting.widget)), painting.node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (painting.widget),
                                                              (float) gtk_widget_get_height (painting.widget)));
  gsk_render_node_unref (painting.node);
  return read_texture (texture);
}

static GtkWidget *
new_link_label (void)
{
  return fair_link_label_new (GTK_ACCESSIBLE_ROLE_LABEL, "<a href=\"x\">x</a>", "page-text", NULL);
}

static void
press (GtkWidget  *label,
       const char *url)
{
  gboolean is_handled = FALSE;

  g_signal_emit_by_name (label, "activate-link", url, &is_handled);
  g_assert_true (is_handled);
}

typedef struct
{
  AdwColorScheme scheme;
  int width;
} Look;

static void
test_is_read (Fixture      *fixture,
              gconstpointer data)
{
  const Look *look = data;
  GtkWidget *label = new_link_label ();
  g_autofree char *text = NULL;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), look->scheme);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), look->width, 640);
  show (fixture, label);
  press (label, URL);
  g_assert_true (says (fixture, URL));
  text = read_picture (fixture);
  g_assert_cmpstr (text, ==, URL);
}

/* 30 mm on a screen of 14 inches with 1366×768 pixels are 133 of them; on one with 1920×1080, 186. */
static void
test_size (void)
{
  for (guint length = 1; length <= FAIR_QR_CODE_MAX_BYTES; length++)
    {
      g_autofree char *text = g_strnfill (length, 'x');
      g_autoptr (FairQrCode) code = fair_qr_code_new (text, NULL);
      g_autoptr (GtkWidget) view = g_object_ref_sink (g_object_new (FAIR_TYPE_CODE_VIEW, NULL));
      const int size = (int) fair_qr_code_get_size (code), modules = size + 2 * FAIR_QR_CODE_QUIET_ZONE;
      int minimum, natural, least_height;

      fair_code_view_set_code (FAIR_CODE_VIEW (view), code, NULL);
      gtk_widget_measure (view, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
      g_assert_cmpint (minimum % modules, ==, 0);
      g_assert_cmpint (natural % modules, ==, 0);
      g_assert_cmpint (minimum / modules * size, >=, 133);
      g_assert_cmpint (natural / modules * size, >=, 186);
      g_assert_cmpint (natural, >=, 240);
      g_assert_cmpint (natural, <=, 312);
      /* as high as wide, also where height is scarce */
      gtk_widget_measure (view, GTK_ORIENTATION_VERTICAL, natural, &least_height, NULL, NULL, NULL);
      g_assert_cmpint (least_height, ==, natural);
      gtk_widget_measure (view, GTK_ORIENTATION_VERTICAL, minimum, &least_height, NULL, NULL, NULL);
      g_assert_cmpint (least_height, ==, minimum);
    }
}

/* What a phone opens by its scheme, people write down without. */
static void
test_words (Fixture      *fixture,
            gconstpointer data)
{
  GtkWidget *label = new_link_label ();
  g_autofree char *text = NULL;

  show (fixture, label);
  press (label, "mailto:a@example.org");
  g_assert_true (says (fixture, "a@example.org"));
  text = read_picture (fixture);
  g_assert_cmpstr (text, ==, "mailto:a@example.org");
}

static void
test_too_long (Fixture      *fixture,
               gconstpointer data)
{
  GtkWidget *label = new_link_label ();
  g_autofree char *x = g_strnfill (300, 'x');
  g_autofree char *url = g_strconcat ("https://example.org/", x, NULL);

  show (fixture, label);
  press (label, url);
  g_assert_true (says (fixture, url));
  g_assert_false (gtk_widget_get_visible (get_code (fixture)));
}

static GtkWidget *
get_open_button (Fixture *fixture)
{
  GtkWidget *button;

  for (guint i = 0; (button = ui_test_find (get_sheet (fixture), GTK_TYPE_BUTTON, i)) != NULL; i++)
    if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), "_Open in a Browser") == 0)
      return button;
  g_assert_not_reached ();
}

/* The button comes and goes with the window's action, whatever is open meanwhile. */
static void
test_browser (Fixture      *fixture,
              gconstpointer data)
{
  GAction *open_link = g_action_map_lookup_action (G_ACTION_MAP (fixture->actions), "open-link");
  GtkWidget *label = new_link_label ();

  show (fixture, label);
  press (label, URL);
  g_assert_true (gtk_widget_get_visible (get_open_button (fixture)));
  g_simple_action_set_enabled (G_SIMPLE_ACTION (open_link), FALSE);
  g_assert_false (gtk_widget_get_visible (get_open_button (fixture)));
  adw_dialog_force_close (ADW_DIALOG (get_sheet (fixture)));
  ui_test_wait (has_no_dialog, fixture->window);
  press (label, URL);
  g_assert_false (gtk_widget_get_visible (get_open_button (fixture)));
}

/* Neither an email address nor anything else leads to another program. */
static void
test_no_browser (Fixture      *fixture,
                 gconstpointer data)
{
  GtkWidget *label = new_link_label ();

  show (fixture, label);
  press (label, "mailto:a@example.org");
  g_assert_false (gtk_widget_get_visible (get_open_button (fixture)));
}

static void
test_goes_with_its_page (Fixture      *fixture,
                         gconstpointer data)
{
  GtkWidget *label = new_link_label ();

  show (fixture, label);
  press (label, URL);
  g_assert_false (has_no_dialog (fixture->window));
  gtk_widget_set_visible (label, FALSE);
  ui_test_wait (has_no_dialog, fixture->window);
}

static FairProgram *
load_pack (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "data", "take-home", NULL);
  g_autoptr (GError) error = NULL;
  FairProgram *program = fair_program_load (folder, NULL, NULL, &error);

  g_assert_no_error (error);
  return program;
}

static void
test_contact_card (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (FairProgram) program = load_pack ();
  GtkWidget *contact = g_object_new (FAIR_TYPE_CONTACT, NULL);
  g_autofree char *text = NULL;

  fair_contact_set_program (FAIR_CONTACT (contact), program);
  show (fixture, contact);
  g_signal_emit_by_name (ui_test_find (contact, GTK_TYPE_BUTTON, 0), "clicked");
  g_assert_true (says (fixture, "peds@example.org\n+1 (617) 555-0142\nhttps://example.org/pediatrics?from=fair&lang=en"));
  text = read_picture (fixture);
  g_assert_cmpstr (text, ==, program->contact_card);
}

/* Any way of writing a number leads to the same; what is more than a number leads nowhere. */
static void
test_phone (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (FairProgram) program = load_pack ();
  GtkWidget *contact = g_object_new (FAIR_TYPE_CONTACT, NULL);
  GtkWidget *phone;

  fair_contact_set_program (FAIR_CONTACT (contact), program);
  phone = ui_test_find (contact, GTK_TYPE_LABEL, 4);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (phone)), ==, "\u200e<a href=\"tel:+16175550142\">+1 (617) 555-0142</a>");
  program->phone = "617 555 0142 ext. 3";
  fair_contact_set_program (FAIR_CONTACT (contact), program);
  phone = ui_test_find (contact, GTK_TYPE_LABEL, 4);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (phone)), ==, "\u200e617 555 0142 ext. 3");
  g_object_ref_sink (contact);
  g_object_unref (contact);
}

static void
test_open_days (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (FairProgram) program = load_pack ();
  GtkWidget *home = g_object_new (FAIR_TYPE_HOME, NULL);
  GtkWidget *open_days = ui_test_find (home, FAIR_TYPE_OPEN_DAYS, 0);
  const FairOpenDay *open_day = program->open_days->pdata[0];
  g_autofree char *text = NULL;

  fair_home_set_program (FAIR_HOME (home), program);
  g_assert_cmpuint (ui_test_count (open_days, GTK_TYPE_BUTTON), ==, 3);
  show (fixture, home);
  g_signal_emit_by_name (ui_test_find (open_days, GTK_TYPE_BUTTON, 0), "clicked");
  g_assert_true (says (fixture, "Open day; bring a friend, too"));
  g_assert_true (says (fixture, "Saturday, October 24, 2099\n9:30\u202fAM – 12:00\u202fPM, New York time\n55 Quay Street, Boston"));
  text = read_picture (fixture);
  g_assert_cmpstr (text, ==, open_day->calendar_entry);
}

/* What is over is not offered, and where nothing is left, nothing is to be seen. */
static void
test_past_open_days (void)
{
  g_autoptr (FairProgram) program = load_pack ();
  g_autoptr (GtkWidget) open_days = g_object_ref_sink (g_object_new (FAIR_TYPE_OPEN_DAYS, NULL));
  FairOpenDay *one = program->open_days->pdata[0];

  g_clear_pointer (&one->ends, g_date_time_unref);
  one->ends = g_date_time_new_utc (2020, 1, 1, 0, 0, 0);
  fair_open_days_set_program (FAIR_OPEN_DAYS (open_days), program);
  g_assert_true (gtk_widget_get_visible (open_days));
  g_assert_cmpuint (ui_test_count (open_days, GTK_TYPE_BUTTON), ==, 2);
  g_ptr_array_set_size (program->open_days, 1);
  fair_open_days_set_program (FAIR_OPEN_DAYS (open_days), program);
  g_assert_false (gtk_widget_get_visible (open_days));
  fair_open_days_set_program (FAIR_OPEN_DAYS (open_days), NULL);
}

static void
add (const char   *name,
     gconstpointer data,
     void (*test) (Fixture      *fixture,
                   gconstpointer data))
{
  g_test_add (name, Fixture, data, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  static const Look light = { ADW_COLOR_SCHEME_FORCE_LIGHT, 800 };
  static const Look dark = { ADW_COLOR_SCHEME_FORCE_DARK, 800 };
  static const Look narrow = { ADW_COLOR_SCHEME_FORCE_DARK, 360 };

  ui_test_init (&argc, &argv);
  g_test_add_func ("/take-home-sheet/size", test_size);
  g_test_add_func ("/take-home-sheet/past-open-days", test_past_open_days);
  add ("/take-home-sheet/light", &light, test_is_read);
  add ("/take-home-sheet/dark", &dark, test_is_read);
  add ("/take-home-sheet/narrow", &narrow, test_is_read);
  add ("/take-home-sheet/words", NULL, test_words);
  add ("/take-home-sheet/too-long", NULL, test_too_long);
  add ("/take-home-sheet/browser", NULL, test_browser);
  add ("/take-home-sheet/no-browser", NULL, test_no_browser);
  add ("/take-home-sheet/goes-with-its-page", NULL, test_goes_with_its_page);
  add ("/take-home-sheet/contact-card", NULL, test_contact_card);
  add ("/take-home-sheet/phone", NULL, test_phone);
  add ("/take-home-sheet/open-days", NULL, test_open_days);
  return g_test_run ();
}
