/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell/fair-staff-sheet.h"

#include "kiosk/fair-recent-visitors.h"
#include "shell/fair-event-row.h"
#include "shell/fair-note-dialog.h"
#include "shell/fair-pins-dialog.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

struct _FairStaffSheet
{
  AdwDialog parent_instance;

  FairBooth *booth;
  FairHealth *health;
  GCancellable *cancellable;
  GPtrArray *health_rows;

  AdwActionRow *count_row;
  AdwComboRow *event_row;
  AdwPreferencesGroup *health_group;
  GtkWidget *pause_row;
  GtkWidget *resume_row;
};

G_DEFINE_FINAL_TYPE (FairStaffSheet, fair_staff_sheet, ADW_TYPE_DIALOG)

static void
tell (FairStaffSheet *self,
      FairKioskEvent  event)
{
  fair_kiosk_handle (fair_booth_get_kiosk (self->booth), event);
}

static void
show_count (FairStaffSheet           *self,
            const FairRecentVisitors *found)
{
  const FairRecentVisitor *last = found->visitors->len > 0 ? found->visitors->pdata[0] : NULL;
  g_autofree char *count = NULL;
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;

  count = g_strdup_printf (ngettext ("%'" PRIu64 " person", "%'" PRIu64 " people", (gulong) found->n_people), found->n_people);
  if (last != NULL)
    {
      time = fair_note_dialog_dup_time (self->booth, last->at_ms);
      /* Translators: how many people signed up, and when the last one did */
      text = g_strdup_printf (_("%s, the last one at %s"), count, time);
    }
  adw_action_row_set_subtitle (self->count_row, text != NULL ? text : count);
}

static void
counted (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (FairStaffSheet) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FairRecentVisitors) found = fair_recent_visitors_load_finish (result, &error);

  if (found != NULL)
    show_count (self, found);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    adw_action_row_set_subtitle (self->count_row, error->message);
}

static void
count (FairStaffSheet *self)
{
  FairStore *store = fair_booth_get_store (self->booth);

  if (store == NULL)
    {
      adw_action_row_set_subtitle (self->count_row, _("Unknown"));
      return;
    }
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  fair_recent_visitors_load_async (store, fair_booth_get_event (self->booth), 1, self->cancellable, counted, g_object_ref (self));
}

static AdwActionRow *
add_health_row (FairStaffSheet *self,
                const char     *icon_name,
                const char     *css_class,
                const char     *text)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  gtk_widget_add_css_class (icon, css_class);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_preferences_group_add (self->health_group, row);
  g_ptr_array_add (self->health_rows, row);
  return ADW_ACTION_ROW (row);
}

static void show_health (FairStaffSheet *self);

static void
seen_clicked (FairStaffSheet *self)
{
  fair_pins_dialog_news_seen (self->booth);
  show_health (self);
}

/* Where there is no PIN anybody may have opened the sheet: the coordinator has not seen it yet. */
static void
add_news_row (FairStaffSheet *self,
              const char     *news)
{
  AdwActionRow *row = add_health_row (self, "dialog-warning-symbolic", "warning", news);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Seen"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (button, fair_staff_is_protected (fair_access_get_staff (fair_booth_get_access (self->booth))));
  g_signal_connect_object (button, "clicked", G_CALLBACK (seen_clicked), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (row, button);
}

static void
show_health (FairStaffSheet *self)
{
  g_auto (GStrv) troubles = fair_health_dup_troubles (self->health);
  g_autofree char *news = fair_pins_dialog_dup_news (self->booth);

  for (guint i = 0; i < self->health_rows->len; i++)
    adw_preferences_group_remove (self->health_group, self->health_rows->pdata[i]);
  g_ptr_array_set_size (self->health_rows, 0);
  for (guint i = 0; troubles[i] != NULL; i++)
    add_health_row (self, "dialog-warning-symbolic", "warning", troubles[i]);
  if (news != NULL)
    add_news_row (self, news);
  if (self->health_rows->len == 0)
    add_health_row (self, "object-select-symbolic", "success", _("All is well."));
}

static void
lock_clicked (FairStaffSheet *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
note_activated (FairStaffSheet *self)
{
  adw_dialog_present (fair_note_dialog_new (self->booth), GTK_WIDGET (self));
}

static void
pause_activated (FairStaffSheet *self)
{
  tell (self, FAIR_KIOSK_PAUSE);
}

static void
resume_activated (FairStaffSheet *self)
{
  tell (self, FAIR_KIOSK_RESUME);
}

static void
end_activated (FairStaffSheet *self)
{
  fair_booth_start_visits (self->booth, FALSE);
}

static void
fair_staff_sheet_dispose (GObject *object)
{
  FairStaffSheet *self = FAIR_STAFF_SHEET (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->health_rows, g_ptr_array_unref);
  g_clear_object (&self->health);
  g_clear_object (&self->booth);
  gtk_widget_dispose_template (GTK_WIDGET (self), FAIR_TYPE_STAFF_SHEET);

  G_OBJECT_CLASS (fair_staff_sheet_parent_class)->dispose (object);
}

static void
fair_staff_sheet_class_init (FairStaffSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_staff_sheet_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/shell/fair-staff-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, FairStaffSheet, count_row);
  gtk_widget_class_bind_template_child (widget_class, FairStaffSheet, event_row);
  gtk_widget_class_bind_template_child (widget_class, FairStaffSheet, health_group);
  gtk_widget_class_bind_template_child (widget_class, FairStaffSheet, pause_row);
  gtk_widget_class_bind_template_child (widget_class, FairStaffSheet, resume_row);
  gtk_widget_class_bind_template_callback (widget_class, lock_clicked);
  gtk_widget_class_bind_template_callback (widget_class, note_activated);
  gtk_widget_class_bind_template_callback (widget_class, pause_activated);
  gtk_widget_class_bind_template_callback (widget_class, resume_activated);
  gtk_widget_class_bind_template_callback (widget_class, end_activated);
}

static void
fair_staff_sheet_init (FairStaffSheet *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->health_rows = g_ptr_array_new ();
}

/**
 * fair_staff_sheet_new:
 * @booth: whose fair, sign-ups and kiosk the sheet is about
 * @health: whether the laptop is well
 *
 * Returns: (transfer floating): the sheet; closing it locks
 */
AdwDialog *
fair_staff_sheet_new (FairBooth  *booth,
                      FairHealth *health)
{
  FairStaffSheet *self;
  gboolean paused;

  g_return_val_if_fail (FAIR_IS_BOOTH (booth), NULL);

  self = g_object_new (FAIR_TYPE_STAFF_SHEET, NULL);
  self->booth = g_object_ref (booth);
  self->health = g_object_ref (health);
  paused = fair_kiosk_get_state (fair_booth_get_kiosk (booth)) == FAIR_KIOSK_PAUSED;
  gtk_widget_set_visible (self->pause_row, !paused);
  gtk_widget_set_visible (self->resume_row, paused);
  fair_event_row_follow (self->event_row, booth);
  g_signal_connect_object (booth, "notify::event", G_CALLBACK (count), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (health, "changed", G_CALLBACK (show_health), self, G_CONNECT_SWAPPED);
  count (self);
  show_health (self);
  return ADW_DIALOG (self);
}
