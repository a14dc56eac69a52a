/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of people in a view of GTK's: it shows what others add, and sorting many makes few items. */
#include "store/people/fair-people-list.h"
#include "test-store-util.h"
#include "test-util.h"
#include "ui-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_PEOPLE 20000
/* Of many people, how many items a view may ask for to show another order: those in sight, and those that it looks at. */
#define FEW_ITEMS (N_PEOPLE / 10)

typedef struct
{
  TestFolder *folder;
  FairStore *store;
  FairPeopleList *list;
  guint n_items; /* how many the view has asked for */
  GtkWindow *window;
  GtkWidget *view;
  const char *name; /* who is waited for */
} Fixture;

static void
show_name (GtkListItem *item)
{
  FairPersonItem *person = gtk_list_item_get_item (item);
  GtkLabel *label = GTK_LABEL (gtk_list_item_get_child (item));
  const FairVersion *version = person != NULL ? fair_person_item_get_version (person) : NULL;

  if (label != NULL && version != NULL)
    gtk_label_set_label (label, yyjson_get_str (yyjson_obj_get (fair_version_get_answers (version), "given_name")));
}

static void
set_up_item (GtkListItemFactory *factory,
             GtkListItem        *item)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
bind_item (GtkListItemFactory *factory,
           GtkListItem        *item)
{
  g_signal_connect_object (gtk_list_item_get_item (item), "notify::loaded", G_CALLBACK (show_name), item, G_CONNECT_SWAPPED);
  show_name (item);
}

static void
unbind_item (GtkListItemFactory *factory,
             GtkListItem        *item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), show_name, item);
}

static gpointer
count_item (gpointer item,
            gpointer n_items)
{
  ++*(guint *) n_items;
  return item;
}

static GtkWidget *
make_view (Fixture *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GListModel *list = G_LIST_MODEL (g_object_ref (self->list));
  GListModel *counted = G_LIST_MODEL (gtk_map_list_model_new (list, count_item, &self->n_items, NULL));

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_item), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_item), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_item), NULL);
  return gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (counted)), factory);
}

static gboolean
is_settled (gpointer data)
{
  Fixture *self = data;

  return !fair_people_list_get_searching (self->list);
}

static void
open_window (Fixture *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->list = fair_people_list_new (self->store, NULL);
  self->view = make_view (self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->view);
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (self->window, 400, 400);
  gtk_window_set_child (self->window, scrolled);
  gtk_window_present (self->window);
  ui_test_wait (is_settled, self);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = test_folder_new ();
  self->store = test_store_open (self->folder->path);
}

static gboolean
wake_up (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* The folder may go only when no thread reads from it any longer: each has a reference to the store. */
static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  FairStore *store = self->store;
  guint wake = g_timeout_add (5, wake_up, NULL);

  gtk_window_destroy (self->window);
  g_object_add_weak_pointer (G_OBJECT (store), (gpointer *) &self->store);
  g_clear_object (&self->list);
  g_object_unref (store);
  ui_test_wait_gone (&self->store);
  g_source_remove (wake);
  test_folder_free (self->folder);
}

static gboolean
is_shown (gpointer data)
{
  Fixture *self = data;
  guint n_labels = ui_test_count (self->view, GTK_TYPE_LABEL);

  for (guint i = 0; i < n_labels; i++)
    {
      GtkWidget *label = ui_test_find (self->view, GTK_TYPE_LABEL, i);

      if (gtk_widget_get_mapped (label) && g_str_equal (gtk_label_get_label (GTK_LABEL (label)), self->name))
        return TRUE;
    }
  return FALSE;
}

static void
expect_shown (Fixture    *self,
              const char *name)
{
  self->name = name;
  ui_test_wait (is_shown, self);
}

/* What this process saves, and what another does, is seen without anybody asking for it. */
static void
test_live (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (FairStore) other = test_store_open (self->folder->path);

  open_window (self);
  g_free (test_store_add (self->store, "Ann"));
  expect_shown (self, "Ann");
  g_free (test_store_add (other, "Bo"));
  expect_shown (self, "Bo");
  g_free (test_store_add (other, "Cy"));
  expect_shown (self, "Cy");
}

static void
write_many (Fixture *self)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autofree char *id = g_strdup_printf ("id-%u", i);
      g_autofree char *name = g_strdup_printf ("Name%u", i);
      g_autofree char *line = test_put_line (id, 1, "5-0-a", name);

      g_string_append (lines, line);
    }
  g_assert_true (g_file_set_contents (fair_store_get_journal_path (self->store), lines->str, (gssize) lines->len, NULL));
}

static void
sort (Fixture        *self,
      FairPeopleSort  by,
      gboolean        descending)
{
  FairPeopleQuery query = FAIR_PEOPLE_QUERY_ALL;

  query.sort = by;
  query.descending = descending;
  fair_people_list_set_query (self->list, &query);
  ui_test_wait (is_settled, self);
}

/* A view that is told that all has changed looks for what it had among all that there is now. */
static void
test_many (Fixture       *self,
           gconstpointer  data)
{
  write_many (self);
  open_window (self);
  expect_shown (self, "Name0");
  self->n_items = 0;
  sort (self, FAIR_PEOPLE_SORT_NAME, TRUE);
  g_assert_cmpuint (self->n_items, <, FEW_ITEMS);
  expect_shown (self, "Name9999");
  sort (self, FAIR_PEOPLE_SORT_NAME, FALSE);
  expect_shown (self, "Name0");
  g_assert_cmpuint (self->n_items, >, 0);
  g_assert_cmpuint (self->n_items, <, FEW_ITEMS);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

  g_test_add ("/people-view/live", Fixture, NULL, set_up, test_live, tear_down);
  g_test_add ("/people-view/many", Fixture, NULL, set_up, test_many, tear_down);

  return g_test_run ();
}
