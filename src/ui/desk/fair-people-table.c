/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-people-table.h"

#include "desk/fair-desk-focus.h"
#include "desk/fair-person-cell.h"

#include <glib/gi18n-lib.h>

/* A setting: the columns as (id, whether it is chosen, its width in sp) in their order. */
#define COLUMNS_KEY "desk-columns"
#define COLUMNS_TYPE "a(sbi)"

/* What is left where there is next to no room. */
#define LAST_COLUMN "name"

struct _FairPeopleTable
{
  AdwBin parent_instance;

  FairDeskModel *model;
  GtkColumnView *view;
  GSimpleActionGroup *actions; /* one for each column: whether it is chosen */
  GMenu *menu;
  const FairPeopleColumn *sorted_by;
  gboolean descending;
  const FairPeopleColumn *wanted; /* that was chosen last; or NULL */
  int room;                       /* how wide the table is, in pixels; 0 while it is anybody's guess */
  guint fitting;                  /* the source that takes in another room, or 0 */
  gboolean scrolls_again;         /* whether whom is selected was scrolled to when there was no room yet */
  gboolean restoring; /* what the settings say is not to be written into them */
};

G_DEFINE_FINAL_TYPE (FairPeopleTable, fair_people_table, ADW_TYPE_BIN)

enum
{
  SIGNAL_SORTED,
  SIGNAL_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GSettings *
get_settings (FairPeopleTable *self)
{
  return fair_booth_get_settings (fair_desk_model_get_booth (self->model));
}

static gboolean
is_chosen (FairPeopleTable *self,
           const char      *id)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self->actions), id);

  return g_variant_get_boolean (state);
}

/* In pixels; columns grow with the text that stands in them. */
static double
get_text_scale (FairPeopleTable *self)
{
  return adw_length_unit_to_px (ADW_LENGTH_UNIT_SP, 1, gtk_widget_get_settings (GTK_WIDGET (self)));
}

static gboolean
is_before (FairPeopleTable        *self,
           const FairPeopleColumn *one,
           const FairPeopleColumn *other)
{
  if (g_str_equal (one->id, LAST_COLUMN) || g_str_equal (other->id, LAST_COLUMN))
    return g_str_equal (one->id, LAST_COLUMN);
  return one == self->wanted || (other != self->wanted && one < other);
}

/* Whether there is room for a column and all that go before it. Who has made one wider has the list scroll, and no other one disappear. */
static gboolean
has_room (FairPeopleTable        *self,
          const FairPeopleColumn *column)
{
  int width = column->width;

  for (const FairPeopleColumn *other = fair_people_columns; other->id != NULL; other++)
    if (other != column && is_chosen (self, other->id) && is_before (self, other, column))
      width += other->width;
  return self->room == 0 || g_str_equal (column->id, LAST_COLUMN) || width * get_text_scale (self) <= self->room;
}

static void
show_columns (FairPeopleTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      const FairPeopleColumn *definition = fair_people_columns_find (gtk_column_view_column_get_id (column));

      gtk_column_view_column_set_visible (column, definition != NULL && is_chosen (self, definition->id) && has_room (self, definition));
    }
}

static void
save_columns (FairPeopleTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  GVariantBuilder builder;

  if (self->restoring)
    return;
  g_variant_builder_init (&builder, G_VARIANT_TYPE (COLUMNS_TYPE));
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      const char *id = gtk_column_view_column_get_id (column);

      int width = gtk_column_view_column_get_fixed_width (column);

      g_variant_builder_add (&builder, "(sbi)", id, is_chosen (self, id), width < 0 ? width : (int) (width / get_text_scale (self) + 0.5));
    }
  g_settings_set_value (get_settings (self), COLUMNS_KEY, g_variant_builder_end (&builder));
}

static void
choice_changed (FairPeopleTable *self,
                const char      *id)
{
  if (is_chosen (self, id))
    self->wanted = fair_people_columns_find (id);
  show_columns (self);
  save_columns (self);
}

static void
bind_cell (GtkSignalListItemFactory *factory,
           GtkColumnViewCell        *cell)
{
  fair_person_cell_set_row (FAIR_PERSON_CELL (gtk_column_view_cell_get_child (cell)), gtk_column_view_cell_get_item (cell));
}

static void
unbind_cell (GtkSignalListItemFactory *factory,
             GtkColumnViewCell        *cell)
{
  fair_person_cell_set_row (FAIR_PERSON_CELL (gtk_column_view_cell_get_child (cell)), NULL);
}

/* What a column's cells are made with. */
typedef struct
{
  FairDeskModel *model;
  const FairPeopleColumn *column;
} Making;

static void
set_up_cell (GtkSignalListItemFactory *factory,
             GtkColumnViewCell        *cell,
             Making                   *making)
{
  gtk_column_view_cell_set_child (cell, fair_person_cell_new (making->model, making->column));
}

static void
free_making (gpointer  data,
             GClosure *closure)
{
  g_free (data);
}

static void
add_column (FairPeopleTable        *self,
            const FairPeopleColumn *definition,
            gboolean                chosen,
            int                     width)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (_(definition->title), factory);
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (NULL, NULL, NULL));
  g_autoptr (GSimpleAction) action = g_simple_action_new_stateful (definition->id, NULL, g_variant_new_boolean (chosen));
  Making *making = g_new (Making, 1);

  *making = (Making) { self->model, definition };
  g_signal_connect_data (factory, "setup", G_CALLBACK (set_up_cell), making, free_making, G_CONNECT_DEFAULT);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cell), NULL);
  gtk_column_view_column_set_id (column, definition->id);
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, definition->expands);
  gtk_column_view_column_set_fixed_width (column, width < 0 ? width : (int) (width * get_text_scale (self)));
  gtk_column_view_column_set_header_menu (column, G_MENU_MODEL (self->menu));
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
  gtk_column_view_append_column (self->view, column);
  g_signal_connect_object (column, "notify::fixed-width", G_CALLBACK (save_columns), self, G_CONNECT_SWAPPED);
}

/* As the settings have them; those that a newer Fairbook knows are passed over, and those that it did not know yet come last. */
static void
add_columns (FairPeopleTable *self)
{
  g_autoptr (GVariant) stored = g_settings_get_value (get_settings (self), COLUMNS_KEY);
  GVariantIter iter;
  const char *id;
  gboolean chosen;
  int width;

  g_variant_iter_init (&iter, stored);
  while (g_variant_iter_next (&iter, "(&sbi)", &id, &chosen, &width))
    if (fair_people_columns_find (id) != NULL && !g_action_map_lookup_action (G_ACTION_MAP (self->actions), id))
      add_column (self, fair_people_columns_find (id), chosen, CLAMP (width, -1, G_MAXINT16));
  for (const FairPeopleColumn *column = fair_people_columns; column->id != NULL; column++)
    if (!g_action_map_lookup_action (G_ACTION_MAP (self->actions), column->id))
      add_column (self, column, !g_str_equal (column->id, "email"), column->width);
}

/* A table without any column would be no way back to one. */
static void
fill_menu (FairPeopleTable *self)
{
  for (const FairPeopleColumn *column = fair_people_columns; column->id != NULL; column++)
    {
      g_autofree char *action = g_strconcat ("columns.", column->id, NULL);

      if (!g_str_equal (column->id, LAST_COLUMN))
        g_menu_append (self->menu, _(column->title), action);
    }
}

static GtkColumnViewColumn *
find_view_column (FairPeopleTable        *self,
                  const FairPeopleColumn *definition)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_strcmp0 (gtk_column_view_column_get_id (column), definition->id) == 0)
        return column;
    }
  return NULL;
}

/* Whoever begins to sort by a number or a time wants to see the greatest. */
static void
sorter_changed (FairPeopleTable *self)
{
  GtkColumnViewSorter *sorter = GTK_COLUMN_VIEW_SORTER (gtk_column_view_get_sorter (self->view));
  GtkColumnViewColumn *column = gtk_column_view_sorter_get_primary_sort_column (sorter);
  const FairPeopleColumn *definition = column != NULL ? fair_people_columns_find (gtk_column_view_column_get_id (column)) : NULL;
  gboolean descending = gtk_column_view_sorter_get_primary_sort_order (sorter) == GTK_SORT_DESCENDING;
  gboolean is_new = definition != self->sorted_by;

  if (definition == NULL)
    return;
  self->sorted_by = definition;
  if (is_new && definition->greatest_first && !descending)
    {
      gtk_column_view_sort_by_column (self->view, column, GTK_SORT_DESCENDING);
      return;
    }
  self->descending = descending;
  if (!self->restoring)
    fair_people_columns_set_sorted (get_settings (self), definition, descending);
  g_signal_emit (self, signals[SIGNAL_SORTED], 0);
}

static void
restore_sort (FairPeopleTable *self)
{
  gboolean descending;

  self->sorted_by = fair_people_columns_get_sorted (get_settings (self), &descending);
  gtk_column_view_sort_by_column (self->view, find_view_column (self, self->sorted_by),
                                  descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

static void
row_activated (FairPeopleTable *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static gboolean
select_all (GtkWidget *widget,
            GVariant  *unused,
            gpointer   user_data)
{
  return gtk_selection_model_select_all (GTK_SELECTION_MODEL (fair_desk_model_get_selection (FAIR_PEOPLE_TABLE (widget)->model)));
}

/* What the rows are to hear before the search does, which takes what is typed on them and would do the same with its own text. */
static void
add_keys (FairPeopleTable *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Delete, 0),
                                                                                          gtk_named_action_new ("desk.erase")));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_a, GDK_CONTROL_MASK),
                                                          gtk_callback_action_new (select_all, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
fit (gpointer user_data)
{
  FairPeopleTable *self = user_data;

  self->fitting = 0;
  show_columns (self);
  if (self->scrolls_again)
    {
      self->scrolls_again = FALSE;
      fair_people_table_show_selected (self);
    }
}

/* Columns come and go between two layouts, and not in the middle of one. */
static void
room_changed (FairPeopleTable *self,
              GParamSpec      *pspec,
              GtkAdjustment   *adjustment)
{
  self->room = (int) gtk_adjustment_get_page_size (adjustment);
  if (self->fitting == 0)
    self->fitting = g_idle_add_once (fit, self);
}

static void
build (FairPeopleTable *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (g_object_ref (fair_desk_model_get_selection (self->model)));

  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (selection));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "desk-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("People"), -1);
  gtk_column_view_set_reorderable (self->view, TRUE);
  gtk_column_view_set_tab_behavior (self->view, GTK_LIST_TAB_ITEM);
  fill_menu (self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "columns", G_ACTION_GROUP (self->actions));
  self->restoring = TRUE;
  add_columns (self);
  show_columns (self);
  restore_sort (self);
  self->restoring = FALSE;
  g_signal_connect_swapped (self->actions, "action-state-changed", G_CALLBACK (choice_changed), self);
  g_signal_connect_object (gtk_column_view_get_columns (self->view), "items-changed", G_CALLBACK (save_columns), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (gtk_column_view_get_sorter (self->view), "changed", G_CALLBACK (sorter_changed), self);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (row_activated), self);
  sorter_changed (self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scrolled)), "notify::page-size",
                           G_CALLBACK (room_changed), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

static void
fair_people_table_dispose (GObject *object)
{
  FairPeopleTable *self = FAIR_PEOPLE_TABLE (object);

  self->restoring = TRUE;
  g_clear_handle_id (&self->fitting, g_source_remove);
  if (self->view != NULL)
    g_signal_handlers_disconnect_by_func (gtk_column_view_get_sorter (self->view), sorter_changed, self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  self->view = NULL;
  g_clear_object (&self->actions);
  g_clear_object (&self->menu);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (fair_people_table_parent_class)->dispose (object);
}

static void
fair_people_table_class_init (FairPeopleTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fair_people_table_dispose;
  signals[SIGNAL_SORTED] = g_signal_new ("sorted", FAIR_TYPE_PEOPLE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", FAIR_TYPE_PEOPLE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fair_people_table_init (FairPeopleTable *self)
{
  self->actions = g_simple_action_group_new ();
  self->menu = g_menu_new ();
}

/** Returns: (transfer floating): a table of the people of @model */
GtkWidget *
fair_people_table_new (FairDeskModel *model)
{
  FairPeopleTable *self = g_object_new (FAIR_TYPE_PEOPLE_TABLE, NULL);

  self->model = g_object_ref (model);
  add_keys (self);
  build (self);
  return GTK_WIDGET (self);
}

/** Returns: what is sorted by, and with @descending: (out): whether it is turned round */
FairPeopleSort
fair_people_table_get_sort (FairPeopleTable *self,
                            gboolean        *descending)
{
  *descending = self->descending;
  return self->sorted_by->sort;
}

/* Whom is selected, if it is one person and they are listed, else the first. Returns FALSE where nobody is listed. */
static gboolean
find_selected (FairPeopleTable *self,
               gboolean        *is_selected,
               guint           *position)
{
  FairPeopleList *people = fair_desk_model_get_people (self->model);
  FairPeopleSelection *selection = fair_desk_model_get_selection (self->model);
  g_autofree char *id = fair_people_selection_dup_only_id (selection);

  *is_selected = id != NULL && fair_people_list_find (people, id, position);
  if (!*is_selected)
    *position = 0;
  if (*position >= g_list_model_get_n_items (G_LIST_MODEL (selection)))
    fair_people_selection_complete (selection);
  return g_list_model_get_n_items (G_LIST_MODEL (people)) > 0;
}

/* GTK (as of 4.18) divides by the height of the view, which is 0 until there is room, and would show nothing at all, or always the top. */
static void
scroll_to (FairPeopleTable   *self,
           guint              position,
           GtkListScrollFlags flags)
{
  self->scrolls_again = self->room == 0;
  gtk_column_view_scroll_to (self->view, position, NULL, flags, NULL);
}

/** Scrolls to whom is selected, if it is one person and they are listed, else to the first. The focus goes along, if it is in the table. */
void
fair_people_table_show_selected (FairPeopleTable *self)
{
  gboolean is_selected;
  guint position;

  /* A view without room is at the first. */
  if (find_selected (self, &is_selected, &position) && (is_selected || self->room > 0))
    scroll_to (self, position,
               is_selected && fair_desk_focus_is_in (GTK_WIDGET (self)) ? GTK_LIST_SCROLL_FOCUS : GTK_LIST_SCROLL_NONE);
}

/** Gives the focus to whom is selected, else to the first row, and selects that. */
void
fair_people_table_focus (FairPeopleTable *self)
{
  gboolean is_selected;
  guint position;

  if (!find_selected (self, &is_selected, &position))
    return;
  scroll_to (self, position, is_selected ? GTK_LIST_SCROLL_FOCUS : GTK_LIST_SCROLL_FOCUS | GTK_LIST_SCROLL_SELECT);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/** Returns: (transfer none): what that menu does, for whatever has it: "columns." and the id of a column */
GActionGroup *
fair_people_table_get_columns (FairPeopleTable *self)
{
  return G_ACTION_GROUP (self->actions);
}

/** Returns: (transfer none): a menu to choose the columns with */
GMenuModel *
fair_people_table_get_columns_menu (FairPeopleTable *self)
{
  return G_MENU_MODEL (self->menu);
}
