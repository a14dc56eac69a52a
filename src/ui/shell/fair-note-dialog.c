/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell/fair-note-dialog.h"

#include "kiosk/fair-recent-visitors.h"
#include "kiosk/fair-visitor-note.h"

#include <glib/gi18n-lib.h>

/* How many visitors are named: whoever was just talked to is among them. */
#define MAX_VISITORS 12

/* Where the date ends, and the hours and minutes begin and end, in RFC 3339. */
#define DATE_LENGTH 10
#define HOURS_AT 11
#define HOURS_LENGTH 5

struct _FairNoteDialog
{
  AdwDialog parent_instance;

  FairBooth *booth;
  FairVisitorNote *note;
};

G_DEFINE_FINAL_TYPE (FairNoteDialog, fair_note_dialog, ADW_TYPE_DIALOG)

static char *
localize (FairBooth *booth,
          gint64     ms)
{
  FairProgram *program = fair_booth_get_program (booth);
  g_autofree char *utc = fair_time_format_utc (ms);

  return program != NULL ? fair_time_zones_localize (program->time_zones, fair_booth_get_event (booth), utc)
                         : g_steal_pointer (&utc);
}

/** Returns: (transfer full): the time of day at the fair, with the date before it where it was another day */
char *
fair_note_dialog_dup_time (FairBooth *booth,
                           gint64     at_ms)
{
  g_autofree char *then = localize (booth, at_ms);
  g_autofree char *now = localize (booth, fair_clock_now (fair_clock_get_default ()));

  if (strncmp (then, now, DATE_LENGTH) == 0)
    return g_strndup (then + HOURS_AT, HOURS_LENGTH);
  return g_strdup_printf ("%.*s %.*s", DATE_LENGTH, then, HOURS_LENGTH, then + HOURS_AT);
}

static void
loaded (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (FairNoteDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FairRecentVisitors) found = fair_recent_visitors_load_finish (result, &error);
  g_autoptr (GPtrArray) visitors = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_visitor_free);

  if (self->note == NULL) /* it was closed meanwhile */
    return;
  if (found == NULL)
    {
      fair_visitor_note_show_failure (self->note, error->message);
      return;
    }
  for (guint i = 0; i < found->visitors->len; i++)
    {
      const FairRecentVisitor *visitor = found->visitors->pdata[i];
      g_autofree char *time = fair_note_dialog_dup_time (self->booth, visitor->at_ms);

      g_ptr_array_add (visitors, fair_visitor_new (visitor->id, visitor->name, time, visitor->starred));
    }
  fair_visitor_note_set_visitors (self->note, visitors);
}

static void
load (FairNoteDialog *self)
{
  FairStore *store = fair_booth_get_store (self->booth);

  if (store != NULL)
    fair_recent_visitors_load_async (store, fair_booth_get_event (self->booth), MAX_VISITORS, NULL, loaded, g_object_ref (self));
  else if (fair_booth_get_store_error (self->booth) != NULL)
    fair_visitor_note_show_failure (self->note, fair_booth_get_store_error (self->booth));
}

static void
saved (GObject      *source,
       GAsyncResult *result,
       gpointer      user_data)
{
  g_autoptr (FairNoteDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_saved = fair_staff_note_save_finish (result, &error);

  if (self->note == NULL)
    return;
  if (!is_saved)
    {
      fair_visitor_note_show_failure (self->note, error->message);
      return;
    }
  fair_visitor_note_show_saved (self->note);
  load (self);
}

static void
noted (FairNoteDialog  *self,
       const char      *id,
       gboolean         starred,
       char           **chips,
       const char      *text)
{
  FairStaffNote note = { starred, (const char *const *) chips, text };

  fair_staff_note_save_async (fair_booth_get_store (self->booth), id, &note, saved, g_object_ref (self));
}

static void
fair_note_dialog_dispose (GObject *object)
{
  FairNoteDialog *self = FAIR_NOTE_DIALOG (object);

  self->note = NULL;
  g_clear_object (&self->booth);

  G_OBJECT_CLASS (fair_note_dialog_parent_class)->dispose (object);
}

static void
fair_note_dialog_class_init (FairNoteDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fair_note_dialog_dispose;
}

static void
fair_note_dialog_init (FairNoteDialog *self)
{
  self->note = FAIR_VISITOR_NOTE (fair_visitor_note_new ());
  g_signal_connect_object (self->note, "noted", G_CALLBACK (noted), self, G_CONNECT_SWAPPED);
  adw_dialog_set_title (ADW_DIALOG (self), _("Note on a Visitor"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 480);
  adw_dialog_set_content_height (ADW_DIALOG (self), 620);
  adw_dialog_set_child (ADW_DIALOG (self), GTK_WIDGET (self->note));
}

/**
 * fair_note_dialog_new:
 * @booth: whose fair's visitors are named, and where the note goes
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
fair_note_dialog_new (FairBooth *booth)
{
  FairNoteDialog *self;

  g_return_val_if_fail (FAIR_IS_BOOTH (booth), NULL);

  self = g_object_new (FAIR_TYPE_NOTE_DIALOG, NULL);
  self->booth = g_object_ref (booth);
  if (fair_booth_get_program (booth) != NULL)
    fair_visitor_note_set_chips (self->note, fair_booth_get_program (booth)->note_chips);
  load (self);
  return ADW_DIALOG (self);
}
