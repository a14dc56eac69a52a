/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-collect-dialog.h"

#include "booth/fair-announce.h"
#include "desk/fair-collect-words.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* How many refused lines are shown of each file; the report has the rest. */
#define MAX_SHOWN 20

struct _FairCollectDialog
{
  AdwDialog parent_instance;

  FairBooth *booth;
  GCancellable *cancellable;   /* of what is being done, or NULL */
  GStrv paths;                 /* what was chosen */
  GStrv files;                 /* what of it can be collected */
  FairCollectResult *result;   /* what was collected, or NULL */
  GPtrArray *rows;             /* of GtkWidget: what was found */

  GtkStack *stack;
  GtkLabel *failure;
  GtkWidget *folder_button;
  GtkLabel *working_label;
  GtkProgressBar *progress;
  GtkWidget *cancel_button;
  AdwPreferencesGroup *files_group;
  AdwSwitchRow *remember_row;
  GtkWidget *others_button;
  GtkWidget *collect_button;
  AdwStatusPage *done_page;
  GtkLabel *notes;
  GtkWidget *save_button;
  GtkWidget *undo_button;
  GtkWidget *done_button;
};

G_DEFINE_FINAL_TYPE (FairCollectDialog, fair_collect_dialog, ADW_TYPE_DIALOG)

static void
show_text (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

/* The focus goes with the page: what has it may not be there any more, and without it no key does anything. */
static void
show_page (FairCollectDialog *self,
           const char        *name,
           GtkWidget         *focus)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  adw_dialog_set_focus (ADW_DIALOG (self), focus);
}

/* That somebody has stopped it needs no words. */
static void
show_failure (FairCollectDialog *self,
              const GError      *error)
{
  show_text (self->failure, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? "" : error->message);
  show_page (self, "choose", self->folder_button);
}

static void
show_working (FairCollectDialog *self,
              const char        *text)
{
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_label_set_label (self->working_label, text);
  gtk_progress_bar_set_fraction (self->progress, 0);
  show_page (self, "working", self->cancel_button);
}

static void
show_progress (guint64  done,
               guint64  total,
               gpointer user_data)
{
  FairCollectDialog *self = user_data;

  if (self->booth != NULL)
    gtk_progress_bar_set_fraction (self->progress, total > 0 ? (double) done / (double) total : 0);
}

static void
add_row (FairCollectDialog *self,
         GtkWidget         *row)
{
  adw_preferences_group_add (self->files_group, row);
  g_ptr_array_add (self->rows, row);
}

static GtkWidget *
build_row (GType       type,
           const char *title,
           const char *subtitle)
{
  GtkWidget *row = g_object_new (type, "use-markup", FALSE, "title", title, "subtitle", subtitle, NULL);

  if (ADW_IS_ACTION_ROW (row))
    adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  return row;
}

static void
add_refused (AdwExpanderRow        *row,
             const FairCollectFile *file)
{
  for (guint i = 0; i < MIN (file->refused->len, MAX_SHOWN); i++)
    {
      const FairCollectRefused *refused = file->refused->pdata[i];
      g_autofree char *title = g_strdup_printf (_("Line %" PRIu64), refused->line_number);

      adw_expander_row_add_row (row, build_row (ADW_TYPE_ACTION_ROW, title, refused->reason));
    }
}

static void
add_file (FairCollectDialog     *self,
          const FairCollectFile *file)
{
  g_autofree char *title = fair_collect_dup_title (file), *subtitle = fair_collect_dup_subtitle (file);
  gboolean is_refused = file->refused->len > 0;
  GtkWidget *row = build_row (is_refused ? ADW_TYPE_EXPANDER_ROW : ADW_TYPE_ACTION_ROW, title, subtitle);
  gboolean is_wrong = is_refused || file->state == FAIR_COLLECT_OTHER || file->state == FAIR_COLLECT_UNREADABLE;
  GtkWidget *icon = gtk_image_new_from_icon_name (is_wrong                          ? "dialog-warning-symbolic"
                                                  : fair_collect_file_has_news (file) ? "list-add-symbolic"
                                                                                    : "object-select-symbolic");

  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  if (is_refused)
    {
      adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), icon);
      add_refused (ADW_EXPANDER_ROW (row), file);
    }
  else
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  add_row (self, row);
}

static void
add_passed_over (FairCollectDialog *self,
                 const char        *path)
{
  g_autofree char *name = g_filename_display_basename (path);
  GtkWidget *row = build_row (ADW_TYPE_ACTION_ROW, name, _("Passed over: no file of sign-ups"));
  GtkWidget *icon = gtk_image_new_from_icon_name ("action-unavailable-symbolic");

  gtk_widget_set_tooltip_text (row, path);
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  add_row (self, row);
}

static void
fill_preview (FairCollectDialog        *self,
              const FairCollectPreview *preview)
{
  g_autofree char *total = fair_collect_dup_counts (&preview->total);
  const FairCollectCounts *counts = &preview->total;

  while (self->rows->len > 0)
    adw_preferences_group_remove (self->files_group, g_ptr_array_steal_index (self->rows, self->rows->len - 1));
  for (guint i = 0; i < preview->files->len; i++)
    add_file (self, preview->files->pdata[i]);
  for (guint i = 0; i < preview->passed_over->len; i++)
    add_passed_over (self, preview->passed_over->pdata[i]);
  adw_preferences_group_set_title (self->files_group, _("What Was Found"));
  adw_preferences_group_set_description (self->files_group, total);
  gtk_widget_set_sensitive (self->collect_button, counts->n_new + counts->n_newer + counts->n_erased + counts->n_unknown > 0);
  fair_announce (GTK_WIDGET (self), total, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static gboolean
is_remembered (FairCollectDialog *self)
{
  g_autofree char *folder = g_settings_get_string (fair_booth_get_settings (self->booth), "collect-folder");

  return *folder != '\0' && g_strcmp0 (folder, self->paths[0]) == 0;
}

static void
looked (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (FairCollectDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FairCollectPreview) preview = fair_collect_preview_finish (result, &error);

  if (self->booth == NULL) /* it was closed meanwhile */
    return;
  if (preview == NULL)
    {
      show_failure (self, error);
      return;
    }
  if (preview->files->len == 0)
    {
      show_text (self->failure, _("No file of sign-ups is there. Choose the folder into which the laptops were handed over."));
      show_page (self, "choose", self->folder_button);
      return;
    }
  g_strfreev (self->files);
  self->files = fair_collect_preview_list_paths (preview);
  fill_preview (self, preview);
  gtk_widget_set_visible (GTK_WIDGET (self->remember_row), g_strv_length (self->paths) == 1);
  adw_switch_row_set_active (self->remember_row, is_remembered (self));
  show_page (self, "preview", gtk_widget_get_sensitive (self->collect_button) ? self->collect_button : self->others_button);
}

/** Looks at files and folders; @paths: (type filename): what was chosen, or dropped. Nothing is changed by it. */
void
fair_collect_dialog_look (FairCollectDialog *self,
                          const char *const *paths)
{
  FairStore *store;

  g_return_if_fail (FAIR_IS_COLLECT_DIALOG (self));

  store = fair_booth_get_store (self->booth);
  if (store == NULL)
    {
      show_text (self->failure, _("The sign-ups cannot be read: see the message at the top of the window."));
      return;
    }
  g_strfreev (self->paths);
  self->paths = g_strdupv ((char **) paths);
  show_working (self, _("Looking at what there is…"));
  fair_collect_preview_async (store, paths, show_progress, self, self->cancellable, looked, g_object_ref (self));
}

static void
look_at_files (FairCollectDialog *self,
               GListModel        *files)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      char *path = g_file_get_path (file);

      if (path != NULL)
        g_strv_builder_take (paths, path);
    }
  all = g_strv_builder_end (paths);
  if (*all != NULL)
    fair_collect_dialog_look (self, (const char *const *) all);
  else
    show_text (self->failure, _("This place has no folder on this laptop: mount it first, or choose another one."));
}

static void
files_chosen (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (FairCollectDialog) self = user_data;
  g_autoptr (GListModel) files = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (self->booth != NULL && files != NULL)
    look_at_files (self, files);
}

static void
folders_chosen (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (FairCollectDialog) self = user_data;
  g_autoptr (GListModel) folders = gtk_file_dialog_select_multiple_folders_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (self->booth != NULL && folders != NULL)
    look_at_files (self, folders);
}

static GtkWindow *
get_window (FairCollectDialog *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
folder_clicked (FairCollectDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _("Collect from a Folder"));
  gtk_file_dialog_select_multiple_folders (dialog, get_window (self), NULL, folders_chosen, g_object_ref (self));
}

static void
files_clicked (FairCollectDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _("Collect from Files"));
  gtk_file_dialog_open_multiple (dialog, get_window (self), NULL, files_chosen, g_object_ref (self));
}

static void
others_clicked (FairCollectDialog *self)
{
  show_text (self->failure, "");
  show_page (self, "choose", self->folder_button);
}

static void
cancel_clicked (FairCollectDialog *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
show_done (FairCollectDialog *self,
           const char        *title,
           const char        *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_title (self->done_page, title);
  adw_status_page_set_description (self->done_page, escaped);
  show_page (self, "done", self->done_button);
  fair_announce (GTK_WIDGET (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
collected (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FairCollectDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  FairCollectResult *done = fair_collect_finish (result, &error);
  g_autofree char *text = done != NULL ? fair_collect_dup_result (done) : NULL;

  g_clear_pointer (&self->result, fair_collect_result_free);
  self->result = done;
  if (self->booth == NULL)
    return;
  if (done == NULL)
    {
      show_failure (self, error);
      return;
    }
  show_text (self->notes, done->unrecorded != NULL ? done->unrecorded : "");
  gtk_widget_set_visible (self->save_button, TRUE);
  gtk_widget_set_visible (self->undo_button, done->import != 0);
  show_done (self, _("Collected"), text);
}

static void
collect_clicked (FairCollectDialog *self)
{
  show_working (self, _("Collecting…"));
  fair_collect_async (fair_booth_get_store (self->booth), (const char *const *) self->files, show_progress, self, self->cancellable,
                      collected, g_object_ref (self));
}

/* An import in the middle of being taken back is not to be left by half: it cannot be stopped. */
typedef struct
{
  FairCollectDialog *dialog;
  FairUndoReport *report;
} Undoing;

static void
undone (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  Undoing *undoing = user_data;
  g_autoptr (FairCollectDialog) self = undoing->dialog;
  g_autoptr (FairUndoReport) report = undoing->report;
  g_autoptr (GError) error = NULL;
  gboolean done = fair_import_undo_finish (result, &error);
  g_autofree char *text = fair_collect_dup_undone (report);

  g_free (undoing);
  if (self->booth == NULL)
    return;
  gtk_widget_set_sensitive (self->undo_button, TRUE);
  show_text (self->notes, done ? "" : error->message);
  if (!done)
    return;
  gtk_widget_set_visible (self->undo_button, FALSE);
  gtk_widget_set_visible (self->save_button, FALSE);
  show_done (self, _("Taken Back"), text);
}

static void
undo_clicked (FairCollectDialog *self)
{
  Undoing *undoing = g_new (Undoing, 1);

  *undoing = (Undoing) { g_object_ref (self), fair_undo_report_new () };
  gtk_widget_set_sensitive (self->undo_button, FALSE);
  fair_import_undo_async (fair_booth_get_store (self->booth), self->result->import, undoing->report, NULL, undone, undoing);
}

static void
report_saved (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (FairCollectDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error) && self->booth != NULL)
    show_text (self->notes, error->message);
}

static void
report_placed (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (FairCollectDialog) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (self->booth == NULL || file == NULL)
    return;
  text = fair_collect_dup_report (self->result);
  bytes = g_bytes_new (text, strlen (text));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL,
                                       report_saved, g_object_ref (self));
}

static void
save_clicked (FairCollectDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _("Save Report"));
  gtk_file_dialog_set_initial_name (dialog, _("collected.txt"));
  gtk_file_dialog_save (dialog, get_window (self), NULL, report_placed, g_object_ref (self));
}

static void
done_clicked (FairCollectDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

/* Whoever chose the folder may forget it again. */
static void
remember_changed (FairCollectDialog *self)
{
  GSettings *settings = fair_booth_get_settings (self->booth);

  if (adw_switch_row_get_active (self->remember_row))
    g_settings_set_string (settings, "collect-folder", self->paths[0]);
  else if (is_remembered (self))
    g_settings_reset (settings, "collect-folder");
}

static void
fair_collect_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (FAIR_COLLECT_DIALOG (dialog)->cancellable);
}

static void
fair_collect_dialog_dispose (GObject *object)
{
  FairCollectDialog *self = FAIR_COLLECT_DIALOG (object);

  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), FAIR_TYPE_COLLECT_DIALOG);
  g_clear_object (&self->booth);

  G_OBJECT_CLASS (fair_collect_dialog_parent_class)->dispose (object);
}

static void
fair_collect_dialog_finalize (GObject *object)
{
  FairCollectDialog *self = FAIR_COLLECT_DIALOG (object);

  g_strfreev (self->paths);
  g_strfreev (self->files);
  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->result, fair_collect_result_free);

  G_OBJECT_CLASS (fair_collect_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/desk/fair-collect-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FairCollectDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, FairCollectDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, FairCollectDialog, folder_button);
  gtk_widget_class_bind_template_child (widget_class, FairCollectDialog, working_label);
  gtk_widget_class_bind_template_child (widget_class, FairCollectDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, FairCollectDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, FairCollectDialog, files_group);
  gtk_widget_class_bind_template_child (widget_class, FairCollectDialog, remember_row);
  gtk_widget_class_bind_template_child (widget_class, FairCollectDialog, others_button);
  gtk_widget_class_bind_template_child (widget_class, FairCollectDialog, collect_button);
  gtk_widget_class_bind_template_child (widget_class, FairCollectDialog, done_page);
  gtk_widget_class_bind_template_child (widget_class, FairCollectDialog, notes);
  gtk_widget_class_bind_template_child (widget_class, FairCollectDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, FairCollectDialog, undo_button);
  gtk_widget_class_bind_template_child (widget_class, FairCollectDialog, done_button);
  gtk_widget_class_bind_template_callback (widget_class, folder_clicked);
  gtk_widget_class_bind_template_callback (widget_class, files_clicked);
  gtk_widget_class_bind_template_callback (widget_class, others_clicked);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, collect_clicked);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, undo_clicked);
  gtk_widget_class_bind_template_callback (widget_class, done_clicked);
}

static void
fair_collect_dialog_class_init (FairCollectDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fair_collect_dialog_dispose;
  object_class->finalize = fair_collect_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = fair_collect_dialog_closed;
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
fair_collect_dialog_init (FairCollectDialog *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_dialog_set_focus (ADW_DIALOG (self), self->folder_button);
  g_signal_connect_swapped (self->remember_row, "notify::active", G_CALLBACK (remember_changed), self);
}

/** Returns: (transfer floating): a dialog that asks what to collect into the booth's store */
AdwDialog *
fair_collect_dialog_new (FairBooth *booth)
{
  FairCollectDialog *self;

  g_return_val_if_fail (FAIR_IS_BOOTH (booth), NULL);

  self = g_object_new (FAIR_TYPE_COLLECT_DIALOG, NULL);
  self->booth = g_object_ref (booth);
  return ADW_DIALOG (self);
}
