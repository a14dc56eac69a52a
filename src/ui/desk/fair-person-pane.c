/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-person-pane.h"

#include "desk/fair-person-agreed.h"
#include "desk/fair-person-answers-view.h"
#include "desk/fair-person-answers.h"
#include "desk/fair-person-history.h"
#include "desk/fair-person-notes.h"
#include "desk/fair-person-rows.h"
#include "desk/fair-person-words.h"

#include <glib/gi18n-lib.h>

/* Who is moved past quickly, and read quickly, is not announced by a spinner: in milliseconds. */
#define PATIENCE 150

struct _FairPersonPane
{
  AdwBin parent_instance;

  FairBooth *booth;
  char *id;                   /* who is to be shown, or NULL */
  FairPersonDetails *details; /* of who is shown, or NULL */
  FairDuplicateGroup *group;  /* or NULL */
  FairProgram *program;       /* whose words it is shown in, or NULL */
  GCancellable *loading;      /* or NULL */
  guint patience;             /* a timer */
  gboolean filling;           /* what changes now is not the staff's doing */

  GtkStack *state;
  AdwStatusPage *failed_page;
  GtkScrolledWindow *scroller;
  GtkWidget *content;
  GtkLabel *name;
  GtkLabel *beneath;
  GtkWidget *unfinished;
  GtkToggleButton *star;
  AdwButtonContent *star_content;
  GtkBox *duplicates;
  FairPersonAnswersView *answers;
  GtkLabel *other_form;
  GtkBox *agreed;
  FairPersonNotes *notes;
  GtkBox *joined;
  FairPersonHistory *history;
};

G_DEFINE_FINAL_TYPE (FairPersonPane, fair_person_pane, ADW_TYPE_BIN)

enum
{
  EDIT,
  CORRECT,
  ERASE,
  COMPARE,
  COPIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const FairVersion *
get_standing (FairPersonPane *self)
{
  return fair_person_record_get_standing (self->details->record);
}

static void
noted (FairPersonPane *self,
       gpointer        edit,
       const char     *said)
{
  g_signal_emit (self, signals[EDIT], 0, edit, said);
}

static void
copied (FairPersonPane *self,
        const char     *said)
{
  g_signal_emit (self, signals[COPIED], 0, said);
}

static void
star_toggled (FairPersonPane *self)
{
  gboolean starred = gtk_toggle_button_get_active (self->star);
  g_autoptr (FairAnswers) patch = NULL;
  g_autofree char *name = NULL, *said = NULL;
  FairPersonEdit *edit;

  adw_button_content_set_icon_name (self->star_content, starred ? "starred-symbolic" : "non-starred-symbolic");
  if (self->filling || self->details == NULL)
    return;
  patch = fair_answers_new ();
  fair_answers_set_flag (patch, FAIR_NOTE_STAR, starred);
  edit = fair_person_edit_new ();
  fair_person_edit_note (edit, get_standing (self)->id, patch);
  name = fair_person_words_dup_name (self->details->record);
  said = g_strdup_printf (starred ? _("Starred %s") : _("Took the star from %s"), name);
  noted (self, edit, said);
}

static void
correct_clicked (FairPersonPane *self)
{
  fair_person_notes_flush (self->notes);
  g_signal_emit (self, signals[CORRECT], 0);
}

static void
erase_clicked (FairPersonPane *self)
{
  g_signal_emit (self, signals[ERASE], 0);
}

static void
compare_activated (FairPersonPane *self)
{
  fair_person_notes_flush (self->notes);
  if (self->group != NULL)
    g_signal_emit (self, signals[COMPARE], 0, self->group);
}

static void
copy_all_clicked (FairPersonPane *self)
{
  g_autoptr (GPtrArray) answers = fair_person_list_answers (get_standing (self), self->details->form);
  g_autofree char *text = fair_person_answers_to_text (answers);
  g_autofree char *all = g_strdup_printf ("%s\n%s\n\n%s", gtk_label_get_label (self->name), gtk_label_get_label (self->beneath), text);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), all);
  copied (self, _("Copied all answers"));
}

static void
separate_activated (FairPersonPane *self,
                    GtkWidget      *button)
{
  FairPersonEdit *edit = fair_person_edit_new ();
  g_autofree char *said = g_strdup_printf (_("Separated %s"), (const char *) g_object_get_data (G_OBJECT (button), "name"));

  fair_person_edit_unjoin (edit, get_standing (self)->id, g_object_get_data (G_OBJECT (button), "id"));
  noted (self, edit, said);
}

/* Whoever is at what goes is led to the pane's first control. GTK (as of 4.18) may leave the focus with a widget that was taken out, and
 * what is above it pointing at what is hidden by now: Tab would never come into the pane again. */
static void
clear_box (FairPersonPane *self,
           GtkBox         *box)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL, *child;

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (box)))
    gtk_widget_grab_focus (GTK_WIDGET (self->star));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
show_joined (FairPersonPane *self)
{
  GPtrArray *joined = self->details->joined;
  GtkListBox *list;

  clear_box (self, self->joined);
  gtk_widget_set_visible (GTK_WIDGET (self->joined), joined->len > 0);
  if (joined->len == 0)
    return;
  list = fair_person_rows_add (self->joined, _("Joined Sign-Ups"));
  for (guint i = 0; i < joined->len; i++)
    {
      FairPersonRecord *other = joined->pdata[i];
      g_autofree char *name = fair_person_words_dup_name (other);
      g_autofree char *beneath = fair_person_words_dup_beneath (self->booth, fair_person_record_get_standing (other));
      g_autofree char *accessible = g_strdup_printf (_("Separate %s"), name);
      GtkWidget *button = g_object_new (ADW_TYPE_BUTTON_ROW, "title", _("Se_parate"), "use-underline", TRUE, NULL);
      AdwActionRow *row = fair_person_row_new (name, NULL);

      adw_action_row_set_subtitle (row, beneath);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, accessible, -1);
      g_object_set_data_full (G_OBJECT (button), "id", g_strdup (fair_person_record_get_standing (other)->id), g_free);
      g_object_set_data_full (G_OBJECT (button), "name", g_strdup (name), g_free);
      g_signal_connect_object (button, "activated", G_CALLBACK (separate_activated), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (list, GTK_WIDGET (row));
      gtk_list_box_append (list, button);
    }
}

static const char *
get_reason (const FairDuplicateGroup *group)
{
  return group->reason == FAIR_DUPLICATE_EMAIL ? _("The same email address. Compare…") : _("The same name at the same school. Compare…");
}

static void
show_duplicates (FairPersonPane *self)
{
  guint others = self->group != NULL ? self->group->people->len - 1 : 0;
  g_autofree char *title = NULL;
  AdwActionRow *row;
  GtkWidget *arrow;

  clear_box (self, self->duplicates);
  gtk_widget_set_visible (GTK_WIDGET (self->duplicates), others > 0);
  if (others == 0)
    return;
  title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u sign-up may be of the same person", "%u sign-ups may be of the same person",
                                        others),
                           others);
  row = fair_person_row_new (title, NULL);
  adw_action_row_set_subtitle (row, get_reason (self->group));
  gtk_widget_add_css_class (GTK_WIDGET (row), "person-duplicates");
  arrow = g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic", "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  adw_action_row_add_suffix (row, arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (compare_activated), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (fair_person_rows_add (self->duplicates, NULL), GTK_WIDGET (row));
}

static void
show_form_note (FairPersonPane *self)
{
  FairProgram *program = fair_booth_get_program (self->booth);
  const char *tag = get_standing (self)->form;
  FairForm *today = program != NULL ? program->form : NULL;
  g_autofree char *note = NULL;

  if (today == NULL || g_strcmp0 (tag, fair_form_get_version_tag (today)) != 0)
    note = g_strdup_printf (self->details->is_own_form ? _("Asked with an earlier form (%s).")
                                                       : _("Asked with a form that this laptop does not have (%s); shown with the one of today."),
                            tag != NULL ? tag : "?");
  gtk_label_set_label (self->other_form, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->other_form), note != NULL);
}

static void
show_head (FairPersonPane *self)
{
  const FairVersion *version = get_standing (self);
  g_autofree char *name = fair_person_words_dup_name (self->details->record);
  g_autofree char *beneath = fair_person_words_dup_beneath (self->booth, version);

  if (g_strcmp0 (gtk_label_get_label (self->name), name) != 0)
    gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->beneath, beneath);
  gtk_widget_set_visible (self->unfinished, fair_version_is_unfinished (version));
  self->filling = TRUE;
  gtk_toggle_button_set_active (self->star, yyjson_get_bool (yyjson_obj_get (version->staff, FAIR_NOTE_STAR)));
  self->filling = FALSE;
}

/* What changes with a further version only, or with the words that are spoken: what is there keeps the focus otherwise. */
static void
show_versions (FairPersonPane *self)
{
  show_duplicates (self);
  fair_person_answers_view_set_details (self->answers, self->details);
  show_form_note (self);
  clear_box (self, self->agreed);
  fair_person_agreed_add (self->agreed, self->booth, self->details->record);
  show_joined (self);
  fair_person_history_set_details (self->history, self->booth, self->details);
}

static void
show_person (FairPersonPane *self)
{
  show_head (self);
  fair_person_notes_set_record (self->notes, self->booth, self->details->record);
  gtk_widget_set_sensitive (self->content, TRUE);
  gtk_stack_set_visible_child_name (self->state, "person");
}

static void
take_details (FairPersonPane *self,
              GPtrArray      *people)
{
  g_autoptr (FairPersonDetails) before = g_steal_pointer (&self->details);
  FairProgram *program = fair_booth_get_program (self->booth);
  gboolean other_words = g_set_object (&self->program, program);
  gboolean is_other = before == NULL || !g_str_equal (fair_person_record_get_standing (before->record)->id, self->id);

  self->details = g_ptr_array_steal_index (people, 0);
  if (is_other)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  if (is_other || other_words || before->joined->len != self->details->joined->len ||
      before->record->versions->len != self->details->record->versions->len)
    show_versions (self);
  show_person (self);
}

static void
show_load_failure (FairPersonPane *self,
                   const GError   *error)
{
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);

  fair_person_notes_flush (self->notes);
  g_clear_pointer (&self->details, fair_person_details_free);
  adw_status_page_set_description (self->failed_page, escaped);
  gtk_stack_set_visible_child_name (self->state,
                                    g_error_matches (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND) ? "gone" : "failed");
}

static void
stop_loading (FairPersonPane *self)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static void
loaded (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (FairPersonPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = fair_person_details_load_finish (result, &error);

  if (self->booth == NULL || g_task_get_cancellable (G_TASK (result)) != self->loading)
    return; /* it is gone, or somebody else is wanted */
  stop_loading (self);
  if (people != NULL)
    take_details (self, people);
  else
    show_load_failure (self, error);
}

static gboolean
lose_patience (gpointer data)
{
  FairPersonPane *self = data;

  self->patience = 0;
  gtk_stack_set_visible_child_name (self->state, "loading");
  return G_SOURCE_REMOVE;
}

static void
load (FairPersonPane *self)
{
  FairStore *store = fair_booth_get_store (self->booth);
  FairProgram *program = fair_booth_get_program (self->booth);

  stop_loading (self);
  if (self->id == NULL || store == NULL)
    return;
  self->loading = g_cancellable_new ();
  fair_person_details_load_async (store, (const char *const[]) { self->id, NULL }, program != NULL ? program->form : NULL,
                                  fair_booth_get_data_folder (self->booth), self->loading, loaded, g_object_ref (self));
}

static void
try_again (FairPersonPane *self)
{
  gtk_stack_set_visible_child_name (self->state, "loading");
  load (self);
}

static void
fair_person_pane_dispose (GObject *object)
{
  FairPersonPane *self = FAIR_PERSON_PANE (object);

  stop_loading (self);
  g_clear_pointer (&self->details, fair_person_details_free);
  g_clear_pointer (&self->group, fair_duplicate_group_free);
  g_clear_object (&self->program);
  g_clear_object (&self->booth);

  G_OBJECT_CLASS (fair_person_pane_parent_class)->dispose (object);
}

static void
fair_person_pane_finalize (GObject *object)
{
  g_free (FAIR_PERSON_PANE (object)->id);

  G_OBJECT_CLASS (fair_person_pane_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, FairPersonPane, state);
  gtk_widget_class_bind_template_child (widget_class, FairPersonPane, failed_page);
  gtk_widget_class_bind_template_child (widget_class, FairPersonPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, FairPersonPane, content);
  gtk_widget_class_bind_template_child (widget_class, FairPersonPane, name);
  gtk_widget_class_bind_template_child (widget_class, FairPersonPane, beneath);
  gtk_widget_class_bind_template_child (widget_class, FairPersonPane, unfinished);
  gtk_widget_class_bind_template_child (widget_class, FairPersonPane, star);
  gtk_widget_class_bind_template_child (widget_class, FairPersonPane, star_content);
  gtk_widget_class_bind_template_child (widget_class, FairPersonPane, duplicates);
  gtk_widget_class_bind_template_child (widget_class, FairPersonPane, answers);
  gtk_widget_class_bind_template_child (widget_class, FairPersonPane, other_form);
  gtk_widget_class_bind_template_child (widget_class, FairPersonPane, agreed);
  gtk_widget_class_bind_template_child (widget_class, FairPersonPane, notes);
  gtk_widget_class_bind_template_child (widget_class, FairPersonPane, joined);
  gtk_widget_class_bind_template_child (widget_class, FairPersonPane, history);
}

static void
fair_person_pane_class_init (FairPersonPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = FAIR_TYPE_PERSON_PANE;

  G_OBJECT_CLASS (klass)->dispose = fair_person_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = fair_person_pane_finalize;

  signals[EDIT] = g_signal_new ("edit", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_STRING);
  signals[CORRECT] = g_signal_new ("correct", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ERASE] = g_signal_new ("erase", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[COMPARE] = g_signal_new ("compare", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[COPIED] = g_signal_new ("copied", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (FAIR_TYPE_PERSON_ANSWERS_VIEW);
  g_type_ensure (FAIR_TYPE_PERSON_NOTES);
  g_type_ensure (FAIR_TYPE_PERSON_HISTORY);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/desk/fair-person-pane.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, try_again);
  gtk_widget_class_bind_template_callback (widget_class, star_toggled);
  gtk_widget_class_bind_template_callback (widget_class, correct_clicked);
  gtk_widget_class_bind_template_callback (widget_class, copy_all_clicked);
  gtk_widget_class_bind_template_callback (widget_class, erase_clicked);
  gtk_widget_class_bind_template_callback (widget_class, copied);
  gtk_widget_class_bind_template_callback (widget_class, noted);
}

static void
fair_person_pane_init (FairPersonPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** Returns: (transfer floating): a pane that shows nobody; it reads again when the booth's store or program is another one */
GtkWidget *
fair_person_pane_new (FairBooth *booth)
{
  FairPersonPane *self;

  g_return_val_if_fail (FAIR_IS_BOOTH (booth), NULL);

  self = g_object_new (FAIR_TYPE_PERSON_PANE, NULL);
  self->booth = g_object_ref (booth);
  g_signal_connect_object (booth, "notify::store", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (booth, "notify::program", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/* Shows somebody, or where @id is NULL a page that says why it shows nobody. */
static void
show_person_or_page (FairPersonPane *self,
                     const char     *id,
                     const char     *page)
{
  if (id != NULL && g_strcmp0 (self->id, id) == 0)
    {
      load (self);
      return;
    }
  fair_person_notes_flush (self->notes);
  g_set_str (&self->id, id);
  g_clear_pointer (&self->group, fair_duplicate_group_free);
  load (self);
  if (id == NULL)
    {
      g_clear_pointer (&self->details, fair_person_details_free);
      gtk_stack_set_visible_child_name (self->state, page);
      return;
    }
  gtk_widget_set_sensitive (self->content, FALSE);
  self->patience = g_timeout_add (PATIENCE, lose_patience, self);
}

/**
 * fair_person_pane_set_person:
 * @id: (nullable): who is to be shown; NULL for nobody
 *
 * Reads them in a worker thread; the newest wins. A note that is being typed about somebody else is handed over first. The possible
 * duplicates are those of nobody until fair_person_pane_set_duplicates() tells them.
 */
void
fair_person_pane_set_person (FairPersonPane *self,
                             const char     *id)
{
  g_return_if_fail (FAIR_IS_PERSON_PANE (self));

  show_person_or_page (self, id, "nobody");
}

/** Says that nobody is shown because several are selected. */
void
fair_person_pane_set_several (FairPersonPane *self)
{
  g_return_if_fail (FAIR_IS_PERSON_PANE (self));

  show_person_or_page (self, NULL, "several");
}

/** Returns: (nullable): who is shown, or is being read */
const char *
fair_person_pane_get_person (FairPersonPane *self)
{
  g_return_val_if_fail (FAIR_IS_PERSON_PANE (self), NULL);

  return self->id;
}

/** Returns: (transfer none) (nullable): all that there is of who is shown, until the pane reads again; NULL while nobody is */
const FairPersonRecord *
fair_person_pane_get_record (FairPersonPane *self)
{
  g_return_val_if_fail (FAIR_IS_PERSON_PANE (self), NULL);

  return self->details != NULL ? self->details->record : NULL;
}

/** The person may have changed: reads them again. What is being typed, the focus and the place in the pane stay. */
void
fair_person_pane_reload (FairPersonPane *self)
{
  g_return_if_fail (FAIR_IS_PERSON_PANE (self));

  load (self);
}

/** @group: (nullable): the sign-ups that may be of the same person as who is shown, them included; copied */
void
fair_person_pane_set_duplicates (FairPersonPane           *self,
                                 const FairDuplicateGroup *group)
{
  g_return_if_fail (FAIR_IS_PERSON_PANE (self));

  g_clear_pointer (&self->group, fair_duplicate_group_free);
  self->group = group != NULL ? fair_duplicate_group_copy (group) : NULL;
  show_duplicates (self);
}

/**
 * fair_person_pane_show_failure:
 * @id: of whom something was not saved
 * @message: why not, and what to do, in whole sentences
 *
 * A note that was typed stays, and can be saved again; all else is shown as it is saved.
 */
void
fair_person_pane_show_failure (FairPersonPane *self,
                               const char     *id,
                               const char     *message)
{
  g_return_if_fail (FAIR_IS_PERSON_PANE (self));

  fair_person_notes_show_failure (self->notes, id, message);
  if (self->details != NULL)
    show_person (self);
}

/** Hands over what is being typed: for a window that closes. */
void
fair_person_pane_flush (FairPersonPane *self)
{
  g_return_if_fail (FAIR_IS_PERSON_PANE (self));

  fair_person_notes_flush (self->notes);
}
