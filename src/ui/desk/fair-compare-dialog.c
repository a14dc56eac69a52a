/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-compare-dialog.h"

#include "booth/fair-announce.h"
#include "desk/fair-person-details.h"
#include "desk/fair-person-words.h"

#include <glib/gi18n-lib.h>

/* One of the sign-ups. */
typedef struct
{
  const FairPersonDetails *details; /* of the dialog */
  GPtrArray *answers;               /* of FairPersonAnswer */
  char *name;
  GtkCheckButton *keep;
  GtkCheckButton *takes_part; /* or NULL: all do */
} Column;

struct _FairCompareDialog
{
  AdwDialog parent_instance;

  FairBooth *booth;
  GCancellable *cancellable;
  GPtrArray *people;  /* of FairPersonDetails */
  GPtrArray *columns; /* of Column */
  GPtrArray *rows;    /* of GtkBox: cells beside each other, or one above the other */
  GPtrArray *numbers; /* of GtkWidget: whose cell it is, where they are one above the other */
  gboolean is_narrow;

  GtkStack *state;
  AdwStatusPage *none_page;
  GtkBox *column;
  GtkLabel *failure;
  GtkWidget *buttons;
};

G_DEFINE_FINAL_TYPE (FairCompareDialog, fair_compare_dialog, ADW_TYPE_DIALOG)

enum
{
  EDIT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
free_column (gpointer data)
{
  Column *column = data;

  g_ptr_array_unref (column->answers);
  g_free (column->name);
  g_free (column);
}

static const FairVersion *
get_version (const Column *column)
{
  return fair_person_record_get_standing (column->details->record);
}

static gboolean
takes_part (const Column *column)
{
  return column->takes_part == NULL || gtk_check_button_get_active (column->takes_part);
}

static void
apply_width (FairCompareDialog *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      gtk_orientable_set_orientation (self->rows->pdata[i], self->is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
      gtk_box_set_homogeneous (self->rows->pdata[i], !self->is_narrow);
    }
  for (guint i = 0; i < self->numbers->len; i++)
    gtk_widget_set_visible (self->numbers->pdata[i], self->is_narrow);
}

static void
became_narrow (FairCompareDialog *self)
{
  self->is_narrow = TRUE;
  apply_width (self);
}

static void
became_wide (FairCompareDialog *self)
{
  self->is_narrow = FALSE;
  apply_width (self);
}

static void
hand_over (FairCompareDialog *self,
           FairPersonEdit    *edit,
           const char        *said)
{
  gtk_widget_set_sensitive (self->buttons, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->failure), FALSE);
  g_signal_emit (self, signals[EDIT], 0, edit, said);
}

static const Column *
find_kept (FairCompareDialog *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (gtk_check_button_get_active (((Column *) self->columns->pdata[i])->keep))
      return self->columns->pdata[i];
  return NULL;
}

static void
same_clicked (FairCompareDialog *self)
{
  const Column *kept = find_kept (self);
  g_autoptr (FairPersonEdit) edit = fair_person_edit_new ();
  g_autofree char *said = NULL;
  guint n = 1;

  for (guint i = 0; kept != NULL && i < self->columns->len; i++)
    {
      const Column *other = self->columns->pdata[i];

      if (other == kept || !takes_part (other))
        continue;
      fair_person_edit_join (edit, get_version (kept)->id, get_version (other)->id);
      n++;
    }
  if (n == 1)
    {
      fair_compare_dialog_show_failure (self, _("Choose which one is kept, and at least one other that is of the same person."));
      return;
    }
  said = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Joined %u sign-up of %s", "Joined %u sign-ups of %s", n), n, kept->name);
  hand_over (self, g_steal_pointer (&edit), said);
}

/* Those whom a sign-up is known to be different from, the others in the dialog included. */
static FairAnswers *
make_distinct (FairCompareDialog *self,
               const Column      *column)
{
  const FairVersion *version = get_version (column);
  g_autoptr (FairAnswers) staff = version->staff != NULL ? fair_answers_new_from_value (version->staff) : fair_answers_new ();
  g_auto (GStrv) before = fair_answers_dup_codes (staff, FAIR_DISTINCT_FROM), all = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  FairAnswers *patch = fair_answers_new ();

  g_strv_builder_addv (builder, (const char **) before);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *other = self->columns->pdata[i];

      if (other != column && takes_part (other) && !g_strv_contains ((const char *const *) before, get_version (other)->id))
        g_strv_builder_add (builder, get_version (other)->id);
    }
  all = g_strv_builder_end (builder);
  fair_answers_set_codes (patch, FAIR_DISTINCT_FROM, (const char *const *) all);
  return patch;
}

static void
different_clicked (FairCompareDialog *self)
{
  g_autoptr (FairPersonEdit) edit = fair_person_edit_new ();
  g_autofree char *said = NULL;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = self->columns->pdata[i];
      g_autoptr (FairAnswers) patch = takes_part (column) ? make_distinct (self, column) : NULL;

      if (patch != NULL && !fair_answers_is_empty (patch))
        fair_person_edit_note (edit, get_version (column)->id, patch);
    }
  if (fair_person_edit_is_empty (edit))
    {
      fair_compare_dialog_show_failure (self, _("Choose at least two that are of different people."));
      return;
    }
  said = g_strdup_printf (_("%s: different people"), ((Column *) self->columns->pdata[0])->name);
  hand_over (self, g_steal_pointer (&edit), said);
}

static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0f, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* A cell with the number of its sign-up before it, which is seen where the cells are one above the other. */
static GtkWidget *
new_cell (FairCompareDialog *self,
          guint              index,
          GtkWidget         *content)
{
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *number = g_strdup_printf ("%u", index + 1);
  GtkWidget *label = new_label (number, "compare-number");

  gtk_label_set_xalign (GTK_LABEL (label), 0.5f);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_set_hexpand (content, TRUE);
  gtk_widget_set_valign (content, GTK_ALIGN_START);
  g_ptr_array_add (self->numbers, label);
  gtk_box_append (GTK_BOX (cell), label);
  gtk_box_append (GTK_BOX (cell), content);
  return cell;
}

static GtkBox *
add_row (FairCompareDialog *self,
         const char        *title,
         gboolean           differs)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *cells = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_widget_add_css_class (row, "compare-row");
  if (title != NULL)
    {
      g_autofree char *marked = differs ? g_strdup_printf (_("%s · different"), title) : g_strdup (title);

      gtk_box_append (GTK_BOX (row), new_label (marked, "compare-title"));
    }
  if (differs)
    gtk_widget_add_css_class (row, "different");
  gtk_box_append (GTK_BOX (row), cells);
  gtk_box_append (self->column, row);
  g_ptr_array_add (self->rows, cells);
  return GTK_BOX (cells);
}

/* What one says and another leaves out is no difference, nor is how it is capitalised. */
static gboolean
differ (const char *one,
        const char *other)
{
  g_autofree char *folded = one != NULL ? g_utf8_casefold (one, -1) : NULL;
  g_autofree char *other_folded = other != NULL ? g_utf8_casefold (other, -1) : NULL;

  return folded != NULL && other_folded != NULL && !g_str_equal (folded, other_folded);
}

static void
add_values (FairCompareDialog  *self,
            const char         *title,
            const char *const  *values)
{
  const char *first = NULL;
  gboolean differs = FALSE;
  GtkBox *cells;

  for (guint i = 0; i < self->columns->len; i++)
    {
      differs |= differ (first, values[i]);
      first = first != NULL ? first : values[i];
    }
  if (first == NULL)
    return;
  cells = add_row (self, title, differs);
  for (guint i = 0; i < self->columns->len; i++)
    {
      GtkWidget *label = new_label (values[i] != NULL ? values[i] : "—", NULL);

      gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      ((Column *) self->columns->pdata[i])->name, -1);
      gtk_box_append (cells, new_cell (self, i, label));
    }
}

static const FairPersonAnswer *
find_answer (const Column *column,
             const char   *id)
{
  for (guint i = 0; i < column->answers->len; i++)
    {
      const FairPersonAnswer *answer = column->answers->pdata[i];

      if (g_str_equal (answer->id, id))
        return answer;
    }
  return NULL;
}

static void
add_field (FairCompareDialog *self,
           const char        *id)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  const char *title = id;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const FairPersonAnswer *answer = find_answer (self->columns->pdata[i], id);

      g_ptr_array_add (values, answer != NULL ? fair_person_words_dup_shown (answer) : NULL);
      title = answer != NULL ? answer->title : title;
    }
  add_values (self, title, (const char *const *) values->pdata);
}

/* In the order of the form, then what it does not know. */
static void
add_fields (FairCompareDialog *self)
{
  FairForm *form = ((Column *) self->columns->pdata[0])->details->form;
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; form != NULL && i < fair_form_get_n_fields (form); i++)
    {
      const char *id = fair_field_get_id (fair_form_get_field (form, i));

      g_hash_table_add (done, (char *) id);
      add_field (self, id);
    }
  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = self->columns->pdata[i];

      for (guint j = 0; j < column->answers->len; j++)
        if (g_hash_table_add (done, (char *) ((FairPersonAnswer *) column->answers->pdata[j])->id))
          add_field (self, ((FairPersonAnswer *) column->answers->pdata[j])->id);
    }
}

static void
add_notes (FairCompareDialog *self)
{
  g_autofree const char **values = g_new0 (const char *, self->columns->len);

  for (guint i = 0; i < self->columns->len; i++)
    values[i] = yyjson_get_str (yyjson_obj_get (get_version (self->columns->pdata[i])->staff, FAIR_NOTE_TEXT));
  add_values (self, _("Note"), values);
}

static GtkCheckButton *
new_check (const char *title,
           const char *name)
{
  GtkWidget *check = gtk_check_button_new_with_label (title);
  g_autofree char *accessible = g_strdup_printf ("%s: %s", title, name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, accessible, -1);
  return GTK_CHECK_BUTTON (check);
}

/* Who signed up must not disappear behind what they had left before. */
static gboolean
can_be_kept (FairCompareDialog *self,
             const Column      *column)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (!fair_version_is_unfinished (get_version (self->columns->pdata[i])))
      return !fair_version_is_unfinished (get_version (column));
  return TRUE;
}

/* Who it is, and when they signed up. */
static GtkWidget *
new_head (FairCompareDialog *self,
          const Column      *column)
{
  const FairVersion *version = get_version (column);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *beneath = fair_person_words_dup_beneath (self->booth, version);
  GtkWidget *badge;

  gtk_box_append (GTK_BOX (head), new_label (column->name, "compare-name"));
  gtk_box_append (GTK_BOX (head), new_label (beneath, "dimmed"));
  if (!fair_version_is_unfinished (version))
    return head;
  badge = new_label (_("Left unfinished"), "person-badge");
  gtk_widget_set_halign (badge, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (head), badge);
  return head;
}

static void
add_head (FairCompareDialog *self)
{
  GtkBox *cells = add_row (self, NULL, FALSE);
  GtkCheckButton *first = NULL;

  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = self->columns->pdata[i];
      GtkWidget *head = new_head (self, column);

      column->keep = new_check (_("Keep this one"), column->name);
      gtk_check_button_set_group (column->keep, first);
      first = column->keep;
      gtk_widget_set_sensitive (GTK_WIDGET (column->keep), can_be_kept (self, column));
      gtk_box_append (GTK_BOX (head), GTK_WIDGET (column->keep));
      if (self->columns->len > 2)
        {
          column->takes_part = new_check (_("One of them"), column->name);
          gtk_check_button_set_active (column->takes_part, TRUE);
          gtk_box_append (GTK_BOX (head), GTK_WIDGET (column->takes_part));
        }
      gtk_box_append (cells, new_cell (self, i, head));
    }
}

/* The one with the most answers; of several the last, who knows best. */
static void
choose_kept (FairCompareDialog *self)
{
  Column *best = NULL;

  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = self->columns->pdata[i];

      if (can_be_kept (self, column) && (best == NULL || column->answers->len >= best->answers->len))
        best = column;
    }
  if (best != NULL)
    gtk_check_button_set_active (best->keep, TRUE);
}

static void
add_columns (FairCompareDialog *self)
{
  for (guint i = 0; i < self->people->len; i++)
    {
      Column *column = g_new0 (Column, 1);

      column->details = self->people->pdata[i];
      column->answers = fair_person_list_answers (get_version (column), column->details->form);
      column->name = fair_person_words_dup_name (column->details->record);
      g_ptr_array_add (self->columns, column);
    }
}

static void
show_people (FairCompareDialog *self)
{
  add_columns (self);
  add_head (self);
  add_fields (self);
  add_notes (self);
  choose_kept (self);
  apply_width (self);
  gtk_widget_set_sensitive (self->buttons, TRUE);
  gtk_stack_set_visible_child_name (self->state, "people");
}

static void
show_nothing (FairCompareDialog *self,
              const char        *reason)
{
  g_autofree char *escaped = g_markup_escape_text (reason, -1);

  adw_status_page_set_description (self->none_page, escaped);
  gtk_stack_set_visible_child_name (self->state, "none");
}

static void
loaded (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (FairCompareDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = fair_person_details_load_finish (result, &error);

  if (self->cancellable == NULL) /* it is gone */
    return;
  if (people == NULL)
    {
      show_nothing (self, error->message);
      return;
    }
  self->people = g_steal_pointer (&people);
  if (self->people->len > 1)
    show_people (self);
  else
    show_nothing (self, _("The others have been erased meanwhile."));
}

static void
fair_compare_dialog_dispose (GObject *object)
{
  FairCompareDialog *self = FAIR_COMPARE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), FAIR_TYPE_COMPARE_DIALOG);
  g_clear_object (&self->booth);

  G_OBJECT_CLASS (fair_compare_dialog_parent_class)->dispose (object);
}

static void
fair_compare_dialog_finalize (GObject *object)
{
  FairCompareDialog *self = FAIR_COMPARE_DIALOG (object);

  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->numbers);
  g_clear_pointer (&self->people, g_ptr_array_unref);

  G_OBJECT_CLASS (fair_compare_dialog_parent_class)->finalize (object);
}

static void
fair_compare_dialog_class_init (FairCompareDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_compare_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = fair_compare_dialog_finalize;

  signals[EDIT] = g_signal_new ("edit", FAIR_TYPE_COMPARE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER,
                                G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/desk/fair-compare-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FairCompareDialog, state);
  gtk_widget_class_bind_template_child (widget_class, FairCompareDialog, none_page);
  gtk_widget_class_bind_template_child (widget_class, FairCompareDialog, column);
  gtk_widget_class_bind_template_child (widget_class, FairCompareDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, FairCompareDialog, buttons);
  gtk_widget_class_bind_template_callback (widget_class, became_narrow);
  gtk_widget_class_bind_template_callback (widget_class, became_wide);
  gtk_widget_class_bind_template_callback (widget_class, same_clicked);
  gtk_widget_class_bind_template_callback (widget_class, different_clicked);
}

static void
fair_compare_dialog_init (FairCompareDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->columns = g_ptr_array_new_with_free_func (free_column);
  self->rows = g_ptr_array_new ();
  self->numbers = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fair_compare_dialog_new:
 * @booth: with the store, which has to be open
 * @group: whose sign-ups; borrowed for the call
 *
 * Returns: (transfer floating): a dialog that reads them in a worker thread and shows them side by side
 */
AdwDialog *
fair_compare_dialog_new (FairBooth                *booth,
                         const FairDuplicateGroup *group)
{
  FairCompareDialog *self = g_object_new (FAIR_TYPE_COMPARE_DIALOG, NULL);
  FairProgram *program = fair_booth_get_program (booth);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  for (guint i = 0; i < group->people->len; i++)
    g_strv_builder_add (builder, ((FairDuplicatePerson *) group->people->pdata[i])->id);
  ids = g_strv_builder_end (builder);
  self->booth = g_object_ref (booth);
  fair_person_details_load_async (fair_booth_get_store (booth), (const char *const *) ids, program != NULL ? program->form : NULL,
                                  fair_booth_get_data_folder (booth), self->cancellable, loaded, g_object_ref (self));
  return ADW_DIALOG (self);
}

/**
 * fair_compare_dialog_show_failure:
 * @message: why it is not saved, and what to do, in whole sentences
 */
void
fair_compare_dialog_show_failure (FairCompareDialog *self,
                                  const char        *message)
{
  g_return_if_fail (FAIR_IS_COMPARE_DIALOG (self));
  g_return_if_fail (message != NULL);

  gtk_widget_set_sensitive (self->buttons, TRUE);
  gtk_label_set_label (self->failure, message);
  gtk_widget_set_visible (GTK_WIDGET (self->failure), TRUE);
  fair_announce (GTK_WIDGET (self), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}
