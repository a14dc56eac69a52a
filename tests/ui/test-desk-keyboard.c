/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The coordinator's desk without a pointer: with Tab from the row into the pane and back, and never nowhere after a dialog. */
#include "config.h"

#include "desk/fair-compare-dialog.h"
#include "desk/fair-correct-dialog.h"
#include "desk/fair-desk.h"
#include "desk/fair-desk-model.h"
#include "desk/fair-erase-dialog.h"
#include "desk/fair-person-pane.h"
#include "people-test.h"
#include "store/change/fair-erase.h"
#include "store/change/fair-join.h"

#include <string.h>

#define MOST_TABS 60

typedef struct
{
  TestFolder *folder;
  FairBooth *booth;
  GtkWindow *window;
  GtkWidget *desk;
  GHashTable *names; /* of each by their id */
  const char *awaited;
} Fixture;

static gboolean
has_all (gpointer booth)
{
  return fair_booth_get_program (booth) != NULL && fair_booth_get_store (booth) != NULL;
}

static void
add (Fixture    *self,
     const char *name)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = g_strsplit (name, " ", 2);
  g_autofree char *json = g_strdup_printf ("{\"given_name\":\"%s\",\"family_name\":\"%s\",\"email\":\"%s@example.org\",\"consent\":true}",
                                           names[0], names[1], names[0]);
  g_autoptr (FairAnswers) answers = fair_answers_new_from_json (json, strlen (json), &error);
  FairDraft draft = { .event = "sample-spring", .form = "interest@1", .lang = "en", .answers = answers };
  char *id = fair_store_add (fair_booth_get_store (self->booth), &draft, &error);

  g_assert_no_error (error);
  g_hash_table_insert (self->names, id, g_strdup (name));
}

static FairDeskModel *
get_model (Fixture *self)
{
  return fair_desk_get_model (FAIR_DESK (self->desk));
}

static GtkSelectionModel *
get_selection (Fixture *self)
{
  return GTK_SELECTION_MODEL (fair_desk_model_get_selection (get_model (self)));
}

static gboolean
is_ready (gpointer data)
{
  Fixture *self = data;
  const FairReview *review = fair_desk_model_get_review (get_model (self));

  return g_list_model_get_n_items (G_LIST_MODEL (get_selection (self))) == 4 && review != NULL && review->groups->len == 1;
}

/* Sorted by name: Ann and Ann, who may be one, Bo, Cy. */
static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = ui_test_make_data_folder ();
  self->booth = fair_booth_new (NULL);
  g_settings_set (fair_booth_get_settings (self->booth), "desk-sort", "(sb)", "name", FALSE);
  fair_booth_load (self->booth);
  ui_test_wait (has_all, self->booth);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  add (self, "Ann A");
  add (self, "Ann B");
  add (self, "Bo C");
  add (self, "Cy D");
  self->desk = fair_desk_new (self->booth);
  self->window = GTK_WINDOW (adw_window_new ());
  gtk_window_set_default_size (self->window, 1200, 700);
  adw_window_set_content (ADW_WINDOW (self->window), self->desk);
  gtk_window_present (self->window);
  ui_test_wait_active (self->window);
  ui_test_wait (is_ready, self);
}

/* The folder may go only when no thread reads from it any longer: each has a reference to the store. */
static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  FairStore *store = fair_booth_get_store (self->booth);

  g_object_add_weak_pointer (G_OBJECT (store), (gpointer *) &store);
  gtk_window_destroy (self->window);
  g_clear_object (&self->booth);
  ui_test_wait_gone (&store);
  g_hash_table_unref (self->names);
  test_folder_free (self->folder);
}

static GtkWidget *
get_pane (Fixture *self)
{
  return ui_test_find (self->desk, FAIR_TYPE_PERSON_PANE, 0);
}

static GtkWidget *
get_view (Fixture *self)
{
  return ui_test_find (self->desk, GTK_TYPE_COLUMN_VIEW, 0);
}

static gboolean
has_focus_in (Fixture   *self,
              GtkWidget *widget)
{
  GtkWidget *focus = gtk_window_get_focus (self->window);

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static gboolean
is_in_list (gpointer self)
{
  return has_focus_in (self, get_view (self));
}

static gboolean
is_in_pane (gpointer self)
{
  return has_focus_in (self, get_pane (self));
}

static gboolean
is_somewhere (gpointer self)
{
  return is_in_list (self) || is_in_pane (self);
}

static gboolean
is_in_search (gpointer self)
{
  return has_focus_in (self, ui_test_find (((Fixture *) self)->desk, GTK_TYPE_SEARCH_ENTRY, 0));
}

/* The names of those who are selected: "Ann A". */
static char *
dup_selected (Fixture *self)
{
  g_auto (GStrv) ids = fair_people_selection_dup_ids (fair_desk_model_get_selection (get_model (self)));
  g_autoptr (GString) selected = g_string_new (NULL);

  for (gsize i = 0; ids[i] != NULL; i++)
    g_string_append_printf (selected, "%s%s", i > 0 ? ", " : "", (const char *) g_hash_table_lookup (self->names, ids[i]));
  return g_string_free (g_steal_pointer (&selected), FALSE);
}

static gboolean
has_selected (gpointer data)
{
  Fixture *self = data;
  g_autofree char *names = dup_selected (self);

  return g_str_equal (names, self->awaited);
}

static gboolean
is_shown (gpointer data)
{
  Fixture *self = data;
  const FairPersonRecord *record = people_test_get_record (self->desk);

  return record != NULL &&
         g_strcmp0 (fair_person_record_get_standing (record)->id, fair_person_pane_get_person (FAIR_PERSON_PANE (get_pane (self)))) == 0;
}

static void
expect_selected (Fixture    *self,
                 const char *names)
{
  self->awaited = names;
  ui_test_wait (has_selected, self);
}

static void
note_painted (gboolean *is_painted)
{
  *is_painted = TRUE;
}

static gboolean
is_true (gpointer flag)
{
  return *(gboolean *) flag;
}

/* The focus goes from place to place, and what is new has none before it is painted. */
static void
wait_painted (Fixture *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (self->desk);
  gboolean is_painted = FALSE;
  gulong handler = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (note_painted), &is_painted);

  gtk_widget_queue_allocate (self->desk);
  ui_test_wait (is_true, &is_painted);
  g_signal_handler_disconnect (clock, handler);
}

/* As one does with the arrows: the row has the focus, and the pane shows who it is. */
static void
go_to_row (Fixture    *self,
           guint       position,
           const char *name)
{
  gtk_selection_model_select_item (get_selection (self), position, TRUE);
  gtk_widget_activate_action_variant (self->desk, "desk.list", NULL);
  expect_selected (self, name);
  ui_test_wait (is_shown, self);
  g_assert_true (is_in_list (self));
}

static void
press_tab (Fixture         *self,
           GtkDirectionType direction)
{
  if (!gtk_widget_child_focus (GTK_WIDGET (self->window), direction))
    g_signal_emit_by_name (self->window, "move-focus", direction);
}

/* The pane comes right after the row, and the row right before the pane. */
static void
assert_neighbours (Fixture *self)
{
  guint n = 0;

  wait_painted (self);
  ui_test_wait_active (self->window); /* in another one Tab stays on a row of a list */
  press_tab (self, GTK_DIR_TAB_FORWARD);
  g_assert_true (is_in_pane (self));
  for (; is_in_pane (self) && n < MOST_TABS; n++)
    press_tab (self, GTK_DIR_TAB_FORWARD);
  g_assert_cmpuint (n, >, 4);
  g_assert_cmpuint (n, <, MOST_TABS);
  press_tab (self, GTK_DIR_TAB_BACKWARD);
  for (n = 0; is_in_pane (self) && n < MOST_TABS; n++)
    press_tab (self, GTK_DIR_TAB_BACKWARD);
  g_assert_true (is_in_list (self));
}

static void
test_neighbours (Fixture       *self,
                 gconstpointer  data)
{
  go_to_row (self, 2, "Bo C");
  assert_neighbours (self);
  press_tab (self, GTK_DIR_TAB_FORWARD);
  gtk_widget_activate_action_variant (gtk_window_get_focus (self->window), "desk.list", NULL); /* Escape in the pane */
  g_assert_true (is_in_list (self));
}

static GtkWidget *
find_labelled (GtkWidget  *root,
               const char *label)
{
  GtkWidget *button;

  for (guint i = 0; (button = ui_test_find (root, GTK_TYPE_BUTTON, i)) != NULL; i++)
    if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) == 0)
      return button;
  return NULL;
}

static GtkWidget *
get_dialog (Fixture *self)
{
  return GTK_WIDGET (adw_window_get_visible_dialog (ADW_WINDOW (self->window)));
}

static gboolean
can_press (gpointer data)
{
  Fixture *self = data;
  GtkWidget *dialog = get_dialog (self), *button = dialog != NULL ? find_labelled (dialog, self->awaited) : NULL;

  return button != NULL && gtk_widget_get_mapped (button) && gtk_widget_is_sensitive (button);
}

static void
press_in_dialog (Fixture    *self,
                 const char *label)
{
  self->awaited = label;
  ui_test_wait (can_press, self);
  gtk_widget_grab_focus (find_labelled (get_dialog (self), label));
  g_signal_emit_by_name (find_labelled (get_dialog (self), label), "clicked");
}

static gboolean
is_open (gpointer self)
{
  return get_dialog (self) != NULL && gtk_widget_get_mapped (get_dialog (self)) && has_focus_in (self, get_dialog (self));
}

static gboolean
is_closed (gpointer self)
{
  return get_dialog (self) == NULL;
}

static gboolean
has_no_duplicates (gpointer data)
{
  const FairReview *review = fair_desk_model_get_review (get_model (data));

  return review->groups->len == 0 && ui_test_count (get_pane (data), ADW_TYPE_ACTION_ROW) > 0;
}

/* What opened the dialog is gone with it: the focus is in the pane of whom was kept, or in their row, and Tab goes on from there. */
static void
test_joined (Fixture       *self,
             gconstpointer  data)
{
  GtkWidget *row;

  go_to_row (self, 1, "Ann B");
  row = ui_test_find (get_pane (self), ADW_TYPE_ACTION_ROW, 0);
  gtk_widget_grab_focus (row);
  g_assert_true (has_focus_in (self, row));
  g_signal_emit_by_name (row, "activated");
  press_in_dialog (self, "_Same Person");
  ui_test_wait (is_closed, self);
  ui_test_wait (has_no_duplicates, self);
  ui_test_wait (is_somewhere, self);
  gtk_widget_activate_action_variant (self->desk, "desk.undo", NULL);
  ui_test_wait (is_ready, self);
  gtk_widget_activate_action_variant (self->desk, "desk.redo", NULL);
  ui_test_wait (has_no_duplicates, self);
  go_to_row (self, 1, "Bo C");
  assert_neighbours (self);
}

/* The row that says that there are duplicates goes while it has the focus, as when the dialog is closed before the review is there. */
static void
test_no_duplicates_any_more (Fixture       *self,
                             gconstpointer  data)
{
  GtkWidget *row;

  go_to_row (self, 1, "Ann B");
  row = ui_test_find (get_pane (self), ADW_TYPE_ACTION_ROW, 0);
  gtk_widget_grab_focus (row);
  g_assert_true (has_focus_in (self, row));
  fair_person_pane_set_duplicates (FAIR_PERSON_PANE (get_pane (self)), NULL);
  wait_painted (self);
  g_assert_true (is_in_pane (self));
  go_to_row (self, 1, "Ann B");
  assert_neighbours (self);
}

/* Whoever thinks better of it is where they were. */
static void
test_cancelled (Fixture       *self,
                gconstpointer  data)
{
  static const char *const labels[] = { "Cor_rect…", "Era_se…" };

  go_to_row (self, 2, "Bo C");
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      GtkWidget *button = find_labelled (get_pane (self), labels[i]);

      gtk_widget_grab_focus (button);
      g_signal_emit_by_name (button, "clicked");
      ui_test_wait (is_open, self);
      g_assert_false (is_in_pane (self));
      g_assert_true (adw_dialog_close (ADW_DIALOG (get_dialog (self))) || i == 0);
      ui_test_wait (is_closed, self);
      g_assert_true (gtk_window_get_focus (self->window) == button);
    }
}

static gboolean
has_nobody (gpointer self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_selection (self))) == 0;
}

static void
erase_selected (Fixture *self)
{
  gtk_widget_activate_action_variant (self->desk, "desk.erase", NULL);
  press_in_dialog (self, "_Erase for Good");
  press_in_dialog (self, "_Close");
  ui_test_wait (is_closed, self);
}

static void
close_at_once (AdwDialog *dialog)
{
  adw_dialog_force_close (dialog);
}

/* Closed before the list can have heard of it. */
static void
erase_quickly (Fixture *self)
{
  gtk_widget_activate_action_variant (self->desk, "desk.erase", NULL);
  ui_test_wait (is_open, self);
  g_signal_connect_after (get_dialog (self), "erased", G_CALLBACK (close_at_once), NULL);
  press_in_dialog (self, "_Erase for Good");
  ui_test_wait (is_closed, self);
}

static const char *
get_shown (Fixture *self)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (ui_test_find (get_pane (self), GTK_TYPE_STACK, 0)));
}

/* Whoever erases goes on with the next row; behind the last with the one before; and behind the last of all with the search. */
static void
test_erased (Fixture       *self,
             gconstpointer  data)
{
  go_to_row (self, 2, "Bo C");
  erase_selected (self);
  expect_selected (self, "Cy D");
  ui_test_wait (is_in_list, self);
  ui_test_wait (is_shown, self);
  assert_neighbours (self);
  erase_selected (self);
  expect_selected (self, "Ann B");
  ui_test_wait (is_in_list, self);
  gtk_selection_model_select_all (get_selection (self));
  g_assert_cmpstr (get_shown (self), ==, "several");
  erase_selected (self);
  ui_test_wait (has_nobody, self);
  ui_test_wait (is_in_search, self);
  g_assert_cmpstr (get_shown (self), ==, "nobody");
}

/* Whoever closes the dialog at once never stands on somebody who was erased. */
static void
test_erased_quickly (Fixture       *self,
                     gconstpointer  data)
{
  go_to_row (self, 0, "Ann A");
  erase_quickly (self);
  expect_selected (self, "Ann B");
  ui_test_wait (is_in_list, self);
  ui_test_wait (is_shown, self);
  gtk_selection_model_select_all (get_selection (self));
  erase_quickly (self);
  ui_test_wait (is_in_search, self);
  ui_test_wait (has_nobody, self);
  g_assert_true (is_in_search (self));
  g_assert_cmpstr (get_shown (self), ==, "nobody");
}

/* Another program erases all of them while the focus is in the list: whoever was there goes on with the search. */
static void
test_all_erased_elsewhere (Fixture       *self,
                           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer id;

  go_to_row (self, 2, "Bo C");
  g_hash_table_iter_init (&iter, self->names);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_assert_true (fair_store_erase (fair_booth_get_store (self->booth), id, NULL, &error));
  ui_test_wait (has_nobody, self);
  ui_test_wait (is_in_search, self);
}

/* From the button in the pane as well. */
static void
test_erased_in_pane (Fixture       *self,
                     gconstpointer  data)
{
  GtkWidget *button;

  go_to_row (self, 2, "Bo C");
  button = find_labelled (get_pane (self), "Era_se…");
  gtk_widget_grab_focus (button);
  g_signal_emit_by_name (button, "clicked");
  press_in_dialog (self, "_Erase for Good");
  press_in_dialog (self, "_Close");
  expect_selected (self, "Cy D");
  ui_test_wait (is_in_list, self);
}

static char *
dup_selected_id (Fixture *self)
{
  return fair_people_selection_dup_only_id (fair_desk_model_get_selection (get_model (self)));
}

static gboolean
shows_nobody (gpointer self)
{
  return people_test_get_record (((Fixture *) self)->desk) == NULL;
}

/* Another program erases whoever is shown, while the focus is in the pane. */
static void
test_erased_elsewhere (Fixture       *self,
                       gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  go_to_row (self, 2, "Bo C");
  id = dup_selected_id (self);
  gtk_widget_grab_focus (find_labelled (get_pane (self), "Cor_rect…"));
  g_assert_true (fair_store_erase (fair_booth_get_store (self->booth), id, NULL, &error));
  ui_test_wait (shows_nobody, self);
  ui_test_wait (is_somewhere, self);
  go_to_row (self, 0, "Ann A");
  assert_neighbours (self);
}

/* What is parted from whom is shown again with another row; the focus stays in the pane. */
static void
test_separated (Fixture       *self,
                gconstpointer  data)
{
  g_autofree char *keep = g_strdup (fair_people_list_get_id (fair_desk_model_get_people (get_model (self)), 0));
  g_autofree char *other = g_strdup (fair_people_list_get_id (fair_desk_model_get_people (get_model (self)), 1));
  g_autoptr (GError) error = NULL;
  GtkWidget *button;

  g_assert_true (fair_store_join (fair_booth_get_store (self->booth), keep, other, &error));
  ui_test_wait (has_no_duplicates, self);
  go_to_row (self, 0, "Ann A");
  button = ui_test_find (get_pane (self), ADW_TYPE_BUTTON_ROW, 0);
  gtk_widget_grab_focus (button);
  g_assert_true (has_focus_in (self, button));
  g_signal_emit_by_name (button, "activated");
  ui_test_wait (is_ready, self);
  g_assert_true (is_in_pane (self));
  gtk_widget_activate_action_variant (self->desk, "desk.list", NULL);
  assert_neighbours (self);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_choose_data_folder ();
  ui_test_init (&argc, &argv);
#define ADD(name, function) g_test_add ("/desk-keyboard/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("neighbours", test_neighbours);
  ADD ("joined", test_joined);
  ADD ("no-duplicates-any-more", test_no_duplicates_any_more);
  ADD ("cancelled", test_cancelled);
  ADD ("erased", test_erased);
  ADD ("erased-quickly", test_erased_quickly);
  ADD ("erased-in-pane", test_erased_in_pane);
  ADD ("erased-elsewhere", test_erased_elsewhere);
  ADD ("all-erased-elsewhere", test_all_erased_elsewhere);
  ADD ("separated", test_separated);
  return g_test_run ();
}
