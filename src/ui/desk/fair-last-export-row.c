/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-last-export-row.h"

#include "base/fair-clock.h"
#include "base/fair-local-time.h"
#include "desk/fair-person-words.h"
#include "export/fair-exported.h"
#include "export/fair-export-format.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  LOOK,
  TAKE_BACK,
  PUT_BACK,
} Task;

/* What a thread does, and what it has found. */
typedef struct
{
  Task task;
  FairExported *taken;   /* NULL, but while an export is taken back */
  FairExported *present; /* what is remembered afterwards */
} Work;

struct _FairLastExportRow
{
  AdwActionRow parent_instance;

  FairBooth *booth;
  FairExported *taken; /* what was taken back here, or NULL */
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (FairLastExportRow, fair_last_export_row, ADW_TYPE_ACTION_ROW)

enum
{
  SIGNAL_TAKEN_BACK,
  SIGNAL_PUT_BACK,
  SIGNAL_FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
free_work (gpointer data)
{
  Work *work = data;

  g_clear_pointer (&work->taken, fair_exported_free);
  g_clear_pointer (&work->present, fair_exported_free);
  g_free (work);
}

/* "today, 6:10 PM"; another day in full. */
static char *
dup_time (FairLastExportRow *self,
          gint64             ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (ms / 1000);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (fair_clock_now (fair_clock_get_default ()) / 1000);
  g_autofree char *hour = NULL;

  if (time == NULL || g_date_time_get_year (time) != g_date_time_get_year (now) ||
      g_date_time_get_day_of_year (time) != g_date_time_get_day_of_year (now))
    return fair_person_words_dup_moment (self->booth, "", ms);
  hour = fair_local_time_format_hour (time, fair_booth_get_language (self->booth));
  /* Translators: an hour, such as 6:10 PM */
  return g_strdup_printf (_("today, %s"), hour);
}

static void
show (FairLastExportRow  *self,
      const FairExported *exported)
{
  g_autoptr (GArray) list = fair_exported_list (exported);
  const FairExportedEntry *last = list->len > 0 ? &g_array_index (list, FairExportedEntry, 0) : NULL;
  const FairExportFormat *format = last != NULL ? fair_export_format_find (last->format, last->preset) : NULL;
  g_autofree char *people = NULL, *time = NULL, *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), last != NULL);
  if (last == NULL)
    return;
  people = g_strdup_printf (ngettext ("%'u person", "%'u people", (gulong) last->n_sign_ups), (guint) MIN (last->n_sign_ups, G_MAXUINT));
  time = dup_time (self, last->at);
  text = fair_person_words_join ((const char *const[]) { format != NULL ? _(format->title) : last->format, people, time, NULL });
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
}

static void
run (GTask        *task,
     gpointer      store,
     gpointer      data,
     GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;

  if (work->task == TAKE_BACK)
    work->taken = fair_exported_take_back (store, &error);
  else if (work->task == PUT_BACK)
    fair_exported_save (work->taken, store, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  work->present = fair_exported_load (store);
  g_task_return_boolean (task, TRUE);
}

static void
done (GObject      *source,
      GAsyncResult *result,
      gpointer      user_data)
{
  g_autoptr (FairLastExportRow) self = user_data;
  g_autoptr (GError) error = NULL;
  Work *work = g_task_get_task_data (G_TASK (result));

  if (self->booth == NULL) /* it is gone meanwhile */
    return;
  gtk_widget_set_sensitive (self->button, TRUE);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
      return;
    }
  show (self, work->present);
  if (work->task == TAKE_BACK)
    {
      g_clear_pointer (&self->taken, fair_exported_free);
      self->taken = g_steal_pointer (&work->taken);
    }
  if (work->task != LOOK)
    g_signal_emit (self, signals[work->task == TAKE_BACK ? SIGNAL_TAKEN_BACK : SIGNAL_PUT_BACK], 0);
}

static void
begin (FairLastExportRow *self,
       Task               what)
{
  FairStore *store = fair_booth_get_store (self->booth);
  g_autoptr (GTask) task = g_task_new (store, NULL, done, g_object_ref (self));
  Work *work = g_new0 (Work, 1);

  work->task = what;
  work->taken = what == PUT_BACK ? g_steal_pointer (&self->taken) : NULL;
  gtk_widget_set_sensitive (self->button, FALSE);
  g_task_set_source_tag (task, begin);
  g_task_set_task_data (task, work, free_work);
  g_task_run_in_thread (task, run);
}

static void
take_back_clicked (FairLastExportRow *self)
{
  begin (self, TAKE_BACK);
}

static void
fair_last_export_row_dispose (GObject *object)
{
  FairLastExportRow *self = FAIR_LAST_EXPORT_ROW (object);

  g_clear_object (&self->booth);
  g_clear_pointer (&self->taken, fair_exported_free);

  G_OBJECT_CLASS (fair_last_export_row_parent_class)->dispose (object);
}

static void
fair_last_export_row_class_init (FairLastExportRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fair_last_export_row_dispose;
  signals[SIGNAL_TAKEN_BACK] = g_signal_new ("taken-back", FAIR_TYPE_LAST_EXPORT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 0);
  signals[SIGNAL_PUT_BACK] = g_signal_new ("put-back", FAIR_TYPE_LAST_EXPORT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", FAIR_TYPE_LAST_EXPORT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                         G_TYPE_STRING);
}

static void
fair_last_export_row_init (FairLastExportRow *self)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("Last Export"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->button = gtk_button_new_with_mnemonic (_("_Take Back"));
  gtk_widget_set_tooltip_text (self->button, _("The file was lost: who left with it alone counts as new again"));
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (take_back_clicked), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->button);
}

/** Shows what is remembered of the exports of a booth whose store is open; is read in a thread. */
void
fair_last_export_row_set_booth (FairLastExportRow *self,
                                FairBooth         *booth)
{
  g_return_if_fail (FAIR_IS_LAST_EXPORT_ROW (self));
  g_return_if_fail (FAIR_IS_BOOTH (booth) && fair_booth_get_store (booth) != NULL);

  g_set_object (&self->booth, booth);
  begin (self, LOOK);
}

/** Remembers again what was taken back last. */
void
fair_last_export_row_put_back (FairLastExportRow *self)
{
  g_return_if_fail (FAIR_IS_LAST_EXPORT_ROW (self));

  if (self->booth != NULL && self->taken != NULL)
    begin (self, PUT_BACK);
}
