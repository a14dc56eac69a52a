/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "print/fair-paper-dialog.h"

#include "booth/fair-combo-list.h"
#include "booth/fair-interface-language.h"
#include "desk/fair-contact-list.h"
#include "print/fair-contact-list-paper.h"
#include "print/fair-paper-pdf.h"
#include "print/fair-paper-preview.h"
#include "print/fair-poster-paper.h"
#include "print/fair-print.h"
#include "print/fair-sign-in-sheet-paper.h"

#include <glib/gi18n-lib.h>

/** One paper of those that do with the program alone. */
typedef FairPaper *(*NewPaper) (FairProgram *program, const char *event);

struct _FairPaperDialog
{
  AdwDialog parent_instance;

  FairBooth *booth;
  FairProgram *program;   /* (nullable) */
  NewPaper new_paper;     /* NULL where there is one paper, whichever fair is chosen */
  const char *file_name;  /* what a PDF is called, before the date; translated */
  FairPaper *paper;       /* NULL until there is one */
  GCancellable *cancellable;
  GFile *file;

  GtkStack *stack;
  GtkLabel *working_label;
  FairPaperPreview *preview;
  GtkLabel *count_label;
  AdwComboRow *size_row;
  AdwComboRow *event_row;
  GtkLabel *note;
  GtkLabel *failure;
  GtkWidget *print_button;
  AdwStatusPage *failed_page;
  AdwStatusPage *done_page;
  GtkWidget *show_button;
};

G_DEFINE_FINAL_TYPE (FairPaperDialog, fair_paper_dialog, ADW_TYPE_DIALOG)

/* In the order of the rows. */
static const char *const sizes[] = { GTK_PAPER_NAME_LETTER, GTK_PAPER_NAME_A4 };

static GtkWindow *
get_window (FairPaperDialog *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static GtkPageSetup *
make_page_setup (FairPaperDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->size_row);

  return fair_print_make_page_setup (self->paper, sizes[selected < G_N_ELEMENTS (sizes) ? selected : 0]);
}

static void
show_paper (FairPaperDialog *self)
{
  g_autoptr (GtkPageSetup) setup = NULL;

  if (self->paper == NULL)
    return;
  setup = make_page_setup (self);
  fair_paper_preview_set_paper (self->preview, self->paper, setup);
  gtk_stack_set_visible_child_name (self->stack, "choose");
}

static void
show_count (FairPaperDialog *self)
{
  guint n = fair_paper_preview_get_n_pages (self->preview);
  g_autofree char *text = g_strdup_printf (ngettext ("%'u page", "%'u pages", n), n);

  /* one line is kept free for it */
  gtk_label_set_label (self->count_label, n > 0 ? text : " ");
}

/* Puts the paper away for whoever lays it out next. */
static void
begin_working (FairPaperDialog *self,
               const char      *text)
{
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  fair_paper_preview_set_paper (self->preview, NULL, NULL);
  gtk_label_set_label (self->working_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->failure), FALSE);
  gtk_stack_set_visible_child_name (self->stack, "working");
}

/* Once more, or for the first time; with what went wrong, but for what was cancelled. */
static void
begin_choosing (FairPaperDialog *self,
                const GError    *error)
{
  gboolean is_failure = error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  gtk_label_set_label (self->failure, is_failure ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->failure), is_failure);
  show_paper (self);
  gtk_widget_grab_focus (self->print_button);
}

static void
show_nothing (FairPaperDialog *self,
              const char      *reason)
{
  g_autofree char *escaped = g_markup_escape_text (reason, -1);

  adw_status_page_set_description (self->failed_page, escaped);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
printed (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (FairPaperDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (fair_print_finish (result, &error))
    adw_dialog_close (ADW_DIALOG (self));
  else
    begin_choosing (self, error);
}

static void
print_clicked (FairPaperDialog *self)
{
  g_autoptr (GtkPageSetup) setup = make_page_setup (self);

  begin_working (self, _("Printing…"));
  fair_print_async (self->paper, setup, get_window (self), self->cancellable, printed, g_object_ref (self));
}

static void
saved (GObject      *source,
       GAsyncResult *result,
       gpointer      user_data)
{
  g_autoptr (FairPaperDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (self->file);
  g_autofree char *shown = g_filename_display_name (name), *escaped = g_markup_escape_text (shown, -1);

  if (!fair_paper_save_pdf_finish (result, &error))
    {
      begin_choosing (self, error);
      return;
    }
  adw_status_page_set_description (self->done_page, escaped);
  gtk_stack_set_visible_child_name (self->stack, "done");
  gtk_widget_grab_focus (self->show_button);
}

static void
file_chosen (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (FairPaperDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);
  g_autoptr (GtkPageSetup) setup = NULL;

  if (file == NULL)
    {
      if (error->domain != GTK_DIALOG_ERROR)
        begin_choosing (self, error);
      return;
    }
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  g_set_object (&self->file, file);
  setup = make_page_setup (self);
  begin_working (self, _("Saving…"));
  fair_paper_save_pdf_async (self->paper, setup, fair_booth_get_store (self->booth), file, self->cancellable, saved, g_object_ref (self));
}

static void
save_clicked (FairPaperDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *name = g_strdup_printf ("%s %s.pdf", self->file_name, date);

  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_file_filter_set_name (filter, "PDF");
  gtk_file_filter_add_mime_type (filter, "application/pdf");
  gtk_file_filter_add_suffix (filter, "pdf");
  gtk_file_dialog_set_title (dialog, _("Save as PDF"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_save (dialog, get_window (self), self->cancellable, file_chosen, g_object_ref (self));
}

static void
cancel_clicked (FairPaperDialog *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
show_clicked (FairPaperDialog *self)
{
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (self->file);

  gtk_file_launcher_open_containing_folder (launcher, get_window (self), NULL, NULL, NULL);
}

/* Of Fairbook, and of GTK: what is printed for whoever was at the desk is printed no more. */
static void
fair_paper_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (FAIR_PAPER_DIALOG (dialog)->cancellable);
}

static void
fair_paper_dialog_dispose (GObject *object)
{
  FairPaperDialog *self = FAIR_PAPER_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FAIR_TYPE_PAPER_DIALOG);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->file);
  g_clear_object (&self->paper);
  g_clear_object (&self->program);
  g_clear_object (&self->booth);

  G_OBJECT_CLASS (fair_paper_dialog_parent_class)->dispose (object);
}

static const FairEvent *
get_event (FairPaperDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->event_row);

  if (selected == 0 || selected > self->program->events->len)
    return NULL;
  return self->program->events->pdata[selected - 1];
}

static void
event_selected (FairPaperDialog *self)
{
  const FairEvent *event;

  if (self->new_paper == NULL || self->program == NULL)
    return;
  event = get_event (self);
  g_clear_object (&self->paper);
  self->paper = self->new_paper (self->program, event != NULL ? event->id : NULL);
  show_paper (self);
}

static void
fair_paper_dialog_class_init (FairPaperDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_paper_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = fair_paper_dialog_closed;
  g_type_ensure (FAIR_TYPE_PAPER_PREVIEW);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/print/fair-paper-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FairPaperDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, FairPaperDialog, working_label);
  gtk_widget_class_bind_template_child (widget_class, FairPaperDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, FairPaperDialog, count_label);
  gtk_widget_class_bind_template_child (widget_class, FairPaperDialog, size_row);
  gtk_widget_class_bind_template_child (widget_class, FairPaperDialog, event_row);
  gtk_widget_class_bind_template_child (widget_class, FairPaperDialog, note);
  gtk_widget_class_bind_template_child (widget_class, FairPaperDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, FairPaperDialog, print_button);
  gtk_widget_class_bind_template_child (widget_class, FairPaperDialog, failed_page);
  gtk_widget_class_bind_template_child (widget_class, FairPaperDialog, done_page);
  gtk_widget_class_bind_template_child (widget_class, FairPaperDialog, show_button);
  gtk_widget_class_bind_template_callback (widget_class, show_paper);
  gtk_widget_class_bind_template_callback (widget_class, show_count);
  gtk_widget_class_bind_template_callback (widget_class, event_selected);
  gtk_widget_class_bind_template_callback (widget_class, print_clicked);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, show_clicked);
}

static void
fill_sizes (FairPaperDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 1;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      GtkPaperSize *size = gtk_paper_size_new (sizes[i]);

      gtk_string_list_append (names, gtk_paper_size_get_display_name (size));
      gtk_paper_size_free (size);
      if (g_str_equal (gtk_paper_size_get_default (), sizes[i]))
        selected = i;
    }
  adw_combo_row_set_model (self->size_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->size_row, selected);
}

static void
fair_paper_dialog_init (FairPaperDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fair_combo_list_follow_tab (self->size_row);
  fair_combo_list_follow_tab (self->event_row);
  fill_sizes (self);
}

static void
fill_events (FairPaperDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, _("No fair"));
  for (guint i = 0; i < self->program->events->len; i++)
    {
      const FairEvent *event = self->program->events->pdata[i];

      gtk_string_list_append (names, event->name);
      if (g_strcmp0 (event->id, fair_booth_get_event (self->booth)) == 0)
        selected = i + 1;
    }
  adw_combo_row_set_model (self->event_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->event_row, selected);
}

static FairPaperDialog *
make (FairBooth  *booth,
      NewPaper    new_paper,
      const char *title,
      const char *file_name)
{
  FairPaperDialog *self = g_object_new (FAIR_TYPE_PAPER_DIALOG, "title", title, NULL);

  self->booth = g_object_ref (booth);
  g_set_object (&self->program, fair_booth_get_program (booth));
  self->new_paper = new_paper;
  self->file_name = file_name;
  gtk_widget_set_visible (GTK_WIDGET (self->event_row), new_paper != NULL);
  return self;
}

static void
contacts_loaded (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (FairPaperDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FairContactList) list = fair_contact_list_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    adw_dialog_close (ADW_DIALOG (self));
  else if (list == NULL)
    show_nothing (self, error->message);
  else if (list->people->len == 0)
    show_nothing (self, _("Nobody who is shown on the desk has signed up."));
  else
    {
      self->paper = fair_contact_list_paper_new (self->program, g_steal_pointer (&list));
      begin_choosing (self, NULL);
    }
}

/**
 * fair_paper_dialog_new_contact_list:
 * @booth: one whose store is open
 * @ids: (nullable) (element-type utf8): a set of those who are wanted, which must not change any more; %NULL for everybody
 *
 * Returns: (transfer floating): a dialog that prints how people are reached; it reads them in a thread
 */
AdwDialog *
fair_paper_dialog_new_contact_list (FairBooth  *booth,
                                    GHashTable *ids)
{
  /* Translators: the beginning of the name of a PDF; a date follows */
  FairPaperDialog *self = make (booth, NULL, _("Contact List"), _("contact list"));

  begin_working (self, _("Reading the sign-ups…"));
  fair_contact_list_load_async (fair_booth_get_store (booth), self->program != NULL ? self->program->form : NULL, ids,
                                fair_interface_language_get (), self->cancellable, contacts_loaded, g_object_ref (self));
  return ADW_DIALOG (self);
}

/**
 * fair_paper_dialog_new_sign_in_sheet:
 *
 * Returns: (transfer floating): a dialog that prints a sheet to sign up on by hand
 */
AdwDialog *
fair_paper_dialog_new_sign_in_sheet (FairBooth *booth)
{
  FairPaperDialog *self = make (booth, fair_sign_in_sheet_paper_new, _("Sign-In Sheet"),
                                /* Translators: the beginning of the name of a PDF; a date follows */
                                _("sign-in sheet"));

  if (self->program == NULL || self->program->form == NULL)
    show_nothing (self, _("The program’s form cannot be read. `fairctl check-program` says why."));
  else
    fill_events (self);
  return ADW_DIALOG (self);
}

/**
 * fair_paper_dialog_new_poster:
 *
 * Returns: (transfer floating): a dialog that prints a poster with the code of the program's address
 */
AdwDialog *
fair_paper_dialog_new_poster (FairBooth *booth)
{
  /* Translators: the beginning of the name of a PDF; a date follows */
  FairPaperDialog *self = make (booth, fair_poster_paper_new, _("Poster"), _("poster"));

  if (self->program == NULL)
    {
      show_nothing (self, _("The program cannot be read. `fairctl check-program` says why."));
      return ADW_DIALOG (self);
    }
  if (fair_poster_paper_get_link (self->program) == NULL)
    {
      gtk_label_set_label (self->note, _("The program has no address yet, so there is no code on the poster. Add “website” to the "
                                         "contact in its program.json."));
      gtk_widget_set_visible (GTK_WIDGET (self->note), TRUE);
    }
  fill_events (self);
  return ADW_DIALOG (self);
}

/**
 * fair_paper_dialog_new_for_paper:
 * @paper: (transfer full): what is printed
 * @file_name: what a PDF is called, before the date; static
 *
 * Returns: (transfer floating): a dialog that prints what somebody else has put on paper
 */
AdwDialog *
fair_paper_dialog_new_for_paper (FairBooth  *booth,
                                 FairPaper  *paper,
                                 const char *file_name)
{
  FairPaperDialog *self = make (booth, NULL, fair_paper_get_title (paper), file_name);

  self->paper = paper;
  begin_choosing (self, NULL);
  return ADW_DIALOG (self);
}
