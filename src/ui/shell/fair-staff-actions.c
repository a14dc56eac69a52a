/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell/fair-staff-actions.h"

#include "desk/fair-collect-dialog.h"
#include "desk/fair-data-dialog.h"
#include "desk/fair-desk-export.h"
#include "desk/fair-export-dialog.h"
#include "desk/fair-hand-over-dialog.h"
#include "desk/fair-laptops-dialog.h"
#include "print/fair-paper-dialog.h"
#include "shell/fair-kiosk-set-up.h"
#include "shell/fair-note-dialog.h"
#include "shell/fair-pin-prompt.h"
#include "shell/fair-pins-dialog.h"
#include "shell/fair-preferences.h"
#include "shell/fair-window.h"

#include <glib/gi18n-lib.h>

typedef AdwDialog *(*NewDialog) (FairBooth *booth);

typedef struct
{
  const char *name;
  FairRole role; /* who may do it, and whoever may do more */
  NewDialog new_dialog; /* NULL for the desk, which has the whole window */
} StaffAction;

static const StaffAction staff_actions[] = {
  { "kiosk", FAIR_ROLE_RECRUITER, fair_kiosk_set_up_new },
  { "note", FAIR_ROLE_RECRUITER, fair_note_dialog_new },
  { "desk", FAIR_ROLE_COORDINATOR, NULL },
  { "collect", FAIR_ROLE_COORDINATOR, fair_collect_dialog_new },
  { "laptops", FAIR_ROLE_COORDINATOR, fair_laptops_dialog_new },
  { "print-sheet", FAIR_ROLE_COORDINATOR, fair_paper_dialog_new_sign_in_sheet },
  { "print-poster", FAIR_ROLE_COORDINATOR, fair_paper_dialog_new_poster },
  { "data", FAIR_ROLE_COORDINATOR, fair_data_dialog_new },
  { "preferences", FAIR_ROLE_COORDINATOR, fair_preferences_new },
};

/* The same, named by what there is to do: the menu shows the one that is there. */
static const StaffAction protect_action = { "protect", FAIR_ROLE_COORDINATOR, fair_pins_dialog_new };
static const StaffAction pins_action = { "pins", FAIR_ROLE_COORDINATOR, fair_pins_dialog_new };

typedef struct
{
  GtkWidget *window; /* it owns the group of the action */
  FairBooth *booth;
  NewDialog new_dialog;
} Target;

static void
free_target (gpointer  data,
             GClosure *closure)
{
  Target *target = data;

  g_object_unref (target->booth);
  g_free (target);
}

static void
activated (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  Target *target = user_data;

  if (target->new_dialog != NULL)
    adw_dialog_present (target->new_dialog (target->booth), target->window);
  else
    fair_window_show_desk (FAIR_WINDOW (target->window));
}

static void
add (GSimpleActionGroup *group,
     const StaffAction  *entry,
     GtkWidget          *window,
     FairBooth          *booth)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new (entry->name, NULL);
  Target *target = g_new (Target, 1);

  *target = (Target) { window, g_object_ref (booth), entry->new_dialog };
  g_signal_connect_data (action, "activate", G_CALLBACK (activated), target, free_target, G_CONNECT_DEFAULT);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
}

/* At the desk it is about those whom the coordinator has before them. */
static void
export_activated (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       window)
{
  GtkWidget *desk = fair_window_get_desk (FAIR_WINDOW (window));

  if (desk != NULL)
    fair_desk_export (FAIR_DESK (desk));
  else
    adw_dialog_present (fair_export_dialog_new (fair_window_get_booth (FAIR_WINDOW (window))), window);
}

/* Everybody's details leave this laptop: the coordinator's PIN is asked for each time. */
static void
hand_over (GtkWidget *window)
{
  adw_dialog_present (fair_hand_over_dialog_new (fair_window_get_booth (FAIR_WINDOW (window))), window);
}

static void
hand_over_activated (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       window)
{
  fair_pin_prompt_confirm (window, fair_booth_get_access (fair_window_get_booth (FAIR_WINDOW (window))), _("Hand Over"), hand_over);
}

static void
add_coordinators (GSimpleActionGroup *group,
                  GtkWidget          *window)
{
  const GActionEntry entries[] = { { "hand-over", hand_over_activated }, { "export", export_activated } };

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), window);
}

/**
 * fair_staff_actions_new:
 * @window: where their dialogs are presented; it takes the group with it
 * @booth: who is in charge
 *
 * Nobody but the window has the group: it is not to be found on the session bus.
 *
 * Returns: (transfer full) (nullable): the actions of whoever is in charge; NULL for a visitor
 */
GSimpleActionGroup *
fair_staff_actions_new (GtkWidget *window,
                        FairBooth *booth)
{
  FairAccess *access = fair_booth_get_access (booth);
  FairRole role = fair_access_get_role (access);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  if (role == FAIR_ROLE_VISITOR)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (staff_actions); i++)
    if (role >= staff_actions[i].role)
      add (group, &staff_actions[i], window, booth);
  if (role >= FAIR_ROLE_COORDINATOR)
    add_coordinators (group, window);
  if (role >= FAIR_ROLE_COORDINATOR)
    add (group, fair_staff_is_protected (fair_access_get_staff (access)) ? &pins_action : &protect_action, window, booth);
  return g_steal_pointer (&group);
}
