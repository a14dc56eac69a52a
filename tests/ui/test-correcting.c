/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * After the thanks: what somebody corrects is a further version of what they signed up, whatever happens meanwhile, and nobody else
 * can; a friend begins with nothing of theirs but the language.
 */
#include "config.h"

#include "booth/fair-interface-language.h"
#include "form-test.h"
#include "form/fair-sign-up-page.h"
#include "form/fair-thank-you.h"
#include "shell/fair-window.h"
#include "store/change/fair-correct.h"
#include "store/change/fair-erase.h"
#include "test-util.h"

#include <libintl.h>
#include <signal.h>
#include <sys/resource.h>

/* Without kiosk mode, in a window as wide as a phone. */
#define NARROW 2

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

static gboolean
is_painted (gpointer fixture)
{
  return ui_test_find (((Fixture *) fixture)->window, ADW_TYPE_VIEW_STACK, 0) != NULL &&
         gtk_widget_get_mapped (((Fixture *) fixture)->window);
}

static void
set_up (Fixture      *fixture,
        gconstpointer kiosk)
{
  fixture->folder = ui_test_make_data_folder ();
  fixture->clock = (FairClock) { get_now, fixture };
  fixture->booth = fair_booth_new (&fixture->clock);
  g_settings_set_boolean (fair_booth_get_settings (fixture->booth), "attract-loop", FALSE);
  g_settings_set_int (fair_booth_get_settings (fixture->booth), "window-width", GPOINTER_TO_INT (kiosk) == NARROW ? 360 : 1000);
  fair_booth_load (fixture->booth);
  ui_test_wait (has_all, fixture->booth);
  fixture->window = fair_window_new (NULL, fixture->booth);
  gtk_window_present (GTK_WINDOW (fixture->window));
  ui_test_wait (is_painted, fixture);
  fair_booth_start_visits (fixture->booth, GPOINTER_TO_INT (kiosk) == TRUE);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer kiosk)
{
  fair_booth_start_visits (fixture->booth, FALSE);
  fair_booth_set_language (fixture->booth, NULL);
  fair_interface_language_use (NULL);
  g_settings_reset (fair_booth_get_settings (fixture->booth), "keep-unfinished");
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->booth);
  test_folder_free (fixture->folder);
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

static FairFormView *
get_form (Fixture *fixture)
{
  return FAIR_FORM_VIEW (ui_test_find (fixture->window, FAIR_TYPE_FORM_VIEW, 0));
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

static void
submit (Fixture *fixture)
{
  gtk_widget_activate_action (get_page (fixture), "sign-up.submit", NULL);
}

static void
open_form (Fixture *fixture)
{
  gtk_widget_activate_action (fixture->window, "win.show", "s", "sign-up");
  ui_test_wait (has_page, fixture);
}

static void
fill_in (Fixture    *fixture,
         const char *name)
{
  form_test_fill (get_page (fixture), "given_name", name);
  form_test_fill (get_page (fixture), "email", "zoe@example.org");
  form_test_fill (get_page (fixture), "graduation_year", "2027");
  form_test_agree (get_page (fixture));
}

static void
sign_up (Fixture    *fixture,
         const char *name)
{
  open_form (fixture);
  fill_in (fixture, name);
  submit (fixture);
  ui_test_wait (is_saved, fixture);
}

/* As if it were pressed: @nth of the buttons of the thanks. */
static void
press (Fixture *fixture,
       guint    nth)
{
  g_signal_emit_by_name (ui_test_find (ui_test_find (fixture->window, FAIR_TYPE_THANK_YOU, 0), GTK_TYPE_BUTTON, nth), "clicked");
}

static void
correct (Fixture *fixture)
{
  press (fixture, 2);
  g_assert_cmpint (get_state (fixture), ==, FAIR_KIOSK_FILLING_IN);
}

static void
invite_friend (Fixture *fixture)
{
  press (fixture, 1);
}

static void
keep (Fixture *fixture)
{
  gtk_widget_activate_action (get_page (fixture), "sign-up.keep", NULL);
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

/* Of the nth sign-up in the journal. */
static char *
dup_id (Fixture *fixture,
        guint    nth)
{
  g_autofree char *journal = read_journal (fixture);
  const char *at = strstr (journal, "\"op\":\"put\",\"id\":\"");

  for (; nth > 0; nth--)
    at = strstr (at + 1, "\"op\":\"put\",\"id\":\"");
  at += strlen ("\"op\":\"put\",\"id\":\"");
  return g_strndup (at, strcspn (at, "\""));
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
  return says (get_page (fixture), "Not saved yet");
}

static gboolean
is_told_of_erasure (gpointer fixture)
{
  return says (get_page (fixture), "not in the list any more");
}

static gboolean
is_warned (gpointer fixture)
{
  return says (((Fixture *) fixture)->window, "What you signed up stays saved.");
}

static void
assert_has (Fixture    *fixture,
            const char *field,
            const char *text)
{
  g_autoptr (FairAnswers) answers = fair_form_view_dup_answers (get_form (fixture));

  g_assert_cmpstr (fair_answers_get_text (answers, field), ==, text);
}

static gboolean
is_painted_anew (gpointer fixture)
{
  return gtk_widget_get_height (GTK_WIDGET (fair_form_view_find_row (get_form (fixture), "given_name"))) > 0;
}

static void
test_corrected (Fixture      *fixture,
                gconstpointer kiosk)
{
  g_autofree char *id = NULL, *again = NULL, *id_2 = NULL;

  sign_up (fixture, "Zoe");
  id = dup_id (fixture, 0);
  correct (fixture);
  assert_has (fixture, "given_name", "Zoe");
  assert_has (fixture, "email", "zoe@example.org");
  ui_test_wait (is_painted_anew, fixture);
  g_assert_true (says (get_page (fixture), "Save Changes"));
  form_test_fill (get_page (fixture), "given_name", "Zoë");
  submit (fixture);
  g_assert_cmpint (get_state (fixture), ==, FAIR_KIOSK_SAVING);
  ui_test_wait (is_saved, fixture);
  g_assert_true (says (get_page (fixture), "Saved. Thank you, Zoë."));
  id_2 = dup_id (fixture, 1);
  g_assert_cmpstr (id_2, ==, id);
  g_assert_cmpuint (count (fixture, "\"op\":\"put\""), ==, 2);
  g_assert_cmpuint (count (fixture, "\"rev\":2"), ==, 1);
  g_assert_cmpuint (count (fixture, "\"answers\":{\"given_name\":\"Zoë\",\"email\":\"zoe@example.org\","
                                    "\"graduation_year\":2027,\"consent\":true},\"agreed\":{\"consent\":"), ==, 1);
  g_assert_cmpuint (count (fixture, "\"op\":\"wording\""), ==, 1);

  /* as often as they like */
  correct (fixture);
  form_test_fill (get_page (fixture), "graduation_year", "");
  submit (fixture);
  ui_test_wait (is_saved, fixture);
  again = dup_id (fixture, 2);
  g_assert_cmpstr (again, ==, id);
  g_assert_cmpuint (count (fixture, "\"rev\":3"), ==, 1);
  g_assert_cmpuint (count (fixture, "2027"), ==, 2);
}

static void
test_kept (Fixture      *fixture,
           gconstpointer kiosk)
{
  sign_up (fixture, "Zoë");
  keep (fixture);
  correct (fixture);
  form_test_fill (get_page (fixture), "given_name", "Ann");
  keep (fixture);
  g_assert_true (is_saved (fixture));
  g_assert_true (says (get_page (fixture), "Saved. Thank you, Zoë."));
  g_assert_cmpuint (fair_form_view_count_filled (get_form (fixture)), ==, 0);
  correct (fixture);
  assert_has (fixture, "given_name", "Zoë");
  submit (fixture);
  ui_test_wait (is_saved, fixture);
  g_assert_cmpuint (count (fixture, "\"op\":\"put\""), ==, 1);
}

/* What staff note, and what they correct, meanwhile. */
static void
test_staff_meanwhile (Fixture      *fixture,
                      gconstpointer kiosk)
{
  const char *note = "{\"note\":\"kind\"}", *year = "{\"graduation_year\":2028}";
  g_autoptr (FairAnswers) patch = fair_answers_new_from_json (note, strlen (note), NULL);
  g_autoptr (FairAnswers) changes = fair_answers_new_from_json (year, strlen (year), NULL);
  FairStore *store = fair_booth_get_store (fixture->booth);
  g_autofree char *id = NULL;

  sign_up (fixture, "Zoe");
  correct (fixture);
  id = dup_id (fixture, 0);
  g_assert_cmpint (fair_store_set_staff (store, id, patch, NULL), ==, 2);
  g_assert_cmpint (fair_store_correct (store, id, changes, NULL, NULL, NULL), ==, 3);
  form_test_fill (get_page (fixture), "given_name", "Zoë");
  submit (fixture);
  ui_test_wait (is_saved, fixture);
  g_assert_cmpuint (count (fixture, "\"rev\":4"), ==, 1);
  g_assert_cmpuint (count (fixture, "\"given_name\":\"Zoë\",\"email\":\"zoe@example.org\",\"graduation_year\":2028"), ==, 1);
  g_assert_cmpuint (count (fixture, "\"staff\":{\"note\":\"kind\"}"), ==, 3);
}

static void
limit_file_size (rlim_t size)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = MIN (size, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* As with a sign-up: what was typed stays, and it is tried again, or kept as it is. */
static void
test_failed (Fixture      *fixture,
             gconstpointer kiosk)
{
  g_autofree char *id = NULL, *id_2 = NULL;

  sign_up (fixture, "Zoe");
  correct (fixture);
  form_test_fill (get_page (fixture), "given_name", "Zoë");
  limit_file_size (0);
  submit (fixture);
  ui_test_wait (has_failed, fixture);
  limit_file_size (RLIM_INFINITY);
  g_assert_cmpint (get_state (fixture), ==, FAIR_KIOSK_FILLING_IN);
  assert_has (fixture, "given_name", "Zoë");
  keep (fixture);
  g_assert_true (is_saved (fixture));
  correct (fixture);
  form_test_fill (get_page (fixture), "given_name", "Zoë");
  submit (fixture);
  ui_test_wait (is_saved, fixture);
  id = dup_id (fixture, 0);
  id_2 = dup_id (fixture, 1);
  g_assert_cmpstr (id_2, ==, id);
  g_assert_cmpuint (count (fixture, "\"op\":\"put\""), ==, 2);
}

/* Who was erased does not come back by what still stood on the screen. */
static void
test_erased (Fixture      *fixture,
             gconstpointer kiosk)
{
  g_autofree char *id = NULL, *id_2 = NULL;

  sign_up (fixture, "Zoe");
  correct (fixture);
  id = dup_id (fixture, 0);
  g_assert_true (fair_store_erase (fair_booth_get_store (fixture->booth), id, NULL, NULL));
  form_test_fill (get_page (fixture), "given_name", "Zoë");
  submit (fixture);
  ui_test_wait (is_told_of_erasure, fixture);
  g_assert_cmpint (get_state (fixture), ==, FAIR_KIOSK_FILLING_IN);
  g_assert_cmpuint (fair_form_view_count_filled (get_form (fixture)), ==, 0);
  g_assert_cmpuint (count (fixture, "\"op\":\"put\""), ==, 0);
  g_assert_false (says (get_page (fixture), "Save Changes"));

  fill_in (fixture, "Ann");
  submit (fixture);
  ui_test_wait (is_saved, fixture);
  id_2 = dup_id (fixture, 0);
  g_assert_cmpstr (id_2, !=, id);
  g_assert_cmpuint (count (fixture, "\"rev\":1"), ==, 1);
}

static void
pass (Fixture *fixture,
      guint    seconds)
{
  fixture->now += seconds * G_GINT64_CONSTANT (1000);
  fair_kiosk_tick (fair_booth_get_kiosk (fixture->booth));
}

/* A correction that is left is neither a sign-up left unfinished, nor the next one's. */
static void
test_left (Fixture      *fixture,
           gconstpointer kiosk)
{
  g_autofree char *id = NULL, *id_2 = NULL;

  g_settings_set_boolean (fair_booth_get_settings (fixture->booth), "keep-unfinished", TRUE);
  sign_up (fixture, "Zoë");
  correct (fixture);
  form_test_fill (get_page (fixture), "given_name", "Quibblewick");
  pass (fixture, 60);
  ui_test_wait (is_warned, fixture);
  pass (fixture, 20);
  g_assert_null (get_page (fixture));

  /* what would be kept of it stood before this */
  sign_up (fixture, "Ann");
  g_assert_cmpuint (count (fixture, "Quibblewick"), ==, 0);
  g_assert_cmpuint (count (fixture, "unfinished"), ==, 0);
  g_assert_cmpuint (count (fixture, "\"op\":\"put\""), ==, 2);
  g_assert_cmpuint (count (fixture, "\"rev\":1"), ==, 2);
  id = dup_id (fixture, 0);
  id_2 = dup_id (fixture, 1);
  g_assert_cmpstr (id_2, !=, id);
  correct (fixture);
  assert_has (fixture, "given_name", "Ann");
}

static gboolean
speaks_spanish (gpointer fixture)
{
  return g_str_equal (fair_booth_get_program (((Fixture *) fixture)->booth)->language, "es");
}

static gboolean
speaks_english (gpointer fixture)
{
  return g_str_equal (fair_booth_get_program (((Fixture *) fixture)->booth)->language, "en");
}

/* In the midst of it, and on the thanks. */
static void
test_language (Fixture      *fixture,
               gconstpointer kiosk)
{
  g_autofree char *id = NULL, *id_2 = NULL;

  sign_up (fixture, "Zoe");
  fair_booth_set_language (fixture->booth, "es");
  ui_test_wait (speaks_spanish, fixture);
  correct (fixture);
  form_test_fill (get_page (fixture), "given_name", "Zoë");
  fair_booth_set_language (fixture->booth, "en");
  ui_test_wait (speaks_english, fixture);
  assert_has (fixture, "given_name", "Zoë");
  g_assert_true (fair_kiosk_is_correcting (fair_booth_get_kiosk (fixture->booth)));
  submit (fixture);
  ui_test_wait (is_saved, fixture);
  id = dup_id (fixture, 0);
  id_2 = dup_id (fixture, 1);
  g_assert_cmpstr (id_2, ==, id);
  g_assert_cmpuint (count (fixture, "\"op\":\"put\""), ==, 2);
  g_assert_cmpuint (count (fixture, "\"lang\":\"en\",\"answers\""), ==, 2);
  g_assert_cmpuint (count (fixture, "\"op\":\"wording\""), ==, 1);
}

static void
test_friend (Fixture      *fixture,
             gconstpointer kiosk)
{
  g_autofree char *id = NULL, *id_2 = NULL;
  GtkWidget *page;

  fair_booth_set_language (fixture->booth, "es");
  ui_test_wait (speaks_spanish, fixture);
  sign_up (fixture, "Zoë");
  page = get_page (fixture);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (page), "zoe@example.org");
  invite_friend (fixture);
  g_assert_true (get_page (fixture) != page);
  g_assert_true (has_page (fixture));
  g_assert_null (gdk_clipboard_get_content (gtk_widget_get_clipboard (fixture->window)));
  g_assert_cmpuint (fair_form_view_count_filled (get_form (fixture)), ==, 0);
  g_assert_true (speaks_spanish (fixture));
  g_assert_cmpint (get_state (fixture), ==, FAIR_KIOSK_LOOKING);

  fill_in (fixture, "Ann");
  submit (fixture);
  ui_test_wait (is_saved, fixture);
  id = dup_id (fixture, 0);
  id_2 = dup_id (fixture, 1);
  g_assert_cmpstr (id_2, !=, id);
  g_assert_cmpuint (count (fixture, "\"rev\":1"), ==, 2);
  g_assert_cmpuint (count (fixture, "Zoë"), ==, 1);
  press (fixture, 0);
  ui_test_wait (speaks_english, fixture);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    int kiosk;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/correcting/corrected", TRUE, test_corrected },
    { "/correcting/corrected-without-kiosk", FALSE, test_corrected },
    { "/correcting/corrected-on-a-phone", NARROW, test_corrected },
    { "/correcting/kept", TRUE, test_kept },
    { "/correcting/staff-meanwhile", TRUE, test_staff_meanwhile },
    { "/correcting/failed", TRUE, test_failed },
    { "/correcting/erased", TRUE, test_erased },
    { "/correcting/left", TRUE, test_left },
    { "/correcting/language", TRUE, test_language },
    { "/correcting/friend", TRUE, test_friend },
    { "/correcting/friend-without-kiosk", FALSE, test_friend },
  };

  ui_test_choose_data_folder ();
  signal (SIGXFSZ, SIG_IGN); /* a write that is too much is to fail, not to kill */
  ui_test_init (&argc, &argv);
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("FAIRBOOK_LOCALE_DIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, GINT_TO_POINTER (tests[i].kiosk), set_up, tests[i].test, tear_down);
  return g_test_run ();
}
