/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sign-up page: "Saved" only after it is, nothing lost when it is not, nothing left in the form for the next one. */
#include "config.h"

#include "form-test.h"
#include "form/fair-sign-up-page.h"
#include "form/fair-thank-you.h"
#include "test-util.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>

typedef struct
{
  TestFolder *folder;
  FairBooth *booth;
  GtkWidget *window;
  GtkWidget *page;
} Fixture;

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

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

/* A file where the store's folder should be keeps it from opening, whoever runs the test. */
static void
set_up (Fixture      *fixture,
        gconstpointer is_blocked)
{
  fixture->folder = ui_test_make_data_folder ();
  if (is_blocked != NULL)
    g_free (test_folder_write (fixture->folder, "signups", ""));

  fixture->booth = fair_booth_new (NULL);
  fair_booth_load (fixture->booth);
  ui_test_wait (has_program, fixture->booth);
  ui_test_wait (has_store, fixture->booth);
  g_assert_true ((fair_booth_get_store (fixture->booth) == NULL) == (is_blocked != NULL));

  fair_booth_start_visits (fixture->booth, FALSE);
  fixture->page = fair_sign_up_page_new (fixture->booth);
  fixture->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 700);
  adw_window_set_content (ADW_WINDOW (fixture->window), fixture->page);
  gtk_window_present (GTK_WINDOW (fixture->window));
  ui_test_wait (is_mapped, fixture->page);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer is_blocked)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->booth);
  test_folder_free (fixture->folder);
}

static void
submit (Fixture *fixture)
{
  gtk_widget_activate_action (fixture->page, "sign-up.submit", NULL);
}

static void
fill (Fixture *fixture)
{
  form_test_fill (fixture->page, "given_name", "O'Brien & Søn <b>");
  form_test_fill (fixture->page, "email", "zoe@school.edu");
  form_test_agree (fixture->page);
}

static FairFormView *
get_form (Fixture *fixture)
{
  return FAIR_FORM_VIEW (ui_test_find (fixture->page, FAIR_TYPE_FORM_VIEW, 0));
}

static gboolean
is_saved (gpointer fixture)
{
  return fair_kiosk_get_state (fair_booth_get_kiosk (((Fixture *) fixture)->booth)) == FAIR_KIOSK_SAVED;
}

static gboolean
is_looking (gpointer fixture)
{
  return fair_kiosk_get_state (fair_booth_get_kiosk (((Fixture *) fixture)->booth)) == FAIR_KIOSK_LOOKING;
}

static gboolean
says (GtkWidget  *root,
      const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = ui_test_find (root, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (gtk_widget_get_mapped (label) && strstr (gtk_label_get_text (GTK_LABEL (label)), text) != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
has_failed (gpointer fixture)
{
  return says (((Fixture *) fixture)->page, "Not saved yet");
}

static gboolean
is_fresh (gpointer fixture)
{
  return fair_form_view_count_filled (get_form (fixture)) == 0;
}

static char *
read_journal (Fixture *fixture)
{
  g_autofree char *path = test_folder_path (fixture->folder, "signups/signups.jsonl");
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? text : g_strdup ("");
}

static guint
count_sign_ups (const char *journal)
{
  guint n = 0;

  while ((journal = strstr (journal, "\"op\":\"put\"")) != NULL)
    {
      journal++;
      n++;
    }
  return n;
}

static void
test_saved (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *journal = NULL;

  fill (fixture);
  submit (fixture);
  g_assert_false (is_saved (fixture));
  /* for the eye: it is at work, and cannot be pressed again */
  g_assert_true (gtk_widget_get_mapped (ui_test_find (fixture->page, ADW_TYPE_SPINNER, 0)));
  g_assert_false (gtk_widget_is_sensitive (gtk_widget_get_ancestor (ui_test_find (fixture->page, ADW_TYPE_SPINNER, 0), GTK_TYPE_BUTTON)));
  ui_test_wait (is_saved, fixture);
  journal = read_journal (fixture);
  g_assert_cmpuint (count_sign_ups (journal), ==, 1);
  g_assert_nonnull (strstr (journal, "\"given_name\":\"O'Brien & Søn <b>\""));
  g_assert_nonnull (strstr (journal, "\"form\":\"interest@1\""));
  g_assert_true (says (fixture->page, "Saved. Thank you, O'Brien & Søn <b>."));
  g_assert_true (says (fixture->page, "Makes way for the next visitor in 20 seconds"));
}

static void
test_never_twice (Fixture      *fixture,
                  gconstpointer data)
{
  g_autofree char *journal = NULL;

  fill (fixture);
  submit (fixture);
  submit (fixture);
  g_signal_emit_by_name (get_form (fixture), "submit");
  ui_test_wait (is_saved, fixture);
  submit (fixture);
  g_signal_emit_by_name (get_form (fixture), "submit");
  fair_kiosk_tick (fair_booth_get_kiosk (fixture->booth));
  journal = read_journal (fixture);
  g_assert_cmpuint (count_sign_ups (journal), ==, 1);
}

/* What the visitor does is told to whoever watches for how long nobody does anything. */
static void
test_visit (Fixture      *fixture,
            gconstpointer data)
{
  FairKiosk *kiosk = fair_booth_get_kiosk (fixture->booth);

  g_assert_cmpint (fair_kiosk_get_state (kiosk), ==, FAIR_KIOSK_LOOKING);
  fill (fixture);
  g_assert_cmpint (fair_kiosk_get_state (kiosk), ==, FAIR_KIOSK_FILLING_IN);
  submit (fixture);
  g_assert_cmpint (fair_kiosk_get_state (kiosk), ==, FAIR_KIOSK_SAVING);
  ui_test_wait (is_saved, fixture);
  gtk_widget_activate (ui_test_find (ui_test_find (fixture->page, FAIR_TYPE_THANK_YOU, 0), GTK_TYPE_BUTTON, 0));
  ui_test_wait (is_looking, fixture);
}

static void
test_incomplete (Fixture      *fixture,
                 gconstpointer data)
{
  g_autofree char *journal = NULL;

  form_test_fill (fixture->page, "given_name", "Zoë");
  submit (fixture);
  g_assert_nonnull (fair_field_row_get_message (fair_form_view_find_row (get_form (fixture), "email")));
  g_assert_false (is_saved (fixture));
  journal = read_journal (fixture);
  g_assert_cmpstr (journal, ==, "");
}

/* What was typed stays, and is saved once the reason is gone. */
static void
test_failure (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (FairAnswers) answers = NULL;
  g_autofree char *blocker = test_folder_path (fixture->folder, "signups");
  g_autofree char *journal = NULL;

  fill (fixture);
  submit (fixture);
  ui_test_wait (has_failed, fixture);
  g_assert_false (is_saved (fixture));
  answers = fair_form_view_dup_answers (get_form (fixture));
  g_assert_cmpstr (fair_answers_get_text (answers, "given_name"), ==, "O'Brien & Søn <b>");
  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (get_form (fixture))));
  g_assert_cmpint (fair_kiosk_get_state (fair_booth_get_kiosk (fixture->booth)), ==, FAIR_KIOSK_FILLING_IN);

  g_assert_cmpint (g_remove (blocker), ==, 0);
  submit (fixture);
  ui_test_wait (is_saved, fixture);
  journal = read_journal (fixture);
  g_assert_cmpuint (count_sign_ups (journal), ==, 1);
}

static void
limit_file_size (rlim_t size)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = MIN (size, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* The store is open, and then there is no room any more: no byte can be added to any file. */
static void
test_no_room (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *nothing = NULL;
  g_autofree char *journal = NULL;

  fill (fixture);
  limit_file_size (0);
  submit (fixture);
  ui_test_wait (has_failed, fixture);
  limit_file_size (RLIM_INFINITY);
  g_assert_false (is_saved (fixture));
  g_assert_false (is_fresh (fixture));
  nothing = read_journal (fixture);
  g_assert_cmpuint (count_sign_ups (nothing), ==, 0);

  submit (fixture);
  ui_test_wait (is_saved, fixture);
  journal = read_journal (fixture);
  g_assert_cmpuint (count_sign_ups (journal), ==, 1);
}

static void
forget_window (Fixture *fixture)
{
  fixture->window = NULL;
}

static gboolean
is_closed (gpointer fixture)
{
  return ((Fixture *) fixture)->window == NULL;
}

/* Whoever closes the window too early closes it when the sign-up is saved. */
static void
test_closed_while_saving (Fixture      *fixture,
                          gconstpointer data)
{
  g_autofree char *journal = NULL;

  g_signal_connect_swapped (fixture->window, "unrealize", G_CALLBACK (forget_window), fixture);
  fill (fixture);
  submit (fixture);
  gtk_window_close (GTK_WINDOW (fixture->window));
  g_assert_false (is_closed (fixture));
  ui_test_wait (is_closed, fixture);
  journal = read_journal (fixture);
  g_assert_cmpuint (count_sign_ups (journal), ==, 1);
}

/* A failure is seen, and then the window closes as ever. */
static void
test_closed_in_vain (Fixture      *fixture,
                     gconstpointer data)
{
  fill (fixture);
  limit_file_size (0);
  submit (fixture);
  gtk_window_close (GTK_WINDOW (fixture->window));
  ui_test_wait (has_failed, fixture);
  limit_file_size (RLIM_INFINITY);
  g_assert_false (is_fresh (fixture));

  g_signal_connect_swapped (fixture->window, "unrealize", G_CALLBACK (forget_window), fixture);
  gtk_window_close (GTK_WINDOW (fixture->window));
  g_assert_true (is_closed (fixture));
}

static gboolean
is_clipboard_empty (GdkClipboard *clipboard)
{
  return gdk_clipboard_get_content (clipboard) == NULL;
}

static void
test_nothing_is_left (Fixture      *fixture,
                      gconstpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (fixture->page);
  GdkClipboard *primary = gtk_widget_get_primary_clipboard (fixture->page);
  GtkWidget *old_entry = g_object_ref (ui_test_find (fixture->page, GTK_TYPE_ENTRY, 0));

  fill (fixture);
  gdk_clipboard_set_text (clipboard, "zoe@school.edu");
  gtk_editable_select_region (GTK_EDITABLE (old_entry), 0, -1);
  g_assert_false (is_clipboard_empty (clipboard));
  submit (fixture);
  ui_test_wait (is_saved, fixture);

  g_assert_true (is_clipboard_empty (clipboard));
  g_assert_true (is_clipboard_empty (primary));
  g_assert_true (is_fresh (fixture));
  g_assert_null (gtk_widget_get_root (old_entry));
  g_assert_true (old_entry != ui_test_find (fixture->page, GTK_TYPE_ENTRY, 0));
  g_object_unref (old_entry);

  gtk_widget_activate_action (ui_test_find (fixture->page, GTK_TYPE_TEXT, 0), "text.undo", NULL);
  g_assert_true (is_fresh (fixture));
}

/* Little is emptied at once; more only after a question. */
static void
test_start_over (Fixture      *fixture,
                 gconstpointer data)
{
  FairFormView *before = get_form (fixture);

  form_test_fill (fixture->page, "given_name", "Zoë");
  form_test_fill (fixture->page, "email", "z");
  gtk_widget_activate_action (fixture->page, "sign-up.start-over", NULL);
  g_assert_true (is_fresh (fixture));
  g_assert_true (get_form (fixture) != before);

  fill (fixture);
  gtk_widget_activate_action (fixture->page, "sign-up.start-over", NULL);
  g_assert_false (is_fresh (fixture));
}

static void
test_fits_a_phone (Fixture      *fixture,
                   gconstpointer data)
{
  int minimum;

  gtk_widget_measure (fixture->page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 340);
}

/* The pack is read in what the system asks for, and the sign-up says in which of the pack's languages. */
static void
test_mexican (Fixture      *fixture,
               gconstpointer data)
{
  g_autofree char *text = NULL;

  g_assert_true (says (fixture->page, "Sigamos en contacto"));
  fill (fixture);
  submit (fixture);
  ui_test_wait (is_saved, fixture);
  text = read_journal (fixture);
  g_assert_nonnull (strstr (text, "\"lang\":\"es\""));
}

/* What the system asks for is known when the program starts. */
static void
test_language (void)
{
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), "LANGUAGE", "fr:es_MX.UTF-8:en", TRUE);

  g_test_trap_subprocess_with_envp ("/sign-up/language/subprocess", (const char *const *) environment, 0,
                                    G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    gboolean is_blocked;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/sign-up/saved", FALSE, test_saved },
    { "/sign-up/never-twice", FALSE, test_never_twice },
    { "/sign-up/visit", FALSE, test_visit },
    { "/sign-up/incomplete", FALSE, test_incomplete },
    { "/sign-up/failure", TRUE, test_failure },
    { "/sign-up/no-room", FALSE, test_no_room },
    { "/sign-up/closed-while-saving", FALSE, test_closed_while_saving },
    { "/sign-up/closed-in-vain", FALSE, test_closed_in_vain },
    { "/sign-up/nothing-is-left", FALSE, test_nothing_is_left },
    { "/sign-up/start-over", FALSE, test_start_over },
    { "/sign-up/fits-a-phone", FALSE, test_fits_a_phone },
  };

  ui_test_choose_data_folder ();
  signal (SIGXFSZ, SIG_IGN); /* a write that is too much is to fail, not to kill */
  ui_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, GINT_TO_POINTER (tests[i].is_blocked), set_up, tests[i].test, tear_down);
  g_test_add_func ("/sign-up/language", test_language);
  g_test_add ("/sign-up/language/subprocess", Fixture, NULL, set_up, test_mexican, tear_down);
  return g_test_run ();
}
