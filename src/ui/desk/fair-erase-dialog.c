/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-erase-dialog.h"

#include "base/fair-text.h"
#include "booth/fair-announce.h"
#include "desk/fair-erase-people.h"
#include "desk/fair-erase-plan.h"
#include "desk/fair-erase-report.h"
#include "desk/fair-person-rows.h"
#include "desk/fair-person-words.h"

#include <glib/gi18n-lib.h>

/* How many are named one by one. */
#define MAX_NAMED 12

struct _FairEraseDialog
{
  AdwDialog parent_instance;

  FairBooth *booth;
  GStrv ids;
  GCancellable *cancellable; /* of reading, then of erasing */
  gboolean is_erasing;

  GtkStack *state;
  GtkLabel *question;
  GtkBox *people;
  GtkLabel *progress_label;
  GtkProgressBar *progress;
  GtkLabel *outcome;
  GtkLabel *failure;
  GtkWidget *all_clear;
  GtkBox *report;
  GtkButton *cancel_button;
  GtkWidget *erase_button;
};

G_DEFINE_FINAL_TYPE (FairEraseDialog, fair_erase_dialog, ADW_TYPE_DIALOG)

enum
{
  ERASED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static char *
dup_name (const FairErasePerson *person)
{
  return g_strdup (fair_text_is_blank (person->name) ? _("No name") : person->name);
}

static AdwActionRow *
new_row (FairEraseDialog       *self,
         const FairErasePerson *person)
{
  g_autofree char *name = dup_name (person);
  g_autofree char *moment = fair_person_words_dup_moment (self->booth, person->event, person->at_ms);
  g_autofree char *event = fair_person_words_dup_event (self->booth, person->event);
  g_autofree char *joined = NULL, *beneath = NULL;
  AdwActionRow *row = fair_person_row_new (name, NULL);

  joined = person->n_joined == 0 ? g_strdup ("")
                                 : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "with %u joined sign-up", "with %u joined sign-ups",
                                                                 person->n_joined),
                                                    person->n_joined);
  beneath = fair_person_words_join ((const char *const[]) { moment, event, joined, NULL });
  adw_action_row_set_subtitle (row, beneath);
  return row;
}

static void
show_people (FairEraseDialog *self,
             GPtrArray       *people,
             GtkBox          *to)
{
  GtkListBox *list = fair_person_rows_add (to, NULL);
  g_autofree char *more = NULL;

  for (guint i = 0; i < MIN (people->len, MAX_NAMED); i++)
    gtk_list_box_append (list, GTK_WIDGET (new_row (self, people->pdata[i])));
  if (people->len <= MAX_NAMED)
    return;
  more = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "and %u more", "and %u more", people->len - MAX_NAMED), people->len - MAX_NAMED);
  gtk_list_box_append (list, GTK_WIDGET (fair_person_row_new (more, NULL)));
}

static char *
dup_question (GPtrArray *people)
{
  g_autofree char *name = NULL;
  guint n_sign_ups = people->len;

  for (guint i = 0; i < people->len; i++)
    n_sign_ups += ((FairErasePerson *) people->pdata[i])->n_joined;
  if (people->len == 1)
    {
      name = dup_name (people->pdata[0]);
      return g_strdup_printf (_("Erase %s?"), name);
    }
  if (n_sign_ups > people->len)
    return g_strdup_printf (_("Erase %u people with %u sign-ups?"), people->len, n_sign_ups);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Erase %u person?", "Erase %u people?", people->len), people->len);
}

static void
show_outcome (FairEraseDialog *self,
              const char      *outcome,
              const char      *failure)
{
  gtk_label_set_label (self->outcome, outcome);
  gtk_label_set_label (self->failure, failure != NULL ? failure : "");
  gtk_widget_set_visible (GTK_WIDGET (self->failure), failure != NULL);
  gtk_widget_set_visible (self->erase_button, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel_button), TRUE);
  gtk_button_set_label (self->cancel_button, _("_Close"));
  gtk_stack_set_visible_child_name (self->state, "done");
  gtk_widget_grab_focus (GTK_WIDGET (self->cancel_button));
  fair_announce (GTK_WIDGET (self), failure != NULL ? failure : outcome, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
planned (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (FairEraseDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = fair_erase_plan_make_finish (result, &error);
  g_autofree char *question = NULL;

  if (self->booth == NULL) /* it is gone */
    return;
  if (people == NULL || people->len == 0)
    {
      show_outcome (self, _("Nobody Was Erased"), error != NULL ? error->message : _("They have been erased meanwhile."));
      return;
    }
  question = dup_question (people);
  gtk_label_set_label (self->question, question);
  show_people (self, people, self->people);
  gtk_widget_set_visible (self->erase_button, TRUE);
  gtk_stack_set_visible_child_name (self->state, "asking");
  gtk_widget_grab_focus (GTK_WIDGET (self->cancel_button));
}

static void
show_progress (guint    n_done,
               gpointer user_data)
{
  FairEraseDialog *self = user_data;
  guint n = g_strv_length (self->ids);
  g_autofree char *text = NULL;

  if (self->booth == NULL)
    return;
  text = g_strdup_printf (_("Erased %u of %u"), n_done, n);
  gtk_label_set_label (self->progress_label, text);
  gtk_progress_bar_set_fraction (self->progress, (double) n_done / n);
}

static char *
dup_outcome (FairEraseDialog        *self,
             const FairEraseOutcome *outcome)
{
  guint n = g_strv_length (self->ids);

  if (outcome->n_done == 0)
    return g_strdup (_("Nobody Was Erased"));
  if (outcome->n_done < n)
    return g_strdup_printf (_("Erased %u of %u"), outcome->n_done, n);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Erased %u Person", "Erased %u People", n), n);
}

static void
others_found (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (FairEraseDialog) self = user_data;
  g_autoptr (GPtrArray) people = fair_erase_plan_make_finish (result, NULL);

  if (self->booth != NULL && people != NULL && people->len > 0)
    show_people (self, people, self->report);
}

/* Says who they are that the report counts: whom nobody can look for, nobody can erase. */
static void
find_others (FairEraseDialog       *self,
             const FairEraseReport *report)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  for (guint i = 0; i < report->others->len; i++)
    g_strv_builder_add (builder, report->others->pdata[i]);
  if (report->keeper != NULL)
    g_strv_builder_add (builder, report->keeper);
  ids = g_strv_builder_end (builder);
  if (ids[0] != NULL)
    fair_erase_plan_make_async (fair_booth_get_store (self->booth), (const char *const *) ids, NULL, others_found, g_object_ref (self));
}

static void
show_report (FairEraseDialog        *self,
             const FairEraseOutcome *outcome)
{
  g_autofree char *text = dup_outcome (self, outcome);
  gboolean says_something = fair_erase_report_show (outcome->report, self->report);
  gboolean is_stopped = g_error_matches (outcome->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  const char *failure = outcome->error != NULL ? outcome->error->message : NULL;

  gtk_widget_set_visible (self->all_clear, !says_something && outcome->n_done > 0);
  show_outcome (self, text, is_stopped ? _("Stopped; the others are still there.") : failure);
  find_others (self, outcome->report);
}

static void
erased (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (FairEraseDialog) self = user_data;
  g_autoptr (FairEraseOutcome) outcome = fair_erase_people_finish (result);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  for (guint i = 0; i < outcome->report->erased->len; i++)
    g_strv_builder_add (builder, outcome->report->erased->pdata[i]);
  ids = g_strv_builder_end (builder);
  self->is_erasing = FALSE;
  adw_dialog_set_can_close (ADW_DIALOG (self), TRUE);
  if (self->booth != NULL)
    show_report (self, outcome);
  g_signal_emit (self, signals[ERASED], 0, ids);
}

static void
erase_clicked (FairEraseDialog *self)
{
  gboolean several = g_strv_length (self->ids) > 1;

  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->is_erasing = TRUE;
  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
  gtk_widget_set_visible (self->erase_button, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), several);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel_button), several);
  gtk_button_set_label (self->cancel_button, _("_Stop"));
  gtk_stack_set_visible_child_name (self->state, "working");
  fair_erase_people_async (fair_booth_get_store (self->booth), (const char *const *) self->ids, show_progress, self->cancellable, erased,
                           g_object_ref (self));
}

static void
cancel_clicked (FairEraseDialog *self)
{
  if (self->is_erasing)
    g_cancellable_cancel (self->cancellable);
  else
    adw_dialog_close (ADW_DIALOG (self));
}

static void
fair_erase_dialog_dispose (GObject *object)
{
  FairEraseDialog *self = FAIR_ERASE_DIALOG (object);

  if (!self->is_erasing)
    g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), FAIR_TYPE_ERASE_DIALOG);
  g_clear_object (&self->booth);

  G_OBJECT_CLASS (fair_erase_dialog_parent_class)->dispose (object);
}

static void
fair_erase_dialog_finalize (GObject *object)
{
  FairEraseDialog *self = FAIR_ERASE_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_strfreev (self->ids);

  G_OBJECT_CLASS (fair_erase_dialog_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, FairEraseDialog, state);
  gtk_widget_class_bind_template_child (widget_class, FairEraseDialog, question);
  gtk_widget_class_bind_template_child (widget_class, FairEraseDialog, people);
  gtk_widget_class_bind_template_child (widget_class, FairEraseDialog, progress_label);
  gtk_widget_class_bind_template_child (widget_class, FairEraseDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, FairEraseDialog, outcome);
  gtk_widget_class_bind_template_child (widget_class, FairEraseDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, FairEraseDialog, all_clear);
  gtk_widget_class_bind_template_child (widget_class, FairEraseDialog, report);
  gtk_widget_class_bind_template_child (widget_class, FairEraseDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, FairEraseDialog, erase_button);
}

static void
fair_erase_dialog_class_init (FairEraseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_erase_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = fair_erase_dialog_finalize;

  signals[ERASED] = g_signal_new ("erased", FAIR_TYPE_ERASE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/desk/fair-erase-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, erase_clicked);
}

static void
fair_erase_dialog_init (FairEraseDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fair_erase_dialog_new:
 * @booth: with the store, which has to be open
 * @ids: (array zero-terminated=1): who is to be gone, at least one
 *
 * Returns: (transfer floating): a dialog that asks before anything happens, with “Cancel” at hand
 */
AdwDialog *
fair_erase_dialog_new (FairBooth         *booth,
                       const char *const *ids)
{
  FairEraseDialog *self = g_object_new (FAIR_TYPE_ERASE_DIALOG, NULL);

  self->booth = g_object_ref (booth);
  self->ids = g_strdupv ((char **) ids);
  fair_erase_plan_make_async (fair_booth_get_store (booth), ids, self->cancellable, planned, g_object_ref (self));
  return ADW_DIALOG (self);
}
