/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell/fair-pin-prompt.h"

#include "kiosk/fair-pin-pad.h"

#include <glib/gi18n-lib.h>

/* What a PIN is asked for. */
typedef struct
{
  FairAccess *access;
  GtkWidget *parent;
  FairPinPromptFunc func; /* NULL: the role of the PIN is unlocked */
} Purpose;

/* A PIN that is being looked at: the pad may be closed meanwhile. */
typedef struct
{
  FairPinPad *pad;
  Purpose purpose;
} Try;

static void
free_try (Try *try)
{
  g_object_unref (try->pad);
  g_object_unref (try->purpose.access);
  g_object_unref (try->purpose.parent);
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

static void
serve (const Purpose *purpose,
       FairRole       role)
{
  if (purpose->func != NULL)
    purpose->func (purpose->parent);
  else
    fair_access_unlock (purpose->access, role);
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
  else if (try->purpose.func != NULL && role < FAIR_ROLE_COORDINATOR)
    fair_pin_pad_set_message (try->pad, _("This is the PIN of the booth. Enter the coordinator’s."));
  else if (gtk_widget_get_root (GTK_WIDGET (try->pad)) != NULL)
    {
      adw_dialog_force_close (ADW_DIALOG (try->pad));
      serve (&try->purpose, role);
    }
  free_try (try);
}

static void
pin_entered (FairPinPad *pad,
             const char *pin,
             Purpose    *purpose)
{
  Try *try = g_new (Try, 1);

  *try = (Try) { g_object_ref (pad), *purpose };
  g_object_ref (purpose->access);
  g_object_ref (purpose->parent);
  fair_pin_pad_set_busy (pad, TRUE);
  fair_staff_enter_async (fair_access_get_staff (purpose->access), pin, NULL, entered, try);
}

static void
free_purpose (gpointer  data,
              GClosure *closure)
{
  Purpose *purpose = data;

  g_object_unref (purpose->access);
  g_object_unref (purpose->parent);
  g_free (purpose);
}

static gboolean
is_asking (GtkWidget *parent)
{
  GtkRoot *root = gtk_widget_get_root (parent);

  return ADW_IS_APPLICATION_WINDOW (root) &&
         FAIR_IS_PIN_PAD (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (root)));
}

/* Where no PIN is set, nobody is asked: whoever comes is in charge. */
static void
ask (const Purpose *purpose,
     const char    *title,
     const char    *text)
{
  FairStaff *staff = fair_access_get_staff (purpose->access);
  FairPinPad *pad;
  guint wait;

  if (!fair_staff_is_protected (staff))
    {
      serve (purpose, FAIR_ROLE_COORDINATOR);
      return;
    }
  if (is_asking (purpose->parent))
    return;
  pad = FAIR_PIN_PAD (fair_pin_pad_new (title, text));
  wait = fair_staff_get_seconds_to_wait (staff);
  if (wait > 0)
    fair_pin_pad_set_wait (pad, wait);
  g_object_ref (purpose->access);
  g_object_ref (purpose->parent);
  g_signal_connect_data (pad, "entered", G_CALLBACK (pin_entered), g_memdup2 (purpose, sizeof *purpose), free_purpose, G_CONNECT_DEFAULT);
  adw_dialog_present (ADW_DIALOG (pad), purpose->parent);
}

/**
 * fair_pin_prompt_present:
 * @parent: a widget of the window
 * @access: what the right PIN unlocks
 *
 * Asks for a PIN. Where none is set, whoever comes is in charge.
 */
void
fair_pin_prompt_present (GtkWidget  *parent,
                         FairAccess *access)
{
  const Purpose purpose = { access, parent, NULL };

  ask (&purpose, _("Staff"), _("Enter the PIN of the booth or of the coordinator."));
}

/**
 * fair_pin_prompt_confirm:
 * @parent: a widget of the window
 * @access: who is in charge
 * @title: what it is asked for
 * @func: does that
 *
 * Asks for the coordinator's PIN, whoever is in charge. Where none is set, it is done at once.
 */
void
fair_pin_prompt_confirm (GtkWidget         *parent,
                         FairAccess        *access,
                         const char        *title,
                         FairPinPromptFunc  func)
{
  const Purpose purpose = { access, parent, func };

  ask (&purpose, title, _("Enter the coordinator’s PIN."));
}
