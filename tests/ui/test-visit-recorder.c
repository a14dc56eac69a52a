/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a visit leads to in the counts: exactly what the visitor did, and nothing where that is switched off, or of the staff. */
#include "config.h"

#include "form-test.h"
#include "form/fair-sign-up-page.h"
#include "shell/fair-window.h"
#include "test-util.h"
#include "visits/fair-visits.h"

typedef struct
{
  TestFolder *folder;
  gint64 now; /* in milliseconds */
  FairClock clock;
  FairBooth *booth;
  GtkWidget *window;
  FairProgram *shown;   /* not owned */
  const char *expected; /* counts */
} Fixture;

static gint64
get_now (gpointer user_data)
{
  return ((Fixture *) user_data)->now;
}

static gboolean
has_all (gpointer booth)
{
  return fair_booth_get_program (booth) != NULL && fair_booth_get_store (booth) != NULL;
}

static gboolean
is_painted (gpointer fixture)
{
  GtkWidget *views = ui_test_find (((Fixture *) fixture)->window, ADW_TYPE_VIEW_STACK, 0);

  return views != NULL && gtk_widget_get_mapped (views);
}

static GtkWidget *
get_page (Fixture *fixture)
{
  return ui_test_find (fixture->window, FAIR_TYPE_SIGN_UP_PAGE, 0);
}

static gboolean
has_page (gpointer fixture)
{
  return get_page (fixture) != NULL && gtk_widget_get_mapped (get_page (fixture));
}

static gboolean
is_saved (gpointer fixture)
{
  return fair_kiosk_get_state (fair_booth_get_kiosk (((Fixture *) fixture)->booth)) == FAIR_KIOSK_SAVED;
}

static gboolean
has_other_program (gpointer data)
{
  Fixture *fixture = data;

  return fair_booth_get_program (fixture->booth) != fixture->shown;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->folder = ui_test_make_data_folder ();
  fixture->clock = (FairClock) { get_now, fixture };
  fixture->booth = fair_booth_new (&fixture->clock);
  g_settings_set_boolean (fair_booth_get_settings (fixture->booth), "attract-loop", FALSE);
  fair_booth_load (fixture->booth);
  ui_test_wait (has_all, fixture->booth);
  fixture->window = fair_window_new (NULL, fixture->booth);
  gtk_window_present (GTK_WINDOW (fixture->window));
  ui_test_wait (is_painted, fixture);
  fair_booth_start_visits (fixture->booth, TRUE);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_settings_reset (fair_booth_get_settings (fixture->booth), "count-visits");
  fair_booth_start_visits (fixture->booth, FALSE);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->booth);
  test_folder_free (fixture->folder);
}

/* As the window's own timer does each second. */
static void
pass (Fixture *fixture,
      guint    seconds)
{
  for (guint i = 0; i < seconds; i++)
    {
      fixture->now += 1000;
      fair_kiosk_tick (fair_booth_get_kiosk (fixture->booth));
      fair_visit_recorder_tick (fair_booth_get_visits (fixture->booth));
    }
}

static void
touch (Fixture *fixture)
{
  fair_kiosk_handle (fair_booth_get_kiosk (fixture->booth), FAIR_KIOSK_INPUT);
}

static void
open_page (Fixture    *fixture,
           const char *id)
{
  touch (fixture);
  gtk_widget_activate_action (fixture->window, "win.open-page", "s", id);
}

static void
begin_form (Fixture *fixture)
{
  touch (fixture);
  gtk_widget_activate_action (fixture->window, "win.show", "s", "sign-up");
  ui_test_wait (has_page, fixture);
  form_test_fill (get_page (fixture), "given_name", "Ann");
  form_test_fill (get_page (fixture), "email", "ann@example.org");
}

static void
leave (Fixture *fixture)
{
  gtk_widget_activate_action_variant (fixture->window, "win.start-over", NULL);
}

/* What is in the file, whatever the hour. */
static char *
dup_counts (Fixture *fixture)
{
  g_autoptr (FairVisitCounts) all = fair_visits_load (fair_booth_get_store (fixture->booth), NULL), sums = fair_visit_counts_new ();
  g_autoptr (GPtrArray) list = fair_visit_counts_list (all), sum_list = NULL;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const FairVisitCount *count = list->pdata[i];

      fair_visit_counts_add (sums, 0, count->event, count->kind, count->id, count->n);
    }
  sum_list = fair_visit_counts_list (sums);
  for (guint i = 0; i < sum_list->len; i++)
    {
      const FairVisitCount *count = sum_list->pdata[i];

      g_string_append_printf (text, "%s %s %s %" G_GUINT64_FORMAT "|", count->event, fair_visit_kind_get_name (count->kind), count->id,
                              count->n);
    }
  return g_string_free (text, FALSE);
}

static gboolean
is_written (gpointer fixture)
{
  g_autofree char *text = dup_counts (fixture);

  return g_str_equal (text, ((Fixture *) fixture)->expected);
}

static void
assert_counts (Fixture    *fixture,
               const char *expected)
{
  fixture->expected = expected;
  ui_test_wait (is_written, fixture);
}

static void
assert_nothing (Fixture *fixture)
{
  g_autofree char *folder = test_folder_path (fixture->folder, "visits");

  fair_visit_recorder_flush (fair_booth_get_visits (fixture->booth));
  begin_form (fixture);
  form_test_agree (get_page (fixture));
  gtk_widget_activate_action (get_page (fixture), "sign-up.submit", NULL);
  ui_test_wait (is_saved, fixture);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

static void
look_around (Fixture *fixture)
{
  open_page (fixture, "careers");
  pass (fixture, 30);
  open_page (fixture, "about");
  pass (fixture, 10);
  touch (fixture);
  gtk_widget_activate_action (fixture->window, "win.open-photo", "(ss)", "kayak", "");
  begin_form (fixture);
}

static void
test_visit (Fixture      *fixture,
            gconstpointer data)
{
  g_settings_set_string (fair_booth_get_settings (fixture->booth), "event", "spring");
  look_around (fixture);
  leave (fixture);
  assert_counts (fixture, "spring page_views about 1|spring page_views careers 1|spring page_seconds about 10|spring page_seconds careers 30|"
                          "spring photos_opened kayak 1|spring forms_begun interest@1 1|spring left_at email 1|");
  g_settings_reset (fair_booth_get_settings (fixture->booth), "event");
}

static void
test_finished (Fixture      *fixture,
               gconstpointer data)
{
  begin_form (fixture);
  form_test_agree (get_page (fixture));
  gtk_widget_activate_action (get_page (fixture), "sign-up.submit", NULL);
  ui_test_wait (is_saved, fixture);
  leave (fixture);
  assert_counts (fixture, " forms_begun interest@1 1| forms_finished interest@1 1|");
}

/* The same page again is another view only after something else; in another language nothing begins anew. */
static void
test_again (Fixture      *fixture,
            gconstpointer data)
{
  open_page (fixture, "careers");
  open_page (fixture, "careers");
  begin_form (fixture);
  gtk_widget_activate_action (fixture->window, "win.show", "s", "program");
  fixture->shown = fair_booth_get_program (fixture->booth);
  fair_booth_set_language (fixture->booth, "es");
  ui_test_wait (has_other_program, fixture);
  gtk_widget_activate_action_variant (fixture->window, "win.back", NULL);
  open_page (fixture, "careers");
  leave (fixture);
  assert_counts (fixture, " page_views careers 2| forms_begun interest@1 1| left_at email 1|");
}

/* Whoever goes away reads nothing any more; the next visitor opens the page for themselves. */
static void
test_idle (Fixture      *fixture,
           gconstpointer data)
{
  open_page (fixture, "careers");
  pass (fixture, 1000);
  open_page (fixture, "careers");
  pass (fixture, 5);
  leave (fixture);
  assert_counts (fixture, " page_views careers 2| page_seconds careers 94|");
}

static void
test_switched_off (Fixture      *fixture,
                   gconstpointer data)
{
  g_settings_set_boolean (fair_booth_get_settings (fixture->booth), "count-visits", FALSE);
  look_around (fixture);
  leave (fixture);
  assert_nothing (fixture);
}

static void
test_staff (Fixture      *fixture,
            gconstpointer data)
{
  fair_access_unlock (fair_booth_get_access (fixture->booth), FAIR_ROLE_RECRUITER);
  look_around (fixture);
  leave (fixture);
  assert_nothing (fixture);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/visit-recorder/visit", test_visit },
    { "/visit-recorder/finished", test_finished },
    { "/visit-recorder/again", test_again },
    { "/visit-recorder/idle", test_idle },
    { "/visit-recorder/switched-off", test_switched_off },
    { "/visit-recorder/staff", test_staff },
  };

  ui_test_choose_data_folder ();
  ui_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
