/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another language while somebody is in the middle of it: the words change, and what was typed, chosen and where one is stays. */
#include "config.h"

#include "base/fair-language.h"
#include "booth/fair-interface-language.h"
#include "form-test.h"
#include "form/fair-form-view.h"
#include "form/fair-sign-up-page.h"
#include "shell/fair-window.h"
#include "test-util.h"

#include <libintl.h>

typedef struct
{
  TestFolder *folder;
  FairBooth *booth;
  GtkWidget *window;
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
  fair_booth_set_language (fixture->booth, NULL);
  fair_interface_language_use (NULL);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->booth);
  test_folder_free (fixture->folder);
}

static FairSignUpPage *
get_page (Fixture *fixture)
{
  return FAIR_SIGN_UP_PAGE (ui_test_find (fixture->window, FAIR_TYPE_SIGN_UP_PAGE, 0));
}

static FairFormView *
get_form (Fixture *fixture)
{
  return FAIR_FORM_VIEW (ui_test_find (fixture->window, FAIR_TYPE_FORM_VIEW, 0));
}

static gboolean
has_page (gpointer fixture)
{
  return ui_test_find (((Fixture *) fixture)->window, FAIR_TYPE_SIGN_UP_PAGE, 0) != NULL;
}

static const char *
get_view_title (Fixture    *fixture,
                const char *name)
{
  AdwViewStack *views = ADW_VIEW_STACK (ui_test_find (fixture->window, ADW_TYPE_VIEW_STACK, 0));

  return adw_view_stack_page_get_title (adw_view_stack_get_page (views, adw_view_stack_get_child_by_name (views, name)));
}

typedef struct
{
  Fixture *fixture;
  const char *title;
} Titled;

static gboolean
is_titled (gpointer data)
{
  Titled *titled = data;

  return g_str_equal (get_view_title (titled->fixture, "sign-up"), titled->title);
}

/* @title: of the sign-up in that language. */
static void
speak (Fixture    *fixture,
       const char *language,
       const char *title)
{
  Titled titled = { fixture, title };

  gtk_widget_activate_action (fixture->window, "win.language", "s", language);
  ui_test_wait (is_titled, &titled);
}

static void
fill_in (Fixture *fixture)
{
  const char *json = "{\"given_name\":\"Zoë\",\"email\":\"zoe@school.edu\",\"degree\":\"other\",\"interests\":[\"advocacy\"],"
                     "\"graduation_year\":\"20x7\",\"question\":\"What does\\na week look like?\",\"consent\":true}";
  g_autoptr (FairAnswers) answers = fair_answers_new_from_json (json, strlen (json), NULL);

  gtk_widget_activate_action (fixture->window, "win.show", "s", "sign-up");
  ui_test_wait (has_page, fixture);
  fair_form_view_load_answers (get_form (fixture), answers);
}

static char *
dup_answers (Fixture *fixture)
{
  g_autoptr (FairAnswers) answers = fair_form_view_dup_answers (get_form (fixture));

  return test_dup_answers (answers);
}

static void
test_form (Fixture      *fixture,
           gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *spanish = NULL;
  g_autofree char *english = NULL;

  fill_in (fixture);
  before = dup_answers (fixture);
  g_assert_nonnull (strstr (before, "20x7"));
  speak (fixture, "es", "_Inscribirse");
  spanish = dup_answers (fixture);
  g_assert_cmpstr (spanish, ==, before);
  g_assert_cmpstr (fair_form_get_language (fair_form_view_get_form (get_form (fixture))), ==, "es");
  speak (fixture, "en", "_Sign Up");
  english = dup_answers (fixture);
  g_assert_cmpstr (english, ==, before);
}

/* Whoever needs larger text needs it in every language, and is told so in that. */
static void
test_comfort (Fixture      *fixture,
              gconstpointer data)
{
  FairComfort *comfort = fair_booth_get_comfort (fixture->booth);
  GtkWidget *button;

  fair_comfort_set_text_size (comfort, 160);
  speak (fixture, "es", "_Inscribirse");
  g_assert_cmpuint (fair_comfort_get_text_size (comfort), ==, 160);
  button = ui_test_find (fixture->window, g_type_from_name ("FairComfortButton"), 0);
  g_assert_cmpuint (adw_toggle_group_get_active (ADW_TOGGLE_GROUP (ui_test_find (button, ADW_TYPE_TOGGLE_GROUP, 0))), ==, 2);
  fair_kiosk_handle (fair_booth_get_kiosk (fixture->booth), FAIR_KIOSK_START_OVER);
  g_assert_false (fair_comfort_get_changed (comfort));
}

/* What is wrong stays wrong, in words of that language. */
static void
test_problems (Fixture      *fixture,
               gconstpointer data)
{
  g_autofree char *english = NULL;

  fill_in (fixture);
  gtk_widget_activate_action (GTK_WIDGET (get_page (fixture)), "sign-up.submit", NULL);
  english = g_strdup (fair_field_row_get_message (fair_form_view_find_row (get_form (fixture), "graduation_year")));
  g_assert_nonnull (english);
  speak (fixture, "es", "_Inscribirse");
  g_assert_nonnull (fair_field_row_get_message (fair_form_view_find_row (get_form (fixture), "graduation_year")));
  g_assert_cmpstr (fair_field_row_get_message (fair_form_view_find_row (get_form (fixture), "graduation_year")), !=, english);
}

/* French is none of the pack's: the buttons are in it, the pages in English, and a screen reader is told so. */
static void
test_pages_in_another (Fixture      *fixture,
                       gconstpointer data)
{
  GtkWidget *views;

  speak (fixture, "fr", "_S’inscrire");
  g_assert_cmpstr (fair_booth_get_program (fixture->booth)->language, ==, "en");
  views = ui_test_find (fixture->window, ADW_TYPE_VIEW_STACK, 0);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (views), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Langue des pages : English");
  speak (fixture, "es", "_Inscribirse");
  views = ui_test_find (fixture->window, ADW_TYPE_VIEW_STACK, 0);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (views), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "");
}

/* The direction follows the language, and comes back. */
static void
test_direction (Fixture      *fixture,
                gconstpointer data)
{
  g_assert_cmpint (gtk_widget_get_direction (fixture->window), ==, GTK_TEXT_DIR_LTR);
  fair_booth_set_language (fixture->booth, "ar");
  fair_interface_language_use ("ar");
  g_assert_cmpint (gtk_widget_get_direction (fixture->window), ==, GTK_TEXT_DIR_RTL);
  fair_interface_language_use (NULL);
  g_assert_cmpint (gtk_widget_get_direction (fixture->window), ==, GTK_TEXT_DIR_LTR);
}

/* The next visitor begins in the fair's first language, and with nothing of the one before. */
static void
test_next_visitor (Fixture      *fixture,
                   gconstpointer data)
{
  Titled titled = { fixture, "_Sign Up" };

  fill_in (fixture);
  speak (fixture, "es", "_Inscribirse");
  fair_kiosk_handle (fair_booth_get_kiosk (fixture->booth), FAIR_KIOSK_START_OVER);
  g_assert_false (has_page (fixture));
  ui_test_wait (is_titled, &titled);
  g_assert_false (has_page (fixture));
  g_assert_cmpstr (fair_booth_get_language (fixture->booth), ==, "en");
  g_assert_cmpstr (fair_booth_get_program (fixture->booth)->language, ==, "en");
}

/* A fair may begin in another language than the laptop's. */
static void
test_first_language (Fixture      *fixture,
                     gconstpointer data)
{
  Titled titled = { fixture, "_Inscribirse" };

  g_settings_set_string (fair_booth_get_settings (fixture->booth), "language", "es");
  fair_booth_start_visits (fixture->booth, FALSE);
  ui_test_wait (is_titled, &titled);
  speak (fixture, "en", "_Sign Up");
  fair_kiosk_handle (fair_booth_get_kiosk (fixture->booth), FAIR_KIOSK_START_OVER);
  ui_test_wait (is_titled, &titled);
  g_settings_reset (fair_booth_get_settings (fixture->booth), "language");
}

static void
test_page (Fixture      *fixture,
           gconstpointer data)
{
  const FairPage *page = NULL;
  g_autoptr (GListModel) pages = g_object_ref (fair_booth_get_program (fixture->booth)->pages);
  GtkWidget *view;

  page = g_list_model_get_item (pages, 1);
  gtk_widget_activate_action (fixture->window, "win.open-page", "s", page->id);
  speak (fixture, "es", "_Inscribirse");
  view = ui_test_find (fixture->window, g_type_from_name ("FairProgramView"), 0);
  {
    g_autofree char *open = NULL;

    g_object_get (view, "page", &open, NULL);
    g_assert_cmpstr (open, ==, page->id);
  }
  g_object_unref ((gpointer) page);
}

/* Each language that is offered has its translation, and the other way round. */
static void
test_offered (void)
{
  g_auto (GStrv) spoken = fair_interface_language_list ();
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "..", "po", "LINGUAS", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 1; /* English */

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      gboolean found = *lines[i] == '\0' || *lines[i] == '#';

      for (guint k = 0; spoken[k] != NULL && !found; k++)
        {
          g_autofree char *locale = fair_language_dup_locale (spoken[k]);

          found = g_str_equal (locale, lines[i]);
          n += found;
        }
      g_assert_true (found);
    }
  g_assert_cmpuint (n, ==, g_strv_length (spoken));
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/another-language/form", test_form },
    { "/another-language/comfort", test_comfort },
    { "/another-language/problems", test_problems },
    { "/another-language/pages-in-another", test_pages_in_another },
    { "/another-language/direction", test_direction },
    { "/another-language/next-visitor", test_next_visitor },
    { "/another-language/first-language", test_first_language },
    { "/another-language/page", test_page },
  };

  ui_test_choose_data_folder ();
  ui_test_init (&argc, &argv);
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("FAIRBOOK_LOCALE_DIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  g_test_add_func ("/another-language/offered", test_offered);
  return g_test_run ();
}
