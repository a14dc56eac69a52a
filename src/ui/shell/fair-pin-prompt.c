/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell/fair-pin-prompt.h"

#include "kiosk/fair-pin-pad.h"

#include <glib/gi18n-lib.h>

/* A PIN that is being looked at: the pad may be closed meanwhile. */
typedef struct
{
  FairPinPad *pad;
  FairAccess *access;
} Try;

static void
free_try (Try *try)
{
  g_object_unref (try->pad);
  g_object_unref (try->access);
  g_free (try);
}

static void
show_failure (FairPinPad   *pad,
              FairStaff    *staff,
              const GError *error)
{
  guint wait = fair_staff_get_seconds_to_wait (staff);

  fair_pin_pad_set_message (pad, error->message);
  if (wait > 0)
    fair_pin_pad_set_wait (pad, wait);
}

/* Whoever has gone away meanwhile opens nothing: the next one at the laptop may be a stranger. */
static void
entered (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Try *try = user_data;
  g_autoptr (GError) error = NULL;
  FairRole role = fair_staff_enter_finish (FAIR_STAFF (source), result, &error);

  fair_pin_pad_set_busy (try->pad, FALSE);
  if (role == FAIR_ROLE_VISITOR)
    show_failure (try->pad, FAIR_STAFF (source), error);
  else if (gtk_widget_get_root (GTK_WIDGET (try->pad)) != NULL)
    {
      adw_dialog_force_close (ADW_DIALOG (try->pad));
      fair_access_unlock (try->access, role);
    }
  free_try (try);
}

static void
pin_entered (FairPinPad *pad,
             const char *pin,
             FairAccess *access)
{
  Try *try = g_new (Try, 1);

  *try = (Try) { g_object_ref (pad), g_object_ref (access) };
  fair_pin_pad_set_busy (pad, TRUE);
  fair_staff_enter_async (fair_access_get_staff (access), pin, NULL, entered, try);
}

static gboolean
is_asking (GtkWidget *parent)
{
  GtkRoot *root = gtk_widget_get_root (parent);

  return ADW_IS_APPLICATION_WINDOW (root) &&
         FAIR_IS_PIN_PAD (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (root)));
}

/**
 * fair_pin_prompt_present:
 * @parent: a widget of the window
 * @access: what the right PIN unlocks
 *
 * Asks for a PIN. Where none is set, nobody is asked: whoever comes is in charge.
 */
void
fair_pin_prompt_present (GtkWidget  *parent,
                         FairAccess *access)
{
  FairStaff *staff = fair_access_get_staff (access);
  FairPinPad *pad;
  guint wait;

  if (!fair_staff_is_protected (staff))
    {
      fair_access_unlock (access, FAIR_ROLE_COORDINATOR);
      return;
    }

  if (is_asking (parent))
    return;
  pad = FAIR_PIN_PAD (fair_pin_pad_new (_("Staff"), _("Enter the PIN of the booth or of the coordinator.")));
  wait = fair_staff_get_seconds_to_wait (staff);
  if (wait > 0)
    fair_pin_pad_set_wait (pad, wait);
  g_signal_connect_object (pad, "entered", G_CALLBACK (pin_entered), access, G_CONNECT_DEFAULT);
  adw_dialog_present (ADW_DIALOG (pad), parent);
}
