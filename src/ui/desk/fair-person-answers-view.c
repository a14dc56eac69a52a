/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-person-answers-view.h"

#include "desk/fair-person-answers.h"
#include "desk/fair-person-rows.h"
#include "desk/fair-person-words.h"

#include <glib/gi18n-lib.h>

struct _FairPersonAnswersView
{
  AdwBin parent_instance;

  GtkBox *column;
  char *shown; /* the answers that stand there, as plain text */
};

G_DEFINE_FINAL_TYPE (FairPersonAnswersView, fair_person_answers_view, ADW_TYPE_BIN)

enum
{
  COPIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
copy_clicked (GtkWidget *button,
              gpointer   row)
{
  GtkWidget *self = gtk_widget_get_ancestor (button, FAIR_TYPE_PERSON_ANSWERS_VIEW);
  g_autofree char *said = g_strdup_printf (_("Copied %s"), adw_preferences_row_get_title (row));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (button), g_object_get_data (row, "answer"));
  g_signal_emit (self, signals[COPIED], 0, said);
}

/* The window has the action outside kiosk mode only: without it there is no button. */
static void
add_write_button (AdwActionRow           *row,
                  const FairPersonAnswer *answer)
{
  g_autofree char *escaped = g_uri_escape_string (answer->text, "@", FALSE);
  g_autofree char *url = g_strconcat ("mailto:", escaped, NULL);
  g_autofree char *name = g_strdup_printf (_("Write to %s"), answer->text);
  GtkWidget *button = fair_person_row_add_button (row, "mail-send-symbolic", name);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", url);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-link");
  g_object_bind_property (button, "sensitive", button, "visible", G_BINDING_SYNC_CREATE);
}

static void
add_answer (GtkListBox             *list,
            const FairPersonAnswer *answer)
{
  g_autofree char *shown = fair_person_words_dup_shown (answer);
  AdwActionRow *row = fair_person_row_new (answer->title, shown);
  g_autofree char *name = g_strdup_printf (_("Copy %s"), answer->title);
  GtkWidget *button;

  g_object_set_data_full (G_OBJECT (row), "answer", g_strdup (answer->text), g_free);
  if (answer->kind == FAIR_FIELD_EMAIL)
    add_write_button (row, answer);
  button = fair_person_row_add_button (row, "edit-copy-symbolic", name);
  gtk_widget_set_name (button, answer->id);
  g_signal_connect (button, "clicked", G_CALLBACK (copy_clicked), row);
  gtk_list_box_append (list, GTK_WIDGET (row));
}

static const char *
get_section_title (FairForm   *form,
                   const char *section)
{
  for (guint i = 0; section != NULL && i < fair_form_get_n_sections (form); i++)
    if (g_str_equal (fair_form_get_section (form, i)->id, section))
      return fair_form_get_section (form, i)->title;
  return _("Other Answers");
}

static void
fill (FairPersonAnswersView *self,
      GPtrArray             *answers,
      FairForm              *form)
{
  GtkListBox *list = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->column))) != NULL)
    gtk_box_remove (self->column, child);
  for (guint i = 0; i < answers->len; i++)
    {
      const FairPersonAnswer *answer = answers->pdata[i];

      if (i == 0 || g_strcmp0 (answer->section, ((FairPersonAnswer *) answers->pdata[i - 1])->section) != 0)
        list = fair_person_rows_add (self->column, get_section_title (form, answer->section));
      add_answer (list, answer);
    }
  if (answers->len == 0)
    gtk_list_box_append (fair_person_rows_add (self->column, NULL), GTK_WIDGET (fair_person_row_new (_("Nothing was answered"), NULL)));
}

static GtkWidget *
find_named (GtkWidget  *root,
            const char *name)
{
  if (g_str_equal (gtk_widget_get_name (root), name))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_named (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Whose answer the focus is at. */
static char *
dup_focused (FairPersonAnswersView *self)
{
  GtkWidget *focus = gtk_widget_get_root (GTK_WIDGET (self)) != NULL ? gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self))) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ? g_strdup (gtk_widget_get_name (focus)) : NULL;
}

static void
fair_person_answers_view_finalize (GObject *object)
{
  g_free (FAIR_PERSON_ANSWERS_VIEW (object)->shown);

  G_OBJECT_CLASS (fair_person_answers_view_parent_class)->finalize (object);
}

static void
fair_person_answers_view_class_init (FairPersonAnswersViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fair_person_answers_view_finalize;

  signals[COPIED] = g_signal_new ("copied", FAIR_TYPE_PERSON_ANSWERS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_STRING);
}

static void
fair_person_answers_view_init (FairPersonAnswersView *self)
{
  self->column = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->column));
}

/** Returns: (transfer floating): a view of nobody's answers */
GtkWidget *
fair_person_answers_view_new (void)
{
  return g_object_new (FAIR_TYPE_PERSON_ANSWERS_VIEW, NULL);
}

/**
 * fair_person_answers_view_set_details:
 * @details: whose answers are shown; borrowed for the call
 *
 * What says the same as before stays as it is; what does not keeps the focus where it was.
 */
void
fair_person_answers_view_set_details (FairPersonAnswersView   *self,
                                      const FairPersonDetails *details)
{
  g_autoptr (GPtrArray) answers = NULL;
  g_autofree char *text = NULL, *focused = NULL;
  GtkWidget *again;

  g_return_if_fail (FAIR_IS_PERSON_ANSWERS_VIEW (self));
  g_return_if_fail (details != NULL);

  answers = fair_person_list_answers (fair_person_record_get_standing (details->record), details->form);
  text = fair_person_answers_to_text (answers);
  if (!g_set_str (&self->shown, text))
    return;
  focused = dup_focused (self);
  fill (self, answers, details->form);
  again = focused != NULL ? find_named (GTK_WIDGET (self), focused) : NULL;
  if (again != NULL)
    gtk_widget_grab_focus (again);
}
