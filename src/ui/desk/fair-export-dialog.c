/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-export-dialog.h"

#include "booth/fair-combo-list.h"
#include "export/fair-exporter.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

struct _FairExportDialog
{
  AdwDialog parent_instance;

  FairBooth *booth;
  GCancellable *cancellable;
  GFile *file;
  GStrv event_ids; /* one for each row of the list but the first, which means all fairs */

  GtkStack *stack;
  AdwComboRow *format_row;
  AdwComboRow *event_row;
  AdwSwitchRow *new_row;
  AdwSwitchRow *choices_row;
  AdwSwitchRow *staff_row;
  GtkLabel *explanation;
  GtkLabel *failure;
  GtkButton *export_button;
  GtkProgressBar *progress;
  AdwStatusPage *done_page;
  GtkLabel *skipped;
};

G_DEFINE_FINAL_TYPE (FairExportDialog, fair_export_dialog, ADW_TYPE_DIALOG)

static const FairExportFormat *
get_format (FairExportDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->format_row);

  return &fair_export_formats[selected != GTK_INVALID_LIST_POSITION ? selected : 0];
}

static void
format_selected (FairExportDialog *self)
{
  const FairExportFormat *format = get_format (self);

  gboolean has_people = (format->flags & FAIR_EXPORT_HAS_NOBODY) == 0;

  gtk_label_set_label (self->explanation, _(format->purpose));
  gtk_widget_set_visible (GTK_WIDGET (self->event_row), has_people);
  gtk_widget_set_visible (GTK_WIDGET (self->new_row), has_people);
  gtk_widget_set_visible (GTK_WIDGET (self->choices_row), (format->flags & FAIR_EXPORT_HAS_LISTS) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->staff_row), (format->flags & FAIR_EXPORT_HAS_STAFF) != 0);
}

static void
fill_formats (FairExportDialog *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (const FairExportFormat *format = fair_export_formats; format->name != NULL; format++)
    gtk_string_list_append (titles, _(format->title));
  adw_combo_row_set_model (self->format_row, G_LIST_MODEL (titles));
}

static void
fill_events (FairExportDialog *self)
{
  FairProgram *program = fair_booth_get_program (self->booth);
  GPtrArray *events = program != NULL ? program->events : NULL;
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _("All fairs"));
  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const FairEvent *event = events->pdata[i];

      gtk_string_list_append (names, event->name);
      g_strv_builder_add (ids, event->id);
    }

  self->event_ids = g_strv_builder_end (ids);
  adw_combo_row_set_model (self->event_row, G_LIST_MODEL (names));
}

static void
show_failure (FairExportDialog *self,
              const char       *message)
{
  gtk_label_set_label (self->failure, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->failure), message != NULL);
  gtk_stack_set_visible_child_name (self->stack, "choose");
}

/* What is not in the file, in whole sentences; "" where all is. */
static char *
dup_skipped (const FairExportReport *report)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) sentences = NULL;

  if (report->n_unfinished > 0)
    g_strv_builder_take (builder, g_strdup_printf (ngettext ("%'" PRIu64 " form that somebody left unfinished is not in it.",
                                                             "%'" PRIu64 " forms that people left unfinished are not in it.",
                                                             (gulong) report->n_unfinished),
                                                   report->n_unfinished));
  if (report->left_out->len > 0)
    g_strv_builder_take (builder, g_strdup_printf (ngettext ("%'u person could not be written in this format, and is not in it.",
                                                             "%'u people could not be written in this format, and are not in it.",
                                                             report->left_out->len),
                                                   report->left_out->len));
  if (report->read->bad_lines->len > 0)
    g_strv_builder_take (builder, g_strdup_printf (ngettext ("%'" PRIu64 " damaged line was skipped. See Where the Data Is.",
                                                             "%'" PRIu64 " damaged lines were skipped. See Where the Data Is.",
                                                             (gulong) report->read->bad_lines->len),
                                                   (guint64) report->read->bad_lines->len));
  if (report->n_alike > 0)
    g_strv_builder_take (builder, g_strdup_printf (ngettext ("%'" PRIu64 " person has the first name, last name and email of another one: Slate "
                                                             "makes one of them. See Possible Duplicates.",
                                                             "%'" PRIu64 " people have the first name, last name and email of another one: Slate "
                                                             "makes one of them. See Possible Duplicates.",
                                                             (gulong) report->n_alike),
                                                   report->n_alike));
  sentences = g_strv_builder_end (builder);
  return g_strjoinv (" ", sentences);
}

static void
show_done (FairExportDialog       *self,
           const FairExportReport *report)
{
  g_autofree char *name = g_file_get_basename (self->file);
  g_autofree char *escaped = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *skipped = NULL;

  if ((get_format (self)->flags & FAIR_EXPORT_HAS_NOBODY) != 0)
    /* Translators: the name of a file */
    summary = g_strdup_printf (_("It is in %s. Nobody’s details are in it."), name);
  else
    summary = g_strdup_printf (ngettext ("%'" PRIu64 " sign-up is in %s.", "%'" PRIu64 " sign-ups are in %s.",
                                         (gulong) report->n_written),
                               report->n_written, name);
  escaped = g_markup_escape_text (summary, -1);
  adw_status_page_set_description (self->done_page, escaped);

  skipped = dup_skipped (report);
  gtk_label_set_label (self->skipped, skipped);
  gtk_widget_set_visible (GTK_WIDGET (self->skipped), *skipped != '\0');
  gtk_stack_set_visible_child_name (self->stack, "done");
}

/* Its other end, exported(), keeps the dialog until then. */
static void
told (guint64  done,
      guint64  total,
      gpointer user_data)
{
  FairExportDialog *self = user_data;

  gtk_progress_bar_set_fraction (self->progress, total > 0 ? (double) done / (double) total : 0.0);
}

static void
exported (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (FairExportDialog) self = user_data;
  g_autoptr (FairExportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  report = fair_export_to_file_finish (result, &error);
  if (report != NULL)
    show_done (self, report);
  else
    show_failure (self, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? NULL : error->message);
}

static void
start_export (FairExportDialog *self)
{
  FairProgram *program = fair_booth_get_program (self->booth);
  guint event = adw_combo_row_get_selected (self->event_row);
  FairExportOptions options = {
    .format = get_format (self),
    .filter.event = event > 0 && event != GTK_INVALID_LIST_POSITION ? self->event_ids[event - 1] : NULL,
    .filter.is_new = adw_switch_row_get_active (self->new_row),
    .choices_apart = adw_switch_row_get_active (self->choices_row),
    .has_staff = adw_switch_row_get_active (self->staff_row),
    .program = program,
    .zones = program != NULL ? program->time_zones : NULL,
  };

  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_progress_bar_set_fraction (self->progress, 0.0);
  gtk_stack_set_visible_child_name (self->stack, "working");
  fair_export_to_file_async (fair_booth_get_store (self->booth), program != NULL ? program->form : NULL,
                             &options, self->file, told, self, self->cancellable, exported, g_object_ref (self));
}

static void
file_chosen (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (FairExportDialog) self = user_data;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;

  file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);
  if (file != NULL)
    {
      g_set_object (&self->file, file);
      start_export (self);
    }
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    {
      show_failure (self, error->message);
    }
}

static GtkFileFilter *
make_filter (const FairExportFormat *format)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _(format->title));
  gtk_file_filter_add_mime_type (filter, format->mime_type);
  if (format->extension != NULL)
    gtk_file_filter_add_suffix (filter, format->extension);
  return filter;
}

static void
export_clicked (FairExportDialog *self)
{
  const FairExportFormat *format = get_format (self);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = make_filter (format);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *name = NULL;

  if (fair_booth_get_store (self->booth) == NULL)
    {
      show_failure (self, _("The sign-ups cannot be read: see the message at the top of the window."));
      return;
    }

  if ((format->flags & FAIR_EXPORT_HAS_NOBODY) != 0)
    name = g_strdup_printf ("%s %s.%s", _(format->title), date, format->extension);
  else
    /* Translators: the file name that an export is offered under; %s is a date. */
    name = g_strdup_printf (_("sign-ups %s.%s"), date, format->extension != NULL ? format->extension : "");
  if (format->extension == NULL)
    name[strlen (name) - 1] = '\0';
  gtk_file_dialog_set_title (dialog, _("Export Sign-Ups"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, file_chosen, g_object_ref (self));
}

static void
cancel_clicked (FairExportDialog *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
show_clicked (FairExportDialog *self)
{
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (self->file);

  gtk_file_launcher_open_containing_folder (launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, NULL, NULL);
}

/* A dialog that is closed half-way leaves no half-written file: the export goes to a temporary one. */
static void
fair_export_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (FAIR_EXPORT_DIALOG (dialog)->cancellable);
}

static void
fair_export_dialog_dispose (GObject *object)
{
  FairExportDialog *self = FAIR_EXPORT_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->file);
  g_clear_pointer (&self->event_ids, g_strfreev);
  gtk_widget_dispose_template (GTK_WIDGET (self), FAIR_TYPE_EXPORT_DIALOG);
  g_clear_object (&self->booth);

  G_OBJECT_CLASS (fair_export_dialog_parent_class)->dispose (object);
}

static void
fair_export_dialog_class_init (FairExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_export_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = fair_export_dialog_closed;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/desk/fair-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FairExportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, FairExportDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, FairExportDialog, event_row);
  gtk_widget_class_bind_template_child (widget_class, FairExportDialog, new_row);
  gtk_widget_class_bind_template_child (widget_class, FairExportDialog, choices_row);
  gtk_widget_class_bind_template_child (widget_class, FairExportDialog, staff_row);
  gtk_widget_class_bind_template_child (widget_class, FairExportDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, FairExportDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, FairExportDialog, export_button);
  gtk_widget_class_bind_template_child (widget_class, FairExportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, FairExportDialog, done_page);
  gtk_widget_class_bind_template_child (widget_class, FairExportDialog, skipped);
  gtk_widget_class_bind_template_callback (widget_class, format_selected);
  gtk_widget_class_bind_template_callback (widget_class, export_clicked);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, show_clicked);
}

static void
fair_export_dialog_init (FairExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fair_combo_list_follow_tab (self->format_row);
  fair_combo_list_follow_tab (self->event_row);
}

/**
 * fair_export_dialog_new:
 *
 * Returns: (transfer floating): a dialog that exports the booth's sign-ups, off the main thread
 */
AdwDialog *
fair_export_dialog_new (FairBooth *booth)
{
  FairExportDialog *self;

  g_return_val_if_fail (FAIR_IS_BOOTH (booth), NULL);

  self = g_object_new (FAIR_TYPE_EXPORT_DIALOG, NULL);
  self->booth = g_object_ref (booth);
  fill_formats (self);
  fill_events (self);

  return ADW_DIALOG (self);
}
