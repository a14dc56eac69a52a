/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What staff choose before the laptop stands alone, and what the coordinator is told without asking. */
#include "config.h"

#include "shell/fair-kiosk-set-up.h"
#include "shell/fair-staff-sheet.h"
#include "shell/fair-window.h"
#include "test-util.h"
#include "ui-test.h"

#define NEWS "forget-pins"
#define STAFF "{\"v\":1,\"failed\":0,\"traces\":[{\"at\":\"2026-11-22T15:04:05.123Z\",\"what\":\"forgotten\"}]}"

typedef struct
{
  TestFolder *folder;
  FairBooth *booth;
  GtkWidget *window;
} Fixture;

static gboolean
has_all (gpointer booth)
{
  return fair_booth_get_program (booth) != NULL && fair_booth_get_store (booth) != NULL;
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static gboolean
is_in_spanish (gpointer booth)
{
  return g_str_equal (fair_booth_get_program (booth)->language, "es");
}

static gboolean
is_in_english (gpointer booth)
{
  return g_str_equal (fair_booth_get_program (booth)->language, "en");
}

static void
set_up (Fixture      *fixture,
        gconstpointer forgotten)
{
  fixture->folder = test_folder_new ();
  if (forgotten != NULL)
    g_free (test_folder_write (fixture->folder, "staff.json", STAFF));
  g_setenv ("FAIRBOOK_DATA_DIR", fixture->folder->path, TRUE);
  fixture->booth = fair_booth_new (NULL);
  fair_booth_load (fixture->booth);
  ui_test_wait (has_all, fixture->booth);
  fixture->window = fair_window_new (NULL, fixture->booth);
  gtk_window_present (GTK_WINDOW (fixture->window));
  ui_test_wait (is_mapped, fixture->window);
  fair_booth_start_visits (fixture->booth, FALSE);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  GSettings *settings = fair_booth_get_settings (fixture->booth);

  g_settings_reset (settings, "language");
  g_settings_reset (settings, "quiet");
  g_settings_reset (settings, "forgotten-seen");
  fair_booth_start_visits (fixture->booth, FALSE);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->booth);
  test_folder_free (fixture->folder);
}

/* A row of a dialog, by its title. */
static GtkWidget *
find_row (AdwDialog  *dialog,
          const char *title)
{
  GtkWidget *row;

  for (guint i = 0; (row = ui_test_find (GTK_WIDGET (dialog), ADW_TYPE_PREFERENCES_ROW, i)) != NULL; i++)
    if (strstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title) != NULL)
      return row;
  return NULL;
}

/* What is chosen holds for the next visit, and loses nothing of this one. */
static void
test_language (Fixture      *fixture,
               gconstpointer data)
{
  AdwDialog *dialog = fair_kiosk_set_up_new (fixture->booth);
  GtkWidget *row;
  GListModel *names;

  adw_dialog_present (dialog, fixture->window);
  row = find_row (dialog, "Language");
  names = adw_combo_row_get_model (ADW_COMBO_ROW (row));
  g_assert_cmpuint (g_list_model_get_n_items (names), ==, 3);
  g_assert_cmpstr (gtk_string_list_get_string (GTK_STRING_LIST (names), 2), ==, "Español");
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 2);
  g_assert_true (is_in_english (fixture->booth));

  fair_booth_start_visits (fixture->booth, TRUE);
  ui_test_wait (is_in_spanish, fixture->booth);
  g_settings_set_string (fair_booth_get_settings (fixture->booth), "language", "xx");
  fair_booth_start_visits (fixture->booth, FALSE);
  ui_test_wait (is_in_english, fixture->booth);
}

static gboolean
may_sound (Fixture *fixture)
{
  gboolean bell, events, feedback;

  g_object_get (gtk_widget_get_settings (fixture->window), "gtk-error-bell", &bell, "gtk-enable-event-sounds", &events,
                "gtk-enable-input-feedback-sounds", &feedback, NULL);
  g_assert_true (bell == events && bell == feedback);
  return bell;
}

static void
test_sounds (Fixture      *fixture,
             gconstpointer data)
{
  g_assert_true (may_sound (fixture));
  fair_booth_start_visits (fixture->booth, TRUE);
  g_assert_false (may_sound (fixture));
  fair_booth_start_visits (fixture->booth, FALSE);
  g_assert_true (may_sound (fixture));

  g_settings_set_boolean (fair_booth_get_settings (fixture->booth), "quiet", FALSE);
  fair_booth_start_visits (fixture->booth, TRUE);
  g_assert_true (may_sound (fixture));
}

static AdwBanner *
find_news (Fixture *fixture)
{
  AdwBanner *banner;

  for (guint i = 0; (banner = ADW_BANNER (ui_test_find (fixture->window, ADW_TYPE_BANNER, i))) != NULL; i++)
    if (strstr (adw_banner_get_title (banner), NEWS) != NULL)
      return adw_banner_get_revealed (banner) ? banner : NULL;
  return NULL;
}

static gboolean
has_news (gpointer fixture)
{
  return find_news (fixture) != NULL;
}

static gboolean
has_no_news (gpointer fixture)
{
  return find_news (fixture) == NULL;
}

static gboolean
has_result (gpointer result)
{
  return *(GAsyncResult **) result != NULL;
}

static void
protect (Fixture *fixture)
{
  FairStaff *staff = fair_access_get_staff (fair_booth_get_access (fixture->booth));
  g_autoptr (GAsyncResult) result = NULL;

  fair_staff_set_pin_async (staff, FAIR_ROLE_COORDINATOR, "246800", NULL, test_keep_result, &result);
  ui_test_wait (has_result, &result);
  g_assert_true (fair_staff_set_pin_finish (staff, result, NULL));
}

/* Whoever took the PINs away cannot say that it has been seen; a recruiter is not told. */
static void
test_forgotten (Fixture      *fixture,
                gconstpointer data)
{
  FairAccess *access = fair_booth_get_access (fixture->booth);

  ui_test_wait (has_news, fixture);
  g_assert_cmpstr (adw_banner_get_button_label (find_news (fixture)), ==, "_Protect This Laptop…");
  g_signal_emit_by_name (find_news (fixture), "button-clicked");
  g_assert_true (has_news (fixture));

  protect (fixture);
  g_assert_true (has_no_news (fixture));
  fair_access_unlock (access, FAIR_ROLE_RECRUITER);
  g_assert_true (has_no_news (fixture));
  fair_access_unlock (access, FAIR_ROLE_COORDINATOR);
  g_assert_cmpstr (adw_banner_get_button_label (find_news (fixture)), ==, "_Seen");
  g_signal_emit_by_name (find_news (fixture), "button-clicked");
  g_assert_true (has_no_news (fixture));
  fair_access_lock (access);
  fair_access_unlock (access, FAIR_ROLE_COORDINATOR);
  g_assert_true (has_no_news (fixture));
}

/* In kiosk mode it stands in the staff's sheet, for the coordinator. */
static void
test_forgotten_in_kiosk (Fixture      *fixture,
                         gconstpointer data)
{
  FairAccess *access = fair_booth_get_access (fixture->booth);
  AdwDialog *sheet;

  ui_test_wait (has_news, fixture);
  protect (fixture);
  fair_booth_start_visits (fixture->booth, TRUE);
  g_assert_true (has_no_news (fixture));
  fair_access_unlock (access, FAIR_ROLE_RECRUITER);
  sheet = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
  g_assert_null (find_row (sheet, NEWS));
  fair_access_lock (access);

  fair_access_unlock (access, FAIR_ROLE_COORDINATOR);
  sheet = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
  g_assert_nonnull (find_row (sheet, NEWS));
  g_signal_emit_by_name (ui_test_find (find_row (sheet, NEWS), GTK_TYPE_BUTTON, 0), "clicked");
  g_assert_null (find_row (sheet, NEWS));
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
  g_test_add ("/set-up/language", Fixture, NULL, set_up, test_language, tear_down);
  g_test_add ("/set-up/sounds", Fixture, NULL, set_up, test_sounds, tear_down);
  g_test_add ("/set-up/forgotten", Fixture, NEWS, set_up, test_forgotten, tear_down);
  g_test_add ("/set-up/forgotten-in-kiosk", Fixture, NEWS, set_up, test_forgotten_in_kiosk, tear_down);
  return g_test_run ();
}
