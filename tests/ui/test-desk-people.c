/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The coordinator's desk with people on it: found, sorted, selected by who they are, changed, and taken back; alive all the time. */
#include "config.h"

#include "collect/fair-collect.h"
#include "desk/fair-desk.h"
#include "desk/fair-desk-model.h"
#include "desk/fair-filter-chip.h"
#include "desk/fair-people-filters.h"
#include "desk/fair-people-row.h"
#include "desk/fair-people-table.h"
#include "desk/fair-person-cell.h"
#include "store/change/fair-erase.h"
#include "test-store-util.h"
#include "ui-test.h"

#include <string.h>

typedef struct
{
  TestFolder *folder;
  FairBooth *booth;
  GtkWindow *window;
  GtkWidget *desk;
  const char *names; /* what is waited for */
} Fixture;

static gboolean
has_all (gpointer booth)
{
  return fair_booth_get_program (booth) != NULL && fair_booth_get_store (booth) != NULL;
}

/* Those who sign up in one millisecond are in the order of their ids, which is anybody's guess. */
static void
wait_for_next_millisecond (void)
{
  gint64 now = g_get_real_time () / 1000;

  while (g_get_real_time () / 1000 == now)
    g_thread_yield ();
}

static void
add (Fixture    *self,
     const char *event,
     const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairAnswers) answers = fair_answers_new_from_json (json, strlen (json), &error);
  FairDraft draft = { .event = event, .form = "interest@1", .lang = "en", .answers = answers };
  g_autofree char *id = fair_store_add (fair_booth_get_store (self->booth), &draft, &error);

  g_assert_no_error (error);
  wait_for_next_millisecond ();
}

static GtkWidget *
get_view (Fixture *self)
{
  return ui_test_find (self->desk, GTK_TYPE_COLUMN_VIEW, 0);
}

static GtkSelectionModel *
get_model (Fixture *self)
{
  return gtk_column_view_get_model (GTK_COLUMN_VIEW (get_view (self)));
}

/* The given names of those who are listed, in their order; NULL while not all are read. */
static char *
list_names (Fixture *self)
{
  GListModel *people = G_LIST_MODEL (get_model (self));
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (FairPeopleRow) row = g_list_model_get_item (people, i);
      const FairVersion *version = fair_person_item_get_version (fair_people_row_get_item (row));
      const char *mark = gtk_selection_model_is_selected (get_model (self), i) ? "*" : "";

      if (version == NULL)
        return NULL;
      g_string_append_printf (names, "%s%s%s", i > 0 ? " " : "", mark,
                              yyjson_get_str (yyjson_obj_get (fair_version_get_answers (version), "given_name")));
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static gboolean
has_names (gpointer data)
{
  Fixture *self = data;
  g_autofree char *names = list_names (self);

  return g_strcmp0 (names, self->names) == 0;
}

static void
expect (Fixture    *self,
        const char *names)
{
  self->names = names;
  ui_test_wait (has_names, self);
}

static void
open_desk_in (Fixture *self,
              int      width)
{
  self->desk = fair_desk_new (self->booth);
  self->window = GTK_WINDOW (adw_window_new ());
  gtk_window_set_default_size (self->window, width, 700);
  adw_window_set_content (ADW_WINDOW (self->window), self->desk);
  gtk_window_present (self->window);
}

static void
open_desk (Fixture *self)
{
  open_desk_in (self, 1200);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = ui_test_make_data_folder ();
  self->booth = fair_booth_new (NULL);
  g_settings_reset (fair_booth_get_settings (self->booth), "desk-sort");
  g_settings_reset (fair_booth_get_settings (self->booth), "desk-columns");
  fair_booth_load (self->booth);
  ui_test_wait (has_all, self->booth);
  add (self, "sample-spring", "{\"given_name\":\"Ann\",\"family_name\":\"Zimmer\",\"graduation_year\":2028,\"degree\":\"MD\"}");
  add (self, "sample-spring", "{\"given_name\":\"Bo\",\"family_name\":\"Yang\",\"graduation_year\":2027,\"email\":\"bo@gmial.com\"}");
  add (self, "sample-autumn", "{\"given_name\":\"Cy\",\"family_name\":\"Abel\",\"graduation_year\":2029,\"question\":\"Rowing?\"}");
  open_desk (self);
  expect (self, "Cy Bo Ann");
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
  test_folder_free (self->folder);
}

static GtkColumnViewColumn *
find_column (Fixture    *self,
             const char *id)
{
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (get_view (self)));

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_str_equal (gtk_column_view_column_get_id (column), id))
        return column;
    }
  g_assert_not_reached ();
}

static void
type (Fixture    *self,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (ui_test_find (self->desk, GTK_TYPE_SEARCH_ENTRY, 0)), text);
}

/* As a press on the header does: names from the first, numbers from the greatest; and the next desk begins with it. */
static void
test_sort (Fixture       *self,
           gconstpointer  data)
{
  gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (get_view (self)), find_column (self, "name"), GTK_SORT_ASCENDING);
  expect (self, "Cy Bo Ann");
  gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (get_view (self)), find_column (self, "year"), GTK_SORT_ASCENDING);
  expect (self, "Cy Ann Bo");
  gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (get_view (self)), find_column (self, "year"), GTK_SORT_ASCENDING);
  expect (self, "Bo Ann Cy");
  gtk_window_destroy (self->window);
  open_desk (self);
  expect (self, "Bo Ann Cy");
}

/* Who is selected stays so wherever they go, and comes back with them. */
static void
test_selection (Fixture       *self,
                gconstpointer  data)
{
  gtk_selection_model_select_item (get_model (self), 0, TRUE);
  expect (self, "*Cy Bo Ann");
  gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (get_view (self)), find_column (self, "time"), GTK_SORT_ASCENDING);
  expect (self, "Ann Bo *Cy");
  type (self, "zimmer");
  expect (self, "Ann");
  type (self, "");
  expect (self, "Ann Bo *Cy");
  gtk_selection_model_select_all (get_model (self));
  expect (self, "*Ann *Bo *Cy");
  gtk_selection_model_unselect_item (get_model (self), 1);
  expect (self, "*Ann Bo *Cy");
  type (self, "bo");
  expect (self, "Bo");
  type (self, "");
  expect (self, "Ann Bo Cy");
}

static const char *
get_state (Fixture *self)
{
  GtkWidget *stack = gtk_widget_get_ancestor (gtk_widget_get_parent (get_view (self)), GTK_TYPE_STACK);

  return gtk_stack_get_visible_child_name (GTK_STACK (stack));
}

static gboolean
finds_nobody (gpointer self)
{
  return g_str_equal (get_state (self), "nothing");
}

static void
test_search (Fixture       *self,
             gconstpointer  data)
{
  GtkWidget *search = ui_test_find (self->desk, GTK_TYPE_SEARCH_ENTRY, 0);

  g_assert_cmpuint (gtk_search_entry_get_search_delay (GTK_SEARCH_ENTRY (search)), ==, 0); /* each letter is answered at once */
  type (self, "rowing");
  expect (self, "Cy");
  type (self, "rowing nobody");
  ui_test_wait (finds_nobody, self);
  type (self, "2027 YÁNG");
  expect (self, "Bo");
  g_assert_cmpstr (get_state (self), ==, "people");
}

/* From the search into the list: the first is selected and has the focus. */
static void
test_focus (Fixture       *self,
            gconstpointer  data)
{
  ui_test_wait_active (self->window);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (self->window), ui_test_find (self->desk, GTK_TYPE_SEARCH_ENTRY, 0)));
  gtk_widget_activate_action_variant (self->desk, "desk.list", NULL);
  expect (self, "*Cy Bo Ann");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (self->window), get_view (self)));
}

/* Typed, and on at once: the first of those found is selected, and not of those who were listed before. */
static void
test_typed_ahead (Fixture       *self,
                  gconstpointer  data)
{
  ui_test_wait_active (self->window);
  type (self, "zimmer");
  gtk_widget_activate_action_variant (self->desk, "desk.list", NULL);
  expect (self, "*Ann");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (self->window), get_view (self)));
}

static gboolean
has_focus_in_list (gpointer self)
{
  GtkWidget *focus = gtk_window_get_focus (((Fixture *) self)->window);

  return focus != NULL && gtk_widget_is_ancestor (focus, get_view (self));
}

/* When what had the focus is gone, the list has it: keys are never nobody's. */
static void
test_lost_focus (Fixture       *self,
                 gconstpointer  data)
{
  ui_test_wait_active (self->window);
  gtk_window_set_focus (self->window, NULL);
  ui_test_wait (has_focus_in_list, self);
}

/* Whoever signs up meanwhile is there, and whoever was selected still is. */
static void
test_live (Fixture       *self,
           gconstpointer  data)
{
  gtk_selection_model_select_item (get_model (self), 1, TRUE);
  add (self, "sample-autumn", "{\"given_name\":\"Di\"}");
  expect (self, "Di Cy *Bo Ann");
}

static gboolean
is_starred (gpointer data)
{
  Fixture *self = data;
  g_autoptr (FairPeopleRow) row = g_list_model_get_item (G_LIST_MODEL (get_model (self)), 0);
  const FairVersion *version = fair_person_item_get_version (fair_people_row_get_item (row));

  return version != NULL && yyjson_get_bool (yyjson_obj_get (version->staff, "star"));
}

static gboolean
is_not_starred (gpointer self)
{
  g_autoptr (FairPeopleRow) row = g_list_model_get_item (G_LIST_MODEL (get_model (self)), 0);

  return fair_person_item_get_version (fair_people_row_get_item (row)) != NULL && !is_starred (self);
}

static gboolean
can_undo (gpointer self)
{
  return ui_test_count (((Fixture *) self)->desk, ADW_TYPE_TOAST_OVERLAY) > 0 && ui_test_count_announced ("Starred 1 person") > 0;
}

static void
test_undo (Fixture       *self,
           gconstpointer  data)
{
  gtk_selection_model_select_item (get_model (self), 0, TRUE);
  gtk_widget_activate_action_variant (self->desk, "desk.star", NULL);
  ui_test_wait (is_starred, self);
  ui_test_wait (can_undo, self);
  gtk_widget_activate_action_variant (self->desk, "desk.undo", NULL);
  ui_test_wait (is_not_starred, self);
}

static gboolean
has_fairs (gpointer self)
{
  FairFilterChip *chip = FAIR_FILTER_CHIP (ui_test_find (((Fixture *) self)->desk, FAIR_TYPE_FILTER_CHIP, 0));

  return fair_filter_chip_get_n_values (chip) == 2;
}

static void
test_filters (Fixture       *self,
              gconstpointer  data)
{
  GtkWidget *filters = ui_test_find (self->desk, FAIR_TYPE_PEOPLE_FILTERS, 0);

  ui_test_wait (has_fairs, self);
  fair_filter_chip_set_value (FAIR_FILTER_CHIP (ui_test_find (self->desk, FAIR_TYPE_FILTER_CHIP, 0)), "sample-spring");
  expect (self, "Bo Ann");
  fair_people_filters_clear (FAIR_PEOPLE_FILTERS (filters));
  expect (self, "Cy Bo Ann");
}

static gboolean
has_names_and_marks (gpointer self)
{
  return gtk_widget_get_width (get_view (self)) > 0 && gtk_column_view_column_get_visible (find_column (self, "marks")) && !gtk_column_view_column_get_visible (find_column (self, "school"));
}

/* What is chosen is remembered; with little room there are names and marks alone, and that is not. */
static void
test_columns (Fixture       *self,
              gconstpointer  data)
{
  g_assert_true (gtk_widget_activate_action_variant (self->desk, "columns.degree", NULL)); /* where the menu is */
  g_assert_false (gtk_column_view_column_get_visible (find_column (self, "degree")));
  gtk_window_destroy (self->window);
  open_desk_in (self, 360);
  ui_test_wait (has_names_and_marks, self);
  gtk_window_destroy (self->window);
  open_desk (self);
  expect (self, "Cy Bo Ann");
  g_assert_false (gtk_column_view_column_get_visible (find_column (self, "degree")));
  g_assert_true (gtk_column_view_column_get_visible (find_column (self, "year")));
}

static gboolean
is_shown (Fixture    *self,
          const char *column)
{
  return gtk_widget_get_width (get_view (self)) > 0 && gtk_column_view_column_get_visible (find_column (self, column));
}

static gboolean
has_no_interests (gpointer self)
{
  return is_shown (self, "year") && !is_shown (self, "interests");
}

static gboolean
has_fair (gpointer self)
{
  return is_shown (self, "fair") && !is_shown (self, "year");
}

static gboolean
has_fair_and_interests (gpointer self)
{
  return is_shown (self, "interests") && is_shown (self, "fair");
}

/* Where there is no room for all of them those that count least give way, marks come right after the names, and what somebody has just
 * chosen is to be seen. */
static void
test_columns_give_way (Fixture       *self,
                       gconstpointer  data)
{
  GtkWidget *table;

  gtk_window_destroy (self->window);
  open_desk_in (self, 700);
  table = ui_test_find (self->desk, FAIR_TYPE_PEOPLE_TABLE, 0);
  ui_test_wait (has_no_interests, self);
  g_assert_true (gtk_column_view_column_get_visible (find_column (self, "marks")));
  g_assert_false (gtk_column_view_column_get_visible (find_column (self, "fair")));
  g_assert_true (gtk_widget_activate_action_variant (table, "columns.fair", NULL));
  g_assert_true (gtk_widget_activate_action_variant (table, "columns.fair", NULL));
  ui_test_wait (has_fair, self);
  gtk_window_destroy (self->window);
  open_desk_in (self, 1600);
  ui_test_wait (has_fair_and_interests, self);
}

static gboolean
is_reviewed (gpointer model)
{
  return fair_desk_model_get_review (model) != NULL;
}

/* Whoever waits for the list does not wait for the review too: it begins, and holds the model, when everybody is listed. */
static void
test_list_first (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr (FairDeskModel) model = fair_desk_model_new (self->booth);
  FairPeopleList *people = fair_desk_model_get_people (model);

  g_assert_true (fair_people_list_get_loading (people));
  g_assert_cmpuint (G_OBJECT (model)->ref_count, ==, 1);
  ui_test_wait (is_reviewed, model);
  g_assert_false (fair_people_list_get_loading (people));
  g_assert_cmpuint (fair_desk_model_get_review (model)->n_people, ==, 3);
}

#define MANY 60
#define MOST_ROWS_AT_ONCE 28

static void
note_most_added (GListModel *model,
                 guint       position,
                 guint       n_removed,
                 guint       n_added,
                 guint      *most)
{
  *most = MAX (*most, n_added);
}

static gboolean
has_many (gpointer model)
{
  return g_list_model_get_n_items (model) == 3 + MANY;
}

static void
add_many (Fixture *self)
{
  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"given_name\":\"%u\",\"family_name\":\"M%02u\",\"graduation_year\":%u}", i, i, 2100 - i);

      add (self, "sample-spring", json);
    }
  ui_test_wait (has_many, get_model (self));
}

/* So that no turn of the main loop makes more rows than are to be seen, a view hears of many people bit by bit; of whom is selected
 * as soon as it is to show them, wherever they are. */
static void
test_bit_by_bit (Fixture       *self,
                 gconstpointer  data)
{
  guint most = 0;

  add_many (self);
  gtk_selection_model_select_item (get_model (self), 1, TRUE);
  g_signal_connect (get_model (self), "items-changed", G_CALLBACK (note_most_added), &most);
  type (self, "nobody at all");
  ui_test_wait (finds_nobody, self);
  type (self, "");
  ui_test_wait (has_many, get_model (self));
  g_assert_cmpuint (most, ==, MOST_ROWS_AT_ONCE);
  gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (get_view (self)), find_column (self, "year"), GTK_SORT_ASCENDING);
  gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (get_view (self)), find_column (self, "year"), GTK_SORT_ASCENDING);
  ui_test_wait (has_many, get_model (self));
  g_signal_handlers_disconnect_by_func (get_model (self), note_most_added, &most);
}

static gboolean
has_first_few (gpointer model)
{
  return g_list_model_get_n_items (model) == MOST_ROWS_AT_ONCE;
}

/* All are all who are listed, as soon as the first of them are shown. */
static void
test_all_before_told (Fixture       *self,
                      gconstpointer  data)
{
  FairDeskModel *model = fair_desk_get_model (FAIR_DESK (self->desk));
  g_auto (GStrv) ids = NULL;

  add_many (self);
  type (self, "nobody at all");
  ui_test_wait (finds_nobody, self);
  type (self, "");
  ui_test_wait (has_first_few, get_model (self));
  gtk_selection_model_select_all (get_model (self));
  ids = fair_people_selection_dup_ids (fair_desk_model_get_selection (model));
  g_assert_cmpuint (g_strv_length (ids), ==, 3 + MANY);
}

/* Returns the cell in which a name is to be seen, or NULL. */
static FairPersonCell *
find_name (Fixture    *self,
           const char *name)
{
  GtkWidget *cell;

  for (guint i = 0; (cell = ui_test_find (get_view (self), FAIR_TYPE_PERSON_CELL, i)) != NULL; i++)
    if (gtk_widget_get_mapped (cell) && g_strcmp0 (fair_person_cell_get_text (FAIR_PERSON_CELL (cell)), name) == 0)
      return FAIR_PERSON_CELL (cell);
  return NULL;
}

static gboolean
shows_name (gpointer data)
{
  Fixture *self = data;

  return find_name (self, self->names) != NULL;
}

/* Whoever is found stands in the row of somebody who is not: a view that made a new one for each would be too slow. */
static void
test_rows_used_again (Fixture       *self,
                      gconstpointer  data)
{
  FairFilterChip *fair = FAIR_FILTER_CHIP (ui_test_find (self->desk, FAIR_TYPE_FILTER_CHIP, 0));
  FairPersonCell *cell;

  ui_test_wait (has_fairs, self);
  fair_filter_chip_set_value (fair, "sample-autumn");
  expect (self, "Cy");
  self->names = "Cy Abel";
  ui_test_wait (shows_name, self);
  cell = find_name (self, "Cy Abel");
  fair_filter_chip_set_value (fair, "sample-spring");
  self->names = "Bo Yang";
  ui_test_wait (shows_name, self);
  g_assert_true (find_name (self, "Bo Yang") == cell);
  self->names = "Ann Zimmer";
  ui_test_wait (shows_name, self);
  g_assert_null (find_name (self, "Cy Abel"));
}

static gboolean
has_two_people (gpointer model)
{
  const FairReview *review = fair_desk_model_get_review (model);

  return review != NULL && review->n_people == 2;
}

/* The journal is written anew while somebody is shown: the table is another one then, and their row stays theirs. */
static void
test_rows_kept (Fixture       *self,
                gconstpointer  data)
{
  FairFilterChip *fair = FAIR_FILTER_CHIP (ui_test_find (self->desk, FAIR_TYPE_FILTER_CHIP, 0));
  FairPeopleList *people = fair_desk_model_get_people (fair_desk_get_model (FAIR_DESK (self->desk)));
  g_autofree char *bo = g_strdup (fair_people_list_get_id (people, 1));
  g_autoptr (GError) error = NULL;

  ui_test_wait (has_fairs, self);
  fair_filter_chip_set_value (fair, "sample-autumn");
  expect (self, "Cy");
  g_assert_true (fair_store_erase (fair_booth_get_store (self->booth), bo, NULL, &error));
  ui_test_wait (has_two_people, fair_desk_get_model (FAIR_DESK (self->desk)));
  fair_filter_chip_set_value (fair, NULL);
  self->names = "Ann Zimmer";
  ui_test_wait (shows_name, self);
  self->names = "Cy Abel";
  ui_test_wait (shows_name, self);
}

#define VERY_MANY 300 /* more than a view has rows for */

static gboolean
has_very_many (gpointer model)
{
  return g_list_model_get_n_items (model) == 3 + VERY_MANY;
}

static void
collect_very_many (Fixture *self)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *path = NULL;
  g_autoptr (FairCollectResult) result = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < VERY_MANY; i++)
    {
      g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-%012u", i), *hlc = g_strdup_printf ("1600000000%03u-0-hall", i);
      g_autofree char *name = g_strdup_printf ("N%03u", i), *line = test_put_line (id, 1, hlc, name);

      g_string_append (lines, line);
    }
  path = test_folder_write (self->folder, "many/hall.jsonl", lines->str);
  result = fair_collect (fair_booth_get_store (self->booth), (const char *const[]) { path, NULL }, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  ui_test_wait (has_very_many, get_model (self));
}

/* Whether the row with the focus is that of whom is awaited. */
static gboolean
is_at_name (gpointer data)
{
  Fixture *self = data;
  GtkWidget *focus = gtk_window_get_focus (self->window);
  FairPersonCell *cell = find_name (self, self->names);

  return focus != NULL && cell != NULL && gtk_widget_is_ancestor (GTK_WIDGET (cell), focus);
}

static gboolean
is_last (gpointer data)
{
  FairPeopleList *people = fair_desk_model_get_people (fair_desk_get_model (FAIR_DESK (((Fixture *) data)->desk)));
  g_autofree char *id = fair_people_selection_dup_only_id (FAIR_PEOPLE_SELECTION (get_model (data)));
  guint position;

  return id != NULL && fair_people_list_find (people, id, &position) && position == 3 + VERY_MANY - 1;
}

/* Whoever goes through the list with the arrows goes on from the same person in another order, however far that is. */
static void
test_focus_goes_along (Fixture       *self,
                       gconstpointer  data)
{
  ui_test_wait_active (self->window);
  collect_very_many (self);
  gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (get_view (self)), find_column (self, "name"), GTK_SORT_ASCENDING);
  gtk_widget_activate_action_variant (self->desk, "desk.list", NULL);
  self->names = "Cy Abel";
  ui_test_wait (is_at_name, self);
  gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (get_view (self)), find_column (self, "name"), GTK_SORT_DESCENDING);
  ui_test_wait (is_last, self);
  ui_test_wait (is_at_name, self);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_choose_data_folder ();
  ui_test_init (&argc, &argv);

  g_test_add ("/desk-people/sort", Fixture, NULL, set_up, test_sort, tear_down);
  g_test_add ("/desk-people/selection", Fixture, NULL, set_up, test_selection, tear_down);
  g_test_add ("/desk-people/search", Fixture, NULL, set_up, test_search, tear_down);
  g_test_add ("/desk-people/focus", Fixture, NULL, set_up, test_focus, tear_down);
  g_test_add ("/desk-people/typed-ahead", Fixture, NULL, set_up, test_typed_ahead, tear_down);
  g_test_add ("/desk-people/lost-focus", Fixture, NULL, set_up, test_lost_focus, tear_down);
  g_test_add ("/desk-people/live", Fixture, NULL, set_up, test_live, tear_down);
  g_test_add ("/desk-people/undo", Fixture, NULL, set_up, test_undo, tear_down);
  g_test_add ("/desk-people/filters", Fixture, NULL, set_up, test_filters, tear_down);
  g_test_add ("/desk-people/columns", Fixture, NULL, set_up, test_columns, tear_down);
  g_test_add ("/desk-people/columns-give-way", Fixture, NULL, set_up, test_columns_give_way, tear_down);
  g_test_add ("/desk-people/bit-by-bit", Fixture, NULL, set_up, test_bit_by_bit, tear_down);
  g_test_add ("/desk-people/all-before-told", Fixture, NULL, set_up, test_all_before_told, tear_down);
  g_test_add ("/desk-people/rows-used-again", Fixture, NULL, set_up, test_rows_used_again, tear_down);
  g_test_add ("/desk-people/rows-kept", Fixture, NULL, set_up, test_rows_kept, tear_down);
  g_test_add ("/desk-people/focus-goes-along", Fixture, NULL, set_up, test_focus_goes_along, tear_down);
  g_test_add ("/desk-people/list-first", Fixture, NULL, set_up, test_list_first, tear_down);

  return g_test_run ();
}
