/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-data-dialog.h"
#include "store/people/fair-people-read.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* How many unreadable lines are listed; the rest is counted. */
#define MAX_LISTED 20

struct _FairDataDialog
{
  AdwDialog parent_instance;

  FairBooth *booth;
  GCancellable *cancellable;

  AdwActionRow *folder_row;
  AdwActionRow *count_row;
  AdwActionRow *device_row;
  GtkWidget *spinner;
  AdwPreferencesGroup *bad_group;
  GtkLabel *failure;
};

G_DEFINE_FINAL_TYPE (FairDataDialog, fair_data_dialog, ADW_TYPE_DIALOG)

static void
add_bad_line (FairDataDialog *self,
              const char     *title,
              const char     *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (self->bad_group, row);
  gtk_widget_set_visible (GTK_WIDGET (self->bad_group), TRUE);
}

static void
show_bad_lines (FairDataDialog       *self,
                const FairReadReport *report)
{
  for (guint i = 0; i < MIN (report->bad_lines->len, MAX_LISTED); i++)
    {
      const FairBadLine *line = report->bad_lines->pdata[i];
      g_autofree char *title = g_strdup_printf (_("Line %" PRIu64), line->line_number);

      add_bad_line (self, title, line->reason);
    }
  if (report->bad_lines->len > MAX_LISTED)
    {
      g_autofree char *more = g_strdup_printf (_("and %'" PRIu64 " more"), (guint64) report->bad_lines->len - MAX_LISTED);

      add_bad_line (self, more, _("`fairctl verify` names every one."));
    }
}

static void
show_report (FairDataDialog       *self,
             const FairReadReport *report)
{
  const FairBadLine *torn = fair_store_get_torn_tail (fair_booth_get_store (self->booth));
  g_autofree char *count = NULL;
  g_autofree char *both = NULL;

  count = g_strdup_printf (ngettext ("%'" PRIu64 " person", "%'" PRIu64 " people", (gulong) report->n_standing),
                           report->n_standing);
  if (report->n_unfinished > 0)
    /* Translators: "12 people, and 3 forms that were left unfinished" */
    both = g_strdup_printf (ngettext ("%s, and %'" PRIu64 " form that was left unfinished", "%s, and %'" PRIu64 " forms that were left unfinished",
                                      (gulong) report->n_unfinished),
                            count, report->n_unfinished);
  adw_action_row_set_subtitle (self->count_row, both != NULL ? both : count);
  if (torn != NULL)
    add_bad_line (self, _("Unfinished line at the end"), torn->reason);
  show_bad_lines (self, report);
}

static void
read_finished (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  FairDataDialog *self = FAIR_DATA_DIALOG (source);
  g_autoptr (FairReadReport) report = NULL;
  g_autoptr (GError) error = NULL;

  report = g_task_propagate_pointer (G_TASK (result), &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_widget_set_visible (self->spinner, FALSE);
  if (report != NULL)
    {
      show_report (self, report);
      return;
    }

  adw_action_row_set_subtitle (self->count_row, _("Unknown"));
  gtk_label_set_label (self->failure, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->failure), TRUE);
}

/* Only the report counts: the people themselves are nobody's business here. */
static gboolean
pass_by (const FairVersion *version,
         gpointer          user_data,
         GError          **error)
{
  return TRUE;
}

static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  GError *error = NULL;

  if (fair_store_foreach (task_data, pass_by, NULL, report, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&report), (GDestroyNotify) fair_read_report_free);
  else
    g_task_return_error (task, error);
}

static void
start_reading (FairDataDialog *self)
{
  FairStore *store = fair_booth_get_store (self->booth);
  g_autoptr (GTask) task = NULL;

  if (store == NULL)
    {
      const char *error = fair_booth_get_store_error (self->booth);

      gtk_widget_set_visible (self->spinner, FALSE);
      adw_action_row_set_subtitle (self->count_row, _("Unknown"));
      gtk_label_set_label (self->failure, error != NULL ? error : "");
      gtk_widget_set_visible (GTK_WIDGET (self->failure), error != NULL);
      return;
    }

  adw_action_row_set_subtitle (self->device_row, fair_store_get_device_id (store));
  task = g_task_new (self, self->cancellable, read_finished, NULL);
  g_task_set_source_tag (task, start_reading);
  g_task_set_task_data (task, g_object_ref (store), g_object_unref);
  g_task_run_in_thread (task, read_in_thread);
}

static void
open_clicked (FairDataDialog *self)
{
  g_autoptr (GFile) folder = g_file_new_for_path (fair_booth_get_data_folder (self->booth));
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (folder);

  gtk_file_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, NULL, NULL);
}

static void
fair_data_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (FAIR_DATA_DIALOG (dialog)->cancellable);
}

static void
fair_data_dialog_dispose (GObject *object)
{
  FairDataDialog *self = FAIR_DATA_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FAIR_TYPE_DATA_DIALOG);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->booth);

  G_OBJECT_CLASS (fair_data_dialog_parent_class)->dispose (object);
}

static void
fair_data_dialog_class_init (FairDataDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_data_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = fair_data_dialog_closed;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/desk/fair-data-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FairDataDialog, folder_row);
  gtk_widget_class_bind_template_child (widget_class, FairDataDialog, count_row);
  gtk_widget_class_bind_template_child (widget_class, FairDataDialog, device_row);
  gtk_widget_class_bind_template_child (widget_class, FairDataDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, FairDataDialog, bad_group);
  gtk_widget_class_bind_template_child (widget_class, FairDataDialog, failure);
  gtk_widget_class_bind_template_callback (widget_class, open_clicked);
}

static void
fair_data_dialog_init (FairDataDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * fair_data_dialog_new:
 *
 * Returns: (transfer floating): a dialog that reads the whole journal, off the main thread, and says what it holds
 */
AdwDialog *
fair_data_dialog_new (FairBooth *booth)
{
  FairDataDialog *self;

  g_return_val_if_fail (FAIR_IS_BOOTH (booth), NULL);

  self = g_object_new (FAIR_TYPE_DATA_DIALOG, NULL);
  self->booth = g_object_ref (booth);
  adw_action_row_set_subtitle (self->folder_row, fair_booth_get_data_folder (booth));
  start_reading (self);

  return ADW_DIALOG (self);
}
