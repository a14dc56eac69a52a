/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the table of people: few at a time, used again for others, and never somebody else's than who is there. */
#include "config.h"

#include "collect/fair-collect.h"
#include "desk/fair-filter-chip.h"
#include "desk/fair-people-columns.h"
#include "desk/fair-person-cell.h"
#include "people-test.h"
#include "store/change/fair-erase.h"

#include <string.h>

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
add_many (PeopleTest *self)
{
  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"given_name\":\"%u\",\"family_name\":\"M%02u\",\"graduation_year\":%u}", i, i, 2100 - i);

      people_test_add (self, "sample-spring", json);
    }
  ui_test_wait (has_many, people_test_get_model (self));
}

/* So that no turn of the main loop makes more rows than are to be seen, a view hears of many people bit by bit; of whom is selected
 * as soon as it is to show them, wherever they are. */
static void
test_bit_by_bit (PeopleTest       *self,
                 gconstpointer  data)
{
  guint most = 0;

  add_many (self);
  gtk_selection_model_select_item (people_test_get_model (self), 1, TRUE);
  g_signal_connect (people_test_get_model (self), "items-changed", G_CALLBACK (note_most_added), &most);
  people_test_type (self, "nobody at all");
  ui_test_wait (people_test_finds_nobody, self);
  people_test_type (self, "");
  ui_test_wait (has_many, people_test_get_model (self));
  g_assert_cmpuint (most, ==, MOST_ROWS_AT_ONCE);
  people_test_sort (self, "year", GTK_SORT_ASCENDING);
  people_test_sort (self, "year", GTK_SORT_ASCENDING);
  ui_test_wait (has_many, people_test_get_model (self));
  g_signal_handlers_disconnect_by_func (people_test_get_model (self), note_most_added, &most);
}

static gboolean
has_first_few (gpointer model)
{
  return g_list_model_get_n_items (model) == MOST_ROWS_AT_ONCE;
}

/* All are all who are listed, as soon as the first of them are shown. */
static void
test_all_before_told (PeopleTest       *self,
                      gconstpointer  data)
{
  FairDeskModel *model = fair_desk_get_model (FAIR_DESK (self->desk));
  g_auto (GStrv) ids = NULL;

  add_many (self);
  people_test_type (self, "nobody at all");
  ui_test_wait (people_test_finds_nobody, self);
  people_test_type (self, "");
  ui_test_wait (has_first_few, people_test_get_model (self));
  gtk_selection_model_select_all (people_test_get_model (self));
  ids = fair_people_selection_dup_ids (fair_desk_model_get_selection (model));
  g_assert_cmpuint (g_strv_length (ids), ==, 3 + MANY);
}

/* Returns the cell in which a name is to be seen, or NULL. */
static FairPersonCell *
find_name (PeopleTest    *self,
           const char *name)
{
  GtkWidget *cell;

  for (guint i = 0; (cell = ui_test_find (people_test_get_view (self), FAIR_TYPE_PERSON_CELL, i)) != NULL; i++)
    if (gtk_widget_get_mapped (cell) && g_strcmp0 (fair_person_cell_get_text (FAIR_PERSON_CELL (cell)), name) == 0)
      return FAIR_PERSON_CELL (cell);
  return NULL;
}

static gboolean
shows_name (gpointer data)
{
  PeopleTest *self = data;

  return find_name (self, self->names) != NULL;
}

/* Whoever is found stands in the row of somebody who is not: a view that made a new one for each would be too slow. */
static void
test_rows_used_again (PeopleTest       *self,
                      gconstpointer  data)
{
  FairFilterChip *fair = FAIR_FILTER_CHIP (ui_test_find (self->desk, FAIR_TYPE_FILTER_CHIP, 0));
  FairPersonCell *cell;

  ui_test_wait (people_test_has_fairs, self);
  fair_filter_chip_set_value (fair, "sample-autumn");
  people_test_expect (self, "Cy");
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
test_rows_kept (PeopleTest       *self,
                gconstpointer  data)
{
  FairFilterChip *fair = FAIR_FILTER_CHIP (ui_test_find (self->desk, FAIR_TYPE_FILTER_CHIP, 0));
  FairPeopleList *people = fair_desk_model_get_people (fair_desk_get_model (FAIR_DESK (self->desk)));
  g_autofree char *bo = g_strdup (fair_people_list_get_id (people, 1));
  g_autoptr (GError) error = NULL;

  ui_test_wait (people_test_has_fairs, self);
  fair_filter_chip_set_value (fair, "sample-autumn");
  people_test_expect (self, "Cy");
  g_assert_true (fair_store_erase (fair_booth_get_store (self->booth), bo, NULL, &error));
  ui_test_wait (has_two_people, fair_desk_get_model (FAIR_DESK (self->desk)));
  fair_filter_chip_set_value (fair, NULL);
  self->names = "Ann Zimmer";
  ui_test_wait (shows_name, self);
  self->names = "Cy Abel";
  ui_test_wait (shows_name, self);
}

static GtkAdjustment *
get_scrolled (PeopleTest *self)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (people_test_get_view (self)));
}

/* Whether rows have been laid out, so many that they are more than there is room for. */
static gboolean
is_scrollable (gpointer self)
{
  GtkAdjustment *scrolled = get_scrolled (self);

  return gtk_adjustment_get_upper (scrolled) > gtk_adjustment_get_page_size (scrolled);
}

#define HEADER_HEIGHT 20 /* at least, in pixels */

/* Where the row is that shows somebody, in pixels from the top of the table; -1 while it shows them nowhere. */
static int
get_top (PeopleTest *self)
{
  FairPersonCell *cell = find_name (self, self->names);
  graphene_rect_t bounds;

  return cell != NULL && gtk_widget_compute_bounds (GTK_WIDGET (cell), people_test_get_view (self), &bounds) ? (int) bounds.origin.y : -1;
}

static gboolean
is_in_place (gpointer self)
{
  return get_top (self) > HEADER_HEIGHT;
}

/* Whoever signs up while the list is at its top is seen there, one after the other. */
static void
test_new_seen (PeopleTest       *self,
               gconstpointer  data)
{
  add_many (self);
  ui_test_wait (is_scrollable, self);
  gtk_adjustment_set_value (get_scrolled (self), 700);
  self->names = "30 M30";
  ui_test_wait (is_in_place, self);
  gtk_adjustment_set_value (get_scrolled (self), 0);
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"given_name\":\"%u\",\"family_name\":\"New\"}", i), *name = g_strdup_printf ("%u New", i);

      people_test_add (self, "sample-spring", json);
      self->names = name;
      ui_test_wait (is_in_place, self);
    }
}

static gboolean
is_scrolled_further (gpointer self)
{
  return gtk_adjustment_get_value (get_scrolled (self)) > 705;
}

/* Who is seen stays where they are when somebody signs up while one reads further down. */
static void
test_nothing_jumps (PeopleTest       *self,
                    gconstpointer  data)
{
  int top;

  add_many (self);
  ui_test_wait (is_scrollable, self);
  gtk_adjustment_set_value (get_scrolled (self), 700);
  self->names = "30 M30";
  ui_test_wait (is_in_place, self);
  top = get_top (self);
  people_test_add (self, "sample-spring", "{\"given_name\":\"N\",\"family_name\":\"New\"}");
  ui_test_wait (is_scrolled_further, self);
  g_assert_cmpint (get_top (self), ==, top);
}

#define VERY_MANY 300 /* more than a view has rows for */

static gboolean
has_very_many (gpointer model)
{
  return g_list_model_get_n_items (model) == 3 + VERY_MANY;
}

static void
collect_very_many (PeopleTest *self)
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
  ui_test_wait (has_very_many, people_test_get_model (self));
}

/* Whether the row with the focus is that of whom is awaited. */
static gboolean
is_at_name (gpointer data)
{
  PeopleTest *self = data;
  GtkWidget *focus = gtk_window_get_focus (self->window);
  FairPersonCell *cell = find_name (self, self->names);

  return focus != NULL && cell != NULL && gtk_widget_is_ancestor (GTK_WIDGET (cell), focus);
}

static gboolean
is_last (gpointer data)
{
  FairPeopleList *people = fair_desk_model_get_people (fair_desk_get_model (FAIR_DESK (((PeopleTest *) data)->desk)));
  g_autofree char *id = fair_people_selection_dup_only_id (FAIR_PEOPLE_SELECTION (people_test_get_model (data)));
  guint position;

  return id != NULL && fair_people_list_find (people, id, &position) && position == 3 + VERY_MANY - 1;
}

static void
go_to_first_of_many (PeopleTest *self)
{
  ui_test_wait_active (self->window);
  collect_very_many (self);
  people_test_sort (self, "name", GTK_SORT_ASCENDING);
  gtk_widget_activate_action_variant (self->desk, "desk.list", NULL);
  self->names = "Cy Abel";
  ui_test_wait (is_at_name, self);
}

/* Whoever goes through the list with the arrows goes on from the same person in another order, however far that is. */
static void
test_focus_goes_along (PeopleTest       *self,
                       gconstpointer  data)
{
  go_to_first_of_many (self);
  people_test_sort (self, "name", GTK_SORT_DESCENDING);
  ui_test_wait (is_last, self);
  ui_test_wait (is_at_name, self);
}

/* Whoever types in the list stays at its top, with those who are found there. */
static void
test_focus_stays_on_top (PeopleTest       *self,
                         gconstpointer  data)
{
  go_to_first_of_many (self);
  people_test_type (self, "n29");
  self->names = "N290";
  ui_test_wait (is_at_name, self);
}

/* The items that the list has: the view may have others of those who were there before, and what nobody has is not read. */
static GPtrArray *held;

/* What the rows are to say, in their order; NULL while somebody is still looked for or read. */
static GStrv
list_names (PeopleTest *self)
{
  GListModel *people = G_LIST_MODEL (fair_desk_model_get_people (fair_desk_get_model (FAIR_DESK (self->desk))));
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  if (fair_people_list_get_searching (FAIR_PEOPLE_LIST (people)))
    return NULL;
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      FairPersonItem *item = g_list_model_get_item (people, i);
      const FairVersion *version = fair_person_item_get_version (item);

      g_ptr_array_add (held, item);
      if (version == NULL)
        return NULL;
      g_strv_builder_take (names, fair_people_columns_find ("name")->dup_text (self->booth, version));
    }
  return g_strv_builder_end (names);
}

/* Whether each row that is seen says who stands there in the list. */
static gboolean
says_who_is_listed (gpointer data)
{
  PeopleTest *self = data;
  g_auto (GStrv) names = list_names (self);
  guint n_rows = 0, n_seen = 0;
  GtkWidget *cell;

  if (names == NULL)
    return FALSE;
  for (guint i = 0; (cell = ui_test_find (people_test_get_view (self), FAIR_TYPE_PERSON_CELL, i)) != NULL; i++)
    if (gtk_widget_has_css_class (cell, "desk-name"))
      {
        const char *name = n_rows < g_strv_length (names) ? names[n_rows++] : NULL;

        if (gtk_widget_get_mapped (cell) && g_strcmp0 (fair_person_cell_get_text (FAIR_PERSON_CELL (cell)), name) != 0)
          return FALSE;
        n_seen += gtk_widget_get_mapped (cell);
      }
  return n_rows == g_strv_length (names) && n_seen >= MIN (n_rows, 10);
}

static gboolean
correct (PeopleTest  *self,
         const char  *id,
         const char  *json,
         GError     **error)
{
  g_autoptr (FairAnswers) answers = fair_answers_new_from_json (json, strlen (json), NULL);
  g_autoptr (FairPersonEdit) edit = fair_person_edit_new (), reverse = NULL;

  fair_person_edit_correct (edit, id, answers, fair_booth_get_program (self->booth)->form);
  reverse = fair_person_edit_apply (edit, fair_booth_get_store (self->booth), error);
  return reverse != NULL;
}

static void
do_something (PeopleTest *self)
{
  static const char *const typed[] = { "", "", "a", "ab", "b", "nobody at all" }, *const columns[] = { "name", "year", "time" };
  FairPeopleList *people = fair_desk_model_get_people (fair_desk_get_model (FAIR_DESK (self->desk)));
  const char *id = fair_people_list_get_id (people, (guint) g_test_rand_int_range (0, 12));
  g_autofree char *name = g_strdup_printf ("{\"given_name\":\"%c%c\",\"family_name\":\"F\",\"graduation_year\":%d}",
                                           g_test_rand_int_range ('a', 'e'), g_test_rand_int_range ('a', 'e'),
                                           g_test_rand_int_range (2026, 2032));
  g_autoptr (GError) error = NULL;

  switch (g_test_rand_int_range (0, 8))
    {
    case 0:
      people_test_type (self, typed[g_test_rand_int_range (0, G_N_ELEMENTS (typed))]);
      break;
    case 1:
      people_test_sort (self, columns[g_test_rand_int_range (0, G_N_ELEMENTS (columns))],
                        g_test_rand_bit () ? GTK_SORT_ASCENDING : GTK_SORT_DESCENDING);
      break;
    case 2:
      if (id != NULL && !fair_store_erase (fair_booth_get_store (self->booth), id, NULL, &error)) /* who may be gone already */
        g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND);
      break;
    case 3:
      people_test_add (self, "sample-spring", name);
      break;
    case 4:
      if (id != NULL && !correct (self, id, name, &error))
        g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND);
      break;
    default:
      g_main_context_iteration (NULL, FALSE);
    }
}

/* Letters, orders, sign-ups and erasures come at any time, several before the first of them is answered. */
static void
test_anything (PeopleTest       *self,
               gconstpointer  data)
{
  held = g_ptr_array_new_with_free_func (g_object_unref);
  add_many (self);
  for (guint i = 0; i < 20; i++)
    {
      for (int n = g_test_rand_int_range (1, 30); n > 0; n--)
        do_something (self);
      ui_test_wait (says_who_is_listed, self);
      g_ptr_array_set_size (held, 0);
    }
  g_clear_pointer (&held, g_ptr_array_unref);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_choose_data_folder ();
  ui_test_init (&argc, &argv);

  g_test_add ("/people-rows/bit-by-bit", PeopleTest, NULL, people_test_set_up, test_bit_by_bit, people_test_tear_down);
  g_test_add ("/people-rows/all-before-told", PeopleTest, NULL, people_test_set_up, test_all_before_told, people_test_tear_down);
  g_test_add ("/people-rows/rows-used-again", PeopleTest, NULL, people_test_set_up, test_rows_used_again, people_test_tear_down);
  g_test_add ("/people-rows/rows-kept", PeopleTest, NULL, people_test_set_up, test_rows_kept, people_test_tear_down);
  g_test_add ("/people-rows/new-seen", PeopleTest, NULL, people_test_set_up, test_new_seen, people_test_tear_down);
  g_test_add ("/people-rows/nothing-jumps", PeopleTest, NULL, people_test_set_up, test_nothing_jumps, people_test_tear_down);
  g_test_add ("/people-rows/focus-goes-along", PeopleTest, NULL, people_test_set_up, test_focus_goes_along, people_test_tear_down);
  g_test_add ("/people-rows/focus-stays-on-top", PeopleTest, NULL, people_test_set_up, test_focus_stays_on_top, people_test_tear_down);
  g_test_add ("/people-rows/anything", PeopleTest, NULL, people_test_set_up, test_anything, people_test_tear_down);

  return g_test_run ();
}
