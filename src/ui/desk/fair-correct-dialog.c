/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-correct-dialog.h"

#include "base/fair-json.h"
#include "booth/fair-announce.h"
#include "desk/fair-person-words.h"
#include "form/fair-form-view.h"
#include "form/fair-no-form.h"
#include "form/fair-validation.h"

#include <glib/gi18n-lib.h>

struct _FairCorrectDialog
{
  AdwDialog parent_instance;

  FairForm *form;
  char *id;
  char *name;
  gboolean unfinished;
  FairAnswers *answers; /* as they are saved */
  FairAnswers *before;  /* as the form has them: what it cannot show is not in there */

  FairFormView *view;
  AdwBin *place;
  GtkLabel *failure;
  GtkWidget *save_button;
};

G_DEFINE_FINAL_TYPE (FairCorrectDialog, fair_correct_dialog, ADW_TYPE_DIALOG)

enum
{
  EDIT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What differs from what the form began with; null for what was taken away. What nobody touched stays as it is saved. */
static FairAnswers *
make_changes (FairCorrectDialog *self)
{
  g_autoptr (FairAnswers) now = fair_form_view_dup_answers (self->view);
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  FairAnswers *changes = fair_answers_new ();

  for (guint i = 0; i < fair_form_get_n_fields (self->form); i++)
    {
      const char *id = fair_field_get_id (fair_form_get_field (self->form, i));
      yyjson_mut_val *before = fair_answers_peek_value (self->before, id);
      yyjson_mut_val *after = fair_answers_peek_value (now, id);

      if (after == NULL && before != NULL)
        fair_answers_set_value (changes, id, yyjson_mut_null (doc));
      else if (after != NULL && (before == NULL || !yyjson_mut_equals (before, after)))
        fair_answers_set_value (changes, id, after);
    }
  return changes;
}

static gboolean
has_changes (FairCorrectDialog *self)
{
  g_autoptr (FairAnswers) changes = self->view != NULL ? make_changes (self) : NULL;

  return changes != NULL && !fair_answers_is_empty (changes);
}

/* Whether what somebody left unfinished is whole with this. */
static gboolean
completes (FairCorrectDialog *self,
           const FairAnswers *changes)
{
  g_autoptr (FairAnswers) all = fair_answers_copy (self->answers), normalized = NULL;
  yyjson_mut_obj_iter members = yyjson_mut_obj_iter_with (fair_answers_peek_root (changes));
  yyjson_mut_val *key;

  while ((key = yyjson_mut_obj_iter_next (&members)) != NULL)
    fair_answers_set_value (all, yyjson_mut_get_str (key), yyjson_mut_obj_iter_get_val (key));
  normalized = fair_form_normalize (self->form, all);
  return self->unfinished && fair_form_accept (self->form, normalized, NULL);
}

static void
emit_edit (FairCorrectDialog *self,
           const FairAnswers *changes)
{
  FairPersonEdit *edit = fair_person_edit_new ();
  gboolean is_whole = completes (self, changes);
  g_autofree char *said = g_strdup_printf (is_whole ? _("Corrected %s, who has signed up now") : _("Corrected %s"), self->name);

  fair_person_edit_correct (edit, self->id, changes, self->form);
  if (is_whole)
    {
      g_autoptr (FairAnswers) patch = fair_answers_new ();
      g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);

      fair_answers_set_value (patch, FAIR_UNFINISHED, yyjson_mut_null (doc));
      fair_person_edit_note (edit, self->id, patch);
    }
  gtk_widget_set_sensitive (self->save_button, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->failure), FALSE);
  g_signal_emit (self, signals[EDIT], 0, edit, said);
}

/* What was wrong before, and is not touched, is no hindrance: so the form itself cannot be asked. */
static void
save (FairCorrectDialog *self)
{
  g_autoptr (FairAnswers) changes = NULL, accepted = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *missing = NULL;

  if (!gtk_widget_get_sensitive (self->save_button))
    return;
  changes = make_changes (self);
  if (fair_answers_is_empty (changes))
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  accepted = fair_form_accept_changes (self->form, self->answers, changes, &error);
  if (accepted != NULL)
    {
      emit_edit (self, accepted);
      return;
    }
  fair_form_view_judge_all (self->view);
  missing = fair_form_view_dup_missing_fields (self->view);
  fair_correct_dialog_show_failure (self, missing != NULL ? missing : error->message);
}

static void
discard_chosen (FairCorrectDialog *self,
                const char        *response)
{
  if (g_str_equal (response, "discard"))
    adw_dialog_force_close (ADW_DIALOG (self));
}

static void
close_attempted (FairCorrectDialog *self)
{
  AdwDialog *question;

  if (!has_changes (self))
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  question = adw_alert_dialog_new (_("Discard What You Changed?"), _("Nothing of it has been saved."));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (question), "keep", _("_Keep Typing"), "discard", _("_Discard"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (question), "keep");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (question), "keep");
  g_signal_connect_object (question, "response", G_CALLBACK (discard_chosen), self, G_CONNECT_SWAPPED);
  adw_dialog_present (question, GTK_WIDGET (self));
}

static void
fair_correct_dialog_dispose (GObject *object)
{
  FairCorrectDialog *self = FAIR_CORRECT_DIALOG (object);

  self->view = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), FAIR_TYPE_CORRECT_DIALOG);

  G_OBJECT_CLASS (fair_correct_dialog_parent_class)->dispose (object);
}

static void
fair_correct_dialog_finalize (GObject *object)
{
  FairCorrectDialog *self = FAIR_CORRECT_DIALOG (object);

  g_clear_object (&self->form);
  g_clear_pointer (&self->answers, fair_answers_unref);
  g_clear_pointer (&self->before, fair_answers_unref);
  g_free (self->id);
  g_free (self->name);

  G_OBJECT_CLASS (fair_correct_dialog_parent_class)->finalize (object);
}

static void
fair_correct_dialog_class_init (FairCorrectDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_correct_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = fair_correct_dialog_finalize;

  signals[EDIT] = g_signal_new ("edit", FAIR_TYPE_CORRECT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER,
                                G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/desk/fair-correct-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FairCorrectDialog, place);
  gtk_widget_class_bind_template_child (widget_class, FairCorrectDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, FairCorrectDialog, save_button);
  gtk_widget_class_bind_template_callback (widget_class, close_attempted);
  gtk_widget_class_bind_template_callback (widget_class, save);
}

static void
fair_correct_dialog_init (FairCorrectDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_form (FairCorrectDialog *self)
{
  self->view = FAIR_FORM_VIEW (fair_form_view_new (self->form));
  fair_form_view_set_staff_note (self->view, FALSE);
  fair_form_view_load_answers (self->view, self->answers);
  self->before = fair_form_view_dup_answers (self->view);
  g_signal_connect_object (self->view, "submit", G_CALLBACK (save), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->place, GTK_WIDGET (self->view));
}

static void
show_no_form (FairCorrectDialog *self,
              FairProgram       *program)
{
  g_autofree char *reason = program != NULL ? fair_no_form_describe (program) : NULL;

  adw_bin_set_child (self->place, g_object_new (ADW_TYPE_STATUS_PAGE, "icon-name", "dialog-warning-symbolic", "title",
                                                _("There Is No Form"), "description", reason, NULL));
  gtk_widget_set_sensitive (self->save_button, FALSE);
}

/**
 * fair_correct_dialog_new:
 * @booth: with the form
 * @record: of whom; borrowed for the call
 *
 * Returns: (transfer floating): a dialog with their answers in the form of today. Answers that it does not know, or cannot show, stay
 */
AdwDialog *
fair_correct_dialog_new (FairBooth              *booth,
                         const FairPersonRecord *record)
{
  const FairVersion *version = fair_person_record_get_standing (record);
  FairProgram *program = fair_booth_get_program (booth);
  FairCorrectDialog *self = g_object_new (FAIR_TYPE_CORRECT_DIALOG, NULL);
  g_autofree char *title = NULL;

  self->id = g_strdup (version->id);
  self->name = fair_person_words_dup_name (record);
  self->unfinished = fair_version_is_unfinished (version);
  self->answers = fair_answers_new_from_value (fair_version_get_answers (version));
  title = g_strdup_printf (_("Correct %s"), self->name);
  adw_dialog_set_title (ADW_DIALOG (self), title);
  if (program != NULL)
    g_set_object (&self->form, program->form);
  if (self->form != NULL)
    show_form (self);
  else
    show_no_form (self, program);
  return ADW_DIALOG (self);
}

/**
 * fair_correct_dialog_show_failure:
 * @message: why it is not saved, and what to do, in whole sentences
 *
 * What was typed stays, and can be saved again.
 */
void
fair_correct_dialog_show_failure (FairCorrectDialog *self,
                                  const char        *message)
{
  g_return_if_fail (FAIR_IS_CORRECT_DIALOG (self));
  g_return_if_fail (message != NULL);

  gtk_widget_set_sensitive (self->save_button, TRUE);
  gtk_label_set_label (self->failure, message);
  gtk_widget_set_visible (GTK_WIDGET (self->failure), TRUE);
  fair_announce (GTK_WIDGET (self), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}
