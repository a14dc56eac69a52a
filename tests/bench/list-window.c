/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window with a list of people in columns, as the desk has one, and nothing else. */
#include "list-window.h"

/* What each column shows of the answers. */
static const char *const columns[] = { "family_name", "given_name", "medical_school", "degree", "email" };

static void
show_answer (GtkInscription *cell,
             FairPersonItem *person)
{
  const FairVersion *version = fair_person_item_get_version (person);
  const char *column = g_object_get_data (G_OBJECT (cell), "column");
  yyjson_val *answer = version != NULL ? yyjson_obj_get (fair_version_get_answers (version), column) : NULL;

  gtk_inscription_set_text (cell, yyjson_get_str (answer));
}

static void
person_loaded (FairPersonItem *person,
               GParamSpec     *pspec,
               GtkInscription *cell)
{
  show_answer (cell, person);
}

static void
set_up_cell (GtkListItemFactory *factory,
             GtkListItem        *item,
             const char         *column)
{
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  g_object_set_data (G_OBJECT (cell), "column", (gpointer) column);
  gtk_list_item_set_child (item, cell);
}

static void
bind_cell (GtkListItemFactory *factory,
           GtkListItem        *item)
{
  GtkWidget *cell = gtk_list_item_get_child (item);
  FairPersonItem *person = gtk_list_item_get_item (item);

  g_signal_connect_object (person, "notify::loaded", G_CALLBACK (person_loaded), cell, G_CONNECT_DEFAULT);
  show_answer (GTK_INSCRIPTION (cell), person);
}

static void
unbind_cell (GtkListItemFactory *factory,
             GtkListItem        *item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), person_loaded, gtk_list_item_get_child (item));
}

static void
add_column (GtkColumnView *view,
            const char    *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *added;

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cell), (gpointer) column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cell), NULL);
  added = gtk_column_view_column_new (column, factory);
  gtk_column_view_column_set_expand (added, TRUE);
  gtk_column_view_append_column (view, added);
  g_object_unref (added);
}

/* Returns: (transfer none): a window with an empty list, not yet presented; it is destroyed with gtk_window_destroy() */
GtkWindow *
list_window_new (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_column_view_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    add_column (GTK_COLUMN_VIEW (view), columns[i]);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_window_set_child (GTK_WINDOW (window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 700);
  return GTK_WINDOW (window);
}

static GtkColumnView *
get_view (GtkWindow *window)
{
  return GTK_COLUMN_VIEW (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (gtk_window_get_child (window))));
}

/* A GtkSingleSelection would look at everybody to find the selected one again whenever the order changes. */
void
list_window_show (GtkWindow      *window,
                  FairPeopleList *list)
{
  g_autoptr (GtkNoSelection) selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (list)));

  gtk_column_view_set_model (get_view (window), GTK_SELECTION_MODEL (selection));
}

void
list_window_scroll (GtkWindow *window,
                    guint      position)
{
  gtk_column_view_scroll_to (get_view (window), position, NULL, GTK_LIST_SCROLL_NONE, NULL);
}
