/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searching in the window: what is found while somebody types, what opens it, and what is left for whoever comes next. */
#include "config.h"

#include "booth/fair-interface-language.h"
#include "form-test.h"
#include "gallery/fair-photo-viewer.h"
#include "program/fair-page-body.h"
#include "program/fair-program-view.h"
#include "program/fair-search-dialog.h"
#include "shell/fair-window.h"
#include "test-util.h"

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
set_up (Fixture      *self,
        gconstpointer data)
{
  self->folder = ui_test_make_data_folder ();
  self->booth = fair_booth_new (NULL);
  g_settings_set_boolean (fair_booth_get_settings (self->booth), "attract-loop", FALSE);
  fair_booth_load (self->booth);
  ui_test_wait (is_loaded, self->booth);
  self->window = fair_window_new (NULL, self->booth);
  gtk_window_present (GTK_WINDOW (self->window));
  ui_test_wait (is_painted, self);
  fair_booth_start_visits (self->booth, FALSE);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  fair_booth_set_language (self->booth, NULL);
  fair_interface_language_use (NULL);
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_object (&self->booth);
  test_folder_free (self->folder);
}

static FairSearchDialog *
get_dialog (Fixture *self)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window));

  return dialog != NULL ? FAIR_SEARCH_DIALOG (dialog) : NULL;
}

static GtkWidget *
find_part (Fixture *self,
           GType    type,
           guint    nth)
{
  return ui_test_find (GTK_WIDGET (get_dialog (self)), type, nth);
}

static void
search (Fixture    *self,
        const char *typed)
{
  if (get_dialog (self) == NULL)
    gtk_widget_activate_action (self->window, "win.search", NULL);
  g_assert_nonnull (get_dialog (self));
  gtk_editable_set_text (GTK_EDITABLE (find_part (self, GTK_TYPE_SEARCH_ENTRY, 0)), typed);
}

typedef struct
{
  Fixture *fixture;
  const char *wanted;
} Wanted;

static gboolean
shows_state (gpointer data)
{
  Wanted *wanted = data;
  GtkStack *states = GTK_STACK (find_part (wanted->fixture, GTK_TYPE_STACK, 0));

  return g_strcmp0 (gtk_stack_get_visible_child_name (states), wanted->wanted) == 0;
}

static void
wait_for_state (Fixture    *self,
                const char *state)
{
  Wanted wanted = { self, state };

  ui_test_wait (shows_state, &wanted);
}

static gboolean
has_row (gpointer data)
{
  Wanted *wanted = data;
  GtkWidget *row = find_part (wanted->fixture, ADW_TYPE_ACTION_ROW, 0);

  return row != NULL && strstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), wanted->wanted) != NULL;
}

/* @title: of the first row */
static void
find_it (Fixture    *self,
         const char *typed,
         const char *title)
{
  Wanted wanted = { self, title };

  search (self, typed);
  ui_test_wait (has_row, &wanted);
}

static void
choose_first (Fixture *self)
{
  g_signal_emit_by_name (find_part (self, GTK_TYPE_LIST_BOX, 0), "row-activated", find_part (self, ADW_TYPE_ACTION_ROW, 0));
  g_assert_null (get_dialog (self));
}

static const char *
get_open_page (Fixture *self)
{
  return fair_program_view_get_page (FAIR_PROGRAM_VIEW (ui_test_find (self->window, FAIR_TYPE_PROGRAM_VIEW, 0)));
}

static const char *
get_view (Fixture *self)
{
  return adw_view_stack_get_visible_child_name (ADW_VIEW_STACK (ui_test_find (self->window, ADW_TYPE_VIEW_STACK, 0)));
}

static const char *
get_text (Fixture *self)
{
  return fair_search_dialog_get_text (get_dialog (self));
}

/* Whether a part of what a row says is written like this. */
static gboolean
shows_markup (GtkWidget  *row,
              const char *markup)
{
  GtkWidget *label;

  for (guint i = 0; (label = ui_test_find (row, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (strstr (gtk_label_get_label (GTK_LABEL (label)), markup) != NULL)
      return TRUE;
  return FALSE;
}

static void
test_page (Fixture      *self,
           gconstpointer data)
{
  guint said = ui_test_count_announced ("result");
  FairPage *page = fair_program_find_page (fair_booth_get_program (self->booth), "training");
  FairPageBody *body;
  guint n_found = 0;

  gtk_widget_activate_action (self->window, "win.show", "s", "sign-up");
  find_it (self, "CAMBRIDGE Alliance", "Training");
  g_assert_cmpuint (ui_test_count_announced ("result"), >, said);
  g_assert_true (shows_markup (find_part (self, ADW_TYPE_ACTION_ROW, 0), "<b>Cambridge</b> Health <b>Alliance</b>"));
  choose_first (self);
  g_assert_cmpstr (get_view (self), ==, "program");
  g_assert_cmpstr (get_open_page (self), ==, "training");
  body = FAIR_PAGE_BODY (ui_test_find (self->window, FAIR_TYPE_PAGE_BODY, 0));
  for (guint i = 0; i < page->blocks->len; i++)
    n_found += gtk_widget_has_css_class (fair_page_body_find (body, i), "found");
  g_assert_cmpuint (n_found, ==, 1);
}

/* Whoever closes a photo that they were led to is where they came from. */
static void
test_photo (Fixture      *self,
            gconstpointer data)
{
  FairProgram *program = fair_booth_get_program (self->booth);
  g_autoptr (FairPhoto) shown = NULL;
  GtkWidget *viewer;

  gtk_widget_activate_action (self->window, "win.show", "s", "sign-up");
  find_it (self, "kayaks", "kayak");
  choose_first (self);
  g_assert_cmpstr (get_view (self), ==, "community");
  viewer = ui_test_find (self->window, FAIR_TYPE_PHOTO_VIEWER, 0);
  shown = g_list_model_get_item (program->photos, fair_photo_viewer_get_position (FAIR_PHOTO_VIEWER (viewer)));
  g_assert_cmpstr (shown->id, ==, "kayak");
  gtk_widget_activate_action (viewer, "viewer.close", NULL);
  g_assert_cmpstr (get_view (self), ==, "sign-up");

  /* Who goes elsewhere by themselves stays there. */
  gtk_widget_activate_action (self->window, "win.open-photo", "(ss)", "kayak", "outdoors");
  gtk_widget_activate_action (self->window, "win.show", "s", "program");
  gtk_widget_activate_action (self->window, "win.show", "s", "community");
  gtk_widget_activate_action (viewer, "viewer.close", NULL);
  g_assert_cmpstr (get_view (self), ==, "community");
  gtk_widget_activate_action (self->window, "win.open-photo", "(ss)", "no-such-photo", "no-such-album");
}

/* What is typed is text, whatever it is; and nothing to look for is not "nothing found". */
static void
test_nothing (Fixture      *self,
              gconstpointer data)
{
  const char *typed = "<b>&zebra;</b> 100% %s";
  AdwStatusPage *nothing;

  search (self, typed);
  wait_for_state (self, "nothing");
  nothing = ADW_STATUS_PAGE (gtk_stack_get_visible_child (GTK_STACK (find_part (self, GTK_TYPE_STACK, 0))));
  g_assert_nonnull (strstr (adw_status_page_get_title (nothing), typed));
  g_assert_cmpuint (ui_test_count_announced (typed), ==, 1);
  search (self, " … ");
  wait_for_state (self, "blank");
}

/* What was typed last is what counts, however many questions are on their way. */
static void
test_newest (Fixture      *self,
             gconstpointer data)
{
  g_autofree char *endless = g_strnfill (100 * 1000, 'z');

  for (guint i = 0; i < 50; i++)
    {
      search (self, i % 2 == 0 ? "training" : endless);
      g_signal_emit_by_name (find_part (self, GTK_TYPE_SEARCH_ENTRY, 0), "search-changed");
    }
  find_it (self, "fellowships", "Careers");
  g_assert_cmpint (gtk_text_get_text_length (GTK_TEXT (find_part (self, GTK_TYPE_TEXT, 0))), ==, strlen ("fellowships"));
}

/* It stands there again for the same visitor, in another language too, and for nobody else. */
static void
test_whose_words (Fixture      *self,
                  gconstpointer data)
{
  Wanted wanted = { self, "es" };

  search (self, "kayaks");
  adw_dialog_force_close (ADW_DIALOG (get_dialog (self)));
  gtk_widget_activate_action (self->window, "win.search", NULL);
  g_assert_cmpstr (get_text (self), ==, "kayaks");

  fair_booth_set_language (self->booth, "es");
  while (g_strcmp0 (fair_booth_get_program (self->booth)->language, wanted.wanted) != 0 || get_dialog (self) != NULL)
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_activate_action (self->window, "win.search", NULL);
  g_assert_cmpstr (get_text (self), ==, "kayaks");

  fair_kiosk_handle (fair_booth_get_kiosk (self->booth), FAIR_KIOSK_START_OVER);
  g_assert_null (get_dialog (self));
  gtk_widget_activate_action (self->window, "win.search", NULL);
  g_assert_cmpstr (get_text (self), ==, "");
}

/* Nothing opens over another dialog, and not twice. */
static void
test_one_at_a_time (Fixture      *self,
                    gconstpointer data)
{
  AdwDialog *other = adw_dialog_new ();
  FairSearchDialog *dialog;

  adw_dialog_present (other, self->window);
  gtk_widget_activate_action (self->window, "win.search", NULL);
  g_assert_true (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window)) == other);
  adw_dialog_force_close (other);
  gtk_widget_activate_action (self->window, "win.search", NULL);
  dialog = get_dialog (self);
  gtk_widget_activate_action (self->window, "win.search", NULL);
  g_assert_true (get_dialog (self) == dialog);
}

static void
set_gone (gpointer  gone,
          GObject  *dialog)
{
  *(gboolean *) gone = TRUE;
}

static gboolean
is_true (gpointer gone)
{
  return *(gboolean *) gone;
}

/* What is found may be held by somebody, a screen reader for instance, when the search is gone. */
static void
test_outlived (Fixture      *self,
               gconstpointer data)
{
  g_autoptr (GtkListBox) list = NULL;
  gboolean gone = FALSE;

  search (self, "the");
  wait_for_state (self, "found");
  list = g_object_ref (GTK_LIST_BOX (find_part (self, GTK_TYPE_LIST_BOX, 0)));
  g_object_weak_ref (G_OBJECT (get_dialog (self)), set_gone, &gone);
  adw_dialog_force_close (ADW_DIALOG (get_dialog (self)));
  ui_test_wait (is_true, &gone);
  g_assert_nonnull (gtk_list_box_get_row_at_index (list, 1));
  gtk_list_box_remove_all (list);
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
    { "/search/page", test_page },
    { "/search/photo", test_photo },
    { "/search/nothing", test_nothing },
    { "/search/newest", test_newest },
    { "/search/whose-words", test_whose_words },
    { "/search/one-at-a-time", test_one_at_a_time },
    { "/search/outlived", test_outlived },
  };

  ui_test_choose_data_folder ();
  ui_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
