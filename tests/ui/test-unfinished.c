/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form that somebody leaves without signing up: forgotten, unless staff keep such forms, who then have the form say so. The next
 * visitor meets nothing of it either way, and no disk that fails.
 */
#include "config.h"

#include "form-test.h"
#include "form/fair-consent-row.h"
#include "form/fair-sign-up-page.h"
#include "shell/fair-health.h"
#include "shell/fair-kiosk-set-up.h"
#include "shell/fair-window.h"
#include "test-util.h"

#include <signal.h>
#include <sys/resource.h>

#define NOTICE "What is typed into this form is kept even if “Sign Up” is not pressed."
#define MARK "\"staff\":{\"unfinished\":true}"

typedef struct
{
  TestFolder *folder;
  gint64 now; /* in milliseconds */
  FairClock clock;
  FairBooth *booth;
  GtkWidget *window;
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

static void
set_keeps (Fixture *fixture,
           gboolean keeps)
{
  g_settings_set_boolean (fair_booth_get_settings (fixture->booth), "keep-unfinished", keeps);
}

static void
set_up (Fixture      *fixture,
        gconstpointer keeps)
{
  fixture->folder = ui_test_make_data_folder ();
  fixture->clock = (FairClock) { get_now, fixture };
  fixture->booth = fair_booth_new (&fixture->clock);
  g_settings_set_boolean (fair_booth_get_settings (fixture->booth), "attract-loop", FALSE);
  set_keeps (fixture, keeps != NULL);
  fair_booth_load (fixture->booth);
  ui_test_wait (has_all, fixture->booth);
  fixture->window = fair_window_new (NULL, fixture->booth);
  gtk_window_present (GTK_WINDOW (fixture->window));
  ui_test_wait (is_painted, fixture);
  fair_booth_start_visits (fixture->booth, TRUE);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer keeps)
{
  fair_booth_start_visits (fixture->booth, FALSE);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  set_keeps (fixture, FALSE);
  g_clear_object (&fixture->booth);
  test_folder_free (fixture->folder);
}

static char *
read_journal (Fixture *fixture)
{
  g_autofree char *path = test_folder_path (fixture->folder, "signups/signups.jsonl");
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? text : g_strdup ("");
}

static guint
count (Fixture    *fixture,
       const char *text)
{
  g_autofree char *journal = read_journal (fixture);
  guint n = 0;

  for (const char *at = journal; (at = strstr (at, text)) != NULL; at++)
    n++;
  return n;
}

/* The latest thing in the journal is whole as soon as it has its mark and its end. */
static gboolean
has_mark (gpointer fixture)
{
  g_autofree char *journal = read_journal (fixture);

  return strstr (journal, MARK) != NULL && g_str_has_suffix (journal, "\n");
}

static gboolean
has_ann (gpointer fixture)
{
  return count (fixture, "\"answers\":{\"given_name\":\"Ann\"}," MARK) == 1;
}

static gboolean
is_saved (gpointer fixture)
{
  return fair_kiosk_get_state (fair_booth_get_kiosk (((Fixture *) fixture)->booth)) == FAIR_KIOSK_SAVED;
}

static void
open_form (Fixture *fixture)
{
  gtk_widget_activate_action (fixture->window, "win.show", "s", "sign-up");
  ui_test_wait (has_page, fixture);
}

/* Half-way: with an address that is none, and nothing agreed to. */
static void
begin_form (Fixture *fixture)
{
  open_form (fixture);
  form_test_fill (get_page (fixture), "given_name", "  Zoë ");
  form_test_fill (get_page (fixture), "email", "zoe@");
}

static void
pass (Fixture *fixture,
      guint    seconds)
{
  fixture->now += seconds * G_GINT64_CONSTANT (1000);
  fair_kiosk_tick (fair_booth_get_kiosk (fixture->booth));
}

static void
go_away (Fixture *fixture)
{
  pass (fixture, 60);
  pass (fixture, 20);
}

static void
start_over (Fixture *fixture)
{
  gtk_widget_activate_action_variant (fixture->window, "win.start-over", NULL);
}

static void
end_kiosk (Fixture *fixture)
{
  fair_booth_start_visits (fixture->booth, FALSE);
}

static void
pause_kiosk (Fixture *fixture)
{
  fair_kiosk_handle (fair_booth_get_kiosk (fixture->booth), FAIR_KIOSK_PAUSE);
}

static void (*const ways[]) (Fixture *) = { go_away, start_over, pause_kiosk, end_kiosk };

/* What somebody could read anywhere in the window, shown or hidden. */
static gboolean
holds (GtkWidget  *widget,
       const char *text)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  if (GTK_IS_EDITABLE (widget) && strstr (gtk_editable_get_text (GTK_EDITABLE (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (holds (child, text))
      return TRUE;
  return FALSE;
}

/* Whichever way the visit ends, the page is gone at once, and what stood on it comes to the journal as it is. */
static void
test_kept (Fixture      *fixture,
           gconstpointer keeps)
{
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      begin_form (fixture);
      ways[i](fixture);
      g_assert_true (has_no_page (fixture));
      g_assert_false (holds (fixture->window, "Zoë"));
      ui_test_wait (has_mark, fixture);
      g_assert_cmpuint (count (fixture, "\"op\":\"put\""), ==, 1);
      g_assert_cmpuint (count (fixture, "\"answers\":{\"given_name\":\"Zoë\",\"email\":\"zoe@\"}," MARK), ==, 1);
      tear_down (fixture, keeps);
      set_up (fixture, keeps);
    }
}

static void
test_forgotten (Fixture      *fixture,
                gconstpointer keeps)
{
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      begin_form (fixture);
      g_assert_false (holds (fixture->window, "is kept"));
      g_assert_cmpuint (ui_test_count_announced (NOTICE), ==, 0);
      ways[i](fixture);
      /* what is saved after it would stand behind it */
      fair_booth_start_visits (fixture->booth, TRUE);
      open_form (fixture);
      form_test_fill (get_page (fixture), "given_name", "Ann");
      form_test_fill (get_page (fixture), "email", "ann@example.org");
      form_test_agree (get_page (fixture));
      gtk_widget_activate_action (get_page (fixture), "sign-up.submit", NULL);
      ui_test_wait (is_saved, fixture);
      g_assert_cmpuint (count (fixture, "Zoë"), ==, 0);
      g_assert_cmpuint (count (fixture, MARK), ==, 0);
      tear_down (fixture, keeps);
      set_up (fixture, keeps);
    }
}

/* Who signs up has one sign-up, and what they agreed to is what they read. */
static void
test_signed_up (Fixture      *fixture,
                gconstpointer keeps)
{
  begin_form (fixture);
  form_test_fill (get_page (fixture), "email", "zoe@example.org");
  form_test_agree (get_page (fixture));
  gtk_widget_activate_action (get_page (fixture), "sign-up.submit", NULL);
  ui_test_wait (is_saved, fixture);
  start_over (fixture);
  /* whatever that would have kept stood before this one */
  begin_form (fixture);
  start_over (fixture);
  ui_test_wait (has_mark, fixture);
  g_assert_cmpuint (count (fixture, "\"op\":\"put\""), ==, 2);
  g_assert_cmpuint (count (fixture, MARK), ==, 1);
  g_assert_cmpuint (count (fixture, "\"staff\":{}"), ==, 1);
  g_assert_cmpuint (count (fixture, "\\n\\n" NOTICE "\",\"crc\""), ==, 1);
}

/* Nobody is asked to keep who said nothing, or agreed to nothing. */
static void
test_empty (Fixture      *fixture,
            gconstpointer keeps)
{
  open_form (fixture);
  start_over (fixture);
  open_form (fixture);
  form_test_fill (get_page (fixture), "given_name", "   ");
  form_test_agree (get_page (fixture));
  start_over (fixture);
  begin_form (fixture);
  start_over (fixture);
  ui_test_wait (has_mark, fixture);
  g_assert_cmpuint (count (fixture, "\"op\":\"put\""), ==, 1);
}

static GtkWidget *
find_label (GtkWidget  *root,
            const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = ui_test_find (root, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (strstr (gtk_label_get_text (GTK_LABEL (label)), text) != NULL)
      return label;
  return NULL;
}

static gboolean
has_said_so (gpointer data)
{
  return ui_test_count_announced (NOTICE) > 0;
}

/* Before they type, and where they agree; for the eye and for the ear. */
static void
test_told (Fixture      *fixture,
           gconstpointer keeps)
{
  GtkWidget *above, *box;

  open_form (fixture);
  ui_test_wait (has_said_so, NULL);
  above = find_label (get_page (fixture), NOTICE);
  g_assert_true (gtk_widget_get_mapped (above));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (above)), ==, NOTICE);
  box = ui_test_find (ui_test_find (get_page (fixture), FAIR_TYPE_CONSENT_ROW, 0), GTK_TYPE_CHECK_BUTTON, 0);
  g_assert_nonnull (find_label (box, "\n\n" NOTICE));
  gtk_test_accessible_assert_property (box, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, gtk_label_get_text (GTK_LABEL (find_label (box, NOTICE))));
  form_test_fill (get_page (fixture), "given_name", "Zoë");
  pass (fixture, 60);
  g_assert_true (holds (fixture->window, "It is kept as it is."));
  g_assert_false (holds (fixture->window, "forgotten"));
  pass (fixture, 20);
  ui_test_wait (has_mark, fixture);
}

/* Nothing is kept of a form that did not say so; an empty one says so from now on. */
static void
test_switched (Fixture      *fixture,
               gconstpointer keeps)
{
  begin_form (fixture);
  set_keeps (fixture, TRUE);
  g_assert_null (find_label (get_page (fixture), NOTICE));
  start_over (fixture);
  open_form (fixture);
  set_keeps (fixture, FALSE);
  g_assert_null (find_label (get_page (fixture), NOTICE));
  set_keeps (fixture, TRUE);
  g_assert_nonnull (find_label (get_page (fixture), NOTICE));
  form_test_fill (get_page (fixture), "given_name", "Ann");
  set_keeps (fixture, FALSE);
  start_over (fixture);
  set_keeps (fixture, TRUE);
  open_form (fixture);
  form_test_fill (get_page (fixture), "given_name", "Ben");
  start_over (fixture);
  ui_test_wait (has_mark, fixture);
  g_assert_cmpuint (count (fixture, "\"op\":\"put\""), ==, 1);
  g_assert_cmpuint (count (fixture, "Ben"), ==, 1);
}

/* Out of kiosk mode it is the form's own Start Over, and the window's end. */
static void
test_without_kiosk (Fixture      *fixture,
                    gconstpointer keeps)
{
  end_kiosk (fixture);
  begin_form (fixture);
  gtk_widget_activate_action (get_page (fixture), "sign-up.start-over", NULL);
  g_assert_false (holds (fixture->window, "Zoë"));
  g_assert_nonnull (find_label (get_page (fixture), NOTICE));
  ui_test_wait (has_mark, fixture);

  form_test_fill (get_page (fixture), "given_name", "Ann");
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  ui_test_wait (has_ann, fixture);
  g_assert_cmpuint (count (fixture, MARK), ==, 2);
  fixture->window = fair_window_new (NULL, fixture->booth);
}

static void
limit_file_size (rlim_t size)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = MIN (size, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static gboolean
is_lost (gpointer booth)
{
  return fair_booth_get_unkept (booth) != NULL;
}

static gboolean
is_not_lost (gpointer booth)
{
  return fair_booth_get_unkept (booth) == NULL;
}

/* A disk without room: the staff's to know, and nobody else's. */
static void
test_lost (Fixture      *fixture,
           gconstpointer keeps)
{
  g_autoptr (FairHealth) health = fair_health_new (fixture->booth);
  g_auto (GStrv) troubles = NULL;
  g_autofree char *all = NULL;

  begin_form (fixture);
  limit_file_size (0);
  start_over (fixture);
  ui_test_wait (is_lost, fixture->booth);
  limit_file_size (RLIM_INFINITY);
  troubles = fair_health_dup_troubles (health);
  all = g_strjoinv ("\n", troubles);
  g_assert_nonnull (strstr (all, "A form that somebody left unfinished could not be kept."));
  g_assert_false (fair_health_is_well (health));
  g_assert_false (holds (fixture->window, "could not be kept"));
  g_assert_cmpuint (ui_test_count_announced ("could not be kept"), ==, 0);
  open_form (fixture);
  g_assert_false (holds (fixture->window, "could not be kept"));

  begin_form (fixture);
  start_over (fixture);
  ui_test_wait (is_not_lost, fixture->booth);
  g_assert_cmpuint (count (fixture, MARK), ==, 1);
  fair_health_stop (health);
}

/* Staff choose it in the sheet for kiosk mode; by itself it is off. */
static void
test_choice (Fixture      *fixture,
             gconstpointer keeps)
{
  AdwDialog *sheet = fair_kiosk_set_up_new (fixture->booth);
  GtkWidget *row = NULL;

  for (guint i = 0; (row = ui_test_find (adw_dialog_get_child (sheet), ADW_TYPE_SWITCH_ROW, i)) != NULL; i++)
    if (g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), "_Keep Unfinished Forms"))
      break;
  g_assert_nonnull (row);
  g_assert_false (adw_switch_row_get_active (ADW_SWITCH_ROW (row)));
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), TRUE);
  g_assert_true (fair_booth_keeps_unfinished (fixture->booth));
  g_object_ref_sink (sheet);
  g_object_unref (sheet);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    gboolean keeps;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/unfinished/forgotten", FALSE, test_forgotten },
    { "/unfinished/choice", FALSE, test_choice },
    { "/unfinished/switched", FALSE, test_switched },
    { "/unfinished/kept", TRUE, test_kept },
    { "/unfinished/signed-up", TRUE, test_signed_up },
    { "/unfinished/empty", TRUE, test_empty },
    { "/unfinished/told", TRUE, test_told },
    { "/unfinished/without-kiosk", TRUE, test_without_kiosk },
    { "/unfinished/lost", TRUE, test_lost },
  };

  ui_test_choose_data_folder ();
  signal (SIGXFSZ, SIG_IGN); /* a write that is too much is to fail, not to kill */
  ui_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, GINT_TO_POINTER (tests[i].keeps), set_up, tests[i].test, tear_down);
  return g_test_run ();
}
