/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell/fair-pins-dialog.h"

#include "kiosk/fair-pin.h"

#include <glib/gi18n-lib.h>

/* How many of the things that happened are listed, the latest first. */
#define MAX_TRACES 8

struct _FairPinsDialog
{
  AdwDialog parent_instance;

  FairAccess *access;
  FairRole role; /* whose PIN is being set */
  GPtrArray *trace_rows;
  GtkWidget *suffixes[FAIR_N_ROLES];

  AdwToastOverlay *toasts;
  AdwActionRow *coordinator_row;
  AdwActionRow *recruiter_row;
  GtkStack *pages;
  GtkWidget *entry;
  GtkEditable *pin_row;
  GtkEditable *again_row;
  GtkLabel *strength;
  GtkWidget *save_button;
  AdwPreferencesGroup *traces_group;
};

G_DEFINE_FINAL_TYPE (FairPinsDialog, fair_pins_dialog, ADW_TYPE_DIALOG)

static FairStaff *
get_staff (FairPinsDialog *self)
{
  return fair_access_get_staff (self->access);
}

static void
say (FairPinsDialog *self,
     const char     *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static const char *
get_strength_words (const char *pin)
{
  switch (fair_pin_get_strength (pin))
    {
    case FAIR_PIN_WEAK:
      return _("Easily guessed: people try such a PIN first.");
    case FAIR_PIN_FAIR:
      return _("Good enough for a booth; six digits are better.");
    case FAIR_PIN_GOOD:
      return _("A good PIN.");
    default:
      g_return_val_if_reached ("");
    }
}

/* What is typed is judged as it is typed, in words; only the last word of it is a hindrance. */
static void
pin_changed (FairPinsDialog *self)
{
  const char *again = gtk_editable_get_text (self->again_row);
  char *pin = fair_pin_dup_ascii (gtk_editable_get_text (self->pin_row));
  char *pin_again = fair_pin_dup_ascii (again);
  g_autoptr (GError) error = NULL;
  gboolean sound = fair_pin_check (pin != NULL ? pin : "", &error);
  gboolean same = sound && g_strcmp0 (pin, pin_again) == 0;
  const char *words = !sound ? error->message : *again != '\0' && !same ? _("The two are not the same yet.") : get_strength_words (pin);

  gtk_label_set_label (self->strength, *gtk_editable_get_text (self->pin_row) != '\0' ? words : "");
  gtk_widget_set_sensitive (self->save_button, same);
  fair_pin_free (pin);
  fair_pin_free (pin_again);
}

/* In the place of the list: on a low screen it would be out of sight beneath it. */
static void
show_entry (FairPinsDialog *self,
            gboolean        visible)
{
  /* what has the focus is about to be unable to keep it */
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  gtk_editable_set_text (self->pin_row, "");
  gtk_editable_set_text (self->again_row, "");
  gtk_stack_set_visible_child_name (self->pages, visible ? "entry" : "list");
}

static void
pin_set (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (FairPinsDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean set = fair_staff_set_pin_finish (FAIR_STAFF (source), result, &error);

  if (self->toasts == NULL) /* it was closed meanwhile */
    return;
  gtk_widget_set_sensitive (self->entry, TRUE);
  if (!set)
    {
      say (self, error->message);
      return;
    }
  show_entry (self, FALSE);
  say (self, _("Saved."));
}

/* Whoever sets the first PIN is in charge, and stays so. */
static void
set_pin (FairPinsDialog *self,
         FairRole        role,
         const char     *pin)
{
  fair_access_unlock (self->access, FAIR_ROLE_COORDINATOR);
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  gtk_widget_set_sensitive (self->entry, FALSE);
  fair_staff_set_pin_async (get_staff (self), role, pin, NULL, pin_set, g_object_ref (self));
}

static void
save_clicked (FairPinsDialog *self)
{
  char *pin = fair_pin_dup_ascii (gtk_editable_get_text (self->pin_row));

  set_pin (self, self->role, pin);
  fair_pin_free (pin);
}

static void
pin_activated (FairPinsDialog *self)
{
  if (gtk_widget_get_sensitive (self->save_button))
    save_clicked (self);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->again_row));
}

static void
cancel_clicked (FairPinsDialog *self)
{
  show_entry (self, FALSE);
}

static void
begin_to_set (FairPinsDialog *self,
              FairRole        role)
{
  self->role = role;
  show_entry (self, TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->pin_row),
                                 role == FAIR_ROLE_COORDINATOR ? _("PIN of the coordinator") : _("PIN of the booth"));
  gtk_widget_grab_focus (GTK_WIDGET (self->pin_row));
}

static void
coordinator_set_clicked (FairPinsDialog *self)
{
  begin_to_set (self, FAIR_ROLE_COORDINATOR);
}

static void
recruiter_set_clicked (FairPinsDialog *self)
{
  begin_to_set (self, FAIR_ROLE_RECRUITER);
}

static void
recruiter_remove_clicked (FairPinsDialog *self)
{
  set_pin (self, FAIR_ROLE_RECRUITER, NULL);
}

static void
removal_answered (AdwAlertDialog *dialog,
                  const char     *response,
                  FairPinsDialog *self)
{
  if (g_str_equal (response, "remove"))
    set_pin (self, FAIR_ROLE_COORDINATOR, NULL);
}

static void
coordinator_remove_clicked (FairPinsDialog *self)
{
  AdwDialog *dialog = adw_alert_dialog_new (_("Remove All PINs?"),
                                            _("Everybody at the laptop can then see, change and export what people left."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"), "remove", _("_Remove"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (removal_answered), self, G_CONNECT_DEFAULT);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
add_button (FairPinsDialog *self,
            GtkWidget      *box,
            const char     *label,
            const char     *name,
            void          (*clicked) (FairPinsDialog *))
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
}

/* What there is to press depends on whether there is a PIN; two rows have the same words, which a screen reader must tell apart. */
static void
show_row (FairPinsDialog *self,
          AdwActionRow   *row,
          FairRole        role,
          void          (*set) (FairPinsDialog *),
          void          (*remove) (FairPinsDialog *))
{
  gboolean has_pin = fair_staff_has_pin (get_staff (self), role);
  gboolean coordinator = role == FAIR_ROLE_COORDINATOR;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  if (self->suffixes[role] != NULL)
    adw_action_row_remove (row, self->suffixes[role]);
  self->suffixes[role] = box;
  if (has_pin)
    add_button (self, box, _("_Remove"), coordinator ? _("Remove the coordinator’s PIN") : _("Remove the booth’s PIN"), remove);
  add_button (self, box, has_pin ? _("_Change…") : _("_Set…"),
              coordinator ? _("Set the coordinator’s PIN") : _("Set the booth’s PIN"), set);
  adw_action_row_add_suffix (row, box);
  gtk_widget_set_sensitive (GTK_WIDGET (row), coordinator || fair_staff_has_pin (get_staff (self), FAIR_ROLE_COORDINATOR));
}

static const char *
get_trace_words (const FairStaffTrace *trace)
{
  gboolean coordinator = trace->role == FAIR_ROLE_COORDINATOR;

  switch (trace->what)
    {
    case FAIR_STAFF_TRACE_SET:
      return coordinator ? _("The coordinator’s PIN was set") : _("The booth’s PIN was set");
    case FAIR_STAFF_TRACE_CHANGED:
      return coordinator ? _("The coordinator’s PIN was changed") : _("The booth’s PIN was changed");
    case FAIR_STAFF_TRACE_REMOVED:
      return coordinator ? _("The coordinator’s PIN was removed") : _("The booth’s PIN was removed");
    case FAIR_STAFF_TRACE_FORGOTTEN:
      return _("All PINs were removed with fairctl forget-pins");
    case FAIR_STAFF_TRACE_LOCKED_OUT:
      return _("A wrong PIN was entered so often that somebody had to wait");
    default:
      g_return_val_if_reached ("");
    }
}

static char *
dup_time (const FairStaffTrace *trace)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (trace->at / 1000);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%c") : NULL;
}

static void
add_trace (FairPinsDialog       *self,
           const FairStaffTrace *trace)
{
  g_autofree char *time = dup_time (trace);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), get_trace_words (trace));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), time != NULL ? time : "");
  adw_preferences_group_add (self->traces_group, row);
  g_ptr_array_add (self->trace_rows, row);
}

static void
show_traces (FairPinsDialog *self)
{
  const GPtrArray *traces = fair_staff_get_traces (get_staff (self));

  for (guint i = 0; i < self->trace_rows->len; i++)
    adw_preferences_group_remove (self->traces_group, self->trace_rows->pdata[i]);
  g_ptr_array_set_size (self->trace_rows, 0);
  for (guint i = 0; i < MIN (traces->len, MAX_TRACES); i++)
    add_trace (self, traces->pdata[traces->len - 1 - i]);
  gtk_widget_set_visible (GTK_WIDGET (self->traces_group), traces->len > 0);
}

static void
staff_changed (FairPinsDialog *self)
{
  show_row (self, self->coordinator_row, FAIR_ROLE_COORDINATOR, coordinator_set_clicked, coordinator_remove_clicked);
  show_row (self, self->recruiter_row, FAIR_ROLE_RECRUITER, recruiter_set_clicked, recruiter_remove_clicked);
  show_traces (self);
}

static void
fair_pins_dialog_dispose (GObject *object)
{
  FairPinsDialog *self = FAIR_PINS_DIALOG (object);

  g_clear_pointer (&self->trace_rows, g_ptr_array_unref);
  g_clear_object (&self->access);
  gtk_widget_dispose_template (GTK_WIDGET (self), FAIR_TYPE_PINS_DIALOG);

  G_OBJECT_CLASS (fair_pins_dialog_parent_class)->dispose (object);
}

static void
fair_pins_dialog_class_init (FairPinsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_pins_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/shell/fair-pins-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FairPinsDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, FairPinsDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, FairPinsDialog, coordinator_row);
  gtk_widget_class_bind_template_child (widget_class, FairPinsDialog, recruiter_row);
  gtk_widget_class_bind_template_child (widget_class, FairPinsDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, FairPinsDialog, pin_row);
  gtk_widget_class_bind_template_child (widget_class, FairPinsDialog, again_row);
  gtk_widget_class_bind_template_child (widget_class, FairPinsDialog, strength);
  gtk_widget_class_bind_template_child (widget_class, FairPinsDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, FairPinsDialog, traces_group);
  gtk_widget_class_bind_template_callback (widget_class, pin_changed);
  gtk_widget_class_bind_template_callback (widget_class, pin_activated);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked);
}

static void
fair_pins_dialog_init (FairPinsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->trace_rows = g_ptr_array_new ();
}

/**
 * fair_pins_dialog_new:
 * @booth: whose PINs they are
 *
 * Returns: (transfer floating): the sheet; what is set in it takes effect at once
 */
AdwDialog *
fair_pins_dialog_new (FairBooth *booth)
{
  FairPinsDialog *self;

  g_return_val_if_fail (FAIR_IS_BOOTH (booth), NULL);

  self = g_object_new (FAIR_TYPE_PINS_DIALOG, NULL);
  self->access = g_object_ref (fair_booth_get_access (booth));
  g_signal_connect_object (get_staff (self), "changed", G_CALLBACK (staff_changed), self, G_CONNECT_SWAPPED);
  staff_changed (self);
  return ADW_DIALOG (self);
}

static const FairStaffTrace *
find_forgotten (FairBooth *booth)
{
  const GPtrArray *traces = fair_staff_get_traces (fair_access_get_staff (fair_booth_get_access (booth)));

  for (guint i = traces->len; i > 0; i--)
    if (((const FairStaffTrace *) traces->pdata[i - 1])->what == FAIR_STAFF_TRACE_FORGOTTEN)
      return traces->pdata[i - 1];
  return NULL;
}

/**
 * fair_pins_dialog_dup_news:
 * @booth: whose PINs they are
 *
 * Whoever owns the account of the laptop can take all PINs away, and the coordinator has to learn of it without looking for it.
 *
 * Returns: (transfer full) (nullable): that it was done, and when; %NULL where it was not, where the coordinator has seen it, or
 *   where somebody else is in charge
 */
char *
fair_pins_dialog_dup_news (FairBooth *booth)
{
  const FairStaffTrace *trace;
  g_autofree char *time = NULL;

  g_return_val_if_fail (FAIR_IS_BOOTH (booth), NULL);

  trace = find_forgotten (booth);
  if (trace == NULL || fair_access_get_role (fair_booth_get_access (booth)) != FAIR_ROLE_COORDINATOR ||
      trace->at == g_settings_get_int64 (fair_booth_get_settings (booth), "forgotten-seen"))
    return NULL;

  time = dup_time (trace);
  /* Translators: followed by when */
  return g_strdup_printf (_("All PINs of this laptop were removed with “fairctl forget-pins”: %s"), time != NULL ? time : "?");
}

/** The coordinator has seen what fair_pins_dialog_dup_news() says; it is said no more, and stays in the dialog's list. */
void
fair_pins_dialog_news_seen (FairBooth *booth)
{
  const FairStaffTrace *trace;

  g_return_if_fail (FAIR_IS_BOOTH (booth));

  trace = find_forgotten (booth);
  if (trace != NULL)
    g_settings_set_int64 (fair_booth_get_settings (booth), "forgotten-seen", trace->at);
}
