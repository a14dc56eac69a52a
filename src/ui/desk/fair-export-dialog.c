/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-export-dialog.h"

#include "booth/fair-combo-list.h"
#include "desk/fair-export-done.h"
#include "desk/fair-last-export-row.h"
#include "export/fair-exporter.h"

#include <glib/gi18n-lib.h>

struct _FairExportDialog
{
  AdwDialog parent_instance;

  FairBooth *booth;
  FairDeskModel *model;  /* NULL where the sign-ups cannot be read */
  GCancellable *closing; /* what the desktop's dialogs end with */
  GCancellable *cancellable;
  GFile *file;
  GFile *template; /* the text of messages; NULL for the program's own */

  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwComboRow *format_row;
  FairExportWhoRow *who_row;
  AdwSwitchRow *new_row;
  AdwSwitchRow *choices_row;
  AdwSwitchRow *staff_row;
  AdwActionRow *template_row;
  GtkWidget *choose_template_button;
  GtkWidget *usual_template_button;
  FairLastExportRow *last_row;
  GtkLabel *explanation;
  GtkLabel *failure;
  GtkButton *export_button;
  GtkWidget *cancel_button;
  GtkProgressBar *progress;
  FairExportDone *done;
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
  gtk_widget_set_visible (GTK_WIDGET (self->who_row), has_people);
  gtk_widget_set_visible (GTK_WIDGET (self->new_row), has_people);
  gtk_widget_set_visible (GTK_WIDGET (self->choices_row), (format->flags & FAIR_EXPORT_HAS_LISTS) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->staff_row), (format->flags & FAIR_EXPORT_HAS_STAFF) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->template_row), (format->flags & FAIR_EXPORT_TAKES_TEMPLATE) != 0);
}

static void
fill_formats (FairExportDialog *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (const FairExportFormat *format = fair_export_formats; format->name != NULL; format++)
    gtk_string_list_append (titles, _(format->title));
  adw_combo_row_set_model (self->format_row, G_LIST_MODEL (titles));
}

/* The focus goes with the page: without it no key does anything. */
static void
show_page (FairExportDialog *self,
           const char       *name,
           GtkWidget        *focus)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  adw_dialog_set_focus (ADW_DIALOG (self), focus);
}

static void
show_failure (FairExportDialog *self,
              const char       *message)
{
  gtk_label_set_label (self->failure, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->failure), message != NULL);
  show_page (self, "choose", GTK_WIDGET (self->export_button));
}

static AdwToast *
say (FairExportDialog *self,
     const char       *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_dismiss_all (self->toasts);
  adw_toast_overlay_add_toast (self->toasts, toast);
  return toast;
}

static void
say_with_undo (FairExportDialog *self,
               const char       *text,
               GCallback         undo)
{
  AdwToast *toast = say (self, text);

  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect_object (toast, "button-clicked", undo, self, G_CONNECT_SWAPPED);
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
  if (self->model != NULL)
    fair_desk_model_look_again (self->model);
  if (g_cancellable_is_cancelled (self->closing))
    return;
  if (report == NULL)
    {
      show_failure (self, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? NULL : error->message);
      return;
    }
  fair_export_done_show (self->done, get_format (self), g_steal_pointer (&report), self->file);
  show_page (self, "done", fair_export_done_get_focus (self->done));
}

/** Exports what is chosen into @file, as if somebody had chosen that, too; for a format that makes a folder, it is one. */
void
fair_export_dialog_export (FairExportDialog *self,
                           GFile            *file)
{
  FairProgram *program;
  FairExportOptions options;

  g_return_if_fail (FAIR_IS_EXPORT_DIALOG (self));
  g_return_if_fail (self->model != NULL);

  program = fair_booth_get_program (self->booth);
  options = (FairExportOptions) {
    .format = get_format (self),
    .filter.is_new = adw_switch_row_get_active (self->new_row),
    .choices_apart = adw_switch_row_get_active (self->choices_row),
    .has_staff = adw_switch_row_get_active (self->staff_row),
    .keeps_reached = TRUE,
    .template_path = self->template != NULL ? g_file_peek_path (self->template) : NULL,
    .program = program,
    .zones = program != NULL ? program->time_zones : NULL,
  };
  if ((options.format->flags & FAIR_EXPORT_HAS_NOBODY) == 0)
    fair_export_who_row_fill_filter (self->who_row, &options.filter);
  g_set_object (&self->file, file);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_progress_bar_set_fraction (self->progress, 0.0);
  show_page (self, "working", self->cancel_button);
  fair_export_to_file_async (fair_booth_get_store (self->booth), program != NULL ? program->form : NULL,
                             &options, self->file, told, self, self->cancellable, exported, g_object_ref (self));
  g_clear_pointer (&options.filter.ids, g_hash_table_unref);
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
  if (g_cancellable_is_cancelled (self->closing))
    return;
  if (file != NULL)
    fair_export_dialog_export (self, file);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    show_failure (self, error->message);
}

static GtkWindow *
get_window (FairExportDialog *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* A folder has no kind. */
static void
set_filter (GtkFileDialog *dialog,
            const char    *title,
            const char    *mime_type,
            const char    *extension)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  if (extension == NULL)
    return;
  gtk_file_filter_set_name (filter, title);
  gtk_file_filter_add_mime_type (filter, mime_type);
  gtk_file_filter_add_suffix (filter, extension);
  gtk_file_dialog_set_default_filter (dialog, filter);
}

static char *
dup_initial_name (const FairExportFormat *format)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d");

  if ((format->flags & FAIR_EXPORT_HAS_NOBODY) != 0)
    return g_strdup_printf ("%s %s.%s", _(format->title), date, format->extension);
  if (format->extension == NULL)
    /* Translators: the name of a folder that an export is offered under; %s is a date. */
    return g_strdup_printf (_("sign-ups %s"), date);
  /* Translators: the file name that an export is offered under; %s is a date. */
  return g_strdup_printf (_("sign-ups %s.%s"), date, format->extension);
}

static void
export_clicked (FairExportDialog *self)
{
  const FairExportFormat *format = get_format (self);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *name = dup_initial_name (format);

  if (self->model == NULL)
    {
      show_failure (self, _("The sign-ups cannot be read: see the message at the top of the window."));
      return;
    }
  gtk_file_dialog_set_title (dialog, _("Export Sign-Ups"));
  gtk_file_dialog_set_initial_name (dialog, name);
  set_filter (dialog, _(format->title), format->mime_type, format->extension);
  gtk_file_dialog_save (dialog, get_window (self), self->closing, file_chosen, g_object_ref (self));
}

static void
show_template (FairExportDialog *self)
{
  FairProgram *program = fair_booth_get_program (self->booth);
  g_autofree char *name = self->template != NULL ? g_file_get_basename (self->template) : NULL;
  g_autofree char *shown = name != NULL ? g_filename_display_name (name) : NULL;

  if (shown == NULL)
    shown = g_strdup (program != NULL && program->follow_up != NULL ? _("The program’s own") : _("Fairbook’s own"));
  adw_action_row_set_subtitle (self->template_row, shown);
  gtk_widget_set_visible (self->usual_template_button, self->template != NULL);
}

/** Takes the text of messages from a file of this machine; @file: (nullable): NULL for the program's own. A mistake in it is named when
 * something is exported. */
void
fair_export_dialog_set_template (FairExportDialog *self,
                                 GFile            *file)
{
  g_return_if_fail (FAIR_IS_EXPORT_DIALOG (self));

  g_set_object (&self->template, file);
  show_template (self);
}

static void
template_chosen (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (FairExportDialog) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (g_cancellable_is_cancelled (self->closing) || file == NULL)
    return;
  if (g_file_peek_path (file) != NULL)
    fair_export_dialog_set_template (self, file);
  else
    show_failure (self, _("This place has no folder on this laptop: mount it first, or choose another one."));
}

static void
choose_template_clicked (FairExportDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _("Text of the Message"));
  set_filter (dialog, _("Text"), "text/plain", "txt");
  gtk_file_dialog_open (dialog, get_window (self), self->closing, template_chosen, g_object_ref (self));
}

static void
usual_template_clicked (FairExportDialog *self)
{
  fair_export_dialog_set_template (self, NULL);
  gtk_widget_grab_focus (self->choose_template_button);
}

static void
put_back_clicked (FairExportDialog *self)
{
  fair_last_export_row_put_back (self->last_row);
}

static void
taken_back (FairExportDialog *self)
{
  fair_desk_model_look_again (self->model);
  show_failure (self, NULL);
  say_with_undo (self, _("Taken back: who left with it alone counts as new again"), G_CALLBACK (put_back_clicked));
}

static void
put_back (FairExportDialog *self)
{
  fair_desk_model_look_again (self->model);
  say (self, _("The export is remembered again"));
}

static void
take_back_failed (FairExportDialog *self,
                  const char       *message)
{
  show_failure (self, message);
}

static void
undo_note_clicked (FairExportDialog *self)
{
  fair_export_done_undo (self->done);
}

static void
done_said (FairExportDialog *self,
           const char       *said,
           gboolean          can_undo)
{
  if (can_undo)
    say_with_undo (self, said, G_CALLBACK (undo_note_clicked));
  else
    say (self, said);
}

static void
cancel_clicked (FairExportDialog *self)
{
  g_cancellable_cancel (self->cancellable);
}

/* A dialog that is closed half-way leaves no half-written file: the export goes to a temporary one. And nothing is exported any more by
 * whoever chooses a file afterwards. */
static void
fair_export_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (FAIR_EXPORT_DIALOG (dialog)->closing);
  g_cancellable_cancel (FAIR_EXPORT_DIALOG (dialog)->cancellable);
}

static void
fair_export_dialog_dispose (GObject *object)
{
  FairExportDialog *self = FAIR_EXPORT_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->file);
  g_clear_object (&self->template);
  gtk_widget_dispose_template (GTK_WIDGET (self), FAIR_TYPE_EXPORT_DIALOG);
  g_clear_object (&self->model);
  g_clear_object (&self->booth);

  G_OBJECT_CLASS (fair_export_dialog_parent_class)->dispose (object);
}

static void
fair_export_dialog_finalize (GObject *object)
{
  g_object_unref (FAIR_EXPORT_DIALOG (object)->closing);

  G_OBJECT_CLASS (fair_export_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/desk/fair-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FairExportDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, FairExportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, FairExportDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, FairExportDialog, who_row);
  gtk_widget_class_bind_template_child (widget_class, FairExportDialog, new_row);
  gtk_widget_class_bind_template_child (widget_class, FairExportDialog, choices_row);
  gtk_widget_class_bind_template_child (widget_class, FairExportDialog, staff_row);
  gtk_widget_class_bind_template_child (widget_class, FairExportDialog, template_row);
  gtk_widget_class_bind_template_child (widget_class, FairExportDialog, choose_template_button);
  gtk_widget_class_bind_template_child (widget_class, FairExportDialog, usual_template_button);
  gtk_widget_class_bind_template_child (widget_class, FairExportDialog, last_row);
  gtk_widget_class_bind_template_child (widget_class, FairExportDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, FairExportDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, FairExportDialog, export_button);
  gtk_widget_class_bind_template_child (widget_class, FairExportDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, FairExportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, FairExportDialog, done);
}

static void
fair_export_dialog_class_init (FairExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_export_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = fair_export_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = fair_export_dialog_closed;

  g_type_ensure (FAIR_TYPE_EXPORT_WHO_ROW);
  g_type_ensure (FAIR_TYPE_LAST_EXPORT_ROW);
  g_type_ensure (FAIR_TYPE_EXPORT_DONE);
  bind_template (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, format_selected);
  gtk_widget_class_bind_template_callback (widget_class, export_clicked);
  gtk_widget_class_bind_template_callback (widget_class, choose_template_clicked);
  gtk_widget_class_bind_template_callback (widget_class, usual_template_clicked);
  gtk_widget_class_bind_template_callback (widget_class, taken_back);
  gtk_widget_class_bind_template_callback (widget_class, put_back);
  gtk_widget_class_bind_template_callback (widget_class, take_back_failed);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, done_said);
}

static void
fair_export_dialog_init (FairExportDialog *self)
{
  self->closing = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fair_combo_list_follow_tab (self->format_row);
  fair_combo_list_follow_tab (ADW_COMBO_ROW (self->who_row));
}

static AdwDialog *
make (FairBooth          *booth,
      FairDeskModel      *model,
      const FairDeskView *view)
{
  FairExportDialog *self = g_object_new (FAIR_TYPE_EXPORT_DIALOG, NULL);

  self->booth = g_object_ref (booth);
  g_set_object (&self->model, model);
  fill_formats (self);
  show_template (self);
  adw_switch_row_set_active (self->new_row, view != NULL && view->is_new && !view->is_part);
  fair_export_who_row_set_model (self->who_row, model, view);
  if (model == NULL)
    return ADW_DIALOG (self);
  fair_last_export_row_set_booth (self->last_row, booth);
  fair_export_done_set_model (self->done, model, view != NULL);
  return ADW_DIALOG (self);
}

/**
 * fair_export_dialog_new:
 *
 * Returns: (transfer floating): a dialog that exports the booth's sign-ups, off the main thread
 */
AdwDialog *
fair_export_dialog_new (FairBooth *booth)
{
  g_autoptr (FairDeskModel) model = NULL;

  g_return_val_if_fail (FAIR_IS_BOOTH (booth), NULL);

  model = fair_booth_get_store (booth) != NULL ? fair_desk_model_new (booth) : NULL;
  return make (booth, model, NULL);
}

/**
 * fair_export_dialog_new_for_desk:
 * @model: the desk's
 * @view: (transfer none): what the desk shows of it
 *
 * Returns: (transfer floating): the same, which begins with whom the coordinator has before them
 */
AdwDialog *
fair_export_dialog_new_for_desk (FairDeskModel      *model,
                                 const FairDeskView *view)
{
  g_return_val_if_fail (FAIR_IS_DESK_MODEL (model), NULL);
  g_return_val_if_fail (view != NULL, NULL);

  return make (fair_desk_model_get_booth (model), model, view);
}
