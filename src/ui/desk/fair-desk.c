/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-desk.h"

#include "booth/fair-menu-names.h"
#include "desk/fair-desk-focus.h"
#include "desk/fair-desk-pane.h"
#include "desk/fair-desk-print.h"
#include "desk/fair-desk-statistics.h"
#include "desk/fair-incoming.h"
#include "desk/fair-people-filters.h"
#include "desk/fair-people-table.h"

#include <glib/gi18n-lib.h>

struct _FairDesk
{
  AdwBreakpointBin parent_instance;

  FairDeskModel *model;
  FairPeopleTable *table;
  FairPeopleFilters *filters;
  FairDeskPane *pane;         /* NULL until the main loop is idle, for the list comes first, or somebody is selected */
  guint adding_pane;          /* the source that makes it, or 0 */
  gboolean follows_selection; /* whether whom is selected is to be scrolled to when the answer is there */
  gboolean wants_list;        /* whether the focus is to go into the list when the answer is there */
  char *typed;                /* what was asked for last */

  AdwToastOverlay *toasts;
  AdwOverlaySplitView *split;
  AdwHeaderBar *header_bar;
  AdwWindowTitle *title;
  AdwWindowTitle *narrow_title;
  GtkMenuButton *menu_button;
  GMenuModel *menu;
  GMenu *menu_data;
  GtkWidget *lock_button;
  FairIncoming *incoming;
  GtkEditable *search;
  AdwBin *filters_bin;
  GtkStack *states;
  GtkProgressBar *progress;
  AdwStatusPage *failed_page;
  AdwBin *table_bin;
  AdwBin *pane_bin;
  GtkRevealer *selection_bar;
  GtkLabel *selection_label;
};

G_DEFINE_FINAL_TYPE (FairDesk, fair_desk, ADW_TYPE_BREAKPOINT_BIN)

enum
{
  SIGNAL_LEFT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GtkSelectionModel *
get_selection (FairDesk *self)
{
  return GTK_SELECTION_MODEL (fair_desk_model_get_selection (self->model));
}

static guint
count_listed (FairDesk *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fair_desk_model_get_people (self->model)));
}

static gboolean
is_narrowed (FairDesk *self)
{
  return *gtk_editable_get_text (self->search) != '\0' || fair_people_filters_is_narrow (self->filters);
}

static void
show_count (FairDesk *self)
{
  const FairReview *review = fair_desk_model_get_review (self->model);
  gboolean is_loading = fair_people_list_get_loading (fair_desk_model_get_people (self->model));
  guint n_listed = count_listed (self);
  double part;
  g_autofree char *text = fair_desk_model_dup_progress (self->model, &part);

  gtk_progress_bar_set_fraction (self->progress, part);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), is_loading);
  if (!is_loading)
    {
      g_free (text);
      text = review != NULL && is_narrowed (self)
               /* Translators: how many are found, and of how many: "6 of 512" */
               ? g_strdup_printf (_("%'u of %'u"), n_listed, review->n_people)
               : g_strdup_printf (ngettext ("%'u person", "%'u people", n_listed), n_listed);
    }
  adw_window_title_set_subtitle (self->title, text);
  adw_window_title_set_subtitle (self->narrow_title, text);
}

static char *
dup_selected (guint n_selected)
{
  if (n_selected <= FAIR_DESK_MOST_AT_ONCE)
    return g_strdup_printf (ngettext ("%'u person is selected", "%'u people are selected", n_selected), n_selected);
  return g_strdup_printf (_("%'u people are selected: select at most %'u to star or erase them"), n_selected, FAIR_DESK_MOST_AT_ONCE);
}

/* Of whom is selected those who are listed: nothing is done to the others. */
static void
show_selection (FairDesk *self)
{
  g_autoptr (GtkBitset) selected = fair_people_selection_get_listed (fair_desk_model_get_selection (self->model));
  guint n_selected = (guint) gtk_bitset_get_size (selected);
  gboolean can_change = n_selected > 0 && n_selected <= FAIR_DESK_MOST_AT_ONCE;
  g_autofree char *text = dup_selected (n_selected);

  gtk_label_set_label (self->selection_label, text);
  gtk_revealer_set_reveal_child (self->selection_bar, n_selected > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "desk.star", can_change);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "desk.erase", can_change);
}

/* Whoever was in the list goes on with the search when nobody is listed any more: GTK would lead them to the next that takes keys, which
 * is beside somebody who is gone. */
static void
leave_list (FairDesk *self)
{
  if (fair_desk_focus_is_lost (GTK_WIDGET (self->table)) || fair_desk_focus_is_in (GTK_WIDGET (self->table)))
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* What is shown stays until the answer to the latest question is there; but whoever is not there yet may still come. */
static void
show_state (FairDesk *self)
{
  FairPeopleList *people = fair_desk_model_get_people (self->model);
  const GError *error = fair_people_list_get_error (people);
  const char *state = "people";

  if (fair_people_list_get_loading (people))
    state = count_listed (self) > 0 ? "people" : "loading";
  else if (error != NULL && (count_listed (self) == 0 || fair_people_list_get_report (people) == NULL))
    state = "failed";
  else if (fair_people_list_get_searching (people))
    return;
  else if (count_listed (self) == 0)
    state = is_narrowed (self) ? "nothing" : "empty";
  if (error != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->failed_page, escaped);
    }
  if (!g_str_equal (state, "people"))
    leave_list (self);
  gtk_stack_set_visible_child_name (self->states, state);
  show_count (self);
  show_selection (self);
}

static void
answered (FairDesk *self)
{
  show_state (self);
  if (fair_people_list_get_searching (fair_desk_model_get_people (self->model)))
    return;
  if (self->follows_selection)
    fair_people_table_show_selected (self->table);
  if (self->wants_list)
    fair_people_table_focus (self->table);
  self->follows_selection = self->wants_list = FALSE;
}

static void
ask (FairDesk *self)
{
  FairPeopleQuery query = FAIR_PEOPLE_QUERY_ALL;

  fair_people_filters_fill_query (self->filters, &query);
  g_set_str (&self->typed, gtk_editable_get_text (self->search));
  query.typed = self->typed;
  query.sort = fair_people_table_get_sort (self->table, &query.descending);
  self->follows_selection = TRUE;
  fair_people_list_set_query (fair_desk_model_get_people (self->model), &query);
}

/* "All" of those who were listed are not all of those who will be. */
static void
ask_for_others (FairDesk *self)
{
  if (fair_people_selection_has_all (fair_desk_model_get_selection (self->model)))
    gtk_selection_model_unselect_all (get_selection (self));
  ask (self);
}

static void
search_changed (FairDesk *self)
{
  if (self->model != NULL && g_strcmp0 (self->typed, gtk_editable_get_text (self->search)) != 0)
    ask_for_others (self);
}

static void
search_stopped (FairDesk *self)
{
  gtk_editable_set_text (self->search, "");
  fair_people_table_focus (self->table);
}

static void
search_activated (FairDesk *self)
{
  gtk_widget_activate_action_variant (GTK_WIDGET (self), "desk.list", NULL);
}

static void
show_everybody (FairDesk *self)
{
  gtk_editable_set_text (self->search, "");
  fair_people_filters_clear (self->filters);
}

static void
row_activated (FairDesk *self)
{
  adw_overlay_split_view_set_show_sidebar (self->split, TRUE);
}

/* Where the pane covers the table a tap opens it; keys go through the table first. */
static void
table_clicked (FairDesk *self)
{
  if (adw_overlay_split_view_get_collapsed (self->split))
    adw_overlay_split_view_set_show_sidebar (self->split, TRUE);
}

/* What was said before is not to be read any longer. */
static AdwToast *
say (FairDesk   *self,
     const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_dismiss_all (self->toasts);
  adw_toast_overlay_add_toast (self->toasts, toast);
  return toast;
}

static void
pane_said (FairDesk   *self,
           const char *said)
{
  say (self, said);
}

static void
edited (FairDesk   *self,
        const char *said,
        gboolean    differs)
{
  AdwToast *toast = differs ? say (self, said) : NULL;

  if (toast == NULL)
    return;
  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_action_name (toast, "desk.undo");
}

static void
focus_list (FairDesk *self)
{
  if (count_listed (self) > 0)
    fair_people_table_focus (self->table);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
hide_pane (FairDesk *self)
{
  if (adw_overlay_split_view_get_collapsed (self->split))
    adw_overlay_split_view_set_show_sidebar (self->split, FALSE);
}

/* From the search, or back from the pane. Whoever types and goes on at once wants the first of those found, and not of those who were
 * listed before. */
static void
list_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  FairDesk *self = FAIR_DESK (widget);

  hide_pane (self);
  search_changed (self);
  self->wants_list = fair_people_list_get_searching (fair_desk_model_get_people (self->model));
  if (!self->wants_list)
    focus_list (self);
}

static void
undo_changed (FairDesk *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "desk.undo", fair_desk_model_can_undo (self->model));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "desk.redo", fair_desk_model_can_redo (self->model));
}

static void
leave_activated (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_LEFT], 0);
}

static void
undo_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  fair_desk_model_undo (FAIR_DESK (widget)->model);
}

static void
redo_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  fair_desk_model_redo (FAIR_DESK (widget)->model);
}

static void
find_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  FairDesk *self = FAIR_DESK (widget);

  hide_pane (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_select_region (self->search, 0, -1);
}

static void
star_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  FairDesk *self = FAIR_DESK (widget);
  g_auto (GStrv) ids = fair_people_selection_dup_ids (fair_desk_model_get_selection (self->model));
  g_autoptr (FairAnswers) star = fair_answers_new ();
  FairPersonEdit *edit = fair_person_edit_new ();
  guint n = g_strv_length (ids);
  g_autofree char *said = g_strdup_printf (ngettext ("Starred %'u person", "Starred %'u people", n), n);

  fair_answers_set_flag (star, FAIR_NOTE_STAR, TRUE);
  for (guint i = 0; i < n; i++)
    fair_person_edit_note (edit, ids[i], star);
  fair_desk_model_edit (self->model, edit, said);
}

static void
erase_activated (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  fair_desk_pane_erase_selected (FAIR_DESK (widget)->pane);
}

static void
add_table (FairDesk *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->table = FAIR_PEOPLE_TABLE (fair_people_table_new (self->model));
  g_signal_connect_swapped (self->table, "sorted", G_CALLBACK (ask), self);
  g_signal_connect_swapped (self->table, "activated", G_CALLBACK (row_activated), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (table_clicked), self);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->table), GTK_EVENT_CONTROLLER (click));
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search), adw_bin_get_child (ADW_BIN (self->table)));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "columns", fair_people_table_get_columns (self->table));
  adw_bin_set_child (self->table_bin, GTK_WIDGET (self->table));
}

static void
add_pane (gpointer user_data)
{
  FairDesk *self = user_data;

  g_clear_handle_id (&self->adding_pane, g_source_remove);
  self->pane = FAIR_DESK_PANE (fair_desk_pane_new (self->model));
  g_signal_connect_swapped (self->pane, "said", G_CALLBACK (pane_said), self);
  adw_bin_set_child (self->pane_bin, GTK_WIDGET (self->pane));
}

static void
selection_changed (FairDesk *self)
{
  if (self->pane == NULL)
    add_pane (self);
  show_selection (self);
}

static void
follow_model (FairDesk *self)
{
  FairPeopleList *people = fair_desk_model_get_people (self->model);

  g_signal_connect_object (people, "items-changed", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (people, "notify::loading", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (people, "notify::searching", G_CALLBACK (answered), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (people, "notify::error", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_selection (self), "selection-changed", G_CALLBACK (selection_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::review", G_CALLBACK (show_count), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::can-undo", G_CALLBACK (undo_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::can-redo", G_CALLBACK (undo_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "edited", G_CALLBACK (edited), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "refused", G_CALLBACK (pane_said), self, G_CONNECT_SWAPPED);
}

/* Not before it is opened: it takes longer to make than the table. */
static void
fill_menu_button (GtkMenuButton *button,
                  gpointer       user_data)
{
  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, FAIR_DESK (user_data)->menu);
}

/* Whoever comes to the desk can type for whom they look for, or go down into the list. */
static void
fair_desk_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fair_desk_parent_class)->map (widget);
  gtk_widget_grab_focus (GTK_WIDGET (FAIR_DESK (widget)->search));
}

static gboolean
find_focus (gpointer user_data)
{
  if (fair_desk_focus_is_lost (GTK_WIDGET (user_data)))
    focus_list (FAIR_DESK (user_data));
  return G_SOURCE_REMOVE;
}

static void
focus_changed (FairDesk *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, find_focus, g_object_ref (self), g_object_unref);
}

/* What has the focus may go, with a row or with what was said of a person, or while a dialog is over it, which then has nowhere to lead
 * back to; without any focus no key is the desk's. */
static void
fair_desk_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fair_desk_parent_class)->root (widget);
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::focus-widget", G_CALLBACK (focus_changed), widget, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::visible-dialog", G_CALLBACK (focus_changed), widget, G_CONNECT_SWAPPED);
}

static void
fair_desk_dispose (GObject *object)
{
  FairDesk *self = FAIR_DESK (object);

  g_clear_handle_id (&self->adding_pane, g_source_remove);
  self->pane = NULL;
  self->table = NULL;
  self->filters = NULL;
  /* AdwBreakpointBin would take its child out a second time. */
  adw_breakpoint_bin_set_child (ADW_BREAKPOINT_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FAIR_TYPE_DESK);
  g_clear_object (&self->model);
  g_clear_pointer (&self->typed, g_free);

  G_OBJECT_CLASS (fair_desk_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/desk/fair-desk.ui");
  gtk_widget_class_bind_template_child (widget_class, FairDesk, toasts);
  gtk_widget_class_bind_template_child (widget_class, FairDesk, split);
  gtk_widget_class_bind_template_child (widget_class, FairDesk, header_bar);
  gtk_widget_class_bind_template_child (widget_class, FairDesk, title);
  gtk_widget_class_bind_template_child (widget_class, FairDesk, narrow_title);
  gtk_widget_class_bind_template_child (widget_class, FairDesk, menu_button);
  gtk_widget_class_bind_template_child (widget_class, FairDesk, menu);
  gtk_widget_class_bind_template_child (widget_class, FairDesk, menu_data);
  gtk_widget_class_bind_template_child (widget_class, FairDesk, lock_button);
  gtk_widget_class_bind_template_child (widget_class, FairDesk, incoming);
  gtk_widget_class_bind_template_child (widget_class, FairDesk, search);
  gtk_widget_class_bind_template_child (widget_class, FairDesk, filters_bin);
  gtk_widget_class_bind_template_child (widget_class, FairDesk, states);
  gtk_widget_class_bind_template_child (widget_class, FairDesk, progress);
  gtk_widget_class_bind_template_child (widget_class, FairDesk, failed_page);
  gtk_widget_class_bind_template_child (widget_class, FairDesk, table_bin);
  gtk_widget_class_bind_template_child (widget_class, FairDesk, pane_bin);
  gtk_widget_class_bind_template_child (widget_class, FairDesk, selection_bar);
  gtk_widget_class_bind_template_child (widget_class, FairDesk, selection_label);
  gtk_widget_class_bind_template_callback (widget_class, fair_menu_names_set);
  gtk_widget_class_bind_template_callback (widget_class, search_changed);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped);
  gtk_widget_class_bind_template_callback (widget_class, search_activated);
  gtk_widget_class_bind_template_callback (widget_class, show_everybody);
}

static void
add_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "desk.leave", NULL, leave_activated);
  gtk_widget_class_install_action (widget_class, "desk.find", NULL, find_activated);
  gtk_widget_class_install_action (widget_class, "desk.list", NULL, list_activated);
  gtk_widget_class_install_action (widget_class, "desk.undo", NULL, undo_activated);
  gtk_widget_class_install_action (widget_class, "desk.redo", NULL, redo_activated);
  fair_desk_print_install (widget_class);
  fair_desk_statistics_install (widget_class);
  gtk_widget_class_install_action (widget_class, "desk.star", NULL, star_activated);
  gtk_widget_class_install_action (widget_class, "desk.erase", NULL, erase_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "desk.find", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "desk.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "desk.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "desk.leave", NULL);
}

static void
fair_desk_class_init (FairDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fair_desk_dispose;
  GTK_WIDGET_CLASS (klass)->map = fair_desk_map;
  GTK_WIDGET_CLASS (klass)->root = fair_desk_root;
  signals[SIGNAL_LEFT] = g_signal_new ("left", FAIR_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (FAIR_TYPE_INCOMING);
  bind_template (GTK_WIDGET_CLASS (klass));
  add_actions (GTK_WIDGET_CLASS (klass));
}

static void
fair_desk_init (FairDesk *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fair_desk_new:
 * @booth: whose store is open
 *
 * Returns: (transfer floating): a desk with everybody on it
 */
GtkWidget *
fair_desk_new (FairBooth *booth)
{
  FairDesk *self;

  g_return_val_if_fail (FAIR_IS_BOOTH (booth), NULL);

  self = g_object_new (FAIR_TYPE_DESK, NULL);
  self->model = fair_desk_model_new (booth);
  self->filters = FAIR_PEOPLE_FILTERS (fair_people_filters_new (self->model));
  adw_bin_set_child (self->filters_bin, GTK_WIDGET (self->filters));
  g_signal_connect_swapped (self->filters, "changed", G_CALLBACK (ask_for_others), self);
  add_table (self);
  self->adding_pane = g_idle_add_once (add_pane, self);
  follow_model (self);
  g_menu_append_submenu (self->menu_data, _("C_olumns"), fair_people_table_get_columns_menu (self->table));
  gtk_menu_button_set_create_popup_func (self->menu_button, fill_menu_button, self, NULL);
  gtk_widget_set_visible (self->lock_button, fair_access_can_lock (fair_booth_get_access (booth)));
  undo_changed (self);
  g_set_str (&self->typed, "");
  show_state (self);
  fair_incoming_watch (self->incoming, booth, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

/** Returns: (transfer none): what it shows */
FairDeskModel *
fair_desk_get_model (FairDesk *self)
{
  g_return_val_if_fail (FAIR_IS_DESK (self), NULL);

  return self->model;
}

/** Writes into @view what it shows; it borrows from the chips until they change. */
void
fair_desk_get_view (FairDesk     *self,
                    FairDeskView *view)
{
  g_return_if_fail (FAIR_IS_DESK (self));

  *view = (FairDeskView) { 0 };
  view->is_part = !fair_people_filters_is_simple (self->filters, &view->event, &view->is_new) ||
                  *gtk_editable_get_text (self->search) != '\0';
}
