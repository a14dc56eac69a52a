/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One visitor after the other at a laptop in kiosk mode: nothing of the first is there for the second, whichever way the
 * first one's visit ended, and however many there were.
 */
#include "config.h"

#include "contact/fair-take-home-sheet.h"
#include "form-test.h"
#include "form/fair-sign-up-page.h"
#include "form/fair-thank-you.h"
#include "program/fair-program-view.h"
#include "shell/fair-window.h"
#include "test-util.h"

#include <unistd.h>

/* How many pairs: all of them where there is time for that. */
#define N_PAIRS 60
#define N_PAIRS_FULL 1000
/* From which pair on memory is compared: before it, fonts and styles come in. */
#define WARM_UP 20

/* How the first of a pair ends. */
typedef enum
{
  IDLE,       /* goes away, and nobody does anything */
  START_OVER, /* presses Start Over with a form that is half filled in */
  DONE,       /* signs up, and presses Done */
  NEXT_ONE,   /* is pushed aside by the next one, who presses Start Over on another page */
  N_WAYS,
} Way;

typedef struct
{
  TestFolder *folder;
  gint64 now; /* in milliseconds */
  FairClock clock;
  FairBooth *booth;
  GtkWidget *window;
  GArray *save_times; /* of gint64: from submit to saved, in microseconds */
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
has_no_page (gpointer fixture)
{
  return get_page (fixture) == NULL;
}

static gboolean
is_painted (gpointer fixture)
{
  return ui_test_find (((Fixture *) fixture)->window, ADW_TYPE_VIEW_STACK, 0) != NULL &&
         gtk_widget_get_mapped (((Fixture *) fixture)->window);
}

static FairKioskState
get_state (Fixture *fixture)
{
  return fair_kiosk_get_state (fair_booth_get_kiosk (fixture->booth));
}

static gboolean
is_saved (gpointer fixture)
{
  return get_state (fixture) == FAIR_KIOSK_SAVED;
}

/* As the window's own timer does each second. */
static void
pass (Fixture *fixture,
      guint    seconds)
{
  fixture->now += seconds * G_GINT64_CONSTANT (1000);
  fair_kiosk_tick (fair_booth_get_kiosk (fixture->booth));
}

static void
act (Fixture    *fixture,
     const char *action)
{
  gtk_widget_activate_action_variant (fixture->window, action, NULL);
}

static void
show (Fixture    *fixture,
      const char *view)
{
  gtk_widget_activate_action (fixture->window, "win.show", "s", view);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->folder = ui_test_make_data_folder ();
  fixture->clock = (FairClock) { get_now, fixture };
  fixture->save_times = g_array_new (FALSE, FALSE, sizeof (gint64));
  fixture->booth = fair_booth_new (&fixture->clock);
  g_settings_set_boolean (fair_booth_get_settings (fixture->booth), "attract-loop", FALSE);
  fair_booth_load (fixture->booth);
  ui_test_wait (has_all, fixture->booth);
  fixture->window = fair_window_new (NULL, fixture->booth);
  gtk_window_present (GTK_WINDOW (fixture->window));
  ui_test_wait (is_painted, fixture);
  fair_booth_start_visits (fixture->booth, TRUE);
  g_assert_cmpint (get_state (fixture), ==, FAIR_KIOSK_LOOKING);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  fair_booth_start_visits (fixture->booth, FALSE);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->booth);
  g_array_unref (fixture->save_times);
  test_folder_free (fixture->folder);
}

/* What somebody could read anywhere in the window, shown or hidden. */
static gboolean
holds (GtkWidget  *widget,
       const char *text)
{
  g_autofree char *buffered = NULL;
  const char *own = NULL;

  if (GTK_IS_LABEL (widget))
    own = gtk_label_get_text (GTK_LABEL (widget));
  else if (GTK_IS_EDITABLE (widget))
    own = gtk_editable_get_text (GTK_EDITABLE (widget));
  else if (GTK_IS_TEXT_VIEW (widget))
    g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)), "text", &buffered, NULL);
  if ((own != NULL && strstr (own, text) != NULL) || (buffered != NULL && strstr (buffered, text) != NULL))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (holds (child, text))
      return TRUE;
  return FALSE;
}

static void
fill (Fixture    *fixture,
      const char *name)
{
  g_autofree char *email = g_strdup_printf ("%s@example.org", name);

  show (fixture, "sign-up");
  ui_test_wait (has_page, fixture);
  form_test_fill (get_page (fixture), "given_name", name);
  form_test_fill (get_page (fixture), "email", email);
  form_test_fill (get_page (fixture), "question", name);
  form_test_agree (get_page (fixture));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (fixture->window), email);
  gtk_editable_select_region (GTK_EDITABLE (ui_test_find (get_page (fixture), GTK_TYPE_ENTRY, 0)), 0, -1);
  g_assert_cmpint (get_state (fixture), ==, FAIR_KIOSK_FILLING_IN);
}

static void
submit (Fixture *fixture)
{
  gtk_widget_activate_action (get_page (fixture), "sign-up.submit", NULL);
  g_assert_cmpint (get_state (fixture), ==, FAIR_KIOSK_SAVING);
}

static void
sign_up (Fixture *fixture)
{
  gint64 begin = g_get_monotonic_time ();
  gint64 taken;

  submit (fixture);
  ui_test_wait (is_saved, fixture);
  taken = g_get_monotonic_time () - begin;
  g_array_append_val (fixture->save_times, taken);
}

static void
end_visit (Fixture *fixture,
           Way      way)
{
  switch (way)
    {
    case IDLE:
      pass (fixture, 60);
      g_assert_cmpint (get_state (fixture), ==, FAIR_KIOSK_WARNING);
      pass (fixture, 20);
      break;
    case NEXT_ONE:
      show (fixture, "community");
      act (fixture, "win.start-over");
      break;
    case DONE:
      sign_up (fixture);
      gtk_widget_activate (ui_test_find (ui_test_find (get_page (fixture), FAIR_TYPE_THANK_YOU, 0), GTK_TYPE_BUTTON, 0));
      break;
    case START_OVER:
    default:
      act (fixture, "win.start-over");
    }
  ui_test_wait (has_no_page, fixture);
}

static gboolean
is_empty (GdkClipboard *clipboard)
{
  return gdk_clipboard_get_content (clipboard) == NULL;
}

static void
undo_everything (Fixture *fixture)
{
  GtkWidget *text;

  for (guint i = 0; (text = ui_test_find (get_page (fixture), GTK_TYPE_TEXT, i)) != NULL; i++)
    gtk_widget_activate_action (text, "text.undo", NULL);
}

/* What the second of a pair could come upon. */
static void
check_nothing_is_left (Fixture    *fixture,
                       const char *name)
{
  g_autofree char *title = g_strdup (gtk_window_get_title (GTK_WINDOW (fixture->window)));

  g_assert_false (holds (fixture->window, name));
  g_assert_null (strstr (title, name));
  g_assert_true (is_empty (gtk_widget_get_clipboard (fixture->window)));
  g_assert_true (is_empty (gtk_widget_get_primary_clipboard (fixture->window)));
  g_assert_cmpuint (g_list_model_get_n_items (gtk_window_get_toplevels ()), ==, 1);

  show (fixture, "sign-up");
  ui_test_wait (has_page, fixture);
  undo_everything (fixture);
  g_assert_false (holds (fixture->window, name));
  act (fixture, "win.start-over");
  ui_test_wait (has_no_page, fixture);
}

static guint64
measure_memory (void)
{
  g_autofree char *text = NULL;
  guint64 pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    pages = g_ascii_strtoull (strchr (text, ' '), NULL, 10);
  return pages * (guint64) sysconf (_SC_PAGESIZE);
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const gint64 *one = a, *other = b;

  return (*one > *other) - (*one < *other);
}

static void
report (Fixture *fixture,
        guint64  before)
{
  GArray *times = fixture->save_times;

  g_array_sort (times, compare_times);
  g_test_message ("memory %" G_GUINT64_FORMAT " -> %" G_GUINT64_FORMAT " bytes; saving: median %.1f ms, slowest %.1f ms", before,
                  measure_memory (), (double) g_array_index (times, gint64, times->len / 2) / 1000,
                  (double) g_array_index (times, gint64, times->len - 1) / 1000);
}

static void
test_pairs (Fixture      *fixture,
            gconstpointer data)
{
  guint n_pairs = g_getenv ("FAIRBOOK_TORTURE") != NULL ? N_PAIRS_FULL : N_PAIRS;
  guint64 before = 0;

  for (guint i = 0; i < n_pairs; i++)
    {
      g_autofree char *name = g_strdup_printf ("Visitor%uZz", i);
      gpointer page;

      if (i == WARM_UP)
        before = measure_memory ();
      fill (fixture, name);
      page = get_page (fixture);
      g_object_add_weak_pointer (page, &page);
      end_visit (fixture, i % N_WAYS);
      ui_test_wait_gone (&page);
      check_nothing_is_left (fixture, name);
    }
  report (fixture, before);
}

/* The next visitor needs something else, however the one before went. */
static void
test_comfort (Fixture      *fixture,
              gconstpointer data)
{
  FairComfort *comfort = fair_booth_get_comfort (fixture->booth);

  for (Way way = 0; way < N_WAYS; way++)
    {
      fill (fixture, "Comfort");
      fair_comfort_set_text_size (comfort, 160);
      fair_comfort_set_strong_contrast (comfort, TRUE);
      fair_comfort_set_still (comfort, TRUE);
      end_visit (fixture, way);
      g_assert_false (fair_comfort_get_changed (comfort));
    }
}

/* Whoever is there says so as often as they like, and loses nothing. */
static void
test_still_there (Fixture      *fixture,
                  gconstpointer data)
{
  fill (fixture, "Patience");
  for (guint i = 0; i < 12; i++)
    {
      pass (fixture, 60);
      g_assert_cmpint (get_state (fixture), ==, FAIR_KIOSK_WARNING);
      g_assert_true (holds (fixture->window, "everything you typed here is forgotten"));
      pass (fixture, 19);
      fair_kiosk_handle (fair_booth_get_kiosk (fixture->booth), FAIR_KIOSK_INPUT);
      g_assert_cmpint (get_state (fixture), ==, FAIR_KIOSK_FILLING_IN);
    }
  g_assert_true (holds (fixture->window, "Patience"));
}

/* Nobody closes the kiosk, and nothing of the staff's is there to be pressed. */
static void
test_closed (Fixture      *fixture,
             gconstpointer data)
{
  static const char *const actions[] = { "staff.export", "staff.data", "staff.preferences", "staff.kiosk", "staff.note", "staff.pins" };

  gtk_window_close (GTK_WINDOW (fixture->window));
  g_assert_true (gtk_widget_get_mapped (fixture->window));
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    g_assert_false (gtk_widget_activate_action_variant (fixture->window, actions[i], NULL));
  fair_booth_start_visits (fixture->booth, FALSE);
  g_assert_true (gtk_widget_activate_action_variant (fixture->window, "staff.preferences", NULL));
}

/* Whoever is signing up is not cut off: kiosk mode ends when asked for once more, with what it began with still there. */
static gboolean
has_first_page (gpointer fixture)
{
  return ui_test_find (((Fixture *) fixture)->window, FAIR_TYPE_PROGRAM_VIEW, 0) != NULL;
}

#define TAKEN "https://example.org/taken"

static gboolean
has_forgotten_link (gpointer fixture)
{
  return !holds (((Fixture *) fixture)->window, TAKEN);
}

static GtkWidget *
find_button (GtkWidget  *root,
             const char *label)
{
  GtkWidget *button;

  for (guint i = 0; (button = ui_test_find (root, GTK_TYPE_BUTTON, i)) != NULL; i++)
    if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) == 0)
      return button;
  return NULL;
}

/* The sheet that somebody left open leads to no browser, is no reason to stay, and goes with them. */
static void
test_take_home (Fixture      *fixture,
                gconstpointer data)
{
  ui_test_wait (has_first_page, fixture);
  fair_take_home_sheet_present_link (ui_test_find (fixture->window, FAIR_TYPE_PROGRAM_VIEW, 0), "A link", TAKEN);
  g_assert_true (holds (fixture->window, TAKEN));
  g_assert_false (gtk_widget_get_visible (find_button (fixture->window, "_Open in a Browser")));
  fair_kiosk_handle (fair_booth_get_kiosk (fixture->booth), FAIR_KIOSK_INPUT);
  pass (fixture, 90);
  g_assert_cmpint (get_state (fixture), ==, FAIR_KIOSK_WARNING);
  pass (fixture, 20);
  ui_test_wait (has_forgotten_link, fixture);
}

static void
test_end_while_saving (Fixture      *fixture,
                       gconstpointer data)
{
  FairAccess *access = fair_booth_get_access (fixture->booth);

  fill (fixture, "Cassandra");
  submit (fixture);
  fair_booth_start_visits (fixture->booth, FALSE);
  g_assert_true (fair_access_get_kiosk (access));
  g_assert_cmpint (get_state (fixture), ==, FAIR_KIOSK_SAVING);
  ui_test_wait (is_saved, fixture);
  fair_booth_start_visits (fixture->booth, FALSE);
  g_assert_false (fair_access_get_kiosk (access));
  g_assert_cmpint (get_state (fixture), ==, FAIR_KIOSK_LOOKING);
  ui_test_wait (has_no_page, fixture);
}

static void
test_begin_while_saving (Fixture      *fixture,
                         gconstpointer data)
{
  FairAccess *access = fair_booth_get_access (fixture->booth);

  fair_booth_start_visits (fixture->booth, FALSE);
  fill (fixture, "Cassandra");
  submit (fixture);
  fair_booth_start_visits (fixture->booth, TRUE);
  g_assert_false (fair_access_get_kiosk (access));
  ui_test_wait (is_saved, fixture);
  fair_booth_start_visits (fixture->booth, TRUE);
  g_assert_true (fair_access_get_kiosk (access));
  g_assert_cmpint (get_state (fixture), ==, FAIR_KIOSK_LOOKING);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_choose_data_folder ();
  ui_test_init (&argc, &argv);
  g_test_add ("/visits/pairs", Fixture, NULL, set_up, test_pairs, tear_down);
  g_test_add ("/visits/comfort", Fixture, NULL, set_up, test_comfort, tear_down);
  g_test_add ("/visits/still-there", Fixture, NULL, set_up, test_still_there, tear_down);
  g_test_add ("/visits/closed", Fixture, NULL, set_up, test_closed, tear_down);
  g_test_add ("/visits/end-while-saving", Fixture, NULL, set_up, test_end_while_saving, tear_down);
  g_test_add ("/visits/begin-while-saving", Fixture, NULL, set_up, test_begin_while_saving, tear_down);
  g_test_add ("/visits/take-home", Fixture, NULL, set_up, test_take_home, tear_down);
  return g_test_run ();
}
