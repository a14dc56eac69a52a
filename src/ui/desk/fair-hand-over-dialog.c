/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-hand-over-dialog.h"

#include "desk/fair-collect-words.h"

#include <glib/gi18n-lib.h>

struct _FairHandOverDialog
{
  AdwDialog parent_instance;

  FairBooth *booth;
  GCancellable *cancellable; /* of what is being done, or NULL */

  GtkStack *stack;
  GtkButton *choose_button;
  AdwStatusPage *failed_page;
  GtkButton *again_button;
  GtkProgressBar *progress;
  AdwStatusPage *done_page;
  GtkLabel *notes;
  GtkButton *done_button;
};

G_DEFINE_FINAL_TYPE (FairHandOverDialog, fair_hand_over_dialog, ADW_TYPE_DIALOG)

static void
show_text (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

/* The keyboard is where one is most likely to go on, and that is in sight. */
static void
show_page (FairHandOverDialog *self,
           const char         *page,
           GtkButton          *button)
{
  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_grab_focus (GTK_WIDGET (button));
}

static void
show_failure (FairHandOverDialog *self,
              const char         *message)
{
  g_autofree char *escaped = g_markup_escape_text (message, -1);

  adw_status_page_set_description (self->failed_page, escaped);
  show_page (self, "failed", self->again_button);
}

static void
show_done (FairHandOverDialog *self,
           const FairHandOver *result)
{
  g_autofree char *text = fair_hand_over_dup_text (result), *escaped = g_markup_escape_text (text, -1);
  g_autofree char *notes = fair_hand_over_dup_notes (result);

  adw_status_page_set_description (self->done_page, escaped);
  show_text (self->notes, notes);
  show_page (self, "done", self->done_button);
}

static void
handed_over (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (FairHandOverDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FairHandOver) done = fair_hand_over_finish (result, &error);

  if (self->booth == NULL) /* it was closed meanwhile */
    return;
  if (done != NULL)
    {
      show_done (self, done);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_page (self, "choose", self->choose_button);
  else
    show_failure (self, error->message);
}

static void
show_progress (guint64  done,
               guint64  total,
               gpointer user_data)
{
  FairHandOverDialog *self = user_data;

  if (self->booth != NULL)
    gtk_progress_bar_set_fraction (self->progress, total > 0 ? (double) done / (double) total : 0);
}

/** Hands over into @folder: (type filename), and says how it went. */
void
fair_hand_over_dialog_hand_over (FairHandOverDialog *self,
                                 const char         *folder)
{
  FairStore *store;

  g_return_if_fail (FAIR_IS_HAND_OVER_DIALOG (self));

  store = fair_booth_get_store (self->booth);
  if (store == NULL)
    {
      show_failure (self, _("The sign-ups cannot be read: see the message at the top of the window."));
      return;
    }
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_stack_set_visible_child_name (self->stack, "working");
  fair_hand_over_async (store, folder, show_progress, self, self->cancellable, handed_over, g_object_ref (self));
}

static void
folder_chosen (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (FairHandOverDialog) self = user_data;
  g_autoptr (GFile) folder = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autofree char *path = folder != NULL ? g_file_get_path (folder) : NULL;

  if (self->booth == NULL || folder == NULL)
    return;
  if (path != NULL)
    fair_hand_over_dialog_hand_over (self, path);
  else
    show_failure (self, _("This place has no folder on this laptop: mount it first, or choose another one."));
}

static void
choose_clicked (FairHandOverDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _("Hand Over into a Folder"));
  gtk_file_dialog_select_folder (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, folder_chosen, g_object_ref (self));
}

static void
cancel_clicked (FairHandOverDialog *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
done_clicked (FairHandOverDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

/* A dialog that is closed half-way leaves no half of a file. */
static void
fair_hand_over_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (FAIR_HAND_OVER_DIALOG (dialog)->cancellable);
}

static void
fair_hand_over_dialog_dispose (GObject *object)
{
  FairHandOverDialog *self = FAIR_HAND_OVER_DIALOG (object);

  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), FAIR_TYPE_HAND_OVER_DIALOG);
  g_clear_object (&self->booth);

  G_OBJECT_CLASS (fair_hand_over_dialog_parent_class)->dispose (object);
}

static void
fair_hand_over_dialog_class_init (FairHandOverDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_hand_over_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = fair_hand_over_dialog_closed;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/desk/fair-hand-over-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FairHandOverDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, FairHandOverDialog, choose_button);
  gtk_widget_class_bind_template_child (widget_class, FairHandOverDialog, failed_page);
  gtk_widget_class_bind_template_child (widget_class, FairHandOverDialog, again_button);
  gtk_widget_class_bind_template_child (widget_class, FairHandOverDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, FairHandOverDialog, done_page);
  gtk_widget_class_bind_template_child (widget_class, FairHandOverDialog, notes);
  gtk_widget_class_bind_template_child (widget_class, FairHandOverDialog, done_button);
  gtk_widget_class_bind_template_callback (widget_class, choose_clicked);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, done_clicked);
}

static void
fair_hand_over_dialog_init (FairHandOverDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** Returns: (transfer floating): a dialog that asks where to hand over the booth's sign-ups to */
AdwDialog *
fair_hand_over_dialog_new (FairBooth *booth)
{
  FairHandOverDialog *self;

  g_return_val_if_fail (FAIR_IS_BOOTH (booth), NULL);

  self = g_object_new (FAIR_TYPE_HAND_OVER_DIALOG, NULL);
  self->booth = g_object_ref (booth);
  return ADW_DIALOG (self);
}
