/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-export-done.h"

#include "desk/fair-export-people.h"
#include "program/fair-stages.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* Where somebody stands who was written to, in packs as in what every program has. */
#define CONTACTED "contacted"

typedef enum
{
  NOTE_NONE,
  NOTE_MAKING,  /* it is being noted that people were written to, */
  NOTE_UNDOING, /* or that is being taken back */
} NoteState;

struct _FairExportDone
{
  AdwBin parent_instance;

  FairDeskModel *model;
  gboolean has_desk; /* whether it is a desk's */
  FairExportReport *report;
  GFile *file;
  NoteState noting;

  AdwStatusPage *done_page;
  GtkLabel *skipped;
  FairExportPeople *people;
  GtkWidget *note_button;
  GtkWidget *show_button;
};

G_DEFINE_FINAL_TYPE (FairExportDone, fair_export_done, ADW_TYPE_BIN)

enum
{
  SIGNAL_SAID,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
say (FairExportDone *self,
     const char     *text,
     gboolean        can_undo)
{
  g_signal_emit (self, signals[SIGNAL_SAID], 0, text, can_undo);
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
  if (report->reached->len > FAIR_DESK_MOST_AT_ONCE)
    g_strv_builder_take (builder, g_strdup_printf (_("To have it noted of people that they were written to, export at most %'u at once."),
                                                   FAIR_DESK_MOST_AT_ONCE));
  sentences = g_strv_builder_end (builder);
  return g_strjoinv (" ", sentences);
}

static char *
dup_summary (FairExportDone         *self,
             const FairExportFormat *format)
{
  guint64 n = self->report->n_written;
  g_autofree char *base = g_file_get_basename (self->file);
  g_autofree char *name = g_filename_display_name (base);

  if ((format->flags & FAIR_EXPORT_HAS_NOBODY) != 0)
    /* Translators: the name of a file */
    return g_strdup_printf (_("It is in %s. Nobody’s details are in it."), name);
  return g_strdup_printf (ngettext ("%'" PRIu64 " sign-up is in %s.", "%'" PRIu64 " sign-ups are in %s.", (gulong) n), n, name);
}

static FairProgram *
get_program (FairExportDone *self)
{
  return fair_booth_get_program (fair_desk_model_get_booth (self->model));
}

static void
show_note_button (FairExportDone *self)
{
  g_autoptr (GPtrArray) stages = fair_stages_list (get_program (self));
  const char *title = fair_stages_find_title (stages, CONTACTED);
  guint n_reached = self->report->reached->len;
  g_autofree char *label = NULL;

  /* Translators: a stage, such as Contacted */
  label = g_strdup_printf (_("_Note as %s"), title != NULL ? title : "");
  gtk_button_set_label (GTK_BUTTON (self->note_button), label);
  gtk_widget_set_sensitive (self->note_button, TRUE);
  gtk_widget_set_visible (self->note_button, title != NULL && n_reached > 0 && n_reached <= FAIR_DESK_MOST_AT_ONCE);
}

static void
note_clicked (FairExportDone *self)
{
  g_autoptr (GPtrArray) stages = fair_stages_list (get_program (self));
  FairPersonEdit *edit = fair_person_edit_new ();
  guint n = self->report->reached->len;
  g_autofree char *said = g_strdup_printf (ngettext ("Noted: %'u person was written to", "Noted: %'u people were written to", n), n);

  for (guint i = 0; i < n; i++)
    fair_person_edit_advance (edit, self->report->reached->pdata[i], stages, CONTACTED);
  self->noting = NOTE_MAKING;
  gtk_widget_grab_focus (self->show_button); /* without any focus no key would do anything meanwhile */
  gtk_widget_set_sensitive (self->note_button, FALSE);
  fair_desk_model_edit (self->model, edit, said);
}

/* Nothing else is changed while the dialog is in front. */
static void
edited (FairExportDone *self,
        const char     *said,
        gboolean        differs)
{
  NoteState noting = self->noting;

  self->noting = NOTE_NONE;
  if (noting == NOTE_NONE)
    return;
  show_note_button (self);
  if (noting == NOTE_UNDOING)
    say (self, _("Taken back: nothing is noted of it"), FALSE);
  else
    say (self, differs ? said : _("Of all of them it was noted before"), differs);
  if (noting == NOTE_MAKING)
    gtk_widget_set_visible (self->note_button, FALSE);
  gtk_widget_grab_focus (fair_export_done_get_focus (self));
}

static void
edit_refused (FairExportDone *self,
              const char     *message)
{
  if (self->noting != NOTE_NONE)
    say (self, message, FALSE);
  self->noting = NOTE_NONE;
}

/* At the desk that says it. */
static void
edit_failed (FairExportDone *self,
             const char     *id,
             const char     *message)
{
  NoteState noting = self->noting;

  self->noting = NOTE_NONE;
  if (noting == NOTE_NONE)
    return;
  gtk_widget_set_sensitive (self->note_button, TRUE);
  if (self->has_desk)
    return;
  gtk_label_set_label (self->skipped, message);
  gtk_widget_set_visible (GTK_WIDGET (self->skipped), TRUE);
}

static void
show_clicked (FairExportDone *self)
{
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (self->file);

  gtk_file_launcher_open_containing_folder (launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, NULL, NULL);
}

static void
fair_export_done_dispose (GObject *object)
{
  FairExportDone *self = FAIR_EXPORT_DONE (object);

  /* AdwBin would take its child out a second time. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FAIR_TYPE_EXPORT_DONE);
  g_clear_object (&self->model);
  g_clear_object (&self->file);
  g_clear_pointer (&self->report, fair_export_report_free);

  G_OBJECT_CLASS (fair_export_done_parent_class)->dispose (object);
}

static void
fair_export_done_class_init (FairExportDoneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_export_done_dispose;
  signals[SIGNAL_SAID] = g_signal_new ("said", FAIR_TYPE_EXPORT_DONE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                       G_TYPE_STRING, G_TYPE_BOOLEAN);
  g_type_ensure (FAIR_TYPE_EXPORT_PEOPLE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/desk/fair-export-done.ui");
  gtk_widget_class_bind_template_child (widget_class, FairExportDone, done_page);
  gtk_widget_class_bind_template_child (widget_class, FairExportDone, skipped);
  gtk_widget_class_bind_template_child (widget_class, FairExportDone, people);
  gtk_widget_class_bind_template_child (widget_class, FairExportDone, note_button);
  gtk_widget_class_bind_template_child (widget_class, FairExportDone, show_button);
  gtk_widget_class_bind_template_callback (widget_class, note_clicked);
  gtk_widget_class_bind_template_callback (widget_class, show_clicked);
}

static void
fair_export_done_init (FairExportDone *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** Says whose people are exported, once. @has_desk: whether somebody sees them at a desk */
void
fair_export_done_set_model (FairExportDone *self,
                            FairDeskModel  *model,
                            gboolean        has_desk)
{
  g_return_if_fail (FAIR_IS_EXPORT_DONE (self));
  g_return_if_fail (self->model == NULL);

  self->model = g_object_ref (model);
  self->has_desk = has_desk;
  g_signal_connect_object (model, "edited", G_CALLBACK (edited), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "refused", G_CALLBACK (edit_refused), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "failed", G_CALLBACK (edit_failed), self, G_CONNECT_SWAPPED);
}

/** Shows what became of an export. @report: (transfer full):; @file: where it is now */
void
fair_export_done_show (FairExportDone         *self,
                       const FairExportFormat *format,
                       FairExportReport       *report,
                       GFile                  *file)
{
  g_autofree char *summary = NULL, *escaped = NULL, *skipped = dup_skipped (report);

  g_return_if_fail (FAIR_IS_EXPORT_DONE (self));

  g_clear_pointer (&self->report, fair_export_report_free);
  self->report = report;
  g_set_object (&self->file, file);
  summary = dup_summary (self, format);
  escaped = g_markup_escape_text (summary, -1);
  adw_status_page_set_description (self->done_page, escaped);
  gtk_label_set_label (self->skipped, skipped);
  gtk_widget_set_visible (GTK_WIDGET (self->skipped), *skipped != '\0');
  fair_export_people_show (self->people, self->model, self->has_desk, report);
  show_note_button (self);
}

/** Returns: (transfer none): what has the focus first */
GtkWidget *
fair_export_done_get_focus (FairExportDone *self)
{
  return gtk_widget_get_visible (self->note_button) ? self->note_button : self->show_button;
}

/** Takes back what was noted last. */
void
fair_export_done_undo (FairExportDone *self)
{
  g_return_if_fail (FAIR_IS_EXPORT_DONE (self));

  self->noting = NOTE_UNDOING;
  fair_desk_model_undo (self->model);
}
