/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "people-test.h"

#include "desk/fair-filter-chip.h"
#include "desk/fair-people-row.h"
#include "desk/fair-person-pane.h"

#include <string.h>

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

void
people_test_add (PeopleTest    *self,
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

GtkWidget *
people_test_get_view (PeopleTest *self)
{
  return ui_test_find (self->desk, GTK_TYPE_COLUMN_VIEW, 0);
}

GtkSelectionModel *
people_test_get_model (PeopleTest *self)
{
  return gtk_column_view_get_model (GTK_COLUMN_VIEW (people_test_get_view (self)));
}

/* The given names of those who are listed, in their order; NULL while not all are read. */
static char *
list_names (PeopleTest *self)
{
  GListModel *people = G_LIST_MODEL (people_test_get_model (self));
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (FairPeopleRow) row = g_list_model_get_item (people, i);
      const FairVersion *version = fair_person_item_get_version (fair_people_row_get_item (row));
      const char *mark = gtk_selection_model_is_selected (people_test_get_model (self), i) ? "*" : "";

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
  PeopleTest *self = data;
  g_autofree char *names = list_names (self);

  return g_strcmp0 (names, self->names) == 0;
}

void
people_test_expect (PeopleTest    *self,
                    const char *names)
{
  self->names = names;
  ui_test_wait (has_names, self);
}

void
people_test_open_desk_in (PeopleTest *self,
                          int      width)
{
  self->desk = fair_desk_new (self->booth);
  self->window = GTK_WINDOW (adw_window_new ());
  gtk_window_set_default_size (self->window, width, 700);
  adw_window_set_content (ADW_WINDOW (self->window), self->desk);
  gtk_window_present (self->window);
}

void
people_test_open_desk (PeopleTest *self)
{
  people_test_open_desk_in (self, 1200);
}

void
people_test_set_up (PeopleTest       *self,
                    gconstpointer  data)
{
  self->folder = ui_test_make_data_folder ();
  self->booth = fair_booth_new (NULL);
  g_settings_reset (fair_booth_get_settings (self->booth), "desk-sort");
  g_settings_reset (fair_booth_get_settings (self->booth), "desk-columns");
  fair_booth_load (self->booth);
  ui_test_wait (has_all, self->booth);
  people_test_add (self, "sample-spring", "{\"given_name\":\"Ann\",\"family_name\":\"Zimmer\",\"graduation_year\":2028,\"degree\":\"MD\"}");
  people_test_add (self, "sample-spring", "{\"given_name\":\"Bo\",\"family_name\":\"Yang\",\"graduation_year\":2027,\"email\":\"bo@gmial.com\"}");
  people_test_add (self, "sample-autumn", "{\"given_name\":\"Cy\",\"family_name\":\"Abel\",\"graduation_year\":2029,\"question\":\"Rowing?\"}");
  people_test_open_desk (self);
  people_test_expect (self, "Cy Bo Ann");
}

/* The folder may go only when no thread reads from it any longer: each has a reference to the store. */
void
people_test_tear_down (PeopleTest       *self,
                       gconstpointer  data)
{
  FairStore *store = fair_booth_get_store (self->booth);

  g_object_add_weak_pointer (G_OBJECT (store), (gpointer *) &store);
  gtk_window_destroy (self->window);
  g_clear_object (&self->booth);
  ui_test_wait_gone (&store);
  test_folder_free (self->folder);
}

GtkColumnViewColumn *
people_test_find_column (PeopleTest    *self,
                         const char *id)
{
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (people_test_get_view (self)));

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_str_equal (gtk_column_view_column_get_id (column), id))
        return column;
    }
  g_assert_not_reached ();
}

void
people_test_type (PeopleTest    *self,
                  const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (ui_test_find (self->desk, GTK_TYPE_SEARCH_ENTRY, 0)), text);
}

void
people_test_sort (PeopleTest  *self,
                  const char  *column,
                  GtkSortType  order)
{
  gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (people_test_get_view (self)), people_test_find_column (self, column), order);
}

const char *
people_test_get_state (PeopleTest *self)
{
  GtkWidget *stack = gtk_widget_get_ancestor (gtk_widget_get_parent (people_test_get_view (self)), GTK_TYPE_STACK);

  return gtk_stack_get_visible_child_name (GTK_STACK (stack));
}

gboolean
people_test_finds_nobody (gpointer self)
{
  return g_str_equal (people_test_get_state (self), "nothing");
}

gboolean
people_test_has_fairs (gpointer self)
{
  FairFilterChip *chip = FAIR_FILTER_CHIP (ui_test_find (((PeopleTest *) self)->desk, FAIR_TYPE_FILTER_CHIP, 0));

  return fair_filter_chip_get_n_values (chip) == 2;
}

/* Of whom is shown beside the list; NULL while nobody is. */
const FairPersonRecord *
people_test_get_record (GtkWidget *desk)
{
  GtkWidget *pane = ui_test_find (desk, FAIR_TYPE_PERSON_PANE, 0);

  return pane != NULL ? fair_person_pane_get_record (FAIR_PERSON_PANE (pane)) : NULL;
}
