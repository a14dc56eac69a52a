/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The coordinator's desk with people on it: found, sorted, selected by who they are, changed, and taken back; alive all the time. */
#include "config.h"

#include "desk/fair-filter-chip.h"
#include "desk/fair-people-filters.h"
#include "desk/fair-people-row.h"
#include "desk/fair-people-table.h"
#include "desk/fair-person-pane.h"
#include "people-test.h"

/* As a press on the header does: names from the first, numbers from the greatest; and the next desk begins with it. */
static void
test_sort (PeopleTest       *self,
           gconstpointer  data)
{
  people_test_sort (self, "name", GTK_SORT_ASCENDING);
  people_test_expect (self, "Cy Bo Ann");
  people_test_sort (self, "year", GTK_SORT_ASCENDING);
  people_test_expect (self, "Cy Ann Bo");
  people_test_sort (self, "year", GTK_SORT_ASCENDING);
  people_test_expect (self, "Bo Ann Cy");
  gtk_window_destroy (self->window);
  people_test_open_desk (self);
  people_test_expect (self, "Bo Ann Cy");
}

static const char *
get_shown (gpointer self)
{
  GtkWidget *pane = ui_test_find (((PeopleTest *) self)->desk, FAIR_TYPE_PERSON_PANE, 0);

  return gtk_stack_get_visible_child_name (GTK_STACK (ui_test_find (pane, GTK_TYPE_STACK, 0)));
}

static gboolean
shows_one (gpointer self)
{
  return g_str_equal (get_shown (self), "person");
}

/* Who is selected stays so wherever they go, and comes back with them. */
static void
test_selection (PeopleTest       *self,
                gconstpointer  data)
{
  gtk_selection_model_select_item (people_test_get_model (self), 0, TRUE);
  people_test_expect (self, "*Cy Bo Ann");
  ui_test_wait (shows_one, self);
  people_test_sort (self, "time", GTK_SORT_ASCENDING);
  people_test_expect (self, "Ann Bo *Cy");
  people_test_type (self, "zimmer");
  people_test_expect (self, "Ann");
  people_test_type (self, "");
  people_test_expect (self, "Ann Bo *Cy");
  gtk_selection_model_select_all (people_test_get_model (self));
  people_test_expect (self, "*Ann *Bo *Cy");
  g_assert_cmpstr (get_shown (self), ==, "several");
  gtk_selection_model_unselect_item (people_test_get_model (self), 1);
  people_test_expect (self, "*Ann Bo *Cy");
  people_test_type (self, "bo");
  people_test_expect (self, "Bo");
  people_test_type (self, "");
  people_test_expect (self, "Ann Bo Cy");
  g_assert_cmpstr (get_shown (self), ==, "nobody");
}

static gboolean
is_open (gpointer popover)
{
  return gtk_widget_get_mapped (popover);
}

static GtkMenuButton *
find_menu_button (PeopleTest *self)
{
  GtkWidget *button;

  for (guint i = 0; (button = ui_test_find (self->desk, GTK_TYPE_MENU_BUTTON, i)) != NULL; i++)
    if (gtk_menu_button_get_primary (GTK_MENU_BUTTON (button)))
      return GTK_MENU_BUTTON (button);
  g_assert_not_reached ();
}

/* The menu is made when it is opened, once, and has a submenu of the columns at its end. */
static void
test_menu (PeopleTest       *self,
           gconstpointer  data)
{
  GtkMenuButton *button = find_menu_button (self);
  GMenuModel *menu;
  g_autoptr (GMenuModel) section = NULL, columns = NULL;

  ui_test_wait_active (self->window);
  gtk_menu_button_popup (button);
  ui_test_wait (is_open, gtk_menu_button_get_popover (button));
  menu = gtk_menu_button_get_menu_model (button);
  section = g_menu_model_get_item_link (menu, g_menu_model_get_n_items (menu) - 1, G_MENU_LINK_SECTION);
  columns = g_menu_model_get_item_link (section, g_menu_model_get_n_items (section) - 1, G_MENU_LINK_SUBMENU);
  g_assert_cmpint (g_menu_model_get_n_items (columns), >, 5);
  gtk_menu_button_popdown (button);
  gtk_menu_button_popup (button);
  ui_test_wait (is_open, gtk_menu_button_get_popover (button));
  g_assert_true (gtk_menu_button_get_menu_model (button) == menu);
}

/* All may be one person, who is shown then. */
static void
test_all_are_one (PeopleTest       *self,
                  gconstpointer  data)
{
  people_test_type (self, "zimmer");
  people_test_expect (self, "Ann");
  gtk_selection_model_select_all (people_test_get_model (self));
  people_test_expect (self, "*Ann");
  ui_test_wait (shows_one, self);
  people_test_add (self, "sample-spring", "{\"given_name\":\"Di\",\"family_name\":\"Zimmer\"}");
  people_test_expect (self, "*Di *Ann");
  g_assert_cmpstr (get_shown (self), ==, "several");
}

static void
test_search (PeopleTest       *self,
             gconstpointer  data)
{
  GtkWidget *search = ui_test_find (self->desk, GTK_TYPE_SEARCH_ENTRY, 0);

  g_assert_cmpuint (gtk_search_entry_get_search_delay (GTK_SEARCH_ENTRY (search)), ==, 0); /* each letter is answered at once */
  people_test_type (self, "rowing");
  people_test_expect (self, "Cy");
  people_test_type (self, "rowing nobody");
  ui_test_wait (people_test_finds_nobody, self);
  people_test_type (self, "2027 YÁNG");
  people_test_expect (self, "Bo");
  g_assert_cmpstr (people_test_get_state (self), ==, "people");
}

/* From the search into the list: the first is selected and has the focus. */
static void
test_focus (PeopleTest       *self,
            gconstpointer  data)
{
  ui_test_wait_active (self->window);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (self->window), ui_test_find (self->desk, GTK_TYPE_SEARCH_ENTRY, 0)));
  gtk_widget_activate_action_variant (self->desk, "desk.list", NULL);
  people_test_expect (self, "*Cy Bo Ann");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (self->window), people_test_get_view (self)));
}

/* Typed, and on at once: the first of those found is selected, and not of those who were listed before. */
static void
test_typed_ahead (PeopleTest       *self,
                  gconstpointer  data)
{
  ui_test_wait_active (self->window);
  people_test_type (self, "zimmer");
  gtk_widget_activate_action_variant (self->desk, "desk.list", NULL);
  people_test_expect (self, "*Ann");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (self->window), people_test_get_view (self)));
}

static gboolean
has_focus_in_list (gpointer self)
{
  GtkWidget *focus = gtk_window_get_focus (((PeopleTest *) self)->window);

  return focus != NULL && gtk_widget_is_ancestor (focus, people_test_get_view (self));
}

/* When what had the focus is gone, the list has it: keys are never nobody's. */
static void
test_lost_focus (PeopleTest       *self,
                 gconstpointer  data)
{
  ui_test_wait_active (self->window);
  gtk_window_set_focus (self->window, NULL);
  ui_test_wait (has_focus_in_list, self);
}

/* Whoever signs up meanwhile is there, and whoever was selected still is. */
static void
test_live (PeopleTest       *self,
           gconstpointer  data)
{
  gtk_selection_model_select_item (people_test_get_model (self), 1, TRUE);
  people_test_add (self, "sample-autumn", "{\"given_name\":\"Di\"}");
  people_test_expect (self, "Di Cy *Bo Ann");
}

static gboolean
is_starred (gpointer data)
{
  PeopleTest *self = data;
  g_autoptr (FairPeopleRow) row = g_list_model_get_item (G_LIST_MODEL (people_test_get_model (self)), 0);
  const FairVersion *version = fair_person_item_get_version (fair_people_row_get_item (row));

  return version != NULL && yyjson_get_bool (yyjson_obj_get (version->staff, "star"));
}

static gboolean
is_not_starred (gpointer self)
{
  g_autoptr (FairPeopleRow) row = g_list_model_get_item (G_LIST_MODEL (people_test_get_model (self)), 0);

  return fair_person_item_get_version (fair_people_row_get_item (row)) != NULL && !is_starred (self);
}

static gboolean
can_undo (gpointer self)
{
  return ui_test_count (((PeopleTest *) self)->desk, ADW_TYPE_TOAST_OVERLAY) > 0 && ui_test_count_announced ("Starred 1 person") > 0;
}

static void
test_undo (PeopleTest       *self,
           gconstpointer  data)
{
  gtk_selection_model_select_item (people_test_get_model (self), 0, TRUE);
  gtk_widget_activate_action_variant (self->desk, "desk.star", NULL);
  ui_test_wait (is_starred, self);
  ui_test_wait (can_undo, self);
  gtk_widget_activate_action_variant (self->desk, "desk.undo", NULL);
  ui_test_wait (is_not_starred, self);
}

static void
test_filters (PeopleTest       *self,
              gconstpointer  data)
{
  GtkWidget *filters = ui_test_find (self->desk, FAIR_TYPE_PEOPLE_FILTERS, 0);

  ui_test_wait (people_test_has_fairs, self);
  fair_filter_chip_set_value (FAIR_FILTER_CHIP (ui_test_find (self->desk, FAIR_TYPE_FILTER_CHIP, 0)), "sample-spring");
  people_test_expect (self, "Bo Ann");
  fair_people_filters_clear (FAIR_PEOPLE_FILTERS (filters));
  people_test_expect (self, "Cy Bo Ann");
}

static gboolean
has_names_and_marks (gpointer self)
{
  return gtk_widget_get_width (people_test_get_view (self)) > 0 && gtk_column_view_column_get_visible (people_test_find_column (self, "marks")) && !gtk_column_view_column_get_visible (people_test_find_column (self, "school"));
}

/* What is chosen is remembered; with little room there are names and marks alone, and that is not. */
static void
test_columns (PeopleTest       *self,
              gconstpointer  data)
{
  g_assert_true (gtk_widget_activate_action_variant (self->desk, "columns.degree", NULL)); /* where the menu is */
  g_assert_false (gtk_column_view_column_get_visible (people_test_find_column (self, "degree")));
  gtk_window_destroy (self->window);
  people_test_open_desk_in (self, 360);
  ui_test_wait (has_names_and_marks, self);
  gtk_window_destroy (self->window);
  people_test_open_desk (self);
  people_test_expect (self, "Cy Bo Ann");
  g_assert_false (gtk_column_view_column_get_visible (people_test_find_column (self, "degree")));
  g_assert_true (gtk_column_view_column_get_visible (people_test_find_column (self, "year")));
}

static gboolean
is_shown (PeopleTest    *self,
          const char *column)
{
  return gtk_widget_get_width (people_test_get_view (self)) > 0 &&
         gtk_column_view_column_get_visible (people_test_find_column (self, column));
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
test_columns_give_way (PeopleTest       *self,
                       gconstpointer  data)
{
  GtkWidget *table;

  gtk_window_destroy (self->window);
  people_test_open_desk_in (self, 700);
  table = ui_test_find (self->desk, FAIR_TYPE_PEOPLE_TABLE, 0);
  ui_test_wait (has_no_interests, self);
  g_assert_true (gtk_column_view_column_get_visible (people_test_find_column (self, "marks")));
  g_assert_false (gtk_column_view_column_get_visible (people_test_find_column (self, "fair")));
  g_assert_true (gtk_widget_activate_action_variant (table, "columns.fair", NULL));
  g_assert_true (gtk_widget_activate_action_variant (table, "columns.fair", NULL));
  ui_test_wait (has_fair, self);
  gtk_window_destroy (self->window);
  people_test_open_desk_in (self, 1600);
  ui_test_wait (has_fair_and_interests, self);
}

static gboolean
is_reviewed (gpointer model)
{
  return fair_desk_model_get_review (model) != NULL;
}

/* Whoever waits for the list does not wait for the review too: it begins, and holds the model, when everybody is listed. */
static void
test_list_first (PeopleTest       *self,
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

int
main (int   argc,
      char *argv[])
{
  ui_test_choose_data_folder ();
  ui_test_init (&argc, &argv);

  g_test_add ("/desk-people/sort", PeopleTest, NULL, people_test_set_up, test_sort, people_test_tear_down);
  g_test_add ("/desk-people/selection", PeopleTest, NULL, people_test_set_up, test_selection, people_test_tear_down);
  g_test_add ("/desk-people/menu", PeopleTest, NULL, people_test_set_up, test_menu, people_test_tear_down);
  g_test_add ("/desk-people/all-are-one", PeopleTest, NULL, people_test_set_up, test_all_are_one, people_test_tear_down);
  g_test_add ("/desk-people/search", PeopleTest, NULL, people_test_set_up, test_search, people_test_tear_down);
  g_test_add ("/desk-people/focus", PeopleTest, NULL, people_test_set_up, test_focus, people_test_tear_down);
  g_test_add ("/desk-people/typed-ahead", PeopleTest, NULL, people_test_set_up, test_typed_ahead, people_test_tear_down);
  g_test_add ("/desk-people/lost-focus", PeopleTest, NULL, people_test_set_up, test_lost_focus, people_test_tear_down);
  g_test_add ("/desk-people/live", PeopleTest, NULL, people_test_set_up, test_live, people_test_tear_down);
  g_test_add ("/desk-people/undo", PeopleTest, NULL, people_test_set_up, test_undo, people_test_tear_down);
  g_test_add ("/desk-people/filters", PeopleTest, NULL, people_test_set_up, test_filters, people_test_tear_down);
  g_test_add ("/desk-people/columns", PeopleTest, NULL, people_test_set_up, test_columns, people_test_tear_down);
  g_test_add ("/desk-people/columns-give-way", PeopleTest, NULL, people_test_set_up, test_columns_give_way, people_test_tear_down);
  g_test_add ("/desk-people/list-first", PeopleTest, NULL, people_test_set_up, test_list_first, people_test_tear_down);

  return g_test_run ();
}
